"""Which product a listing might be, and how sure that is."""

from odoo import api, fields, models

CONFIDENCE = [
    ("certain", "Almost certain"),
    ("likely", "Likely"),
    ("possible", "Possible"),
    ("weak", "Weak"),
]
_FROM_PERCENT = (("certain", 90), ("likely", 70), ("possible", 45), ("weak", 1))


class IntegrationMatchSuggestion(models.Model):
    _name = "integration.match.suggestion"
    _description = "Suggested Match"
    _order = "percent desc, id"
    _rec_name = "product_id"

    binding_id = fields.Many2one(
        "integration.variant.binding",
        "Listing",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="binding_id.company_id", store=True)
    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="cascade"
    )
    percent = fields.Integer("Sure To", required=True)
    confidence = fields.Selection(CONFIDENCE, compute="_compute_confidence")
    reason = fields.Char("Because")
    image_128 = fields.Image(related="product_id.image_128")
    default_code = fields.Char(related="product_id.default_code")
    barcode = fields.Char(related="product_id.barcode")

    @api.depends("percent")
    def _compute_confidence(self):
        for suggestion in self:
            suggestion.confidence = confidence_of(suggestion.percent)

    def action_accept(self):
        """It is this one."""
        self.ensure_one()
        self.binding_id._accept(self.product_id, self._told())
        return {"type": "ir.actions.act_window_close"}

    def _told(self):
        return self.env._(
            "Accepted by %(user)s: %(percent)s %%, %(reason)s",
            user=self.env.user.name,
            percent=self.percent,
            reason=self.reason,
        )


def confidence_of(percent):
    """In a word; none if nothing is suggested."""
    words = (word for word, least in _FROM_PERCENT if percent >= least)
    return next(words, False)
