"""One listing at a time: created if it is missing, read, changed where it differs.

What is there is read first. Then only fields that are ours and differ are sent, by the
mutation that touches nothing else; entries of lists that others made stay. So a try
that broke off half-way is simply tried again. ``productSet``, which deletes what it is
not told, is for products that do not exist yet, and for other options of one all of
whose variants were read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from odoo.addons.omni_commerce.adapter import Result, UpsertProduct
from odoo.addons.omni_commerce.documents import Product
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import ShopifyClient
from ..client.errors import AccessDeniedError
from ..commands.prices import demand_currency
from ..reading import Reader
from ..translate.listings import (
    option_values,
    options_input,
    product_input,
    variant_input,
)
from .custom_fields import CustomFields
from .pictures import Pictures, with_checksums
from .translations import Translations
from .variants import Variants, of_variants

# By this metafield a product is created once, however often its answer is lost.
KEY_FIELD = {"namespace": "omniroute", "key": "listing"}


@dataclass(slots=True)
class Change:
    """One listing while it is written: what is wanted, and what is there."""

    command: UpsertProduct
    there: Product
    uploaded: dict[str, str] = field(default_factory=dict)  # reference: checksum
    waits: bool = False  # a part can only be sent when Shopify is done with another

    @property
    def wanted(self) -> Product:
        return self.command.product

    @property
    def ref(self) -> str:
        return self.there.ref

    def ours(self, code: str) -> bool:
        return code in self.command.fields

    def kept(self, name: str) -> tuple[str, ...]:
        """What the list shall be: ours, and what others put into it."""
        mine = getattr(self.wanted, name)
        before = getattr(self.command.before, name) if self.command.before else ()
        there = getattr(self.there, name)
        others = [each for each in there if each not in before and each not in mine]
        return (*mine, *others)


class ListingWriter:
    def __init__(self, client: ShopifyClient, reader: Reader) -> None:
        self._client, self._reader = client, reader
        self._fields = CustomFields(client)
        self._pictures = Pictures(client)
        self._variants = Variants(client, self._fields)
        self._translations = Translations(client)

    def upsert(self, command: UpsertProduct) -> Result:
        command = in_currency(command, self._reader.currency)
        ref = command.product.ref or self._create(command)
        change = Change(command, self._read(ref))
        self._variants.restructure(change)
        self._tell_product(change)
        self._variants.tell(change)
        self._fields.tell(change)
        self._tell_channels(change)
        data = {"again": change.waits, **self._tell_translations(change)}
        there = with_checksums(self._read(ref), change)
        return Result(ref, data=data, product=there)

    def _read(self, ref: str) -> Product:
        found = self._reader.products([ref]).get(ref)
        if found is None:
            raise GoneError(_lt("The product was deleted in Shopify."), code="gone")
        return found

    # -- creating --

    def _create(self, command: UpsertProduct) -> str:
        if not command.key:
            raise RejectedError(_lt("A listing without a key might be created twice."))
        identifier = {"customId": {**KEY_FIELD, "value": command.key}}
        self._fields.define("PRODUCT", **KEY_FIELD, type="id")
        if found := self._client.ask("product_find", identifier=identifier):
            return found["id"]
        payload = self._client.do(
            "product_set", identifier=identifier, input=_whole(command)
        )
        return payload["product"]["id"]

    # -- the product itself --

    def _tell_product(self, change: Change) -> None:
        codes = {
            code
            for code in change.command.fields
            if not code.startswith("variants")
            and getattr(change.wanted, code) != getattr(change.there, code)
        }
        row = product_input(change.wanted, codes - {"tags"})
        if "tags" in codes and set(change.kept("tags")) != set(change.there.tags):
            row["tags"] = sorted(change.kept("tags"))
        if "collections" in codes:
            row |= _collections(change)
        media = self._pictures.new(change)
        if row or media:
            product = {"id": change.ref, **row}
            payload = self._client.do("product_update", product=product, media=media)
            self._pictures.note(change, payload["product"]["media"]["nodes"])
        self._pictures.tidy(change)

    def _tell_translations(self, change: Change) -> dict:
        """They need scopes of their own: without them all else is told."""
        try:
            self._translations.tell(change)
        except AccessDeniedError as error:
            return {"untold": frozenset({"translations"}), "hint": error.message}
        return {}

    # -- channels --

    def _tell_channels(self, change: Change) -> None:
        if not change.ours("channels"):
            return
        kept = change.kept("channels")
        steps = {
            "publish": [ref for ref in kept if ref not in change.there.channels],
            "unpublish": [ref for ref in change.there.channels if ref not in kept],
        }
        for operation, refs in steps.items():
            if refs:
                rows = [{"publicationId": ref} for ref in refs]
                self._client.do(operation, id=change.ref, input=rows)


def in_currency(command: UpsertProduct, currency: str) -> UpsertProduct:
    """A price in another currency than the store's would be taken for one in it."""
    variants = []
    for variant in command.product.variants:
        if "variants.price" in command.fields:
            demand_currency(variant.price, currency)
        if variant.cost and variant.cost.currency != currency:
            variant = replace(variant, cost=None)
        variants.append(variant)
    return replace(command, product=replace(command.product, variants=tuple(variants)))


def _whole(command: UpsertProduct) -> dict:
    """A new product with its options and variants; the rest is told to it later."""
    product, codes = command.product, command.fields
    return {
        **product_input(product, codes),
        "productOptions": options_input(product),
        "variants": [
            {
                **variant_input(variant, of_variants(codes)),
                "optionValues": option_values(variant),
            }
            for variant in product.variants
        ],
        "metafields": [{**KEY_FIELD, "type": "id", "value": command.key}],
    }


def _collections(change: Change) -> dict[str, Sequence[str]]:
    kept, there = change.kept("collections"), change.there.collections
    rows = {
        "collectionsToJoin": [ref for ref in kept if ref not in there],
        "collectionsToLeave": [ref for ref in there if ref not in kept],
    }
    return {name: refs for name, refs in rows.items() if refs}
