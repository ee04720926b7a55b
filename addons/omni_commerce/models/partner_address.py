"""Where it goes and who gets the invoice: contacts reused by their content."""

from odoo import models
from odoo.fields import Domain

from .partner_matcher import hash_of


class IntegrationPartnerAddress(models.AbstractModel):
    _name = "integration.partner.address"
    _description = "Addresses of Customers"

    def _addresses(self, wishes):
        """{wish: partner} for wishes (customer, address, "invoice" or "delivery").

        The customer itself if that is where it lives, else a contact below it; what
        exists with the same content is taken, what is new is created in one go.
        """
        known = self._known([customer for customer, *_ in wishes])
        missing = {}
        for customer, address, kind in wishes:
            key = (customer.id, hash_of(address))
            if key not in known:
                missing.setdefault(key, (customer, address, kind))
        vals = self._partner_vals([address for _c, address, _k in missing.values()])
        for (key, (customer, address, kind)), row in zip(
            missing.items(), vals, strict=True
        ):
            row |= {
                "parent_id": customer.id,
                "type": kind,
                "phone": address.phone or False,
                "email": address.email or False,
                "channel_address_hash": key[1],
                "company_id": customer.company_id.id,
            }
        created = self.env["res.partner"].create(vals)
        known |= dict(zip(missing, created, strict=True))
        return {
            (customer.id, kind, hash_of(address)): known[customer.id, hash_of(address)]
            for customer, address, kind in wishes
        }

    def _known(self, customers):
        """{(customer id, content): partner} of the customers and all below them."""
        ids = list({customer.id for customer in customers})
        children = self.env["res.partner"].search(
            Domain("parent_id", "in", ids), order="id desc"
        )
        known = {}
        for child in children:
            known |= dict.fromkeys(_keys(child, child.parent_id.id), child)
        for customer in self.env["res.partner"].browse(ids):
            known |= dict.fromkeys(_keys(customer, customer.id), customer)
        return known

    def _partner_vals(self, addresses):
        """Values of contacts; countries and states in one read each."""
        countries = self._countries({a.country_code for a in addresses})
        states = self._states(countries)
        return [self._vals(address, countries, states) for address in addresses]

    def _vals(self, address, countries, states):
        country = countries.get(address.country_code.upper())
        state = states.get((country and country.id, address.state_code.casefold()))
        if not state:
            state = states.get((country and country.id, address.state.casefold()))
        return {
            "name": address.name or address.company or address.city or "?",
            "street": address.street or False,
            "street2": address.street2 or False,
            "city": address.city or False,
            "zip": address.zip or False,
            "state_id": state and state.id,
            "country_id": country and country.id,
        }

    def _countries(self, codes):
        found = self.env["res.country"].search(
            [("code", "in", [code.upper() for code in codes if code])]
        )
        return {country.code: country for country in found}

    def _states(self, countries):
        found = self.env["res.country.state"].search(
            [("country_id", "in", [country.id for country in countries.values()])]
        )
        states = {(s.country_id.id, s.name.casefold()): s for s in found}
        return states | {(s.country_id.id, s.code.casefold()): s for s in found}


def _keys(partner, customer_id):
    """By what the address says now, and by the channel's words it was made from."""
    hashes = filter(None, (partner._address_hash(), partner.channel_address_hash))
    return [(customer_id, digest) for digest in hashes]
