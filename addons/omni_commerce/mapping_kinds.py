"""Which values of a channel people match to records of Odoo."""

from odoo.addons.omni_core.engine.mapping import MappingKind, register_mapping_kinds

register_mapping_kinds(
    MappingKind("tax", "Tax", "account.tax"),
    MappingKind("gateway", "Payment Gateway", "integration.workflow"),
    MappingKind("carrier", "Carrier", "delivery.carrier"),
    MappingKind("payout", "Row of a Payout", "account.account"),
    MappingKind("fiscal_position", "Fiscal Position", "account.fiscal.position"),
)
