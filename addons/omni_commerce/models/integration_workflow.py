"""What happens to an order that was paid in a certain way."""

from odoo import fields, models


class IntegrationWorkflow(models.Model):
    _name = "integration.workflow"
    _description = "Payment Workflow"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    confirm_on = fields.Selection(
        [
            ("paid", "When paid"),
            ("authorized", "When authorised or paid"),
            ("always", "At once, also unpaid"),
            ("never", "By hand"),
        ],
        "Confirm",
        default="paid",
        required=True,
        help="How far the payment must be for the order to be confirmed by itself.",
    )
    invoice = fields.Boolean(help="Invoice and post at once what can be invoiced.")
    mail_invoice = fields.Boolean(
        help="Each invoice goes to the buyer by mail as soon as it is posted. Leave it "
        "off where the shop sends one.",
    )
    register_payment = fields.Boolean(
        help="Record the channel's payments on the invoice, in the journal below."
    )
    journal_id = fields.Many2one(
        "account.journal",
        check_company=True,
        domain="[('type', 'in', ('bank', 'cash', 'credit'))]",
        help="Where the money of this gateway waits until it is paid out.",
    )

    _journal_set = models.Constraint(
        "CHECK(NOT register_payment OR journal_id IS NOT NULL)",
        "Choose the journal in which payments are recorded.",
    )
    _mail_needs_invoice = models.Constraint(
        "CHECK(NOT mail_invoice OR invoice)",
        "Invoices are mailed when they are made: switch invoicing on as well.",
    )
    _payment_needs_invoice = models.Constraint(
        "CHECK(NOT register_payment OR invoice)",
        "Payments are recorded on invoices: switch invoicing on as well.",
    )
