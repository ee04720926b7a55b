"""The stock of a listing: whether it is sent, what is due, why not."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# What a listing must have, and must not be, for its stock to be sent.
SENT = Domain(
    [
        ("product_id", "!=", False),
        ("stock_ref", "!=", False),
        ("tracked", "=", True),
        ("stock_excluded", "=", False),
        ("stock_stopped", "=", False),
        ("active", "=", True),
    ]
)


class IntegrationVariantBinding(models.Model):
    _name = "integration.variant.binding"
    _inherit = ("integration.variant.binding", "integration.due.mixin")

    stock_ref = fields.Char(
        "Stock Reference There",
        index="btree_not_null",
        help="Under which the channel keeps the stock of this variant.",
    )
    tracked = fields.Boolean(
        "Stock Counted There",
        default=True,
        help="The channel counts the pieces of this article. Otherwise it sells "
        "without end.",
    )
    stock_excluded = fields.Boolean(
        "Do Not Send Stock", help="Somebody else keeps its stock over there."
    )
    stock_excluded_reason = fields.Char("Not Sent Because")
    stock_stopped = fields.Boolean(
        "Stopped",
        readonly=True,
        copy=False,
        help="No stock is sent for it until somebody looks.",
    )
    stock_stop_reason = fields.Char("Stopped Because", readonly=True, copy=False)
    stock_due = fields.Integer(
        readonly=True,
        copy=False,
        help="The number of the latest change that the channel has not been told.",
    )
    level_ids = fields.One2many(
        "integration.stock.level", "binding_id", "Stock There", readonly=True
    )
    stock_note = fields.Char("Stock", compute="_compute_stock_note", compute_sudo=True)

    _stock_due_idx = models.Index(
        "(connection_id, stock_due) WHERE stock_due IS NOT NULL AND stock_due > 0"
    )

    @api.depends(
        "product_id",
        "stock_ref",
        "tracked",
        "stock_excluded",
        "stock_excluded_reason",
        "stock_stopped",
        "stock_stop_reason",
        "stock_due",
        "level_ids.quantity",
        "level_ids.error",
        "connection_id.stock_push",
    )
    def _compute_stock_note(self):
        for binding in self:
            binding.stock_note = binding._stock_note()

    def _stock_note(self):
        """One sentence: what the channel has, or why it is told nothing."""
        if not self.product_id:
            return self.env._("Not sent: no product is matched to it.")
        if not self.tracked:
            return self.env._("Not sent: the channel does not count its stock.")
        if not self.stock_ref:
            return self.env._("Not sent: the channel gave no reference for its stock.")
        if self.stock_excluded:
            return self.env._(
                "Not sent: %s", self.stock_excluded_reason or self.env._("excluded.")
            )
        if self.stock_stopped:
            return self.env._("Stopped: %s", self.stock_stop_reason)
        if not self.connection_id.stock_push:
            return self.env._("Not sent: the connection sends no stock.")
        if errors := [level.error for level in self.level_ids if level.error]:
            return self.env._("Refused: %s", errors[0])
        if self.stock_due:
            return self.env._("Waits to be sent.")
        if not self.level_ids:
            return self.env._("Not sent yet.")
        return ", ".join(
            f"{level.location_id.name}: {level.quantity}" for level in self.level_ids
        )

    @api.constrains("stock_excluded", "stock_excluded_reason")
    def _check_excluded_reason(self):
        for binding in self:
            if binding.stock_excluded and not binding.stock_excluded_reason:
                raise UserError(
                    self.env._(
                        "Say why the stock of “%s” is not sent, for whoever asks.",
                        binding.title,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        bindings = super().create(vals_list)
        bindings._mark_due()
        return bindings

    def write(self, vals):
        result = super().write(vals)
        changing = {"product_id", "stock_ref", "tracked", "stock_excluded", "active"}
        if not changing.isdisjoint(vals):
            self._mark_due()
        return result

    def action_resume_stock(self):
        """Somebody has found out who the other one was: go on."""
        self._demand_operator()
        stopped = self.sudo()
        stopped.level_ids.write({"history": []})
        stopped.write({"stock_stopped": False, "stock_stop_reason": False})
        self.env["integration.stock.finding"].sudo()._close("loop", stopped)
        stopped._mark_due()
        return True

    def _stop_stock(self, reason):
        self.write({"stock_stopped": True, "stock_stop_reason": reason})

    # -- due --

    def _mark_due(self):
        """Their stock is to be sent anew, where it is sent at all."""
        self._set_due(Domain("id", "in", self.ids))

    @api.model
    def _mark_due_of(self, products):
        self._set_due(Domain("product_id", "in", products.ids))

    def _set_due(self, domain):
        sent = SENT & Domain("connection_id.stock_push", "=", True) & domain
        connections = self._number_due("stock_due", sent)
        self.env[self._name].invalidate_model(["stock_note"], flush=False)
        connections._request_stock()

    def _due(self, connection, limit):
        """The listings that wait longest, with the number of their change."""
        domain = Domain("connection_id", "=", connection.id) & Domain(
            "stock_due", ">", 0
        )
        return self.search(domain & SENT, order="stock_due", limit=limit)

    def _told(self, changes):
        """Not due any more: {id: number of the change that was told}.

        What changed again meanwhile has a higher number by now, and stays due.
        """
        self._not_due("stock_due", changes)
        self.invalidate_model(["stock_note"], flush=False)
