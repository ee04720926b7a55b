"""Forgetting a customer: contacts and orders, as far as the books allow it."""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# What an order's document tells of its buyer.
_OF_BUYER = ("customer", "billing", "shipping", "note", "attributes")
# What a contact tells of a person.
_OF_CONTACT = (
    "email",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "vat",
    "website",
    "comment",
    "ref",
)


class IntegrationErasure(models.Model):
    _inherit = "integration.erasure"

    partner_count = fields.Integer("Contacts Forgotten", readonly=True)
    kept_count = fields.Integer(
        "Contacts Kept",
        readonly=True,
        help="The books need their name and address, or they are customers elsewhere.",
    )
    order_count = fields.Integer("Orders Cleaned", readonly=True)


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    forget_on_request = fields.Boolean(
        "Forget People When the Channel Demands It",
        help="At once and without asking. Otherwise the owner gets an activity.",
    )

    def _forget(self, person):
        accounts, orders = self._customer_accounts(person), self._orders_of(person)
        partners = (accounts + orders._accounts()).partner_id | orders.partner_id
        emails, phones = orders._reached_by()
        wider = person.also(
            (*emails, *partners.mapped("email")), (*phones, *partners.mapped("phone"))
        )
        accounts |= orders._accounts()
        kept = partners.filtered(lambda one: one._channel_must_be_kept(accounts))
        orders._forget_buyer()
        (partners - kept)._channel_forget()
        kept._channel_forget_account()
        accounts.unlink()
        return {
            **super()._forget(wider),
            "partner_count": len(partners - kept),
            "kept_count": len(kept),
            "order_count": len(orders),
        }

    def _traces(self, person):
        orders = self._orders_of(person)
        partners = self._customer_accounts(person).partner_id | orders.partner_id
        return [
            (self.env._("Contacts"), len(partners)),
            (self.env._("Orders"), len(orders)),
            *super()._traces(person),
        ]

    def _customer_accounts(self, person):
        return self.env["integration.partner.binding"].search(
            Domain("connection_id", "in", self.ids)
            & (
                Domain("external_ref", "in", person.refs)
                | Domain(
                    "partner_id.email_normalized",
                    "in",
                    [email.strip().lower() for email in person.emails],
                )
            )
        )

    def _orders_of(self, person):
        """By the contact, or by what their document says of the buyer."""
        bindings = self.env["integration.order.binding"]
        bindings.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM integration_order_binding
                    WHERE connection_id = ANY(%s)
                      AND (partner_id = ANY(%s)
                           OR document -> 'customer' ->> 'ref' = ANY(%s)
                           OR lower(document -> 'customer' ->> 'email') = ANY(%s))""",
                self.ids,
                self._customer_accounts(person).partner_id.ids,
                list(person.refs),
                [email.strip().lower() for email in person.emails],
            )
        )
        return bindings.browse(id_ for (id_,) in rows)


class IntegrationOrderBinding(models.Model):
    _inherit = "integration.order.binding"

    def _accounts(self):
        """The accounts over there by which these orders were placed."""
        refs = [_part(binding, "customer").get("ref") for binding in self]
        return self.env["integration.partner.binding"].search(
            Domain("connection_id", "in", self.connection_id.ids)
            & Domain("external_ref", "in", list(filter(None, refs)))
        )

    def _reached_by(self):
        """(e-mails, phones) that their documents name."""
        parts = [
            _part(binding, name)
            for binding in self
            for name in ("customer", "billing", "shipping")
        ]
        emails = [part["email"] for part in parts if part.get("email")]
        return emails, [part["phone"] for part in parts if part.get("phone")]

    def _forget_buyer(self):
        for binding in self:
            binding.write(
                {
                    "document": _without_buyer(binding.document),
                    "base_document": _without_buyer(binding.base_document),
                    "customer_name": self.env._("Forgotten"),
                }
            )
        self.order_id.write({"channel_note": False})


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _channel_must_be_kept(self, accounts):
        """The law of the books, or another shop where the person is a customer."""
        self.ensure_one()
        family = self.commercial_partner_id | self
        booked = self.env["account.move"].search_count(
            Domain("state", "=", "posted")
            & (
                Domain("partner_id", "child_of", family.ids)
                | Domain("commercial_partner_id", "in", family.ids)
            ),
            limit=1,
        )
        users = self.with_context(active_test=False).user_ids
        return bool(self.channel_binding_ids - accounts or booked or users)

    def _channel_forget(self):
        """Nothing is left by which the person could be known; the record stays, since
        orders hang on it."""
        family = self | self.child_ids
        gone = {name: False for name in _OF_CONTACT}
        family.write(gone | {"name": self.env._("Forgotten customer")})
        family.message_ids.sudo().unlink()
        for partner in family:
            partner.message_post(body=self.env._("Forgotten, as was asked for."))
        family.write({"active": False})

    def _channel_forget_account(self):
        """Of a contact that is kept: what is known from the channel alone. Platforms
        whose accounts bring such things extend it."""


def _without_buyer(document):
    return document and {k: v for k, v in document.items() if k not in _OF_BUYER}


def _part(binding, name):
    return (binding.document or {}).get(name) or {}
