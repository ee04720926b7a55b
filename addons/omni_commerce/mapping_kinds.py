"""Which values of a channel people match to records of Odoo."""

from odoo.addons.omni_core.engine.mapping import MappingKind, register_mapping_kinds

register_mapping_kinds(
    MappingKind("tax", "Tax", "account.tax"),
    MappingKind("gateway", "Payment Gateway", "integration.workflow"),
    MappingKind("carrier", "Carrier", "delivery.carrier"),
    # Ours by theirs above, theirs by ours here: what a shop is told who carries it.
    MappingKind("carrier_name", "Carrier's Name There"),
    MappingKind("payout", "Row of a Payout", "account.account"),
    MappingKind("sales_channel", "Sales Channel", "crm.team"),
    MappingKind("staff", "Staff", "res.users"),
    MappingKind("fiscal_position", "Fiscal Position", "account.fiscal.position"),
)
