"""What a connection has to know of its site: trees, policies, places."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..client.sites import site_of

REFERENCE = ("ebay_category_import", "ebay_policy_import", "ebay_shipping_import")


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ebay_site_ids = fields.One2many(
        "ebay.site",
        "connection_id",
        "Other Sites",
        help="Where this seller sells beside the home site. Which products do is said "
        "in the listing profiles.",
    )

    def _platform_options(self):
        options = super()._platform_options()
        if self.platform == "ebay":
            options["other_sites"] = self.sudo().ebay_site_ids.mapped("marketplace")
        return options

    def _ebay_site(self):
        self.ensure_one()
        return site_of(self.ebay_marketplace or "EBAY_US")

    def _ebay_tree_refs(self):
        """Of the home site and of all others."""
        others = (site_of(one.marketplace) for one in self.sudo().ebay_site_ids)
        sites = (self._ebay_site(), *others)
        return list(dict.fromkeys(ref for site in sites for ref in site.trees))

    def _ebay_trees(self):
        """Of the home site: where its listings may take their category from."""
        trees = self.env["ebay.tree"].sudo()
        refs = self._ebay_site().trees
        return trees.union(*trees._of(self.environment, refs).values())

    def _ebay_of_tree(self, tree):
        """A connection that may ask about this tree."""
        connections = self.search(
            [
                ("platform", "=", "ebay"),
                ("environment", "=", tree.environment),
                ("state", "=", "connected"),
            ]
        )
        for connection in connections:
            if tree.ref in connection._ebay_tree_refs():
                return connection
        raise UserError(
            self.env._(
                "No eBay connection is connected that lists in “%s”. Connect one, then "
                "try again.",
                tree.display_name,
            )
        )

    def action_ebay_read_reference(self):
        """Categories, policies and places, as eBay has them now."""
        for connection in self:
            connection._demand("operator")
        self._ebay_read_reference()
        return True

    def _ebay_read_reference(self):
        for connection in self.filtered(lambda one: one.state == "connected"):
            for name in REFERENCE:
                self.env["sync.job"].sudo().enqueue(connection, name, identity_key=name)

    @api.model
    def _ebay_note(self, text):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": text, "type": "info"},
        }
