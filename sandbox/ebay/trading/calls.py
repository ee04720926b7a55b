"""The registry of Trading calls, and the two that are hardly any work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from ..sites import Site
from ..state import Listing, Seller
from . import xml
from .errors import TradingError

if TYPE_CHECKING:
    from ..platform import EbayPlatform


@dataclass(frozen=True, slots=True)
class TradingCall:
    ebay: EbayPlatform
    seller: Seller
    site: Site
    root: Element

    def text(self, path: str, default: str = "") -> str:
        return xml.text(self.root, path, default)

    def listing(self, item_id: str, sku: str = "") -> Listing:
        """One of the seller's own; by SKU where the call allows it."""
        found = self.seller.listings.get(item_id)
        if found is None and sku and not item_id:
            found = next(
                (
                    one
                    for one in self.seller.listings.values()
                    if one.is_active and sku in one.variations
                ),
                None,
            )
        if found is None:
            raise TradingError("17")
        return found


Handler = Callable[[TradingCall], dict[str, Any]]
HANDLERS: dict[str, Handler] = {}


def trading(name: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register


@trading("GeteBayOfficialTime")
def official_time(call: TradingCall) -> dict[str, Any]:
    return {}  # the answer's own Timestamp is the time


@trading("GetUser")
def get_user(call: TradingCall) -> dict[str, Any]:
    seller = call.seller
    wanted = call.text("UserID")
    if wanted and wanted != seller.username:
        buyer = call.ebay.buyers.get(wanted)
        if buyer is None:
            raise TradingError("37", "UserID")
        return {
            "User": {
                "EIASToken": buyer.get("eias", ""),
                "UserID": buyer["username"],
            }
        }
    return {
        "User": {
            "EIASToken": seller.user_id,
            "Email": seller.email,
            "FeedbackScore": 4711,
            "Site": seller.site.site_name,
            "Status": "Confirmed",
            "UserID": seller.username,
            "SellerInfo": {"SellerBusinessType": "Commercial", "StoreOwner": True},
        }
    }
