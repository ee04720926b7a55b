"""Which of our products a listing is: by SKU or barcode, else a person is asked.

A guess that is wrong sells the wrong thing. So whatever is not certain (two products
with that SKU, two listings with it, SKU and barcode of different products) is left
open, with the candidates and the reason beside it.
"""

from collections import Counter

from odoo import models
from odoo.fields import Command, Domain
from odoo.tools.i18n import format_list

KEYS = {"sku": "default_code", "barcode": "barcode"}


class ProductMatcher(models.AbstractModel):
    _name = "integration.product.matcher"
    _description = "Matching of Listings to Products"

    def _match(self, connection, bindings):
        """Match those that are open; returns the ones that now are."""
        open_ones = bindings.filtered(
            lambda b: not (b.product_id or b.ignored or b.match_undone)
        )
        for binding, vals in self._answers(connection, open_ones):
            if vals["product_id"] or vals["match_note"] != binding.match_note:
                binding.with_context(matching_in_batch=True).write(vals)
        matched = open_ones.filtered("product_id")
        none = self.env["product.product"]
        before = {binding: (none, False) for binding in matched}
        self.env["integration.match.history"]._note(before)
        self.env["integration.match.repair"]._release(matched)
        return matched

    def _match_new(self, connection, rows):
        """The same for values of listings that are about to be created.

        A first import brings a hundred thousand: matched as they are created, they
        cost no write each.
        """
        for row, vals in self._answers(connection, rows, are_new=True):
            row |= vals

    def _answers(self, connection, listings, are_new=False):
        """(listing, what to write) of each; a listing is a record, or its values."""
        keys = connection._match_keys()
        found = {key: self._products_by(connection, key, listings) for key in keys}
        listed = {key: self._listings_by(connection, key, listings) for key in keys}
        bound = self._bound(connection, found)
        if are_new:
            for key in keys:
                listed[key].update(row[key] for row in listings if row[key])
        for listing in listings:
            product, candidates, note = self._answer(
                listing, keys, found, listed, bound
            )
            if product:
                bound[product.id] = listing
            yield (
                listing,
                {
                    "product_id": product.id,
                    "candidate_ids": [Command.set(candidates.ids)],
                    "match_note": note,
                },
            )

    def _answer(self, binding, keys, found, listed, bound):
        """(product or none, candidates, why) of one listing."""
        none = self.env["product.product"]
        named = [key for key in keys if found[key].get(binding[key])]
        if not named:
            return none, none, self._nothing_found(binding, keys)
        candidates = none.union(*(found[key][binding[key]] for key in named))
        key, value = named[0], binding[named[0]]
        if len(candidates) > 1:
            note = self.env._("%s products could be meant.", len(candidates))
            return none, candidates, note
        if listed[key][value] > 1:
            note = self.env._(
                "%(count)s listings have the same %(key)s “%(value)s”.",
                count=listed[key][value],
                key=self._label(key),
                value=value,
            )
            return none, candidates, note
        if other := bound.get(candidates.id):
            title = other["title"]
            note = self.env._("The product is already listed as “%s”.", title)
            return none, candidates, note
        note = self.env._("%(key)s %(value)s", key=self._label(key), value=value)
        return candidates, none, note

    def _nothing_found(self, binding, keys):
        given = [f"{self._label(k)} “{binding[k]}”" for k in keys if binding[k]]
        if not given:
            return self.env._("The listing has neither SKU nor barcode.")
        return self.env._("No product has %s.", format_list(self.env, given, "or"))

    def _label(self, key):
        return {"sku": self.env._("SKU"), "barcode": self.env._("barcode")}[key]

    def _products_by(self, connection, key, listings):
        """{value: products with it}, in one search."""
        values = {listing[key] for listing in listings if listing[key]}
        products = (
            self.env["product.product"]
            .sudo()
            .search(
                Domain(KEYS[key], "in", list(values))
                & Domain("company_id", "in", [False, connection.company_id.id])
            )
        )
        return products.grouped(KEYS[key])

    def _listings_by(self, connection, key, listings):
        """{value: how many listings of the connection have it}."""
        values = {listing[key] for listing in listings if listing[key]}
        rows = self.env["integration.variant.binding"]._read_group(
            Domain("connection_id", "=", connection.id)
            & Domain(key, "in", list(values))
            & Domain("ignored", "=", False),
            [key],
            ["__count"],
        )
        return Counter(dict(rows))

    def _bound(self, connection, found):
        products = self.env["product.product"].union(
            *(products for by in found.values() for products in by.values())
        )
        bindings = self.env["integration.variant.binding"]
        return bindings._of_records(connection, products)
