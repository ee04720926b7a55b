"""Products onto eBay by the Inventory API: articles, vehicles, groups, offers.

A batch goes through the steps together, so that what eBay takes in bulk is sent in
bulk. Each step may be repeated: it reads what is there, and sends only what differs. A
product that eBay refuses at one step is left out of the next, and fails no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from odoo.addons.omni_commerce.adapter import Result, UpsertProduct
from odoo.addons.omni_commerce.documents import Product, Variant
from odoo.addons.omni_commerce.listing_fields import known_listing_fields
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    GoneError,
    IntegrationError,
    RejectedError,
    ThrottledError,
)
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import EbayClient, Node
from ..client.errors import of_part
from ..client.words import segment
from ..commands.batches import chunks
from . import bodies, merge, pictures
from .details import Details, group_key, has_variations
from .reading import as_listed

MOST_PER_CALL = 25
_FORMAT = "FIXED_PRICE"
# Of an article that is new, whoever decides about it later: it may be a variant that
# joins an old listing.
EVERYTHING = frozenset(field.code for field in known_listing_fields())


@dataclass(slots=True)
class Entry:
    """One product on its way."""

    command: UpsertProduct
    error: IntegrationError | None = None
    urls: dict[str, str] = field(default_factory=dict)
    new_skus: set[str] = field(default_factory=set)
    offers: dict[str, Node] = field(default_factory=dict)  # SKU -> its offer
    listing_id: str = ""

    @property
    def product(self) -> Product:
        return self.command.product

    @property
    def codes(self) -> frozenset[str]:
        return self.command.fields

    @property
    def details(self) -> Details:
        return Details.of(self.product)

    @property
    def group(self) -> str:
        if not has_variations(self.product):
            return ""
        return group_key(self.product, self.command.key)


def send_articles(
    client: EbayClient, commands: Sequence[UpsertProduct]
) -> list[Result]:
    batch = Batch(client, [Entry(command) for command in commands])
    batch.run()
    return [
        Result(error=entry.error) if entry.error else as_listed(client, entry)
        for entry in batch.entries
    ]


class Batch:
    def __init__(self, client: EbayClient, entries: Sequence[Entry]) -> None:
        self.client, self.entries = client, entries

    def run(self) -> None:
        self._each(self._pictures)
        self._articles()
        self._each(self._vehicles)
        self._each(self._group)
        self._offers()
        self._publish()

    # -- going through --

    def _live(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.error is None]

    def _each(self, step: Callable[[Entry], None]) -> None:
        for entry in self._live():
            try:
                step(entry)
            except (AuthError, ThrottledError):
                raise  # no use in going on with the others
            except IntegrationError as error:
                entry.error = error

    def _in_bulk(
        self, path: str, wanted: Sequence[tuple[Entry, Node]]
    ) -> Iterator[tuple[Entry, Node, Node]]:
        """(entry, request, answer) of each that was done; the others fail alone."""
        for part in chunks(wanted, MOST_PER_CALL):
            body = {"requests": [request for _entry, request in part]}
            answers = self.client.call("inventory", "POST", path, json=body).parts
            for (entry, request), answer in zip(part, answers, strict=True):
                error = of_part(answer)
                if error is None or _offer_there(answer):
                    yield entry, request, answer
                elif isinstance(error, (AuthError, ThrottledError)):
                    raise error
                else:
                    entry.error = entry.error or error

    # -- steps --

    def _pictures(self, entry: Entry) -> None:
        product = entry.product
        wanted = (product.media, *(variant.media for variant in product.variants))
        for media in (media for found in wanted for media in found):
            if media.checksum not in entry.urls:
                entry.urls[media.checksum] = pictures.address(self.client, media)

    def _articles(self) -> None:
        owners: dict[str, tuple[Entry, Variant]] = {}
        for entry in self._live():
            for variant in entry.product.variants:
                if variant.sku in owners:
                    entry.error = _twice(variant.sku)
                owners.setdefault(variant.sku, (entry, variant))
        there = self._read_articles(list(owners))
        wanted = []
        for sku, (entry, variant) in owners.items():
            if entry.error is not None:
                continue
            before = there.get(sku)
            if before is None:
                entry.new_skus.add(sku)
            codes = entry.codes if before else EVERYTHING
            ours = bodies.item(entry.command, variant, codes, entry.urls)
            body = merge.merged(before or {}, ours)
            if body != before:
                head = {"sku": sku, "locale": self.client.site.locale}
                wanted.append((entry, {**head, **body}))
        for _done in self._in_bulk("/bulk_create_or_replace_inventory_item", wanted):
            pass

    def _read_articles(self, skus: Sequence[str]) -> dict[str, Node]:
        found = {}
        for part in chunks(skus, MOST_PER_CALL):
            body = {"requests": [{"sku": sku} for sku in part]}
            path = "/bulk_get_inventory_item"
            for row in self.client.call("inventory", "POST", path, json=body).parts:
                if row.get("inventoryItem"):
                    found[row["sku"]] = merge.item(row["inventoryItem"])
        return found

    def _vehicles(self, entry: Entry) -> None:
        """eBay has no bulk call for them: one for each article."""
        if "extra" not in entry.codes:
            return
        wanted = list(entry.details.vehicles)
        for variant in entry.product.variants:
            path = f"/inventory_item/{segment(variant.sku)}/product_compatibility"
            is_new = variant.sku in entry.new_skus
            there = {} if is_new else self._read(path)
            if merge.same_vehicles(there, wanted):
                continue
            if wanted:
                body = {"compatibleProducts": wanted}
                self.client.call("inventory", "PUT", path, json=body)
            else:
                self.client.call("inventory", "DELETE", path)

    def _group(self, entry: Entry) -> None:
        if not entry.group:
            return
        path = f"/inventory_item_group/{segment(entry.group)}"
        there = merge.group(self._read(path))
        body = merge.merged(there, bodies.group(entry.command, entry.urls))
        if body != there:
            self.client.call("inventory", "PUT", path, json=body)

    def _read(self, path: str) -> Node:
        try:
            return self.client.call("inventory", "GET", path).body
        except GoneError:
            return {}

    # -- offers --

    def _offers(self) -> None:
        wanted = []
        self._each(self._read_offers)
        for entry in self._live():
            for variant in entry.product.variants:
                if variant.sku not in entry.offers:
                    wanted.append((entry, self._new_offer(entry, variant)))
        for entry, request, answer in self._in_bulk("/bulk_create_offer", wanted):
            offer = {"offerId": _offer_there(answer) or answer["offerId"]}
            entry.offers[request["sku"]] = {**request, **offer}
        self._each(self._update_offers)

    def _new_offer(self, entry: Entry, variant: Variant) -> Node:
        head = {
            "sku": variant.sku,
            "marketplaceId": self.client.site.marketplace,
            "format": _FORMAT,
        }
        return merge.merged(head, bodies.offer(entry.product, variant, EVERYTHING))

    def _read_offers(self, entry: Entry) -> None:
        """Only where there can be any: a new article has none."""
        for variant in entry.product.variants:
            if variant.sku in entry.new_skus:
                continue
            query = {
                "sku": variant.sku,
                "marketplace_id": self.client.site.marketplace,
                "format": _FORMAT,
            }
            try:
                answer = self.client.call("inventory", "GET", "/offer", query=query)
            except GoneError:
                continue
            for offer in answer.body.get("offers") or ():
                entry.offers[variant.sku] = offer

    def _update_offers(self, entry: Entry) -> None:
        for variant in entry.product.variants:
            offer = entry.offers.get(variant.sku)
            if not offer or "status" not in offer:
                continue  # it was made just now
            before = merge.offer(offer)
            body = merge.merged(
                before, bodies.offer(entry.product, variant, entry.codes)
            )
            if body != before:
                path = f"/offer/{segment(offer['offerId'])}"
                self.client.call("inventory", "PUT", path, json=body)

    # -- going live --

    def _publish(self) -> None:
        singles = []
        for entry in self._live():
            entry.listing_id = _live_id(entry)
            if entry.product.status != "active":
                continue
            if not entry.group and not entry.listing_id:
                (offer,) = entry.offers.values()
                singles.append((entry, {"offerId": offer["offerId"]}))
        for entry, _request, answer in self._in_bulk("/bulk_publish_offer", singles):
            entry.listing_id = answer["listingId"]
        self._each(self._publish_group)

    def _publish_group(self, entry: Entry) -> None:
        offers = entry.offers.values()
        if not entry.group or entry.product.status != "active":
            return
        if all(offer.get("status") == "PUBLISHED" for offer in offers):
            return
        body = {
            "inventoryItemGroupKey": entry.group,
            "marketplaceId": self.client.site.marketplace,
        }
        path = "/offer/publish_by_inventory_item_group"
        answer = self.client.call("inventory", "POST", path, json=body)
        entry.listing_id = answer.body["listingId"]


def _offer_there(answer: Mapping[str, Any]) -> str:
    """The offer that a lost answer had made: eBay names it when it refuses another."""
    for error in answer.get("errors") or ():
        for parameter in error.get("parameters") or ():
            if parameter.get("name") == "offerId" and error.get("errorId") == 25002:
                return str(parameter["value"])
    return ""


def _live_id(entry: Entry) -> str:
    for offer in entry.offers.values():
        if offer.get("status") == "PUBLISHED":
            return (offer.get("listing") or {}).get("listingId") or ""
    return ""


def _twice(sku: str) -> RejectedError:
    return RejectedError(
        _lt(
            "Two products have the SKU “%(sku)s”. eBay knows an article by "
            "its SKU alone: give each its own.",
            sku=sku,
        )
    )
