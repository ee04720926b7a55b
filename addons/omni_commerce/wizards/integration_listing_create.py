"""Puts products on channels: a draft of each on each, sent at once or not."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class IntegrationListingCreate(models.TransientModel):
    _name = "integration.listing.create"
    _description = "List Products on Channels"

    product_tmpl_ids = fields.Many2many(
        "product.template", string="Products", default=lambda self: self._chosen()
    )
    connection_ids = fields.Many2many(
        "integration.connection",
        required=True,
        domain="[('is_shop', '=', True)]",
        default=lambda self: self._only_shop(),
    )
    profile_ids = fields.Many2many(
        "integration.listing.profile",
        string="Profiles",
        domain="[('connection_id', 'in', connection_ids)]",
        help="One per connection. Without one, the connection's first profile counts.",
    )
    send = fields.Boolean(
        "Put on Sale at Once", help="Otherwise drafts are made, to be looked at first."
    )

    @api.model
    def _chosen(self):
        model, ids = (self.env.context.get(k) for k in ("active_model", "active_ids"))
        if model == "product.product":
            return self.env[model].browse(ids).product_tmpl_id
        return self.env["product.template"].browse(ids if model else ())

    @api.model
    def _only_shop(self):
        connections = self.env["integration.connection"]
        shops = connections.search([("is_shop", "=", True)], limit=2)
        return shops if len(shops) == 1 else shops.browse()

    def action_create_listings(self):
        self.ensure_one()
        self.connection_ids._demand("operator")
        if not self.product_tmpl_ids or not self.connection_ids:
            raise UserError(self.env._("Choose products, and where to list them."))
        listings = self._create_missing()
        if self.send:
            drafts = listings.filtered(lambda listing: listing.state == "draft")
            drafts.action_list()
        return self._show(listings)

    def _create_missing(self):
        """All listings of the products; those that are missing are made as drafts."""
        listings = self.env["integration.product.binding"]
        found = listings.search(
            Domain("connection_id", "in", self.connection_ids.ids)
            & Domain("product_tmpl_id", "in", self.product_tmpl_ids.ids)
        )
        known = {(x.connection_id.id, x.product_tmpl_id.id) for x in found}
        missing = [
            self._prepare_listing_vals(connection, product)
            for connection in self.connection_ids
            for product in self.product_tmpl_ids
            if (connection.id, product.id) not in known
        ]
        return found | listings.create(missing)

    def _prepare_listing_vals(self, connection, product):
        if product.company_id and product.company_id != connection.company_id:
            raise UserError(
                self.env._(
                    "“%(product)s” belongs to %(company)s, “%(connection)s” does not.",
                    product=product.name,
                    company=product.company_id.name,
                    connection=connection.name,
                )
            )
        profiles = self.profile_ids.filtered(
            lambda profile: profile.connection_id == connection
        )
        return {
            "connection_id": connection.id,
            "product_tmpl_id": product.id,
            "profile_id": (profiles[:1] or connection._default_profile()).id,
            "is_managed": True,
        }

    def _show(self, listings):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_product_binding_action"
        )
        action["domain"] = [("id", "in", listings.ids)]
        action["context"] = {}
        return action
