from . import (
    account_deletion,
    call_limits,
    cancel_answer,
    message_poll,
    message_send,
    notification_check,
    notification_key,
    signing_key,
)
from . import ebay_category_import
from . import ebay_category_read
from . import ebay_category_suggest
from . import ebay_fitment_check
from . import ebay_listing_migrate
from . import ebay_listing_watch
from . import ebay_policy_import
from . import ebay_shipping_import
