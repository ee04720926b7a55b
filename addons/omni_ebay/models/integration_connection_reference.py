"""What a connection has to know of its site: trees, policies, places."""

from odoo import api, models
from odoo.exceptions import UserError

from ..client.sites import site_of


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _ebay_site(self):
        self.ensure_one()
        return site_of(self.ebay_marketplace or "EBAY_US")

    def _ebay_trees(self):
        """The trees that this site's listings may take their category from."""
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
            if tree.ref in connection._ebay_site().trees:
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
            for name in ("ebay_category_import", "ebay_policy_import"):
                self.env["sync.job"].enqueue(connection, name, identity_key=name)

    @api.model
    def _ebay_note(self, text):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": text, "type": "info"},
        }
