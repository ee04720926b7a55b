"""Who asked eBay to be forgotten, and what was done about it: the evidence.

eBay demands it of every application, and asks for proof. The name itself must not be
kept to prove that it was deleted: a digest of it says as much.
"""

import hashlib

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

GONE = "Former eBay member"
# What a contact tells of a person.
_PERSONAL = (
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
# What an order's document tells of its buyer.
_OF_BUYER = ("customer", "billing", "shipping", "note", "attributes")


class EbayDeletion(models.Model):
    _name = "ebay.deletion"
    _description = "Forgotten eBay Member"
    _order = "id desc"
    _rec_name = "notice"

    notice = fields.Char("Notification", required=True, readonly=True)
    connection_id = fields.Many2one(
        "integration.connection", "Received By", readonly=True, ondelete="set null"
    )
    received_at = fields.Datetime(
        default=fields.Datetime.now, required=True, readonly=True
    )
    member_digest = fields.Char(
        readonly=True, help="SHA-256 of the user id: proves whom it was about."
    )
    partner_count = fields.Integer("Contacts Forgotten", readonly=True)
    kept_count = fields.Integer(
        "Contacts Kept",
        readonly=True,
        help="The books need their name and address, or they are customers elsewhere.",
    )
    order_count = fields.Integer("Orders Cleaned", readonly=True)
    message_count = fields.Integer("Messages Deleted", readonly=True)

    _notice_uniq = models.UniqueIndex("(notice)")

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("Evidence is not changed."))
        return super().write(vals)

    @api.model
    def _carry_out(self, connection, notice):
        """Once for each notification; whichever connection it came to, for all."""
        if self.search_count([("notice", "=", notice["notice"])], limit=1):
            return self.browse()
        names = [name for name in (notice["username"], notice["userId"]) if name]
        bindings = self._bindings(names)
        partners = bindings.partner_id
        orders = self._orders(partners, names)
        messages = self._forget_messages(names)
        self._clean_orders(orders)
        kept = partners.filtered(lambda p: self._must_be_kept(p, bindings))
        (partners - kept)._ebay_forget()
        kept._ebay_forget_account()
        bindings.unlink()
        return self.create(
            {
                "notice": notice["notice"],
                "connection_id": connection.id,
                "member_digest": hashlib.sha256(notice["userId"].encode()).hexdigest(),
                "partner_count": len(partners - kept),
                "kept_count": len(kept),
                "order_count": len(orders),
                "message_count": messages,
            }
        )

    def _bindings(self, names):
        return self.env["integration.partner.binding"].search(
            Domain("external_ref", "in", names)
            & Domain("connection_id.platform", "=", "ebay")
        )

    def _orders(self, partners, names):
        """Those of the member, by the contact or by the name in their document."""
        self.env["integration.order.binding"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT binding.id
                     FROM integration_order_binding AS binding
                     JOIN integration_connection AS connection
                       ON connection.id = binding.connection_id
                    WHERE connection.platform = 'ebay'
                      AND (binding.partner_id = ANY(%s)
                           OR binding.document -> 'customer' ->> 'ref' = ANY(%s))""",
                partners.ids,
                names,
            )
        )
        return self.env["integration.order.binding"].browse(id_ for (id_,) in rows)

    def _clean_orders(self, orders):
        for binding in orders:
            document = dict(binding.document or {})
            for name in _OF_BUYER:
                document.pop(name, None)
            binding.write({"document": document, "customer_name": GONE})
        orders.order_id.write({"channel_note": False})

    def _forget_messages(self, names):
        """With what was told of them on orders; how many there were."""
        messages = self.env["ebay.message"].search([("buyer", "in", names)])
        count = len(messages)
        messages.mail_id.unlink()
        messages.unlink()
        return count

    def _must_be_kept(self, partner, bindings):
        """The law of the books, or another shop where the person is a customer."""
        elsewhere = partner.channel_binding_ids - bindings
        family = partner.commercial_partner_id | partner
        booked = self.env["account.move"].search_count(
            Domain("state", "=", "posted")
            & (
                Domain("partner_id", "child_of", family.ids)
                | Domain("commercial_partner_id", "in", family.ids)
            ),
            limit=1,
        )
        users = partner.with_context(active_test=False).user_ids
        return bool(elsewhere or booked or users)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _ebay_forget(self):
        """Nothing is left by which the person could be known; the record stays, since
        orders hang on it."""
        family = self | self.child_ids
        family.write({name: False for name in _PERSONAL} | {"name": GONE})
        for partner in family:
            partner.message_ids.sudo().unlink()
            partner.message_post(
                body=Markup("<p>%s</p>")
                % self.env._("Forgotten: the member closed the account on eBay.")
            )
        family.write({"active": False})

    def _ebay_forget_account(self):
        """What we know from eBay alone: its address for mail, which is dead now."""
        for partner in self:
            email = partner.email or ""
            if email.endswith("@members.ebay.com"):
                partner.email = False
