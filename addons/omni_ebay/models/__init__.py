from . import (
    ebay_consent,
    ebay_deletion,
    ebay_message,
    integration_connection,
    integration_connection_notices,
    integration_connection_ready,
    integration_connection_sign_in,
    res_partner,
    sale_order,
    stock_revisions,
)
