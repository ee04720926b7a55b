"""Where the money of a connection goes when the channel pays it out."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

ACCOUNTS = (
    "payout_journal_id",
    "payout_clearing_account_id",
    "payout_bank_account_id",
)


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    payout_policy = fields.Selection(
        [
            ("off", "Do not read them"),
            ("record", "Read and compare them"),
            ("book", "Read, compare and book them"),
        ],
        "Payouts",
        default="off",
        required=True,
        tracking=True,
        help="What the channel transfers to your bank, with its fees. Reading them may "
        "need a permission of its own over there.",
    )
    payouts_polled_until = fields.Datetime(
        "Payouts Read Until",
        copy=False,
        help="Payouts before that have been read.",
    )
    payout_journal_id = fields.Many2one(
        "account.journal",
        "Journal of Payouts",
        check_company=True,
        domain="[('type', '=', 'general')]",
        help="One entry is made here for each payout.",
    )
    payout_clearing_account_id = fields.Many2one(
        "account.account",
        "Sold, Not Paid Out",
        check_company=True,
        help="Where buyers' payments wait: the account of the journal in which the "
        "payments of this channel are recorded. A payout takes them off it.",
    )
    payout_fees_apart = fields.Boolean(
        "Each Kind of Fee Apart",
        tracking=True,
        help="What the channel keeps of a sale goes to an account for each kind of "
        "fee, where it says what the fee is made of. Otherwise all goes to one.",
    )
    payout_bank_account_id = fields.Many2one(
        "account.account",
        "On Its Way to the Bank",
        check_company=True,
        help="What your bank's statement line is matched with. Both are the same "
        "amount, to the cent.",
    )

    @api.constrains("payout_policy", *ACCOUNTS)
    def _check_payout_accounts(self):
        for connection in self.filtered(lambda c: c.payout_policy == "book"):
            missing = [n for n in ACCOUNTS if not connection[n]]
            if missing:
                labels = [
                    self._fields[name]._description_string(self.env) for name in missing
                ]
                raise ValidationError(
                    self.env._(
                        "Payouts cannot be booked without: %s.", ", ".join(labels)
                    )
                )

    def action_open_payouts(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_payout_action"
        )
        action["domain"] = [("connection_id", "=", self.id)]
        action["context"] = {}
        return action
