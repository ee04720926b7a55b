from . import test_label_to_shop
