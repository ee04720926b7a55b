from . import test_codec
from . import test_order_intake
from . import test_proof
