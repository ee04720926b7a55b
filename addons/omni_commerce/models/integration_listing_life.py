"""From the draft until the end: what people and channels do with a listing."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_ON_THE_WAY = ("queued", "listed", "error")

# Ours to keep, and on its channel or on its way there.
KEPT = Domain(
    [("is_managed", "=", True), ("active", "=", True), ("state", "in", _ON_THE_WAY)]
)
# What is told of a change. A listing whose product is archived says nothing new.
TOLD = KEPT & Domain("product_tmpl_id.active", "=", True)
_IS_NEW = Domain("external_ref", "=", False)

# By what is due: the operations that tell it.
OPERATIONS = {
    "content_due": (("product_create", _IS_NEW), ("product_update", ~_IS_NEW)),
    "price_due": (("price_update", ~_IS_NEW),),
}


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    # -- buttons --

    def action_list(self):
        """Put it on sale, for the first time or again."""
        self._demand_operator()
        self._check_can_be_sent()
        self.sudo().write(
            {"state": "queued", "error": False, "end_how": False, "sent_hash": False}
        )
        self._send_anew()
        return True

    def action_send(self):
        """Send all of it again, as if the channel had been told nothing yet."""
        self._demand_operator()
        self._check_can_be_sent()
        kept = self.sudo().filtered(lambda listing: listing.state in _ON_THE_WAY)
        kept.write({"sent_hash": False})
        kept.variant_ids.write({"price_told": False})
        kept._send_anew()
        return True

    def action_end(self):
        self._demand_operator()
        self.sudo()._end("hide")
        return True

    def action_delete_there(self):
        self._demand_operator()
        self.sudo()._end("delete")
        return True

    def action_take_over(self):
        """Odoo keeps it from now on; nothing is sent before something changes."""
        self._demand_operator()
        for listing in self.sudo():
            if not listing.product_tmpl_id:
                raise UserError(
                    self.env._(
                        "“%s” is not matched to a product yet: match it first.",
                        listing.display_name,
                    )
                )
            profile = listing.profile_id or listing.connection_id._default_profile()
            listing.write({"is_managed": True, "profile_id": profile.id})
        return True

    def action_create_products(self):
        """Products for those that none was found for."""
        self._demand_operator()
        made = self.env["integration.product.maker"].sudo()._make(self.sudo())
        if not made:
            raise UserError(
                self.env._(
                    "None could be made: they have a product, might be one, or the "
                    "reason stands on them."
                )
            )
        return True

    def action_preview(self):
        """What sending them would change, field by field, without a call."""
        if len(self.connection_id) != 1:
            raise UserError(self.env._("Choose listings of one connection."))
        payload = {"listings": self.ids}
        names = ("product_create", "product_update", "price_update")
        return self.env["integration.preview"]._open(
            self.connection_id, [(name, payload) for name in names]
        )

    def _check_can_be_sent(self):
        for listing in self:
            connection = listing.connection_id
            if not connection.listing_push:
                raise UserError(
                    self.env._(
                        "%s sends no listings: switch “Send Listings” on first.",
                        connection.name,
                    )
                )
            if not listing.is_managed or not listing.product_tmpl_id:
                raise UserError(
                    self.env._(
                        "“%s” is not kept by Odoo: take it over first.",
                        listing.display_name,
                    )
                )

    def _send_anew(self):
        ids = Domain("id", "in", self.ids)
        listings = self.env["integration.product.binding"].sudo()
        listings._set_due("content_due", ids)
        listings._set_due("price_due", ids)

    # -- what becomes of it --

    def _bind(self, ref):
        """The draft is there now. An event may have told us of it before its answer."""
        self.ensure_one()
        others = self._find(self.connection_id, [ref]).values()
        for other in others:
            other.variant_ids.write({"product_binding_id": self.id})
            other.unlink()
        self.external_ref = ref

    def _refused(self, text):
        if self.state != "error" or self.error != text:
            self.write({"state": "error", "error": text})

    def _end(self, how):
        """Take them off; drafts were never there."""
        there = self.filtered("external_ref")
        (self - there).write({"state": "draft", "content_due": False})
        there.write({"end_how": how, "content_due": False, "price_due": False})
        there.connection_id._request_by_system("product_delete")

    @api.model
    def _end_of(self, templates):
        """Products that are sold no more: by the policy of their listings."""
        found = self.sudo().search(
            KEPT & Domain("product_tmpl_id", "in", templates.ids)
        )
        groups = found.grouped(lambda listing: listing.profile_id.when_archived)
        for policy, listings in groups.items():
            if policy and policy != "nothing":
                listings._end(policy)

    def _ended(self):
        """It is off: nothing of it is sold or sent any more."""
        gone = self.filtered(lambda listing: listing.end_how == "delete")
        self.write({"state": "ended", "error": False, "end_how": False})
        gone._forget()

    def _forget(self):
        """It is not there any more: what was said of it holds for no other."""
        self.variant_ids.action_archive()
        self.write(
            {
                "external_ref": False,
                "url": False,
                "status": False,
                "there": False,
                "content_hash": False,
                "sent_hash": False,
                "sent": False,
            }
        )
        for listing in self:
            listing.create_key = listing._fields["create_key"].default(listing)

    @api.model
    def _gone(self, connection, refs):
        """Deleted over there. What we keep is not lost: the profile says what then."""
        listings = self.union(*self._find(connection, refs).values())
        kept = listings.filtered("is_managed")
        super()._gone(connection, [x.external_ref for x in listings - kept])
        for listing in kept:
            listing._gone_there()

    def _gone_there(self):
        policy = self.profile_id.when_gone
        template = self.product_tmpl_id
        self._forget()
        if policy == "draft":
            self.write({"state": "draft", "error": False})
        else:
            text = self.env._("It was deleted over there.")
            self.write({"state": "ended", "error": text})
        if policy == "archive":
            template.action_archive()

    # -- due --

    @api.model
    def _set_due(self, column, domain):
        """Their content or prices are to be sent anew, where Odoo keeps them."""
        pushing = Domain("connection_id.listing_push", "=", True)
        if column == "price_due":
            pushing &= Domain("external_ref", "!=", False)
        connections = self._number_due(column, TOLD & pushing & Domain(domain))
        self.sudo()._ask(connections, column)

    @api.model
    def _ask(self, connections, column, rest_s=0):
        """Ask for the jobs that tell what is due; those pending take it in."""
        eta = rest_s and fields.Datetime.now() + timedelta(seconds=rest_s)
        for operation, domain in OPERATIONS[column]:
            due = TOLD & domain & Domain(column, ">", 0)
            groups = self._read_group(
                due & Domain("connection_id", "in", connections.ids), ["connection_id"]
            )
            for (connection,) in groups:
                connection._request_by_system(operation, eta=eta or None)
