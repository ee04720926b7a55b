"""Stock and prices, in the fewest calls that eBay's contract allows.

Articles of the Inventory API go 25 to a call, stock and price of one together; those of
the Trading API go in fours. A price belongs to an offer, that is to an article on one
site; stock to the article, wherever it is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from odoo.addons.omni_commerce.adapter import Result, SetPrice, SetStock
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    GoneError,
    IntegrationError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.paging import chunks
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import EbayClient, Node
from ..client.errors import of_part
from ..client.trading import TradingClient, errors_of, rows
from ..refs import VariantRef
from ..translate.basics import amount_json
from .offers import offers_of

MOST_PER_CALL = 25  # articles, and offers, of one bulk call
MOST_STATUSES = 4  # of one ReviseInventoryStatus

Wish = SetStock | SetPrice


@dataclass(slots=True)
class Article:
    """What is wanted of one variant, and which commands want it."""

    ref: VariantRef
    quantity: int | None = None
    price: SetPrice | None = None
    offers: tuple[str, ...] = ()
    stock_at: list[int] = field(default_factory=list)
    price_at: list[int] = field(default_factory=list)


Ended = dict[int, "IntegrationError | None"]  # by the place of the command


def set_levels_and_prices(client: EbayClient, wishes: Sequence[Wish]) -> list[Result]:
    articles = _articles(wishes)
    modern = [a for a in articles if not a.ref.is_trading]
    unlisted = _find_offers(client, [a for a in modern if a.price])
    ended: Ended = {}
    for chunk in chunks(modern, MOST_PER_CALL):
        for part in _within(chunk):
            ended |= _guarded(part, partial(_update, client, part))
    for chunk in chunks([a for a in articles if a.ref.is_trading], MOST_STATUSES):
        ended |= _guarded(chunk, partial(_revise, client, chunk))
    ended |= unlisted
    return [Result(_ref(wish), ended[at]) for at, wish in enumerate(wishes)]


def _ref(wish: Wish) -> str:
    return wish.level.stock_ref if isinstance(wish, SetStock) else wish.variant_ref


def _articles(wishes: Sequence[Wish]) -> list[Article]:
    """One for each variant: of several wishes for it the last one counts."""
    found: dict[str, Article] = {}
    for at, wish in enumerate(wishes):
        ref = _ref(wish)
        article = found.setdefault(ref, Article(VariantRef.parse(ref)))
        if isinstance(wish, SetStock):
            article.quantity = max(wish.level.available, 0)
            article.stock_at.append(at)
        else:
            article.price = wish
            article.price_at.append(at)
    return list(found.values())


def _guarded(articles: Sequence[Article], work: Callable[[], Ended]) -> Ended:
    """A call that failed as a whole failed for all that was in it."""
    try:
        return work()
    except (AuthError, ThrottledError):
        raise  # no use in going on with the others
    except IntegrationError as error:
        return {at: error for a in articles for at in (*a.stock_at, *a.price_at)}


# -- the Inventory API ---------------------------------------------------------------


def _find_offers(client: EbayClient, articles: Sequence[Article]) -> Ended:
    """Which offers a price is for; the error of articles that have none."""
    unlisted: Ended = {}
    for article in articles:
        article.offers = _published(client, article.ref.sku)
        if not article.offers:
            text = _lt(
                "%(sku)s is not listed on %(site)s.",
                sku=article.ref.sku,
                site=client.site.label,
            )
            error = GoneError(text, code="25713")
            unlisted |= dict.fromkeys(article.price_at, error)
    return unlisted


def _published(client: EbayClient, sku: str) -> tuple[str, ...]:
    return tuple(
        row["offerId"]
        for row in offers_of(client, sku)
        if row.get("status") == "PUBLISHED"
        and row["marketplaceId"] == client.site.marketplace
    )


def _within(chunk: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """eBay counts the offers as well: usually one of each article, but not always."""
    part: list[Article] = []
    count = 0
    for article in chunk:
        if count + len(article.offers) > MOST_PER_CALL and part:
            yield part
            part, count = [], 0
        part.append(article)
        count += len(article.offers)
    if part:
        yield part


def _update(client: EbayClient, articles: Sequence[Article]) -> Ended:
    requests = [_request(a) for a in articles if a.quantity is not None or a.offers]
    if not requests:
        return {}
    reply = client.call(
        "inventory", "POST", "/bulk_update_price_quantity", json={"requests": requests}
    )
    ended: Ended = {}
    for article in articles:
        said = [row for row in reply.parts if _is_about(row, article)]
        ended |= dict.fromkeys(article.stock_at, _verdict(said, is_price=False))
        ended |= dict.fromkeys(article.price_at, _verdict(said, is_price=True))
    return ended


def _request(article: Article) -> Node:
    request: Node = {"sku": article.ref.sku}
    if article.quantity is not None:
        request["shipToLocationAvailability"] = {"quantity": article.quantity}
    if article.offers:
        price = amount_json(article.price.price)
        request["offers"] = [{"offerId": o, "price": price} for o in article.offers]
    return request


def _is_about(row: Node, article: Article) -> bool:
    return row.get("sku") == article.ref.sku or row.get("offerId") in article.offers


def _verdict(said: Sequence[Node], *, is_price: bool) -> IntegrationError | None:
    """The answer about the offer is the price's, the one about the SKU the stock's."""
    mine = [row for row in said if bool(row.get("offerId")) is is_price] or said
    if not mine:
        return TransientError(_lt("eBay did not say what became of it."), code="silent")
    return next((error for row in mine if (error := of_part(row))), None)


# -- the Trading API -----------------------------------------------------------------


def _revise(client: EbayClient, articles: Sequence[Article]) -> Ended:
    data = {"InventoryStatus": [_status(article) for article in articles]}
    answer = TradingClient(client).call("ReviseInventoryStatus", data)
    done = {
        (row.get("ItemID"), row.get("SKU") or "")
        for row in rows(answer.get("InventoryStatus"))
    }
    listings = {listing for listing, _sku in done}
    errors = errors_of(answer) or [
        TransientError(_lt("eBay did not say what became of it."), code="silent")
    ]
    ended: Ended = {}
    for article in articles:
        ref = article.ref
        key = (ref.listing, ref.sku)
        is_done = key in done if ref.sku else ref.listing in listings
        error = None if is_done else _fitting(errors, ref)
        ended |= dict.fromkeys((*article.stock_at, *article.price_at), error)
    return ended


def _status(article: Article) -> Node:
    status: Node = {"ItemID": article.ref.listing}
    if article.ref.sku:
        status["SKU"] = article.ref.sku
    if article.price:
        status["StartPrice"] = f"{article.price.price.amount:.2f}"
    if article.quantity is not None:
        status["Quantity"] = article.quantity
    return status


def _fitting(errors: Sequence[IntegrationError], ref: VariantRef) -> IntegrationError:
    """eBay does not say which article an error is about, but often names it."""
    for error in errors:
        if ref.listing in error.detail or (ref.sku and ref.sku in error.detail):
            return error
    return errors[0]
