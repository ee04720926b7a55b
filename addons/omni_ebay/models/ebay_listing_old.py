"""Listings that were there before us: revised as they were made, or moved over."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.platform import JobRequest

#: eBay keeps a picture that no live listing shows for 30 days
PICTURES_LAST = timedelta(days=28)


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    def action_ebay_migrate(self):
        """Move them to the Inventory API; their numbers stay. There is no way back."""
        self._demand_operator()
        old = self.filtered(lambda listing: listing.ebay_api == "trading")
        if not old:
            raise UserError(
                self.env._("These listings belong to the Inventory API already.")
            )
        for listing in old:
            self.env["sync.job"].enqueue(
                listing.connection_id,
                "ebay_listing_migrate",
                payload={"listing": listing.id},
                identity_key=f"migrate:{listing.id}",
                order_key=f"product:{listing.external_ref}",
                record=listing,
            )
        return True

    def _ebay_migrated(self, product):
        """The same listing under another name: its variants are known by SKU now."""
        self.ensure_one()
        bound = {variant.sku: variant for variant in self.variant_ids}
        for variant in product.variants:
            binding = bound.get(variant.sku)
            if binding:
                binding.write(
                    {
                        "external_ref": variant.ref,
                        "external_parent_ref": product.ref,
                        "stock_ref": variant.stock_ref,
                    }
                )
        # What was sent by the other API is sent once more, in full, by this one.
        self.write({"external_ref": product.ref, "sent_hash": False})
        self.env["integration.product.importer"]._import(self.connection_id, [product])

    # -- what nobody tells us --

    @api.model
    def _ebay_ask_for_missing(self, connection):
        """eBay lists what is active. What was not in the last list has ended."""
        looked_at = connection.products_polled_until
        if not looked_at:
            return
        missing = self.search(
            [
                ("connection_id", "=", connection.id),
                ("state", "in", ("listed", "error")),
                ("external_ref", "!=", False),
                ("last_seen_at", "<", looked_at),
            ]
        )
        self.env["sync.job"].enqueue_many(
            connection,
            [
                JobRequest(
                    "product_import",
                    {"ref": listing.external_ref},
                    identity_key=f"product:{listing.external_ref}",
                    lane="bulk",
                )
                for listing in missing
            ],
        )

    @api.model
    def _ebay_forget_pictures(self, connection):
        """Of what is not on sale, they are uploaded anew when it is listed again."""
        old = self.search(
            [
                ("connection_id", "=", connection.id),
                ("state", "!=", "listed"),
                ("sent", "!=", False),
                ("sent_at", "<", fields.Datetime.now() - PICTURES_LAST),
            ]
        )
        old.write({"sent": False})
