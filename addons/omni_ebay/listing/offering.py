"""Articles into offers, and offers on sale: on each site where a product stands."""

from __future__ import annotations

from collections.abc import Sequence

from odoo.addons.omni_commerce.documents import Variant

from ..client.client import EbayClient, Node
from ..client.words import segment
from ..commands.offers import offers_of, take_group_off, take_off
from . import bodies, merge
from .entry import EVERYTHING, Entry, Stand, each, in_bulk, offer_there

FORMAT = "FIXED_PRICE"


def offer(client: EbayClient, entries: Sequence[Entry]) -> None:
    """Each step for all of them, so that what eBay takes in bulk is sent in bulk."""
    each(entries, lambda entry: _leave(client, entry))
    each(entries, lambda entry: _read(client, entry))
    stands = [stand for entry in entries for stand in entry.stands]
    for marketplace in dict.fromkeys(stand.marketplace for stand in stands):
        mine = [stand for stand in stands if stand.marketplace == marketplace]
        _create(client, marketplace, _live(mine))
        each(_live(mine), lambda stand: _update(client, stand))
        _publish(client, marketplace, _live(mine))


def _live(stands: Sequence[Stand]) -> list[Stand]:
    return [one for one in stands if one.error is None and one.entry.error is None]


def _leave(client: EbayClient, entry: Entry) -> None:
    """Off the sites that it is not sold on any more."""
    for marketplace in entry.details.left:
        if entry.group:
            take_group_off(client, entry.group, marketplace)
            continue
        for found in offers_of(client, entry.product.variants[0].sku):
            if found["marketplaceId"] == marketplace:
                take_off(client, found)


def _read(client: EbayClient, entry: Entry) -> None:
    """Only where there can be any: a new article has none."""
    by_site = {stand.marketplace: stand for stand in entry.stands}
    for variant in entry.product.variants:
        if variant.sku in entry.new_skus:
            continue
        for found in offers_of(client, variant.sku):
            if found.get("format", FORMAT) != FORMAT:
                continue
            if stand := by_site.get(found["marketplaceId"]):
                stand.offers[variant.sku] = found


def _create(client: EbayClient, marketplace: str, stands: Sequence[Stand]) -> None:
    wanted = [
        (stand, _new(stand, variant))
        for stand in stands
        for variant in stand.product.variants
        if variant.sku not in stand.offers
    ]
    for stand, request, answer in in_bulk(
        client, "/bulk_create_offer", wanted, marketplace
    ):
        made = {"offerId": offer_there(answer) or answer["offerId"]}
        stand.offers[request["sku"]] = {**request, **made}


def _new(stand: Stand, variant: Variant) -> Node:
    head = {
        "sku": variant.sku,
        "marketplaceId": stand.marketplace,
        "format": FORMAT,
    }
    return merge.merged(head, bodies.offer(stand.product, variant, EVERYTHING))


def _update(client: EbayClient, stand: Stand) -> None:
    for variant in stand.product.variants:
        there = stand.offers.get(variant.sku)
        if not there or "status" not in there:
            continue  # it was made just now
        before = merge.offer(there)
        body = merge.merged(before, bodies.offer(stand.product, variant, stand.codes))
        if body != before:
            path = f"/offer/{segment(there['offerId'])}"
            client.call(
                "inventory", "PUT", path, json=body, marketplace=stand.marketplace
            )


# -- going live ------------------------------------------------------------------------


def _publish(client: EbayClient, marketplace: str, stands: Sequence[Stand]) -> None:
    singles = []
    for stand in stands:
        stand.listing_id = _live_id(stand)
        is_single = stand.product.status == "active" and not stand.entry.group
        if is_single and not stand.listing_id:
            (there,) = stand.offers.values()
            singles.append((stand, {"offerId": there["offerId"]}))
    for stand, _request, answer in in_bulk(
        client, "/bulk_publish_offer", singles, marketplace
    ):
        stand.listing_id = answer["listingId"]
    each(_live(stands), lambda stand: _publish_group(client, stand))


def _publish_group(client: EbayClient, stand: Stand) -> None:
    if not stand.entry.group or stand.product.status != "active":
        return
    if all(there.get("status") == "PUBLISHED" for there in stand.offers.values()):
        return
    body = {
        "inventoryItemGroupKey": stand.entry.group,
        "marketplaceId": stand.marketplace,
    }
    path = "/offer/publish_by_inventory_item_group"
    answer = client.call(
        "inventory", "POST", path, json=body, marketplace=stand.marketplace
    )
    stand.listing_id = answer.body["listingId"]


def _live_id(stand: Stand) -> str:
    for there in stand.offers.values():
        if there.get("status") == "PUBLISHED":
            return (there.get("listing") or {}).get("listingId") or ""
    return ""
