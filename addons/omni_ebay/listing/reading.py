"""What the seller has on sale, whichever API made it.

Trading lists everything that is active, two hundred at a time; the Inventory API then
tells which of the SKUs are its own. Asking for the offers of each SKU instead would
cost a call for every single one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from odoo.addons.omni_commerce.adapter import Result
from odoo.addons.omni_commerce.documents import Media, Product, Variant
from odoo.addons.omni_core.lib.errors import GoneError
from odoo.addons.omni_core.lib.money import Money
from odoo.addons.omni_core.lib.paging import Page, chunks

from ..client.client import EbayClient, Node
from ..client.sites import Site, site_of
from ..client.trading import TradingClient, rows
from ..client.words import segment
from ..commands.offers import offers_of
from ..refs import VariantRef
from .details import GROUP, SINGLE, TRADING, is_trading

if TYPE_CHECKING:
    from .entry import Entry

PAGE_SIZE = 200
MOST_PER_CALL = 25
_ABOUT = "listing"  # the key in ``Product.extra`` of what this file found out


def products_page(client: EbayClient, cursor: str | None) -> Page:
    """Active listings. eBay cannot tell which of them changed: it is always all."""
    number = int(cursor or 1)
    paging = {"EntriesPerPage": PAGE_SIZE, "PageNumber": number}
    wish = {"ActiveList": {"Include": True, "Pagination": paging}}
    answer = TradingClient(client).call("GetMyeBaySelling", wish)
    found = answer.get("ActiveList") or {}
    items = rows((found.get("ItemArray") or {}).get("Item"))
    last = int((found.get("PaginationResult") or {}).get("TotalNumberOfPages") or 0)
    more = number < last and bool(items)
    documents = list(_documents(client, items))
    return Page(documents, str(number + 1) if more else None, more)


def products_by_refs(client: EbayClient, refs: Sequence[str]) -> Mapping[str, Product]:
    """Those that are still on sale."""
    found = {}
    for ref in dict.fromkeys(refs):
        number = ref.removeprefix(TRADING) if is_trading(ref) else _number(client, ref)
        product = number and product_of_number(client, number)
        if product and product.ref == ref:
            found[ref] = product
    return found


def product_of_number(client: EbayClient, number: str) -> Product | None:
    try:
        wish = {"ItemID": number, "DetailLevel": "ReturnAll"}
        item = TradingClient(client).call("GetItem", wish)["Item"]
    except GoneError:
        return None
    if (item.get("SellingStatus") or {}).get("ListingStatus") != "Active":
        return None
    return next(_documents(client, [item]))


def _number(client: EbayClient, ref: str) -> str:
    """The listing that shows an article or a group of them now."""
    for sku in _skus(client, ref):
        for offer in offers_of(client, sku):
            is_here = offer.get("marketplaceId") == client.site.marketplace
            if is_here and offer.get("status") == "PUBLISHED":
                return (offer.get("listing") or {}).get("listingId") or ""
    return ""


def _skus(client: EbayClient, ref: str) -> Sequence[str]:
    if ref.startswith(SINGLE):
        return [ref.removeprefix(SINGLE)]
    try:
        return group_of(client, ref).get("variantSKUs") or ()
    except GoneError:
        return ()


def group_of(client: EbayClient, ref: str) -> Node:
    key = segment(ref.removeprefix(GROUP))
    return client.call("inventory", "GET", f"/inventory_item_group/{key}").body


# -- from Trading's items --------------------------------------------------------------


def _documents(client: EbayClient, items: Sequence[Node]) -> Iterator[Product]:
    skus = {sku for item in items for sku in _skus_of(item) if sku}
    groups = _groups(client, skus)
    for item in items:
        yield document_of(client, item, groups)


def _groups(client: EbayClient, skus: Iterable[str]) -> dict[str, str]:
    """{SKU: its group, or ""} of those that are articles of the Inventory API."""
    found = {}
    for part in chunks(sorted(skus), MOST_PER_CALL):
        body = {"requests": [{"sku": sku} for sku in part]}
        path = "/bulk_get_inventory_item"
        for row in client.call("inventory", "POST", path, json=body).parts:
            if item := row.get("inventoryItem"):
                keys = item.get("inventoryItemGroupKeys") or item.get("groupIds") or ()
                found[row["sku"]] = keys[0] if keys else ""
    return found


def _skus_of(item: Node) -> list[str]:
    variations = rows((item.get("Variations") or {}).get("Variation"))
    return [str(row.get("SKU") or "") for row in variations or [item]]


def document_of(client: EbayClient, item: Node, groups: Mapping[str, str]) -> Product:
    number = str(item["ItemID"])
    skus = _skus_of(item)
    is_old = not skus[0] or skus[0] not in groups
    if is_old:
        ref = f"{TRADING}{number}"
    elif len(skus) > 1 or groups[skus[0]]:
        ref = f"{GROUP}{groups[skus[0]]}"
    else:
        ref = f"{SINGLE}{skus[0]}"
    pictures = rows((item.get("PictureDetails") or {}).get("PictureURL"))
    return Product(
        ref=ref,
        title=str(item.get("Title") or ""),
        variants=tuple(_variants(item, number if is_old else "")),
        status="active",
        media=tuple(Media(url=str(url), ref=str(url)) for url in pictures),
        url=_url(client, number),
        extra={
            _ABOUT: {
                "number": number,
                "category": (item.get("PrimaryCategory") or {}).get("CategoryID", ""),
                "condition": str(item.get("ConditionID") or ""),
            }
        },
    )


def _variants(item: Node, listing: str) -> Iterator[Variant]:
    variations = rows((item.get("Variations") or {}).get("Variation"))
    for row in variations or [item]:
        sku = str(row.get("SKU") or "")
        ref = str(VariantRef(sku, listing))
        specifics = row.get("VariationSpecifics") or {} if variations else {}
        yield Variant(
            ref=ref,
            sku=sku,
            options=tuple(_pairs(specifics)),
            price=_price(row.get("StartPrice"), item),
            stock_ref=ref,
        )


def _pairs(specifics: Node) -> Iterator[tuple[str, str]]:
    for pair in rows(specifics.get("NameValueList")):
        for value in rows(pair.get("Value"))[:1]:
            yield str(pair["Name"]), str(value)


def _price(node: Any, item: Node) -> Money | None:
    node = node or (item.get("SellingStatus") or {}).get("CurrentPrice")
    if not isinstance(node, Mapping) or not node.get("value"):
        return None
    return Money(Decimal(str(node["value"])), str(node.get("_currencyID") or ""))


def _url(client: EbayClient, number: str, site: Site | None = None) -> str:
    return f"{client.hosts.site((site or client.site).domain)}/itm/{number}"


def number_in(product: Product) -> str:
    """The number under which buyers see the listing."""
    return str((product.extra.get(_ABOUT) or {}).get("number") or "")


# -- after it was sent -----------------------------------------------------------------


def as_listed(client: EbayClient, entry: Entry) -> Result:
    """The listing as it now is over there, as far as whoever sent it has to know."""
    sent, number = entry.product, entry.home.listing_id
    ref = f"{GROUP}{entry.group}" if entry.group else f"{SINGLE}{sent.variants[0].sku}"
    product = Product(
        ref=ref,
        title=sent.title,
        variants=tuple(
            Variant(
                ref=str(VariantRef(variant.sku)),
                sku=variant.sku,
                barcode=variant.barcode,
                options=variant.options,
                price=variant.price,
                stock_ref=str(VariantRef(variant.sku)),
                media=_kept(variant.media, entry.urls),
            )
            for variant in sent.variants
        ),
        status="active" if number else "draft",
        media=_kept(sent.media, entry.urls),
        url=_url(client, number) if number else "",
        extra={_ABOUT: {"number": number}},
    )
    return Result(ref, product=product, data={"sites": list(_on_sites(client, entry))})


def _on_sites(client: EbayClient, entry: Entry) -> Iterator[Node]:
    for stand in entry.stands[1:]:
        url = _url(client, stand.listing_id, site_of(stand.marketplace))
        yield {
            "marketplace": stand.marketplace,
            "number": stand.listing_id,
            "url": url if stand.listing_id else "",
            "error": stand.error.message if stand.error else "",
        }


def _kept(media: Sequence[Media], urls: Mapping[str, str]) -> tuple[Media, ...]:
    return tuple(
        Media(url=urls[one.checksum], ref=urls[one.checksum], checksum=one.checksum)
        for one in media
    )
