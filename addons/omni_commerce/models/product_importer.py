"""Product documents of a channel become listings here: one batch, one search each."""

from collections import Counter
from datetime import timedelta, timezone

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.omni_core.lib.fingerprint import fingerprint

from ..codec import dump

FOLLOW_S = 60


class ProductImporter(models.AbstractModel):
    _name = "integration.product.importer"
    _description = "Import of Product Listings"

    def _import(self, connection, products, known=None):
        """Keep what the channel lists, and match what is not matched yet.

        ``known`` are variants that are ours for certain, since we listed them:
        {reference there: product id}.
        """
        if not products:
            return
        products = list({product.ref: product for product in products}.values())
        listings = self.env["integration.product.binding"]._upsert(
            connection, [self._prepare_product_vals(product) for product in products]
        )
        rows = [
            self._prepare_variant_vals(product, variant, listings[product.ref])
            for product in products
            for variant in product.variants
        ]
        self._add_known(connection, rows, known or {})
        self._match_new(connection, rows)
        variants = self.env["integration.variant.binding"]._upsert(connection, rows)
        bindings = self.env["integration.variant.binding"].union(*variants.values())
        self._archive_others(listings, bindings)
        self._follow_media(connection, products)
        open_ones = [variants[r["external_ref"]] for r in rows if "match_note" not in r]
        self.env["integration.product.matcher"]._match(
            connection, self.env["integration.variant.binding"].union(*open_ones)
        )
        if connection.create_products:
            found = self.env["integration.product.binding"].union(*listings.values())
            self.env["integration.product.maker"]._make(found)
        connection._request_suggestions()

    def _add_known(self, connection, rows, known):
        """Say which product a variant is, unless another listing has that one."""
        products = self.env["product.product"].browse(known.values())
        bound = self.env["integration.variant.binding"]._of_records(
            connection, products
        )
        for row in rows:
            product_id = known.get(row["external_ref"])
            if product_id and product_id not in bound:
                note = self.env._("Listed from Odoo.")
                row |= {"product_id": product_id, "match_note": note}

    def _match_new(self, connection, rows):
        """Those that are not here yet are matched before they are created."""
        refs = [row["external_ref"] for row in rows]
        found = self.env["integration.variant.binding"]._find(connection, refs)
        new = [
            row
            for row in rows
            if row["external_ref"] not in found and "match_note" not in row
        ]
        self.env["integration.product.matcher"]._match_new(connection, new)

    def _prepare_product_vals(self, product):
        there = dump(product)
        return {
            "external_ref": product.ref,
            "title": product.title or product.ref,
            "status": product.status,
            "url": product.url,
            "remote_updated_at": _naive(product.updated_at),
            "content_hash": fingerprint(there),
            "there": there,
            "media_note": self._media_note(product),
        }

    def _media_note(self, product):
        """What became of the images: a channel takes them in long after its answer."""
        counts = Counter(media.status for media in product.media)
        if counts["failed"]:
            return self.env._(
                "%s images could not be taken: replace them.", counts["failed"]
            )
        if counts["processing"]:
            return self.env._("%s images are being processed.", counts["processing"])
        return False

    def _follow_media(self, connection, products):
        """Look again until all are ready, or have failed."""
        eta = fields.Datetime.now() + timedelta(seconds=FOLLOW_S)
        for product in products:
            if any(media.status == "processing" for media in product.media):
                connection._look_again_at(product.ref, eta)

    def _prepare_variant_vals(self, product, variant, listing):
        options = " / ".join(value for _name, value in variant.options)
        suffix = variant.title or options
        return {
            "external_ref": variant.ref,
            "external_parent_ref": product.ref,
            "product_binding_id": listing.id,
            "title": f"{product.title} ({suffix})" if suffix else product.title,
            "sku": variant.sku.strip(),
            "barcode": variant.barcode.strip(),
            "stock_ref": variant.stock_ref,
            "tracked": variant.tracked,
            "price_there": str(variant.price) if variant.price else False,
            "remote_updated_at": _naive(product.updated_at),
        }

    def _archive_others(self, listings, present):
        """Variants that these products no longer have: their stock ends, too."""
        products = self.env["integration.product.binding"].union(*listings.values())
        gone = self.env["integration.variant.binding"].search(
            Domain("product_binding_id", "in", products.ids)
            & Domain("id", "not in", present.ids)
        )
        gone.action_archive()


def _naive(moment):
    return moment.astimezone(timezone.utc).replace(tzinfo=None) if moment else False
