"""Carriers and shipping services as eBay's sites name them."""

from odoo import api, fields, models

from ..client.sites import SITES


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ebay_carriers = fields.Json(
        "Carriers of the Sites",
        copy=False,
        readonly=True,
        help="Codes by which eBay makes a tracking link for buyers.",
    )


class EbayShippingService(models.Model):
    _name = "ebay.shipping.service"
    _description = "Shipping Service of an eBay Site"
    _order = "connection_id, marketplace, carrier, name, id"

    connection_id = fields.Many2one(
        "integration.connection",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    marketplace = fields.Selection(
        [(site.marketplace, site.label) for site in SITES.values()],
        "Site",
        required=True,
        readonly=True,
    )
    carrier = fields.Char(readonly=True)
    ref = fields.Char("Code", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    is_abroad = fields.Boolean("Goes Abroad", readonly=True)
    days = fields.Char("Working Days", readonly=True)

    @api.model
    def _import(self, connection, found):
        """Take the lists as they are now: nothing else refers to these rows."""
        carriers = {
            row["shippingCarrier"]: row.get("description") or row["shippingCarrier"]
            for rows, _services in found.values()
            for row in rows
        }
        connection.ebay_carriers = carriers
        self.search([("connection_id", "=", connection.id)]).unlink()
        self.create(
            [
                self._vals(row, carriers)
                | {"connection_id": connection.id, "marketplace": site}
                for site, (_carriers, rows) in found.items()
                for row in rows
                if row.get("validForSellingFlow", True)
            ]
        )

    @api.model
    def _vals(self, row, carriers):
        code = row.get("shippingCarrier") or ""
        days = (row.get("minShippingTime"), row.get("maxShippingTime"))
        return {
            "carrier": carriers.get(code, code),
            "ref": row["shippingService"],
            "name": row.get("description") or row["shippingService"],
            "is_abroad": bool(row.get("internationalService")),
            "days": "–".join(str(day) for day in days if day is not None),
        }
