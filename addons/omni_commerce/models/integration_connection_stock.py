"""Whether and how a connection tells its channel about stock."""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from odoo.addons.omni_core.engine.platform import (
    JobRequest,
    find_platform,
    known_platforms,
)

from ..adapter import ChannelPlatform


class IntegrationConnection(models.Model):
    _name = "integration.connection"
    _inherit = ("integration.connection", "integration.buffer.mixin")

    is_shop = fields.Boolean(
        compute="_compute_is_shop",
        search="_search_is_shop",
        help="It sells: it has products and stock.",
    )
    stock_push = fields.Boolean(
        "Send Stock",
        tracking=True,
        help="Odoo is right about stock: the channel is told within seconds.",
    )
    stock_basis = fields.Selection(
        [
            ("free", "Free: on hand, without what is reserved"),
            ("on_hand", "On hand"),
            ("forecast", "Forecast: with what is planned to come and go"),
        ],
        "Stock to Offer",
        default="free",
        required=True,
        tracking=True,
        help="What the channel may sell. Buffers come off it.",
    )
    stock_guard_hours = fields.Integer(
        "Keep Pieces for Held Orders (Hours)",
        default=24,
        required=True,
        help="So long no channel may sell what an order of this one waits for that is "
        "not confirmed yet, for example because it is not paid. 0: not at all.",
    )
    stock_heal = fields.Boolean(
        "Correct Differences",
        help="The nightly audit sets the channel right by itself. Otherwise it only "
        "reports what differs.",
    )
    match_by = fields.Selection(
        [
            ("sku_barcode", "SKU and barcode"),
            ("sku", "SKU"),
            ("barcode", "Barcode"),
            ("manual", "By hand only"),
        ],
        "Find Products By",
        default="sku_barcode",
        required=True,
        help="How a listing is matched to a product by itself. What fits none, or "
        "several, waits for you under Listings.",
    )
    products_polled_until = fields.Datetime(
        "Products Read Until",
        copy=False,
        help="Changes of products before that have been read.",
    )
    location_binding_ids = fields.One2many(
        "integration.location", "connection_id", "Locations"
    )
    buffer_ids = fields.One2many(
        "integration.stock.buffer", "connection_id", "Other Buffers"
    )
    listing_count = fields.Integer("Listings", compute="_compute_listing_counts")
    listing_open_count = fields.Integer(
        "Listings to Match", compute="_compute_listing_counts"
    )
    finding_count = fields.Integer(
        "Findings",
        compute="_compute_listing_counts",
        help="Differences in stock that nobody has decided about.",
    )

    @api.depends("platform")
    def _compute_is_shop(self):
        for connection in self:
            platform = find_platform(connection.platform)
            connection.is_shop = isinstance(platform, ChannelPlatform)

    def _search_is_shop(self, operator, value):
        if operator != "in":
            return NotImplemented
        shops = [
            platform.code
            for platform in known_platforms()
            if isinstance(platform, ChannelPlatform)
        ]
        return Domain("platform", "in" if True in value else "not in", shops)

    def _compute_listing_counts(self):
        listings = self._count("integration.variant.binding", Domain.TRUE)
        is_open = Domain("match_state", "in", ("ambiguous", "unmatched"))
        open_ones = self._count("integration.variant.binding", is_open)
        findings = self._count(
            "integration.stock.finding", Domain("state", "=", "open")
        )
        for connection in self:
            connection.listing_count = listings.get(connection.id, 0)
            connection.listing_open_count = open_ones.get(connection.id, 0)
            connection.finding_count = findings.get(connection.id, 0)

    def _count(self, model, domain):
        groups = self.env[model]._read_group(
            Domain("connection_id", "in", self.ids) & domain,
            ["connection_id"],
            ["__count"],
        )
        return {connection.id: count for connection, count in groups}

    def write(self, vals):
        result = super().write(vals)
        if {"stock_push", "stock_basis"} & set(vals) or any(
            name.startswith("buffer_") for name in vals
        ):
            self._stock_all_due()
        if "match_by" in vals:
            self._request("product_match", lane="bulk")
        return result

    def _match_keys(self):
        keys = {"sku_barcode": ("sku", "barcode"), "manual": ()}
        return keys.get(self.match_by, (self.match_by,))

    def _request_suggestions(self):
        """Where listings are left that nothing has been suggested for."""
        suggester = self.env["integration.match.suggester"]
        for connection in self:
            waiting = suggester._waiting(connection)
            if self.env["integration.variant.binding"].search_count(waiting, limit=1):
                connection._request("match_suggest", lane="bulk")

    def _stock_locations(self):
        return self.env["integration.location"].search(
            [("connection_id", "=", self.id), ("location_ids", "!=", False)]
        )

    def _stock_all_due(self):
        """What every listing shows may be another number now."""
        if sending := self.filtered("stock_push"):
            self.env["integration.variant.binding"]._set_due(
                Domain("connection_id", "in", sending.ids)
            )

    def _request_stock(self):
        """Nobody's wish in particular: it must run even if its user leaves."""
        self.with_user(SUPERUSER_ID)._request("inventory_update", lane="realtime")

    def _request(self, operation, **wish):
        """Ask for one run; a run that is still pending takes this wish in."""
        request = JobRequest(
            operation, identity_key=operation, order_key=operation, **wish
        )
        for connection in self:
            self.env["sync.job"].sudo().enqueue_many(connection.sudo(), [request])

    # -- buttons --

    def action_read_locations(self):
        return self._request_by_person("location_import")

    def action_read_products(self):
        return self._request_by_person("product_poll", payload={"all": True})

    def action_audit_stock(self):
        return self._request_by_person("stock_audit")

    def action_send_all_stock(self):
        self._demand("operator")
        self.sudo()._stock_all_due()
        return _notice(self.env._("The stock of all listings is being sent."))

    def _request_by_person(self, operation, **wish):
        self._demand("operator")
        self._request(operation, **wish)
        return _notice(self.env._("It is under way. The queue shows how far it is."))

    def action_open_listings(self):
        return self._open("omni_commerce.integration_variant_binding_action")

    def action_open_findings(self):
        return self._open("omni_commerce.integration_stock_finding_action")

    def _open(self, action_id):
        action = self.env["ir.actions.act_window"]._for_xml_id(action_id)
        action["domain"] = [("connection_id", "in", self.ids)]
        return action


def _notice(text):
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {"message": text, "type": "info"},
    }
