"""Which values of a channel people match to records of Odoo."""

from odoo.addons.omni_core.engine.mapping import MappingKind, register_mapping_kinds
from odoo.addons.omni_core.lib.words import _lt

register_mapping_kinds(
    MappingKind("tax", _lt("Tax"), "account.tax"),
    MappingKind("gateway", _lt("Payment Gateway"), "integration.workflow"),
    MappingKind("carrier", _lt("Carrier"), "delivery.carrier"),
    # Ours by theirs above, theirs by ours here: what a shop is told who carries it.
    MappingKind("carrier_name", _lt("Carrier's Name There")),
    MappingKind("payout", _lt("Row of a Payout"), "account.account"),
    MappingKind("sales_channel", _lt("Sales Channel"), "crm.team"),
    MappingKind("staff", _lt("Staff"), "res.users"),
    MappingKind("fiscal_position", _lt("Fiscal Position"), "account.fiscal.position"),
)
