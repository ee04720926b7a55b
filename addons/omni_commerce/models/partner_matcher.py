"""Who bought: found by rules in a fixed order, or made anew; never guessed.

What is found is not overwritten. Somebody who is archived here, or works here, is never
taken silently: the order asks.
"""

from dataclasses import dataclass, replace

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from ..documents import Address, Customer
from ..holds import Hold
from .res_partner import address_hash

_PHONE_DIGITS = 7  # fewer say nothing about a person


@dataclass(frozen=True)
class Match:
    partner: models.BaseModel = None
    why: str = ""
    hold: Hold | None = None


class IntegrationPartnerMatcher(models.AbstractModel):
    _name = "integration.partner.matcher"
    _description = "Finds the Customers of Orders"

    def _match(self, connection, orders):
        """{order ref: Match} for all of them; customers who are new are created."""
        found = {}
        for rule in (
            self._by_binding,
            self._by_company,
            self._by_email,
            self._by_phone,
            self._by_address,
        ):
            left = [order for order in orders if order.ref not in found]
            if left:
                found |= rule(connection, left)
        left = [order for order in orders if order.ref not in found]
        found |= self._create_missing(connection, left)
        self._bind(connection, orders, found)
        return found

    # -- the rules, in their order -----------------------------------------------------

    def _by_binding(self, connection, orders):
        refs = {order.ref: ref for order in orders if (ref := customer_ref(order))}
        bindings = self.env["integration.partner.binding"]._find(
            connection, set(refs.values())
        )
        return {
            order_ref: self._usable(
                bindings[ref].partner_id, self.env._("account over there")
            )
            for order_ref, ref in refs.items()
            if ref in bindings
        }

    def _by_company(self, connection, orders):
        """B2B: the company by its account there or its VAT number, before any name."""
        companies = {o.ref: _company_ref(o) for o in orders if _company_ref(o)}
        bindings = self.env["integration.partner.binding"]._find(
            connection, set(companies.values())
        )
        vats = {o.ref: _vat(o) for o in orders if _vat(o)}
        by_vat = self._companies_by_vat(connection, set(vats.values()))
        found = {}
        for order in orders:
            binding = bindings.get(companies.get(order.ref))
            company, why = by_vat.get(vats.get(order.ref)), self.env._("VAT number")
            if binding:
                company, why = binding.partner_id, self.env._("company account")
            if company:
                found[order.ref] = self._usable(company, why)
        return found

    def _companies_by_vat(self, connection, vats):
        if not vats:
            return {}
        partners = self._search(
            connection,
            Domain("vat", "in", list(vats)) & Domain("parent_id", "=", False),
        )
        return {partner.vat: partner for partner in reversed(partners)}

    def _by_email(self, connection, orders):
        emails = {order.ref: email for order in orders if (email := email_of(order))}
        if not emails:
            return {}
        wanted = list(set(emails.values()))
        candidates = self._search(connection, Domain("email_normalized", "in", wanted))
        by_email = candidates.grouped("email_normalized")
        return {
            ref: self._best(by_email[email], self.env._("e-mail"))
            for ref, email in emails.items()
            if email in by_email
        }

    def _by_phone(self, connection, orders):
        """Only for buyers without an e-mail."""
        phones = {
            order.ref: digits
            for order in orders
            if not email_of(order) and (digits := _phone_digits(order))
        }
        if not phones:
            return {}
        rows = self.env.execute_query(
            SQL(
                r"""SELECT regexp_replace(phone, '\D', '', 'g'), array_agg(id)
                      FROM res_partner
                     WHERE regexp_replace(phone, '\D', '', 'g') = ANY(%s)
                       AND (company_id IS NULL OR company_id = %s)
                     GROUP BY 1""",
                list(set(phones.values())),
                connection.company_id.id,
            )
        )
        by_phone = {
            digits: self._search(connection, Domain("id", "in", ids))
            for digits, ids in rows
        }
        return {
            ref: self._best(by_phone[digits], self.env._("phone"))
            for ref, digits in phones.items()
            if digits in by_phone
        }

    def _by_address(self, connection, orders):
        """Guests who tell nothing but where they live: the same address, the same."""
        hashes = {
            order.ref: hash_of(_main_address(order))
            for order in orders
            if not email_of(order) and _main_address(order).street
        }
        if not hashes:
            return {}
        candidates = self._search(
            connection,
            Domain("channel_address_hash", "in", list(set(hashes.values())))
            & Domain("parent_id", "=", False),
        )
        by_hash = candidates.grouped("channel_address_hash")
        return {
            ref: self._best(by_hash[digest], self.env._("name and address"))
            for ref, digest in hashes.items()
            if digest in by_hash
        }

    # -- who may be taken --------------------------------------------------------------

    def _search(self, connection, domain):
        """Also the archived: a match that may not be taken must be told."""
        company = Domain("company_id", "in", (False, connection.company_id.id))
        return (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search(domain & company, order="id")
        )

    def _best(self, candidates, why):
        """The oldest of several, and the reason says that there were several."""
        allowed = candidates.filtered(lambda p: not self._objection(p))
        if not allowed:
            return self._usable(candidates[0], why)
        tops = allowed.filtered(lambda p: not p.parent_id) or allowed
        if len(tops) > 1:
            why = self.env._(
                "%(why)s (oldest of %(count)s contacts)", why=why, count=len(tops)
            )
        return Match(tops[0], why)

    def _usable(self, partner, why):
        if objection := self._objection(partner):
            return Match(hold=Hold("customer", objection, blocks=True), why=why)
        return Match(partner, why)

    def _objection(self, partner):
        users = partner.with_context(active_test=False).user_ids
        if any(not user.share for user in users):
            return self.env._(
                "The buyer seems to be %(name)s, who is a user of Odoo. Choose the "
                "customer to use.",
                name=partner.display_name,
            )
        if not partner.active:
            return self.env._(
                "The buyer seems to be %(name)s, who is archived. Bring the contact "
                "back, or choose the customer to use.",
                name=partner.display_name,
            )
        return ""

    # -- new customers -----------------------------------------------------------------

    def _create_missing(self, connection, orders):
        """One contact per person, also if they bought twice in this batch."""
        people = {_identity(order): order for order in reversed(orders)}
        places = self.env["integration.partner.address"]
        vals = dict(
            zip(
                people,
                places._partner_vals(
                    [self._main_of(order) for order in people.values()]
                ),
                strict=True,
            )
        )
        for identity, order in people.items():
            vals[identity] |= self._person_vals(connection, order)
        created = self.env["res.partner"].create(list(vals.values()))
        by_identity = dict(zip(people, created, strict=True))
        why = self.env._("new customer")
        return {
            order.ref: Match(by_identity[_identity(order)], why) for order in orders
        }

    def _main_of(self, order):
        address = _main_address(order)
        person = _customer(order)
        name = address.name or f"{person.first_name} {person.last_name}".strip()
        name = name or person.user_name or person.email or order.name
        return replace(address, name=name)

    def _person_vals(self, connection, order):
        person = _customer(order)
        company = person.company or ""
        vals = {
            "email": email_of(order) or False,
            "phone": _phone(order) or False,
            "company_id": False,
            "channel_address_hash": hash_of(self._main_of(order)),
        }
        if _company_ref(order) or person.vat:
            vals |= {"is_company": True, "vat": person.vat or False}
            vals |= {"name": company} if company else {}
        elif company:
            vals["company_name"] = company
        return vals

    def _bind(self, connection, orders, found):
        """The account over there is known from now on."""
        rows = {}
        for order in orders:
            match = found[order.ref]
            for ref in filter(None, (customer_ref(order), _company_ref(order))):
                if match.partner:
                    rows[ref] = {
                        "external_ref": ref,
                        "partner_id": match.partner.id,
                        "why": match.why,
                    }
        bindings = self.env["integration.partner.binding"]
        known = bindings._find(connection, rows)
        bindings.create(
            [
                {"connection_id": connection.id, **row}
                for ref, row in rows.items()
                if ref not in known
            ]
        )


# -- what a document says about its buyer ----------------------------------------------


def _customer(order):
    return order.customer or Customer()


def customer_ref(order):
    return _customer(order).ref


def _company_ref(order):
    ref = _customer(order).company_ref
    return ref and f"company:{ref}"


def _vat(order):
    return _customer(order).vat.replace(" ", "").upper()


def email_of(order):
    return email_normalize(_customer(order).email) or ""


def _phone(order):
    return _customer(order).phone or _main_address(order).phone


def _phone_digits(order):
    """Nothing, where they are too few to tell people apart."""
    digits = "".join(filter(str.isdecimal, _phone(order)))
    return digits if len(digits) >= _PHONE_DIGITS else ""


def _main_address(order):
    return order.billing or order.shipping or Address()


def hash_of(address):
    """Comparable with ``res.partner._address_hash``."""
    return address_hash(
        address.name,
        address.street,
        address.street2,
        address.city,
        address.zip,
        address.state_code,
        address.country_code,
    )


def _identity(order):
    return (
        customer_ref(order)
        or _company_ref(order)
        or _vat(order)
        or email_of(order)
        or _phone_digits(order)
        or (_main_address(order).street and hash_of(_main_address(order)))
        or order.ref  # of whom nothing is known: nobody else
    )
