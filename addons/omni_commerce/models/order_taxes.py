"""The channel's taxes as taxes of Odoo, matched by people in the mappings."""

from odoo import models

from odoo.addons.omni_core.lib.errors import Unmapped


class IntegrationOrderTaxes(models.AbstractModel):
    _name = "integration.order.taxes"
    _description = "Maps the Taxes of Orders"

    def _match(self, connection, orders):
        """{tax key: (tax, empty if ignored; the mapped key that caught it)}."""
        keys = {key for order in orders for key in tax_keys(order)}
        candidates = {wider for key in keys for wider in wider_keys(key)}
        known = self.env["integration.mapping"]._known(connection, "tax", candidates)
        return {
            key: (known[wider], wider)
            for key in keys
            if (wider := next((w for w in wider_keys(key) if w in known), None))
        }

    def _mismatches(self, arrival):
        """Taxes that are mapped to one which cannot be meant.

        Odoo takes the channel's amounts as they are, so a wrong mapping would not show
        in the total, only in the tax return. A catch-all for every rate may differ.
        """
        for key, label in tax_keys(arrival.order).items():
            tax, caught_by = arrival.taxes[key]
            rate, how = float(key.split("/")[2]) * 100, key.rsplit("/", 1)[1]
            if not tax or tax.amount_type != "percent":
                continue
            exact = caught_by.split("/")[2] != "*"
            if exact and abs(tax.amount - rate) > 0.005:
                yield self.env._(
                    "%(label)s is mapped to %(tax)s: another rate.",
                    label=label,
                    tax=tax.name,
                )
            if tax.price_include != (how == "included"):
                yield self.env._(
                    "%(label)s is mapped to %(tax)s: one is inside of the price and "
                    "the other is not.",
                    label=label,
                    tax=tax.name,
                )


def tax_key(order, tax):
    """What a tax is over there: US/CA/0.0725/CA State Tax/excluded."""
    address = order.shipping or order.billing
    return "/".join(
        (
            (address and address.country_code) or "-",
            (address and address.state_code) or "-",
            f"{tax.rate.normalize():f}",
            tax.name.replace("/", "|") or "-",
            "included" if order.taxes_included else "excluded",
        )
    )


def tax_keys(order):
    """{key: label} of the taxes that are ours to pay."""
    return {
        tax_key(order, tax): f"{tax.name} {(tax.rate * 100).normalize():f} %"
        for line in order.lines + order.shipping_lines
        for tax in line.taxes
        if not tax.by_channel
    }


def wider_keys(key):
    """The key itself, then the ones that catch more of its kind, narrowest first.

    People may map a whole rate of a country, or a whole country, with stars.
    """
    country, state, rate, _name, how = key.split("/")
    return (
        key,
        f"{country}/{state}/{rate}/*/{how}",
        f"{country}/*/{rate}/*/{how}",
        f"{country}/*/*/*/{how}",
    )


def unmapped_taxes(order, taxes):
    return [
        Unmapped("tax", key, label)
        for key, label in tax_keys(order).items()
        if key not in taxes
    ]
