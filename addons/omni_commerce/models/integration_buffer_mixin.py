from odoo import fields, models

from ..stock_rules import Buffer


class IntegrationBufferMixin(models.AbstractModel):
    """How much of the stock is not shown to a channel."""

    _name = "integration.buffer.mixin"
    _description = "Stock Buffer"

    buffer_fixed = fields.Integer("Keep Back", help="So many pieces are never offered.")
    buffer_percent = fields.Float(
        "Keep Back (%)", help="This share is never offered, rounded up to whole pieces."
    )
    buffer_minimum = fields.Integer(
        "Stop Below", help="With fewer left than this, none is offered."
    )
    buffer_maximum = fields.Integer(
        "Show at Most", help="Never show more than this. 0: show all."
    )

    _buffer_positive = models.Constraint(
        "CHECK(buffer_fixed >= 0 AND buffer_minimum >= 0 AND buffer_maximum >= 0"
        " AND buffer_percent >= 0 AND buffer_percent <= 100)",
        "Buffers are whole numbers from 0 on, percentages lie between 0 and 100.",
    )

    def _buffer(self):
        return Buffer(
            fixed=self.buffer_fixed,
            percent=self.buffer_percent,
            minimum=self.buffer_minimum,
            maximum=self.buffer_maximum,
        )
