"""What Shopify demands of a listing, said before it is asked."""

from odoo import models

from odoo.addons.omni_commerce.lint import Finding

from ..client.const import (
    MOST_MEDIA,
    MOST_OPTIONS,
    MOST_TAGS,
    MOST_TITLE,
    MOST_VALUE,
    MOST_VARIANTS,
)


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    def _lint(self, products):
        found = super()._lint(products)
        for listing in self.filtered(lambda listing: listing.platform == "shopify"):
            found[listing.id] += listing._shopify_findings(products[listing.id])
        return found

    def _shopify_findings(self, product):
        yield from self._shopify_limits(product)
        if len(product.title) > MOST_TITLE:
            text = self.env._(
                "The title has %(count)s characters, Shopify takes %(most)s.",
                count=len(product.title),
                most=MOST_TITLE,
            )
            yield Finding(text, "title")
        values = [value for option in product.options for value in option.values]
        for value in (*values, *product.tags):
            if len(value) > MOST_VALUE:
                text = self.env._(
                    "“%(start)s…” is too long: Shopify takes %(most)s characters for "
                    "an option or a tag.",
                    start=value[:30],
                    most=MOST_VALUE,
                )
                yield Finding(text, "options")
        for field in product.custom_fields:
            if not 2 <= len(field.key) <= 64:
                text = self.env._(
                    "The custom field “%s” needs a name of 2 to 64 characters.",
                    field.key,
                )
                yield Finding(text, "custom_fields")

    def _shopify_limits(self, product):
        if len(product.options) > MOST_OPTIONS:
            names = ", ".join(option.name for option in product.options)
            text = self.env._(
                "The product has %(count)s options (%(names)s), Shopify knows "
                "%(most)s: make one of its attributes a product of its own, or leave "
                "variants out until the rest need no more.",
                count=len(product.options),
                names=names,
                most=MOST_OPTIONS,
            )
            yield Finding(text, "options")
        limits = (
            ("variants", product.variants, MOST_VARIANTS, self.env._("variants")),
            ("media", product.media, MOST_MEDIA, self.env._("images")),
            ("tags", product.tags, MOST_TAGS, self.env._("tags")),
        )
        for code, entries, most, name in limits:
            if len(entries) > most:
                text = self.env._(
                    "The product has %(count)s %(name)s, Shopify takes %(most)s.",
                    count=len(entries),
                    name=name,
                    most=most,
                )
                yield Finding(text, code)
