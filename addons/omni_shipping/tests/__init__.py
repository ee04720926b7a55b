from . import test_documents
from . import test_shopping
from . import test_label_purchase
from . import test_label_audit
from . import test_delivery_rate
from . import test_manual_triggers
from . import test_screens
from . import test_control_room
