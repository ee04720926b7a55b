"""What an account can send with: one row per service of each of its carriers."""

from odoo import api, fields, models
from odoo.fields import Domain


class IntegrationCarrierService(models.Model):
    _name = "integration.carrier.service"
    _description = "Carrier Service"
    _order = "carrier_name, name"

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    key = fields.Char(required=True, readonly=True, help="Carrier and service codes.")
    name = fields.Char("Service", required=True, readonly=True)
    carrier_name = fields.Char("Carrier", required=True, readonly=True)
    carrier_code = fields.Char(readonly=True)
    carrier_ref = fields.Char(readonly=True)
    code = fields.Char(readonly=True)
    domestic = fields.Boolean(readonly=True)
    international = fields.Boolean(readonly=True)
    active = fields.Boolean(default=True, help="Archived: the account lost it.")

    _key_uniq = models.UniqueIndex("(connection_id, key)", "This service is there.")

    @api.depends("name", "carrier_name")
    def _compute_display_name(self):
        for service in self:
            service.display_name = f"{service.carrier_name}: {service.name}"

    @api.model
    def _update(self, connection_id, services, carrier=""):
        """Make the rows say what the account has now; what it lost is archived.

        :param carrier: the code of the only one that was asked
        """
        domain = Domain("connection_id", "=", connection_id)
        if carrier:
            domain &= Domain("carrier_code", "=", carrier)
        rows = self.with_context(active_test=False).search(domain)
        known = {row.key: row for row in rows}
        new = []
        for service in {service.key: service for service in services}.values():
            values = _values(service)
            if row := known.pop(service.key, None):
                row.write(values)
            else:
                new.append({**values, "connection_id": connection_id})
        self.create(new)
        for gone in known.values():
            gone.active = False


def _values(service):
    return {
        "key": service.key,
        "name": service.name,
        "carrier_name": service.carrier_name,
        "carrier_code": service.carrier_code,
        "carrier_ref": service.carrier_ref,
        "code": service.code,
        "domestic": service.domestic,
        "international": service.international,
        "active": True,
    }
