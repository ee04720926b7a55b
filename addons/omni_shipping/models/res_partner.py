"""What carriers know of an address: whether it exists, and who lives there."""

from dataclasses import asdict, replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.lib.errors import IntegrationError
from odoo.addons.omni_core.lib.fingerprint import fingerprint

from ..documents import AddressState

_HOME = {"yes": True, "no": False}
_RESIDENTIAL = [("yes", "Residence"), ("no", "Business")]


class ResPartner(models.Model):
    _inherit = "res.partner"

    omni_residential = fields.Selection(
        _RESIDENTIAL,
        "Delivered To",
        help="Carriers ask more for a residence. Empty: their register decides.",
    )
    omni_verdict = fields.Selection(
        [(state.value, state.name.title()) for state in AddressState]
        + [("trusted", "Trusted")],
        readonly=True,
        copy=False,
    )
    omni_verdict_text = fields.Char("Carrier Says", readonly=True, copy=False)
    omni_verdict_hint = fields.Char("Register", readonly=True, copy=False)
    omni_verdict_home = fields.Selection(_RESIDENTIAL, readonly=True, copy=False)
    omni_verdict_hash = fields.Char(readonly=True, copy=False)
    omni_address_state = fields.Selection(
        selection=lambda self: self._fields["omni_verdict"].selection,
        string="Address Check",
        compute="_compute_omni_address_state",
    )

    @api.depends(
        "omni_verdict",
        "omni_verdict_hash",
        "name",
        "parent_id",
        "street",
        "street2",
        "city",
        "zip",
        "state_id",
        "country_id",
    )
    def _compute_omni_address_state(self):
        """Who has moved since then was not judged yet."""
        for partner in self:
            address = partner.omni_verdict and partner._omni_place()
            judged = address and partner.omni_verdict_hash == _hash(address)
            partner.omni_address_state = judged and partner.omni_verdict

    def _omni_place(self):
        try:
            return self.env["delivery.carrier"]._omni_address_of(self)
        except (UserError, IntegrationError):
            return None

    def _omni_lives_there(self, address):
        """True, False, or None where neither people nor a register have said it."""
        if self.omni_residential:
            return _HOME[self.omni_residential]
        if self.omni_verdict_hash == _hash(address):
            return _HOME.get(self.omni_verdict_home)
        return None

    def _omni_note_verdict(self, address, verdict):
        if self.omni_address_state == "trusted":
            return  # a person's word stays
        home = {True: "yes", False: "no"}.get(verdict.residential)
        self.write(
            {
                "omni_verdict": verdict.state.value,
                "omni_verdict_text": verdict.text,
                "omni_verdict_hint": _line(verdict.suggestion),
                "omni_verdict_home": home,
                "omni_verdict_hash": _hash(address),
            }
        )

    def _omni_trust(self):
        """Somebody knows better than the register."""
        for partner in self:
            address = self.env["delivery.carrier"]._omni_address_of(partner)
            hash_ = _hash(address)
            partner.write({"omni_verdict": "trusted", "omni_verdict_hash": hash_})


def _hash(address):
    """Who lives there is no part of where it is."""
    place = replace(address, residential=None, phone="", email="")
    return fingerprint(asdict(place))


def _line(address):
    if not address:
        return False
    parts = (address.street, address.street2, address.city, address.state, address.zip)
    return ", ".join(filter(None, parts))
