"""What else a sales order takes over: terms of payment, its campaign, whose it is."""

from odoo import fields, models
from odoo.fields import Command, Domain

from odoo.addons.omni_core.lib.errors import Unmapped

# The field of a sales order, by what the channel calls the part of a campaign.
_UTM = {
    "utm_source": ("source_id", "utm.source"),
    "utm_medium": ("medium_id", "utm.medium"),
    "utm_campaign": ("campaign_id", "utm.campaign"),
}


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    order_team_by_channel = fields.Boolean(
        "Sales Team by Sales Channel",
        help="Each sales channel of the shop is matched to a team in the mappings. One "
        "that nobody has matched holds its orders.",
    )
    order_user_by_staff = fields.Boolean(
        "Salesperson by Staff",
        help="Who sold it over there is matched to a salesperson in the mappings. "
        "Somebody whom nobody has matched holds the order.",
    )


class IntegrationOrderTerms(models.AbstractModel):
    _name = "integration.order.terms"
    _description = "Finds Terms and Owners of Orders"

    def _find(self, connection, arrivals):
        """For a whole batch, one read per question; written by the builder."""
        self._find_payment_terms(connection, arrivals)
        self._find_campaigns(arrivals)
        self._find_warehouses(connection, arrivals)
        if connection.order_team_by_channel:
            self._find_owners(connection, arrivals, "sales_channel", "team_id")
        if connection.order_user_by_staff:
            self._find_owners(connection, arrivals, "staff", "user_id")

    # -- from where --------------------------------------------------------------------

    def _find_warehouses(self, connection, arrivals):
        """Where the buyer comes for it, or took it along: from that place's shelf."""
        refs = {place for a in arrivals if (place := _place(a.order))}
        places = self.env["integration.location"]
        known = places._find(connection, refs) if refs else {}
        for arrival in arrivals:
            place = known.get(_place(arrival.order), places)
            if warehouse := place.location_ids.warehouse_id[:1]:
                arrival.terms["warehouse_id"] = warehouse.id

    # -- to be paid later --------------------------------------------------------------

    def _find_payment_terms(self, connection, arrivals):
        """Paid over there: none. Else so many days, by terms that say nothing more."""
        days = {a.order.payment_terms_days for a in arrivals} - {None}
        known = self._terms(connection, days) if days else {}
        for arrival in arrivals:
            term = known.get(arrival.order.payment_terms_days)
            arrival.terms["payment_term_id"] = term and term.id

    def _terms(self, connection, days):
        model = self.env["account.payment.term"]
        company = connection.company_id
        lines = self.env["account.payment.term.line"].search(
            Domain("nb_days", "in", list(days))
            & Domain("delay_type", "=", "days_after")
            & Domain("value", "=", "percent")
            & Domain("value_amount", "=", 100)
            & Domain("payment_id.active", "=", True)
            & Domain("payment_id.early_discount", "=", False)
            & Domain("payment_id.company_id", "in", (False, company.id)),
            order="id desc",
        )
        known = {line.nb_days: line.payment_id for line in lines}
        missing = sorted(days - set(known))
        made = model.create([self._prepare_term_vals(n, company) for n in missing])
        return known | dict(zip(missing, made, strict=True))

    def _prepare_term_vals(self, days, company):
        whole = {"value": "percent", "value_amount": 100, "nb_days": days}
        return {
            "name": self.env._("%s days", days) if days else self.env._("At once"),
            "company_id": company.id,
            "line_ids": [Command.create(whole)],
        }

    # -- how the buyer came ------------------------------------------------------------

    def _find_campaigns(self, arrivals):
        for key, (field, model) in _UTM.items():
            names = {a.order.source.get(key, "").strip() for a in arrivals} - {""}
            found = self._by_name(model, names)
            for arrival in arrivals:
                name = arrival.order.source.get(key, "").strip().casefold()
                if name in found:
                    arrival.terms[field] = found[name]

    def _by_name(self, model, names):
        """{name in small letters: id}, new ones made."""
        if not names:
            return {}
        records = self.env[model].with_context(active_test=False)
        found = records.search(
            Domain.OR(Domain("name", "=ilike", _literal(name)) for name in names)
        )
        known = {record.name.casefold(): record.id for record in found}
        missing = {name.casefold(): name for name in sorted(names)}
        missing = {key: name for key, name in missing.items() if key not in known}
        made = records.create([{"name": name} for name in missing.values()])
        return known | dict(zip(missing, made.ids, strict=True))

    # -- whose it is -------------------------------------------------------------------

    def _find_owners(self, connection, arrivals, kind, field):
        values = {a.binding.id: _value(a.order, kind) for a in arrivals}
        known = self.env["integration.mapping"]._known(
            connection, kind, set(values.values()) - {""}
        )
        for arrival in arrivals:
            value = values[arrival.binding.id]
            if not value:
                continue
            if value not in known:
                arrival.unmapped.append(Unmapped(kind, value))
            elif known[value]:
                arrival.terms[field] = known[value].id


def _place(order):
    return order.pickup_ref or order.location_ref


def _value(order, kind):
    return order.channel if kind == "sales_channel" else order.staff


def _literal(name):
    """For a search without case: what people type is no pattern."""
    return name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
