"""From products of Odoo to the documents that channels are told: in bulk, read only.

The same documents serve the sending, the preview and the check before it.
"""

from dataclasses import replace
from decimal import Decimal

from odoo import models
from odoo.tools import is_html_empty, plaintext2html

from odoo.addons.omni_core.lib.money import Money

from ..documents import Option, Product, Variant


class ListingComposer(models.AbstractModel):
    _name = "integration.listing.composer"
    _description = "Documents of Listings"

    def _compose(self, listings):
        """{listing id: Product}, all of what Odoo has to say about them.

        In the language of their shop, whoever has asked for it.
        """
        found = {}
        for connection, mine in listings.grouped("connection_id").items():
            lang = connection._listing_lang()
            composer = self.with_context(lang=lang)
            found |= composer._compose_in(mine.with_context(lang=lang))
        return found

    def _compose_in(self, listings):
        variants = self._variants(listings)
        context = {
            "grams": self._grams_per_unit(),
            "prices": self.env["integration.listing.prices"]._of(variants),
            "media": self.env["integration.listing.media"]._of(variants),
            "collections": self._collections(listings),
            "refs": self._refs(listings),
            "translations": self.env["integration.listing.translator"]._of(listings),
        }
        products = {
            listing.id: self._product(listing, variants[listing], context)
            for listing in listings
        }
        return listings._enrich(products)

    def _variants(self, listings):
        """{listing: the products of ours that it offers}; archived ones are none."""
        every = listings.product_tmpl_id.product_variant_ids
        found = {}
        for listing in listings:
            products = listing.product_tmpl_id.product_variant_ids
            # Read with all of the batch: a difference would forget about the others.
            offered = (products - listing.excluded_product_ids).with_prefetch(
                every._ids
            )
            found[listing] = offered
        return found

    def _refs(self, listings):
        """{(listing id, product id): variant binding}"""
        return {
            (binding.product_binding_id.id, binding.product_id.id): binding
            for binding in listings.variant_ids
            if binding.product_id
        }

    def _product(self, listing, variants, context):
        template = listing.product_tmpl_id
        return Product(
            ref=listing.external_ref or "",
            title=listing.own_title or template.name or "",
            variants=tuple(self._variant(listing, v, context) for v in variants),
            description=self._text(listing),
            status=listing.listing_status or listing.profile_id.listing_status,
            vendor=listing._term("vendor") or "",
            type=listing._term("product_type") or template.categ_id.name or "",
            tags=self._tags(listing),
            seo_title=listing.seo_title or "",
            seo_description=listing.seo_description or "",
            options=self._options(variants),
            media=context["media"].of_listing(listing),
            custom_fields=self._custom_fields(listing, "product", template),
            channels=tuple(listing._term("publication_ids").mapped("external_ref")),
            collections=context["collections"].get(listing.id, ()),
            translations=context["translations"].get(listing.id, ()),
        )

    def _text(self, listing):
        template = listing.product_tmpl_id
        for text in (listing.own_description, *self._texts(template)):
            if text and not is_html_empty(text):
                return str(text)
        return ""

    def _texts(self, template):
        """What a product says about itself to buyers, the best first."""
        ecommerce = "description_ecommerce"  # of Odoo's own web shop, if there is one
        if ecommerce in template._fields:
            yield template[ecommerce]
        if template.description_sale:
            yield plaintext2html(template.description_sale)

    def _tags(self, listing):
        tags = listing.product_tmpl_id.product_tag_ids | listing.tag_ids
        return tuple(sorted(tags.mapped("name")))

    def _options(self, variants):
        """Options in Odoo's order, each with the values that are really offered."""
        values = variants.product_template_variant_value_ids
        return tuple(
            Option(line.attribute_id.name, tuple(line_values.mapped("name")))
            for line, line_values in values.sorted()
            .grouped("attribute_line_id")
            .items()
        )

    def _custom_fields(self, listing, level, record):
        """Those of the profile, and those of the listing, which win."""
        lines = listing.profile_id.custom_field_ids | listing.custom_field_ids
        found = lines.filtered(lambda line: line.level == level)._documents(record)
        return tuple({(f.namespace, f.key): f for f in found}.values())

    def _collections(self, listings):
        """{listing id: refs}: its own, and those that show its category."""
        showcases = self.env["integration.showcase"].search(
            [
                ("connection_id", "in", listings.connection_id.ids),
                ("kind", "=", "collection"),
                ("is_automatic", "=", False),
                ("categ_ids", "!=", False),
            ]
        )
        found = {}
        for listing in listings:
            path = f"/{listing.product_tmpl_id.categ_id.parent_path}"
            shown = listing.collection_ids | showcases.filtered(
                lambda showcase, place=(listing.connection_id, path): (
                    showcase.connection_id == place[0]
                    and any(f"/{c.id}/" in place[1] for c in showcase.categ_ids)
                )
            )
            found[listing.id] = tuple(sorted(shown.mapped("external_ref")))
        return found

    # -- variants --

    def _variant(self, listing, product, context):
        binding = context["refs"].get((listing.id, product.id))
        price, compare_at = context["prices"][listing.id, product.id]
        company = self.env.company
        variant = Variant(
            ref=binding.external_ref if binding else "",
            key=str(product.id),
            sku=(product.default_code or "").strip(),
            barcode=(product.barcode or "").strip(),
            options=tuple(
                (value.attribute_id.name, value.name)
                for value in product.product_template_variant_value_ids.sorted()
            ),
            price=price,
            compare_at=compare_at,
            cost=_cost(product, company),
            weight_g=_grams(product, context["grams"]),
            tracked=product.is_storable,
            sells_when_out=listing._term("sells_when_out") == "yes",
            requires_shipping=product.type != "service",
            stock_ref=(binding.stock_ref or "") if binding else "",
            media=context["media"].of_variant(listing, product),
            custom_fields=self._custom_fields(listing, "variant", product),
        )
        return replace(variant, **self._customs(product))

    def _customs(self, product):
        """What Odoo knows for customs, where its delivery add-on is installed."""
        if "hs_code" not in product._fields:
            return {}
        return {
            "hs_code": product.hs_code or "",
            "origin_country": product.country_of_origin.code or "",
        }

    def _grams_per_unit(self):
        """Of the unit that this database keeps weights in: kilograms or pounds."""
        unit = self.env[
            "product.template"
        ]._get_weight_uom_id_from_ir_config_parameter()
        gram = self.env.ref("uom.product_uom_gram")
        return unit._compute_quantity(1.0, gram, round=False)


def _grams(product, grams_per_unit):
    if not product.weight:
        return None
    return Decimal(f"{product.weight * grams_per_unit:.3f}").normalize()


def _cost(product, company):
    if not product.standard_price:
        return None
    return Money(Decimal(f"{product.standard_price:.4f}"), company.currency_id.name)
