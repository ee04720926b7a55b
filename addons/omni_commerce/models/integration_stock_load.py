"""The stock of a shop that comes to Odoo: read there, looked at, counted here once.

From then on Odoo is right about stock. So it is read while Odoo sends none, somebody
who may count stock approves what was read, and no connection does it twice.
"""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class IntegrationStockLoad(models.Model):
    _name = "integration.stock.load"
    _description = "First Stock of a Channel"
    _order = "id desc"
    _rec_name = "connection_id"

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    state = fields.Selection(
        [
            ("reading", "Being Read"),
            ("ready", "To Be Approved"),
            ("done", "Counted"),
            ("cancelled", "Given Up"),
        ],
        default="reading",
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many("integration.stock.load.line", "load_id")
    note = fields.Text("What Is Left Out", readonly=True)
    approved_by = fields.Many2one("res.users", readonly=True)
    approved_at = fields.Datetime("Approved", readonly=True)

    _one_open = models.UniqueIndex(
        "(connection_id) WHERE state IN ('reading', 'ready', 'done')",
        "The stock of this connection is being taken over, or was already.",
    )

    # -- read there --------------------------------------------------------------------

    def _portion(self, after, size):
        """The next listings whose stock the channel counts."""
        bindings = self.env["integration.variant.binding"]
        return bindings.search(
            Domain("connection_id", "=", self.connection_id.id)
            & Domain("product_id", "!=", False)
            & Domain("stock_ref", "!=", False)
            & Domain("tracked", "=", True)
            & Domain("id", ">", after),
            order="id",
            limit=size,
        )

    def _take_in(self, refs, found):
        """``refs``: {stock ref: binding id}; ``found``: what the channel answered."""
        auditor = self.env["integration.stock.auditor"]
        bindings = self.env["integration.variant.binding"].browse(refs.values())
        locations = self.connection_id._stock_locations()
        actual = auditor._by_record(bindings.exists(), locations, found)
        auditor._note_levels(actual)
        quantities = defaultdict(int)
        for (binding_id, location_id), quantity in actual.items():
            place = locations.browse(location_id).location_ids[:1]
            quantities[binding_id, place.id] += quantity
        self.env["integration.stock.load.line"].create(
            [
                {
                    "load_id": self.id,
                    "binding_id": binding_id,
                    "place_id": place_id,
                    "there": quantity,
                    "is_taken": self._may_be_counted(bindings.browse(binding_id)),
                }
                for (binding_id, place_id), quantity in quantities.items()
            ]
        )

    def _may_be_counted(self, binding):
        product = binding.product_id
        return product.is_storable and product.tracking == "none"

    def _finish_reading(self):
        connection = self.connection_id
        listings = self.env["integration.variant.binding"]
        open_ones = listings.search_count(
            Domain("connection_id", "=", connection.id)
            & Domain("match_state", "in", ("unmatched", "ambiguous"))
        )
        nowhere = connection.location_binding_ids.filtered(lambda x: not x.location_ids)
        rows = []
        if open_ones:
            rows.append(
                self.env._("%s listings are not matched to a product yet.", open_ones)
            )
        if nowhere:
            rows.append(
                self.env._(
                    "No location of Odoo fills %s.", ", ".join(nowhere.mapped("name"))
                )
            )
        self.write({"state": "ready", "note": "\n".join(rows)})

    # -- counted here ------------------------------------------------------------------

    def action_approve(self):
        """What is marked is counted here, by whoever approves it."""
        self.ensure_one()
        self._demand_approver()
        if self.state != "ready":
            raise UserError(
                self.env._("It is not ready to be approved, or was already.")
            )
        if self.connection_id.stock_push:
            raise UserError(
                self.env._(
                    "Odoo sends its stock to %s by now: what is there came from here.",
                    self.connection_id.name,
                )
            )
        lines = self.line_ids.filtered("is_taken")
        lines._count()
        self.sudo().write(
            {
                "state": "done",
                "approved_by": self.env.uid,
                "approved_at": fields.Datetime.now(),
            }
        )
        return True

    def action_give_up(self):
        self.connection_id._demand("operator")
        given_up = self.sudo().filtered(lambda one: one.state != "done")
        given_up.state = "cancelled"
        given_up.flush_recordset()  # before another one takes the place
        return True

    def _demand_approver(self):
        self.check_access("read")
        if not self.env.user.has_group("stock.group_stock_manager"):
            raise AccessError(
                self.env._(
                    "Only an administrator of the inventory may approve a count."
                )
            )


class IntegrationStockLoadLine(models.Model):
    _name = "integration.stock.load.line"
    _description = "Line of a First Stock"
    _order = "is_taken desc, id"
    _rec_name = "binding_id"

    load_id = fields.Many2one(
        "integration.stock.load", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="load_id.company_id", store=True)
    binding_id = fields.Many2one(
        "integration.variant.binding",
        "Listing",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(related="binding_id.product_id", store=True)
    place_id = fields.Many2one(
        "stock.location", "Counted In", required=True, readonly=True, ondelete="cascade"
    )
    there = fields.Integer("On the Channel", readonly=True)
    reserved = fields.Float("Promised Here", compute="_compute_here")
    here = fields.Float("On Hand Here", compute="_compute_here")
    becomes = fields.Float("Will Be on Hand", compute="_compute_here")
    is_taken = fields.Boolean(
        "Take Over",
        help="What is followed by lots or serial numbers is counted by hand.",
    )

    @api.depends("product_id", "place_id", "there")
    def _compute_here(self):
        """What the channel can sell is what is on hand without what is promised."""
        groups = self.env["stock.quant"]._read_group(
            Domain("product_id", "in", self.product_id.ids)
            & Domain("location_id", "in", self.place_id.ids),
            ["product_id", "location_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        found = {(p.id, place.id): sums for p, place, *sums in groups}
        for line in self:
            key = line.product_id.id, line.place_id.id
            line.here, line.reserved = found.get(key, (0, 0))
            line.becomes = max(line.there, 0) + line.reserved

    def write(self, vals):
        """People choose; what was read stays as it was read."""
        if not self.env.su and set(vals) - {"is_taken"}:
            raise AccessError(self.env._("What the channel said cannot be changed."))
        if any(load.state == "done" for load in self.load_id):
            raise UserError(self.env._("It was counted already."))
        return super().write(vals)

    def _count(self):
        """An inventory adjustment, with the reason on each of its moves."""
        lot = self.filtered(lambda line: line.product_id.tracking != "none")
        if lot:
            raise UserError(
                self.env._(
                    "%s is followed by lots or serial numbers: count it by hand.",
                    lot[0].product_id.display_name,
                )
            )
        reason = self.env._("First stock from %s", self.load_id.connection_id.name)
        quants = self.env["stock.quant"].with_context(
            inventory_mode=True, inventory_name=reason
        )
        counted = quants.create(
            [
                {
                    "product_id": line.product_id.id,
                    "location_id": line.place_id.id,
                    "inventory_quantity": line.becomes,
                }
                for line in self
                if line.becomes != line.here
            ]
        )
        counted._apply_inventory()


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    stock_load_ids = fields.One2many("integration.stock.load", "connection_id")
    stock_is_loaded = fields.Boolean(compute="_compute_stock_is_loaded")

    @api.depends("stock_load_ids.state")
    def _compute_stock_is_loaded(self):
        for connection in self:
            states = connection.stock_load_ids.mapped("state")
            connection.stock_is_loaded = "done" in states

    def action_load_stock(self):
        """Read what the channel has, for somebody to look at and approve."""
        self.ensure_one()
        self._demand("operator")
        if self.stock_push:
            raise UserError(
                self.env._(
                    "Odoo sends its stock to %s: it is right already.", self.name
                )
            )
        if not self._stock_locations():
            raise UserError(
                self.env._("Say first which locations here stand for those there.")
            )
        loads = self.env["integration.stock.load"].sudo()
        found = self.sudo().stock_load_ids.filtered(lambda x: x.state != "cancelled")
        load = found[:1] or loads.create({"connection_id": self.id})
        if load.state == "reading":
            self._request("stock_load", payload={"load": load.id}, lane="bulk")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("First Stock"),
            "res_model": load._name,
            "res_id": load.id,
            "view_mode": "form",
        }
