"""Messages between buyers and the seller: kept, and told where they belong."""

from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from odoo.addons.omni_core.lib.text import clean

from ..messages import LONGEST


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ebay_messages_until = fields.Datetime("Messages Read Until", copy=False)


class EbayMessage(models.Model):
    _name = "ebay.message"
    _description = "Message on eBay"
    _order = "sent_at desc, id desc"
    _rec_name = "subject"

    connection_id = fields.Many2one(
        "integration.connection",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    external_ref = fields.Char("Number There", readonly=True)
    conversation_ref = fields.Char("Conversation There", readonly=True, index=True)
    buyer = fields.Char("eBay User", readonly=True, index=True)
    is_ours = fields.Boolean("Sent by Us", readonly=True)
    subject = fields.Char(readonly=True)
    body = fields.Text(readonly=True)
    sent_at = fields.Datetime("Sent", readonly=True)
    listing_ref = fields.Char("Listing", readonly=True)
    state = fields.Selection(
        [("sending", "Being Sent"), ("kept", "Kept")],
        default="kept",
        required=True,
        readonly=True,
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, ondelete="set null", index=True
    )
    order_id = fields.Many2one(
        "sale.order", readonly=True, ondelete="set null", index=True
    )
    mail_id = fields.Many2one("mail.message", readonly=True, ondelete="set null")

    _once = models.UniqueIndex(
        "(connection_id, external_ref) WHERE external_ref IS NOT NULL"
    )

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("What was written is not changed."))
        return super().write(vals)

    # -- coming in ---------------------------------------------------------------------

    @api.model
    def _take(self, connection, rows):
        """Keep what is new, and tell it on the order that it is about."""
        known = self.search(
            Domain("connection_id", "=", connection.id)
            & Domain("external_ref", "in", [row["ref"] for row in rows])
        )
        seen = set(known.mapped("external_ref"))
        new = [row for row in rows if row["ref"] not in seen]
        names = {row["sender"] for row in new} | {row["recipient"] for row in new}
        partners = self._partners(connection, names)
        for message in self.create([self._vals(connection, r, partners) for r in new]):
            message._tell()

    def _partners(self, connection, names):
        """{user name: customer} of those who have bought something."""
        bindings = self.env["integration.partner.binding"]._find(connection, names)
        return {name: binding.partner_id for name, binding in bindings.items()}

    def _vals(self, connection, row, partners):
        is_ours = row["recipient"] in partners or row["sender"] == self._seller(
            connection
        )
        buyer = row["recipient"] if is_ours else row["sender"]
        partner = partners.get(buyer) or self.env["res.partner"]
        return {
            "connection_id": connection.id,
            "external_ref": row["ref"],
            "conversation_ref": row["conversation"],
            "buyer": clean(buyer),
            "is_ours": is_ours,
            "subject": clean(row["subject"]),
            "body": clean(row["body"]),
            "sent_at": datetime.fromisoformat(row["sent_at"]).replace(tzinfo=None),
            "listing_ref": row["listing"],
            "partner_id": partner.id,
            "order_id": self._order_of(connection, partner, row["listing"]).id,
        }

    def _seller(self, connection):
        """The account's own name, of “name (site)”."""
        return (connection.account or "").rpartition(" (")[0]

    def _order_of(self, connection, partner, listing):
        """The buyer's latest order of that listing, else the latest of all."""
        if not partner:
            return self.env["sale.order"]
        orders = self.env["sale.order"].search(
            Domain("channel_connection_id", "=", connection.id)
            & Domain("partner_id", "child_of", partner.commercial_partner_id.id),
            order="date_order desc, id desc",
            limit=20,
        )
        for order in orders:
            lines = (order.channel_binding_id.document or {}).get("lines") or []
            if any(line.get("product_ref") == listing for line in lines):
                return order
        return orders[:1]

    def _tell(self):
        """Into the chatter of the order; a question asks somebody to answer."""
        self.ensure_one()
        order = self.order_id
        if not order:
            return
        author = self.company_id.partner_id if self.is_ours else self.partner_id
        self.mail_id = order.message_post(
            author_id=author.id,
            body=plaintext2html(self.body),
            subject=self.subject,
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        summary = self.env._("Answer %s on eBay", self.buyer)
        if self.is_ours:
            done = order.activity_ids.filtered(lambda a: a.summary == summary)
            done.action_feedback()
        elif summary not in order.activity_ids.mapped("summary"):
            owner = order.user_id or self.connection_id.user_id or self.env.user
            order.activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=owner.id
            )

    # -- going out ---------------------------------------------------------------------

    @api.model
    def _answer(self, order, text):
        """Keep what is to be said, and send it once this is committed."""
        text = (text or "").strip()
        if not text or len(text) > LONGEST:
            raise UserError(
                self.env._("Write something, of %s characters at most.", LONGEST)
            )
        connection = order.channel_connection_id.sudo()
        last = self.sudo().search([("order_id", "=", order.id)], limit=1)
        document = order.channel_binding_id.sudo().document or {}
        lines = document.get("lines") or [{}]
        message = self.sudo().create(
            {
                "connection_id": connection.id,
                "conversation_ref": last.conversation_ref,
                "buyer": last.buyer or (document.get("customer") or {}).get("ref"),
                "is_ours": True,
                "subject": last.subject,
                "body": text,
                "sent_at": fields.Datetime.now(),
                "listing_ref": last.listing_ref or lines[0].get("product_ref"),
                "partner_id": order.partner_id.id,
                "order_id": order.id,
                "state": "sending",
            }
        )
        self.env["sync.job"].sudo().enqueue(
            connection,
            "message_send",
            model=self._name,
            record_id=message.id,
            identity_key=f"message:{message.id}",
            order_key=f"order:{order.channel_ref}",
        )
        return message

    def _wish(self):
        self.ensure_one()
        return {
            "text": self.body,
            "buyer": self.buyer or "",
            "conversation": self.conversation_ref or "",
            "listing": self.listing_ref or "",
        }

    def _sent(self, ref):
        self.ensure_one()
        twin = self.search(
            Domain("connection_id", "=", self.connection_id.id)
            & Domain("external_ref", "=", ref)
        )
        if twin - self:  # a poll was faster: that one has told it
            self.unlink()
            return
        self.write({"external_ref": ref, "state": "kept"})
        self._tell()
