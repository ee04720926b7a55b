"""What eBay would refuse, said before it is asked, in words that help."""

from decimal import Decimal

from odoo import models

from odoo.addons.omni_commerce.lint import Finding

from ..client.sites import SITES
from ..lib import gtin, vehicles
from ..listing.details import SINGLE, Details, is_trading, varying
from ..listing.sites import gaps

MAX_TITLE, MAX_SKU, MAX_PICTURES, MAX_VARIATIONS = 80, 50, 24, 250
MAX_DESCRIPTION = 500_000
LOWEST_PRICE = Decimal("0.99")
POLICIES = {
    "fulfillment": "shipping",
    "payment": "payment",
    "return": "return",
}


class EbayListingLint(models.AbstractModel):
    _name = "ebay.listing.lint"
    _description = "Checks eBay Listings"

    def _findings(self, listing, product):
        """All that is wrong with what is about to be sent; nothing is asked of eBay."""
        details = Details.of(product)
        category = self.env["ebay.listing.writer"]._categories(
            listing.connection_id, listing
        )[listing.id]
        return [
            *self._texts(product),
            *self._pictures(product),
            *self._category(product, category),
            *self._condition(details, category),
            *self._terms(product, details),
            *self._weight(listing, product, details),
            *self._variants(listing, product),
            *self._aspects(product, details, category),
            *self._vehicles(listing, category),
            *self._sites(details),
        ]

    def _texts(self, product):
        length = len(product.title)
        if length > MAX_TITLE:
            text = self.env._(
                "The title has %(length)s characters; eBay takes %(most)s. Shorten it.",
                length=length,
                most=MAX_TITLE,
            )
            yield Finding(text, "title")
        if len(product.description) > MAX_DESCRIPTION:
            text = self.env._("The description is longer than eBay takes: shorten it.")
            yield Finding(text, "description")

    def _pictures(self, product):
        media = {m.checksum: m for v in product.variants for m in v.media}
        media |= {m.checksum: m for m in product.media}
        if not media:
            text = self.env._("There is no picture. eBay lists nothing without one.")
            yield Finding(text, "media")
        if len(product.media) > MAX_PICTURES:
            text = self.env._(
                "There are %(count)s pictures; eBay takes %(most)s of a listing.",
                count=len(product.media),
                most=MAX_PICTURES,
            )
            yield Finding(text, "media")
        if any(m.mimetype.startswith("image/svg") for m in media.values()):
            text = self.env._("eBay takes no SVG drawings: use a JPEG or PNG picture.")
            yield Finding(text, "media")

    def _category(self, product, category):
        if not category:
            text = self.env._(
                "No eBay category. Choose one here or in the profile, or map the "
                "product category."
            )
            yield Finding(text, "extra.category")
        elif not category.active or not category.is_leaf:
            text = self.env._(
                "eBay takes no listings in “%s” any more: choose another category.",
                category.path,
            )
            yield Finding(text, "extra.category")
        elif not category.details_at:
            text = self.env._(
                "What eBay asks in this category is not known yet, so it was not "
                "checked. Read its rules, then check again."
            )
            yield Finding(text, "extra.rules", is_error=False)
        elif len(product.variants) > 1 and not category.takes_variations:
            text = self.env._(
                "eBay takes no variations in “%s”: list each variant by itself, or "
                "choose another category.",
                category.name,
            )
            yield Finding(text, "extra.category")

    def _condition(self, details, category):
        if category and not category._takes_condition(details.condition):
            text = self.env._(
                "This condition is not allowed in the category. It takes: %s.",
                category.condition_names,
            )
            yield Finding(text, "extra.condition")

    def _terms(self, product, details):
        """An old listing has its own already, which stay as they are."""
        if is_trading(product.ref):
            return
        for kind, word in POLICIES.items():
            if kind not in details.policies:
                text = self.env._(
                    "No %(kind)s policy, or more than one to choose from. Choose it in "
                    "the profile.",
                    kind=word,
                )
                yield Finding(text, "extra.policies")
        if not details.place:
            text = self.env._(
                "eBay has to know where the goods are sent from. Choose it in the "
                "profile; if there is none to choose, create one on the connection."
            )
            yield Finding(text, "extra.place")
        if details.duration != "GTC":
            text = self.env._(
                "eBay lists goods at a fixed price only until they are cancelled: set "
                "the duration to that."
            )
            yield Finding(text, "extra.duration")

    def _weight(self, listing, product, details):
        policy = self.env["ebay.policy"]._find(
            listing.connection_id, [details.policies.get("fulfillment", "")]
        )
        by_weight = any(one.is_calculated for one in policy.values())
        if by_weight and any(not v.weight_g for v in product.variants):
            text = self.env._(
                "The postage is reckoned from the weight, and none is entered. Enter "
                "it on the product."
            )
            yield Finding(text, "variants.weight_g")

    def _variants(self, listing, product):
        variants = product.variants
        if len(variants) > MAX_VARIATIONS:
            text = self.env._(
                "%(count)s variants; eBay takes %(most)s. Leave some out.",
                count=len(variants),
                most=MAX_VARIATIONS,
            )
            yield Finding(text, "variants")
        if len(variants) > 1 and product.ref.startswith(SINGLE):
            text = self.env._(
                "It is on sale as a single article, which cannot become one with "
                "variations. End the listing, then list it again."
            )
            yield Finding(text, "variants")
        for variant in variants:
            yield from self._variant(listing, variant)
        if variants and not product.ref and not any(v.available for v in variants):
            text = self.env._(
                "Nothing of it is in stock, and eBay lists only what can be bought."
            )
            yield Finding(text, "variants.available")

    def _variant(self, listing, variant):
        currency = listing.connection_id._ebay_site().currency
        if not variant.sku or len(variant.sku) > MAX_SKU:
            text = self.env._(
                "eBay knows an article by its SKU alone: give each variant one of at "
                "most %s characters.",
                MAX_SKU,
            )
            yield Finding(text, "variants.sku")
        if variant.barcode and not gtin.is_valid(variant.barcode):
            text = self.env._(
                "“%s” is no valid barcode (EAN, UPC or ISBN): its check digit does not "
                "fit. Correct or remove it.",
                variant.barcode,
            )
            yield Finding(text, "variants.barcode")
        price = variant.price
        if price and price.currency != currency:
            text = self.env._(
                "The price is in %(ours)s, but this site of eBay sells in %(theirs)s. "
                "Choose a price rule with a pricelist in %(theirs)s.",
                ours=price.currency,
                theirs=currency,
            )
            yield Finding(text, "variants.price")
        elif price and price.amount and price.amount < LOWEST_PRICE:
            text = self.env._("eBay's lowest price is %s.", LOWEST_PRICE)
            yield Finding(text, "variants.price")

    def _aspects(self, product, details, category):
        for aspect in category.aspect_ids:
            values = list(details.aspects.get(aspect.name) or ())
            own = [varying(v).get(aspect.name, [""])[0] for v in product.variants]
            varies = aspect.name in details.varies_by
            if aspect.is_required and not (all(own) if varies else values):
                text = self.env._(
                    "“%s” is missing: eBay demands it in this category.", aspect.name
                )
                yield Finding(text, "extra.aspects")
            if varies and not aspect.for_variations:
                text = self.env._(
                    "Variants cannot differ in “%s” in this category.", aspect.name
                )
                yield Finding(text, "extra.aspects")
            yield from self._values(aspect, own if varies else values, varies)

    def _values(self, aspect, values, varies):
        choices = set(aspect.choices or ())
        if len(values) > 1 and not aspect.is_multi and not varies:
            text = self.env._("“%s” takes one value only.", aspect.name)
            yield Finding(text, "extra.aspects")
        for value in dict.fromkeys(filter(None, values)):
            if aspect.max_length and len(value) > aspect.max_length:
                text = self.env._(
                    "“%(value)s” is too long for “%(name)s”: %(most)s characters.",
                    value=value,
                    name=aspect.name,
                    most=aspect.max_length,
                )
                yield Finding(text, "extra.aspects")
            if aspect.is_closed and value not in choices:
                text = self.env._(
                    "“%(value)s” is no value of “%(name)s”. eBay takes: %(choices)s.",
                    value=value,
                    name=aspect.name,
                    choices=", ".join(sorted(choices)[:12]),
                )
                yield Finding(text, "extra.aspects")

    def _sites(self, details):
        """What is missing for another site holds nothing up at home."""
        words = {
            "category": self.env._("a category: map the product category to that site"),
            "fulfillment": self.env._("a shipping policy of that site"),
            "payment": self.env._("a payment policy of that site"),
            "return": self.env._("a return policy of that site"),
            "price": self.env._("a price: give the site a pricelist in its currency"),
        }
        for terms in details.sites:
            if missing := gaps(terms):
                text = self.env._(
                    "Not on sale on %(site)s yet. Missing there: %(missing)s.",
                    site=SITES[terms["marketplace"]].label,
                    missing="; ".join(words[name] for name in missing),
                )
                yield Finding(text, "extra.sites", is_error=False)

    def _vehicles(self, listing, category):
        rows = listing.product_tmpl_id.ebay_fitment_ids
        if not rows or not category.details_at:
            return
        if not category.takes_fitment:
            text = self.env._(
                "eBay takes no vehicles in this category: they are not sent."
            )
            yield Finding(text, "extra.vehicles", is_error=False)
            return
        unknown = rows.filtered(lambda row: row.state == "unknown")
        if unknown:
            text = self.env._(
                "%(count)s rows of the vehicles are unknown to eBay. The first: "
                "%(problem)s",
                count=len(unknown),
                problem=unknown[0].problem,
            )
            yield Finding(text, "extra.vehicles")
        most = category.most_vehicles or vehicles.MOST_VEHICLES
        count = vehicles.count(rows._fits())
        if count > most:
            text = self.env._(
                "It fits %(count)s vehicles; eBay takes %(most)s in this category.",
                count=count,
                most=most,
            )
            yield Finding(text, "extra.vehicles")
