from . import test_codec
from . import test_order_bad_input
from . import test_order_fulfil
from . import test_order_intake
from . import test_order_poll
from . import test_order_screens
from . import test_partner_matcher
from . import test_proof
