"""Which of Odoo's taxes is meant: that of the same rate, inside the price or on it.

The name decides between several; without it, there may be only one in the country.
"""

from odoo import api, models

from odoo.addons.omni_core.models.integration_mapping_suggestion import plain_name


class IntegrationMapping(models.Model):
    _inherit = "integration.mapping"

    @api.model
    def _suggest(self, kind, candidates):
        if kind != "tax":
            return super()._suggest(kind, candidates)
        sold = candidates.filtered(
            lambda tax: tax.type_tax_use == "sale" and tax.amount_type == "percent"
        )
        suggested = {one: _best(one, sold) for one in self}
        return {one: tax for one, tax in suggested.items() if tax}


def _best(mapping, taxes):
    parts = mapping.external_key.split("/")
    if len(parts) != 5 or "*" in parts:
        return None  # what a person typed
    country, _state, rate, _name, how = parts
    fitting = taxes.filtered(
        lambda tax: (
            abs(tax.amount - 100 * float(rate)) < 0.0005
            and tax.price_include == (how == "included")
        )
    )
    named = fitting.filtered(lambda tax: _is_called(tax, mapping.label))
    near = fitting.filtered(lambda tax: tax.country_id.code == country)
    return next((found for found in (named, near) if len(found) == 1), None)


def _is_called(tax, label):
    ours, theirs = plain_name(tax.name), plain_name(label)
    return ours in theirs or theirs in ours
