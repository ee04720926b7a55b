from . import integration_connection
from . import integration_connection_reference
from . import ebay_tree
from . import ebay_category
from . import ebay_aspect
from . import ebay_policy
