from odoo import api, fields, models

from odoo.addons.omni_core.lib.fingerprint import fingerprint

_ADDRESS = ("name", "street", "street2", "city", "zip")


class ResPartner(models.Model):
    _inherit = "res.partner"

    channel_binding_ids = fields.One2many(
        "integration.partner.binding",
        "partner_id",
        "Accounts on Channels",
        readonly=True,
    )
    channel_address_hash = fields.Char(
        index="btree_not_null", copy=False, readonly=True
    )
    channel_names = fields.Char(
        "Customer On", compute="_compute_channel_names", compute_sudo=True
    )

    @api.depends("channel_binding_ids.connection_id.name")
    def _compute_channel_names(self):
        for partner in self:
            connections = partner.channel_binding_ids.connection_id
            partner.channel_names = ", ".join(connections.mapped("name"))

    def write(self, vals):
        """A contact that moves is no longer where the channel's address was."""
        if not {*_ADDRESS, "state_id", "country_id"}.isdisjoint(vals):
            vals = {"channel_address_hash": False, **vals}
        return super().write(vals)

    def _address_hash(self):
        """The same for the same address, however it is written."""
        return address_hash(
            *(self[name] for name in _ADDRESS),
            self.state_id.code,
            self.country_id.code,
        )


def address_hash(*parts):
    return fingerprint([" ".join((part or "").split()).casefold() for part in parts])
