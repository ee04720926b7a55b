from . import test_label_to_shop
from . import test_pickup
