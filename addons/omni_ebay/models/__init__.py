from . import (
    ebay_message,
    integration_connection,
    integration_connection_notices,
    integration_connection_ready,
    integration_connection_sign_in,
    integration_erasure,
    integration_connection_simulator,
    res_partner,
    sale_order,
    stock_revisions,
)
from . import integration_connection_reference
from . import integration_fulfilment
from . import ebay_tree
from . import ebay_category
from . import ebay_aspect
from . import ebay_category_mapping
from . import ebay_place
from . import ebay_policy
from . import ebay_shipping
from . import ebay_site
from . import ebay_fitment
from . import ebay_vehicle
from . import ebay_terms
from . import ebay_aspect_rule
from . import ebay_listing
from . import ebay_listing_abroad
from . import ebay_listing_check
from . import ebay_listing_old
from . import ebay_listing_sites
from . import ebay_listing_lint
from . import ebay_listing_writer
from . import product_template_fitment
from . import product_template_ebay
