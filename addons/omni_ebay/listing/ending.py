"""Listings that come to an end: hidden so that they can come back, or deleted."""

from __future__ import annotations

from contextlib import suppress

from odoo.addons.omni_commerce.adapter import Ending, EndProduct, Result
from odoo.addons.omni_core.lib.errors import GoneError

from ..client.client import EbayClient
from ..client.trading import TradingClient
from ..client.words import segment
from ..commands.offers import offers_of, take_group_off, take_off
from .details import GROUP, SINGLE, TRADING, is_trading
from .reading import group_of


def end_product(client: EbayClient, command: EndProduct) -> Result:
    """What has ended already is fine: an earlier try may have done it."""
    ref = command.product_ref
    with suppress(GoneError):
        if is_trading(ref):
            wish = {"ItemID": ref.removeprefix(TRADING), "EndingReason": "NotAvailable"}
            TradingClient(client).call("EndFixedPriceItem", wish)
        elif ref.startswith(GROUP):
            _end_group(client, ref, command.how)
        else:
            _end_article(client, ref.removeprefix(SINGLE), command.how)
    return Result(ref)


def _end_group(client: EbayClient, ref: str, how: Ending) -> None:
    skus = group_of(client, ref).get("variantSKUs") or ()
    for marketplace in client.marketplaces:
        take_group_off(client, ref.removeprefix(GROUP), marketplace)
    if how is not Ending.DELETE:
        return
    for sku in skus:
        _end_article(client, sku, how)
    key = segment(ref.removeprefix(GROUP))
    client.call("inventory", "DELETE", f"/inventory_item_group/{key}")


def _end_article(client: EbayClient, sku: str, how: Ending) -> None:
    """Only the offers on our sites: somebody else may look after another."""
    for offer in offers_of(client, sku):
        if offer.get("marketplaceId") not in client.marketplaces:
            continue
        take_off(client, offer)
        if how is Ending.DELETE:
            path = f"/offer/{segment(offer['offerId'])}"
            client.call("inventory", "DELETE", path)
