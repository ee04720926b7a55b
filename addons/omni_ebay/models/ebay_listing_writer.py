"""What eBay needs to know of products beyond what every channel is told."""

from dataclasses import replace

from odoo import models
from odoo.tools import html_sanitize

from odoo.addons.omni_commerce.stock_rules import offered

from ..lib import vehicles
from ..listing.details import Details, as_variant_extra, with_details

#: the item specific that is the brand, in the languages of the sites
BRANDS = {"brand", "marke", "marca", "marque", "merk", "marka"}
_BY_EPID = ("EBAY_US", "EBAY_CA")


class EbayListingWriter(models.AbstractModel):
    _name = "ebay.listing.writer"
    _description = "Writes eBay Listings"

    def _enrich(self, listings, products):
        """{listing id: document}, with all that is eBay's own in it."""
        found = {}
        for connection, mine in listings.grouped("connection_id").items():
            mine = mine.filtered(lambda listing: listing.id in products)
            categories = self._categories(connection, mine)
            variants = self.env["integration.listing.composer"]._variants(mine)
            stock = self._stock(connection, variants)
            abroad = self.env["ebay.listing.abroad"]
            sites = abroad._terms(variants)
            for listing in mine:
                product = self._document(
                    listing,
                    products[listing.id],
                    categories[listing.id],
                    variants[listing],
                    stock,
                )
                found[listing.id] = with_details(
                    product, sites=sites[listing.id], left=abroad._left(listing)
                )
        return found

    def _categories(self, connection, listings):
        """{listing id: its category}: its own, its profile's, or as mapped."""
        mapped = self.env["ebay.category.mapping"]._category_of(
            listings.product_tmpl_id, connection.sudo()._ebay_trees()
        )
        nothing = self.env["ebay.category"]
        return {
            listing.id: listing._term("ebay_category_id")
            or mapped.get(listing.product_tmpl_id.id, nothing)
            for listing in listings
        }

    def _stock(self, connection, variants):
        """{product id: pieces} of what is not there yet: nothing is sold out at first.

        From then on the stock is told by itself, and no listing waits for it.
        """
        products = self.env["product.product"].union(
            *(self._new(listing, records) for listing, records in variants.items())
        )
        if not products:
            return {}
        places = connection._stock_locations()
        planner = self.env["integration.stock.planner"]
        quantities = planner._quantities(connection, products, places)
        buffers = self.env["integration.stock.buffer"]._of_products(
            connection, products
        )
        return {
            product.id: sum(
                offered(
                    quantities.get((product.id, place.id), 0.0),
                    buffers[product.id],
                    place.share,
                )
                for place in places
            )
            for product in products
        }

    def _new(self, listing, variants):
        is_there = listing.state == "listed"
        return variants - listing.variant_ids.product_id if is_there else variants

    def _document(self, listing, product, category, variants, stock):
        aspects = EbayAspects(listing, product, category)
        sent = tuple(
            replace(
                variant,
                extra={**variant.extra, **as_variant_extra(aspects.of(variant))},
                available=stock.get(record.id),
            )
            for variant, record in zip(product.variants, variants, strict=True)
        )
        details = self._details(listing, category, aspects)
        return replace(
            product,
            description=self._safe_text(product),
            variants=sent,
            extra={**product.extra, **details.as_extra()},
        )

    def _safe_text(self, product):
        """eBay shows what it is given: active content would end the listing."""
        text = html_sanitize(
            product.description, sanitize_form=True, strip_classes=True, silent=True
        )
        return str(text) or f"<p>{_escaped(product.title)}</p>"

    def _details(self, listing, category, aspects):
        connection = listing.connection_id
        site = connection._ebay_site()
        policies = {
            kind: listing._term(f"ebay_{kind}_policy_id")
            or self.env["ebay.policy"]._only(connection, kind)
            for kind in ("fulfillment", "payment", "return")
        }
        place = listing._term("ebay_place_id") or self.env["ebay.place"]._only(
            connection
        )
        return Details(
            marketplace=site.marketplace,
            category=category.ref or "",
            condition=listing._term("ebay_condition") or "NEW",
            condition_note=listing._term("ebay_condition_note") or "",
            duration=listing._term("ebay_listing_duration") or "GTC",
            place=place.external_ref or "",
            policies={k: p.external_ref for k, p in policies.items() if p},
            aspects=aspects.common,
            varies_by=aspects.varies_by,
            vehicles=self._vehicles(listing, category, site),
        )

    def _vehicles(self, listing, category, site):
        if not category.takes_fitment:
            return []
        return vehicles.compatible_products(
            listing.product_tmpl_id.ebay_fitment_ids._fits(),
            vehicles.names_of(category.vehicle_names or ()),
            by_ktype=site.marketplace not in _BY_EPID,
        )


class EbayAspects:
    """The item specifics of one listing: common to all variants, and of each."""

    def __init__(self, listing, product, category):
        self._names = {
            name.casefold(): name for name in category.aspect_ids.mapped("name")
        }
        rules = listing.profile_id.ebay_aspect_rule_ids | listing.ebay_aspect_rule_ids
        self._of_attribute = {
            rule.attribute_id.name: rule.name for rule in rules if rule.attribute_id
        }
        self.varies_by = [
            self._name(option.name)
            for option in product.options
            if len(option.values) > 1
        ]
        self.common = {
            **self._from_brand(product),
            **self._from_attributes(listing.product_tmpl_id),
            **self._from_rules(rules, listing.product_tmpl_id),
        }

    def of(self, variant):
        pairs = ((self._name(name), value) for name, value in variant.options)
        return {name: [value] for name, value in pairs if name in self.varies_by}

    def _name(self, attribute):
        """What eBay calls an attribute of ours."""
        ruled = self._of_attribute.get(attribute)
        return ruled or self._names.get(attribute.casefold(), attribute)

    def _from_brand(self, product):
        brand = next((n for key, n in self._names.items() if key in BRANDS), "")
        return {brand: [product.vendor]} if brand and product.vendor else {}

    def _from_attributes(self, template):
        """Attributes that are the same for all variants, where eBay has the name."""
        found = {}
        for line in template.attribute_line_ids:
            attribute = line.attribute_id
            name = self._name(attribute.name)
            known = name.casefold() in self._names
            makes_variants = attribute.create_variant != "no_variant"
            if (len(line.value_ids) > 1 and makes_variants) or name in self.varies_by:
                continue
            if known or attribute.name in self._of_attribute:
                found[name] = line.value_ids.mapped("name")
        return found

    def _from_rules(self, rules, template):
        """The listing's own come last, and win."""
        found = {}
        for rule in rules.sorted(lambda rule: bool(rule.listing_id)):
            values = rule._values(template)
            if values and rule.name not in self.varies_by:
                found[self._names.get(rule.name.casefold(), rule.name)] = values
        return found


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
