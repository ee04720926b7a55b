"""Prices of the last hour, so that a quotation that is opened again asks nobody."""

from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models

from odoo.addons.omni_core.lib.fingerprint import fingerprint

from ..documents import Charge, Money, Rate

GOOD_FOR = timedelta(hours=1)


class IntegrationRate(models.Model):
    _name = "integration.rate"
    _description = "Cached Shipping Rates"

    connection_id = fields.Many2one(
        "integration.connection", required=True, ondelete="cascade"
    )
    fingerprint = fields.Char(required=True)
    rates = fields.Json(required=True)
    asked_at = fields.Datetime(required=True, default=fields.Datetime.now)

    _question_idx = models.Index("(connection_id, fingerprint)")

    @api.model
    def _recall(self, connection, request):
        """The answer to the same question in the last hour, else None."""
        found = self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("fingerprint", "=", fingerprint(asdict(request))),
                ("asked_at", ">", fields.Datetime.now() - GOOD_FOR),
            ],
            order="id desc",
            limit=1,
        )
        return [_read(rate) for rate in found.rates] if found else None

    @api.model
    def _remember(self, connection, request, rates):
        """Beside earlier answers: of two people who ask at once neither has to wait."""
        self.sudo().create(
            {
                "connection_id": connection.id,
                "fingerprint": fingerprint(asdict(request)),
                "rates": [_plain(rate) for rate in rates],
            }
        )

    @api.autovacuum
    def _gc_old(self):
        self.search([("asked_at", "<", fields.Datetime.now() - GOOD_FOR)]).unlink()


def _plain(rate):
    return {
        "carrier_ref": rate.carrier_ref,
        "carrier_code": rate.carrier_code,
        "service_code": rate.service_code,
        "service_name": rate.service_name,
        "total": [str(rate.total.amount), rate.total.currency],
        "charges": [[charge.label, str(charge.amount)] for charge in rate.charges],
        "days": rate.days,
    }


def _read(plain):
    amount, currency = plain["total"]
    charges = tuple(Charge(label, Decimal(text)) for label, text in plain["charges"])
    return Rate(
        **{**plain, "total": Money(Decimal(amount), currency), "charges": charges}
    )
