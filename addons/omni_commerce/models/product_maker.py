"""Products of Odoo out of listings that no product was found for."""

from collections import defaultdict
from decimal import Decimal

import psycopg2

from odoo import models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import split_every

from odoo.addons.omni_core.engine.platform import JobRequest

from ..codec import load
from ..documents import Product

PICTURES_PER_JOB = 10
_REFUSALS = (UserError, ValidationError, psycopg2.IntegrityError)


class ProductMaker(models.AbstractModel):
    _name = "integration.product.maker"
    _description = "Products Made from Listings"

    def _make(self, listings, is_decided=False):
        """Products for those that have none; what cannot be made says why.

        Only where nothing could be meant: one that might be a product of ours is left
        to a person (who has ``is_decided`` that it is none), and one of which a variant
        is a product of ours always.
        """
        made = listings.browse()
        may_be = {"unmatched", "ambiguous"} if is_decided else {"unmatched"}
        for listing in listings.filtered(lambda one: _is_open(one, may_be)):
            try:
                with self.env.cr.savepoint():
                    self._make_one(listing, load(Product, listing.there))
                made |= listing
            except _REFUSALS as error:
                text = error.args[0] if error.args else str(error)
                listing.hint = self.env._("No product could be made: %s", text)
        self._ask_for_pictures(made)
        return made

    def _make_one(self, listing, product):
        if not product.title.strip():
            raise UserError(self.env._("The listing has no title over there."))
        template = self.env["product.template"].create(
            self._prepare_template_vals(listing, product)
        )
        found = self._variants(template, product)
        self._price_options(template, product)
        taken = self._taken_barcodes(product)
        note = self.env._("Made from the listing.")
        for binding in listing.variant_ids:
            variant, ours = found[binding.external_ref]
            ours.write(self._prepare_variant_vals(listing, variant, taken))
            binding.write({"product_id": ours.id, "match_note": note})

    # -- values --

    def _prepare_template_vals(self, listing, product):
        first = product.variants[0]
        vals = {
            "name": product.title,
            "type": "consu" if first.requires_shipping else "service",
            "is_storable": first.requires_shipping and first.tracked,
            "list_price": self._amount(listing, _lowest(product)),
            "company_id": listing.company_id.id,
            "product_tag_ids": self._tags(product.tags).ids,
            "attribute_line_ids": self._prepare_attribute_lines(product),
        }
        if "description_ecommerce" in self.env["product.template"]._fields:
            vals["description_ecommerce"] = product.description
        return vals

    def _prepare_variant_vals(self, listing, variant, taken):
        vals = {"default_code": variant.sku.strip() or False}
        if variant.barcode and variant.barcode not in taken:
            vals["barcode"] = variant.barcode.strip()
        if variant.cost:
            vals["standard_price"] = self._amount(listing, variant.cost)
        if variant.weight_g:
            unit = self.env[
                "product.template"
            ]._get_weight_uom_id_from_ir_config_parameter()
            gram = self.env.ref("uom.product_uom_gram")
            vals["weight"] = gram._compute_quantity(
                float(variant.weight_g), unit, round=False
            )
        if "hs_code" in self.env["product.product"]._fields and variant.hs_code:
            vals["hs_code"] = variant.hs_code
        return vals

    def _amount(self, listing, money):
        """In the company's currency, by today's rate."""
        if money is None:
            return 0.0
        company = listing.company_id
        currency = self.env["res.currency"].with_context(active_test=False)
        theirs = currency.search([("name", "=", money.currency)], limit=1)
        if not theirs or theirs == company.currency_id:
            return float(money.amount)
        return theirs._convert(
            float(money.amount), company.currency_id, company, round=False
        )

    def _taken_barcodes(self, product):
        """A barcode is of one product only; a second one keeps none."""
        wanted = [v.barcode.strip() for v in product.variants if v.barcode]
        found = self.env["product.product"].with_context(active_test=False)
        return set(found.search([("barcode", "in", wanted)]).mapped("barcode"))

    def _tags(self, names):
        tags = self.env["product.tag"]
        found = tags.search([("name", "in", list(names))])
        missing = set(names) - set(found.mapped("name"))
        return found | tags.create([{"name": name} for name in sorted(missing)])

    # -- options --

    def _prepare_attribute_lines(self, product):
        return [
            Command.create(
                {"attribute_id": values.attribute_id.id, "value_ids": values.ids}
            )
            for values in map(self._values, _real_options(product))
        ]

    def _values(self, option):
        """The attribute's values of these names, made where they are missing."""
        attributes = self.env["product.attribute"]
        attribute = attributes.search([("name", "=ilike", option.name)], limit=1)
        if not attribute:
            # Only the combinations that are really sold become variants.
            vals = {"name": option.name, "create_variant": "dynamic"}
            attribute = attributes.create(vals)
        known = {value.name.lower(): value for value in attribute.value_ids}
        missing = [name for name in option.values if name.lower() not in known]
        made = attribute.value_ids.create(
            [{"name": name, "attribute_id": attribute.id} for name in missing]
        )
        known |= {value.name.lower(): value for value in made}
        return attribute.value_ids.union(*(known[n.lower()] for n in option.values))

    def _variants(self, template, product):
        """{reference there: (variant there, our product)}; no others are left."""
        values = {
            (value.attribute_id.name.lower(), value.name.lower()): value
            for value in template.attribute_line_ids.product_template_value_ids
        }
        none = template.attribute_line_ids.product_template_value_ids.browse()
        found = {}
        for variant in product.variants:
            keys = [(n.lower(), v.lower()) for n, v in variant.options]
            combination = none.union(*(values[key] for key in keys if key in values))
            ours = template._get_variant_for_combination(combination)
            found[variant.ref] = (
                variant,
                ours or template._create_product_variant(combination),
            )
        kept = template.product_variant_ids.union(
            *(ours for _v, ours in found.values())
        )
        wanted = kept.browse([ours.id for _v, ours in found.values()])
        (kept - wanted)._unlink_or_archive()
        return found

    def _price_options(self, template, product):
        """Where one option decides the price, its values carry the difference."""
        options, lowest = _real_options(product), _lowest(product)
        if len(options) != 1 or lowest is None:
            return
        extras = defaultdict(Decimal)
        for variant in product.variants:
            if variant.price and variant.options:
                value = variant.options[0][1].lower()
                extras[value] = variant.price.amount - lowest.amount
        for value in template.attribute_line_ids.product_template_value_ids:
            if extra := extras[value.name.lower()]:
                value.price_extra = float(extra)

    # -- pictures --

    def _ask_for_pictures(self, listings):
        for connection, made in listings.grouped("connection_id").items():
            requests = [
                JobRequest("product_pictures", {"listings": list(ids)}, lane="bulk")
                for ids in split_every(PICTURES_PER_JOB, made.ids)
            ]
            self.env["sync.job"].sudo().enqueue_many(connection.sudo(), requests)


def _is_open(listing, may_be):
    states = set(listing.variant_ids.mapped("match_state"))
    return bool(listing.there and states) and states <= may_be


def _real_options(product):
    """Without the one option that some channels give to products that have none."""
    return [
        option
        for option in product.options
        if any(dict(v.options).get(option.name) for v in product.variants)
        and (len(option.values) > 1 or len(product.variants) > 1)
    ]


def _lowest(product):
    prices = [variant.price for variant in product.variants if variant.price]
    return min(prices, key=lambda price: price.amount, default=None)
