"""eBay's errors by their numbers: what each means here, and what to do about it.

The class says what becomes of the job; the words are for whoever sells. What eBay adds
about the single case (a field, a value) is appended by ``errors.py``. Numbers of the
REST APIs and of the Trading API do not overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    ConflictError,
    GoneError,
    IntegrationError,
    PayloadError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.words import _lt, joined


@dataclass(frozen=True, slots=True)
class Entry:
    kind: type[IntegrationError]
    cause: str
    advice: str = ""
    code: str = ""  # where the engine acts on another word than eBay's number

    @property
    def text(self) -> str:
        return joined(self.cause, self.advice)


_SIGN_IN = _lt("Press “Sign In” on the connection.")
_WAIT = _lt("Nothing to do: it is tried again by itself.")
_EDIT = _lt("Correct it on the product's eBay page, then send it again.")
_POLICIES = _lt("Choose another one in the listing profile, or mend it on eBay.")
_BUG = _lt("Please report it with the call on record: this is ours to mend.")

CATALOGUE: Mapping[str, Entry] = {
    # -- every API: token, rights, budget --
    "1001": Entry(
        AuthError, _lt("The access token has ended."), _WAIT, "token_expired"
    ),
    "1002": Entry(
        AuthError, _lt("We have no access token."), _SIGN_IN, "token_expired"
    ),
    # Not an error of the sign-in: all that was allowed goes on working.
    "1100": Entry(
        RejectedError,
        _lt("The seller has not allowed this when signing in."),
        joined(_SIGN_IN, _lt("Say yes to everything that eBay lists.")),
    ),
    "2001": Entry(
        ThrottledError, _lt("Today's calls to this part of eBay are used up.")
    ),
    "2002": Entry(PayloadError, _lt("eBay has no such call."), _BUG),
    "2003": Entry(TransientError, _lt("eBay has a problem of its own."), _WAIT),
    "2004": Entry(PayloadError, _lt("eBay did not understand the request."), _BUG),
    "215001": Entry(
        RejectedError,
        _lt(
            "eBay wants this call signed: the seller's account is in the EU or the UK."
        ),
        _lt("Press “Make Signing Key” on the connection."),
    ),
    # -- Account --
    "20400": Entry(RejectedError, _lt("eBay refuses this policy."), _POLICIES),
    "20401": Entry(RejectedError, _lt("The policy lacks something."), _POLICIES),
    "20402": Entry(RejectedError, _lt("The policy is in use or not valid."), _POLICIES),
    "20403": Entry(
        RejectedError,
        _lt("The account cannot use business policies here."),
        _lt("Press “Join Business Policies” on the connection."),
    ),
    "20404": Entry(GoneError, _lt("The policy is not on eBay any more."), _POLICIES),
    # -- Inventory --
    "25001": Entry(TransientError, _lt("eBay's listing system had an error."), _WAIT),
    "25002": Entry(RejectedError, _lt("eBay does not accept the listing."), _EDIT),
    "25003": Entry(
        RejectedError,
        _lt("The price is not valid on this site."),
        _lt("Look at its currency and at the lowest price of the category."),
    ),
    "25004": Entry(RejectedError, _lt("The quantity is not valid."), _EDIT),
    "25005": Entry(
        RejectedError,
        _lt("The category is not one that can be listed in."),
        _lt("Choose a category without subcategories."),
    ),
    "25007": Entry(RejectedError, _lt("The shipping policy does not fit."), _POLICIES),
    "25008": Entry(RejectedError, _lt("The payment policy does not fit."), _POLICIES),
    "25009": Entry(RejectedError, _lt("The return policy does not fit."), _POLICIES),
    "25012": Entry(
        RejectedError,
        _lt("The inventory location is not valid."),
        _lt("Create one on the connection (“Create Location”)."),
    ),
    "25013": Entry(RejectedError, _lt("The variations do not fit together."), _EDIT),
    "25014": Entry(
        RejectedError,
        _lt("eBay does not accept the pictures."),
        _lt("Use 1 to 24 pictures with at least 500 pixels on the longer side."),
    ),
    "25015": Entry(
        RejectedError,
        _lt("eBay cannot fetch a picture from its address."),
        _lt("Send the pictures to eBay's own picture service again."),
    ),
    "25016": Entry(RejectedError, _lt("A value of the listing is not valid."), _EDIT),
    "25019": Entry(
        RejectedError,
        _lt("eBay does not let the listing be revised now."),
        _lt("It was revised 250 times today, or bids and sales lock what was changed."),
    ),
    "25020": Entry(
        RejectedError,
        _lt("The parcel's weight or size is missing or not valid."),
        _lt("Enter weight and dimensions on the product."),
    ),
    "25021": Entry(
        RejectedError,
        _lt("The condition is not allowed in this category."),
        _lt("Choose one of those that the category offers."),
    ),
    "25022": Entry(RejectedError, _lt("An item specific is not valid."), _EDIT),
    "25023": Entry(
        RejectedError,
        _lt("eBay does not know one of the vehicles."),
        _lt(
            "Correct the product's list of vehicles, with the values that eBay offers."
        ),
    ),
    "25604": Entry(RejectedError, _lt("eBay does not accept the data."), _EDIT),
    "25701": Entry(
        GoneError, _lt("eBay does not know these SKUs."), _lt("List them first.")
    ),
    "25702": Entry(
        GoneError, _lt("eBay does not know this SKU."), _lt("List it first.")
    ),
    "25703": Entry(
        RejectedError,
        _lt("The SKU belongs to another group of variations already."),
        _lt("Take it out there first."),
    ),
    "25704": Entry(
        RejectedError,
        _lt("The SKU has a listing of its own, so it cannot join a group."),
        _lt("End that listing, then publish the group."),
    ),
    "25705": Entry(GoneError, _lt("eBay does not know this group of variations.")),
    "25707": Entry(
        RejectedError,
        _lt("eBay does not take this SKU."),
        _lt("Use letters and digits, 50 at most."),
    ),
    "25709": Entry(PayloadError, _lt("A field of the request is not valid."), _BUG),
    "25710": Entry(GoneError, _lt("eBay does not have this any more.")),
    "25713": Entry(
        GoneError,
        _lt("The listing is not published any more."),
        _lt("List the product again, or exclude it from stock."),
    ),
    "25718": Entry(
        RejectedError,
        _lt("This old listing cannot be moved to the new way."),
        _lt("It goes on being revised the old way; nothing is lost."),
    ),
    "25729": Entry(
        ConflictError, _lt("There is a listing for this SKU on this site already.")
    ),
    "25803": Entry(ConflictError, _lt("eBay has this already.")),
    "25900": Entry(
        RejectedError,
        _lt("An inventory location is not on eBay."),
        _lt("Read the locations again on the connection."),
    ),
    # -- Fulfillment --
    "32100": Entry(GoneError, _lt("eBay does not know this order.")),
    "32110": Entry(GoneError, _lt("eBay does not know this shipment.")),
    "32200": Entry(RejectedError, _lt("The order has no such line.")),
    "32300": Entry(
        RejectedError,
        _lt("eBay does not take the tracking number."),
        _lt("Letters and digits alone, and the carrier must be known."),
    ),
    "32500": Entry(RejectedError, _lt("The date of shipping is not valid.")),
    "32600": Entry(
        RejectedError,
        _lt("eBay does not take this shipment."),
        _lt("Look there whether the order was cancelled or has been shipped already."),
    ),
    "34100": Entry(RejectedError, _lt("The order has as many parcels as eBay allows.")),
    "34909": Entry(
        RejectedError, _lt("The refund is in another currency than the order.")
    ),
    "34913": Entry(GoneError, _lt("eBay does not know this order.")),
    "34915": Entry(
        RejectedError,
        _lt("That is more than can still be refunded."),
        _lt("What eBay collected as tax goes back by itself and is no part of it."),
    ),
    "34917": Entry(RejectedError, _lt("The order was refunded as a whole already.")),
    "34922": Entry(TransientError, _lt("An earlier refund is still under way."), _WAIT),
    "34924": Entry(RejectedError, _lt("That is more than is left of this line.")),
    "34929": Entry(
        TransientError, _lt("The buyer's payment is not through yet."), _WAIT
    ),
    # -- Notification, messages, taxonomy, finances, keys --
    "195001": Entry(GoneError, _lt("eBay does not know this signing key.")),
    "195003": Entry(
        RejectedError,
        _lt("eBay wants an e-mail address for alerts before it notifies anybody."),
        _lt("Enter it on the connection."),
    ),
    "195011": Entry(
        RejectedError, _lt("The seller has not allowed these notifications."), _SIGN_IN
    ),
    "195020": Entry(
        RejectedError,
        _lt("eBay could not reach this server, or got the wrong answer."),
        _lt("It must be reachable from the internet by https."),
    ),
    "210002": Entry(
        GoneError,
        _lt("eBay does not know our signing key any more."),
        _lt("Press “Make Signing Key” on the connection."),
    ),
    "355006": Entry(GoneError, _lt("eBay knows no member of this name.")),
    "355007": Entry(GoneError, _lt("The conversation is not there any more.")),
    "355013": Entry(
        RejectedError, _lt("The message is too long: 2,000 characters at most.")
    ),
    "62004": Entry(PayloadError, _lt("eBay has no such category tree."), _BUG),
    "62005": Entry(GoneError, _lt("The category is not in this site's tree any more.")),
    "62009": Entry(
        RejectedError,
        _lt("The category has subcategories."),
        _lt("Choose one of those."),
    ),
    "135001": Entry(GoneError, _lt("eBay does not know this payout.")),
    # -- Trading --
    "17": Entry(GoneError, _lt("The listing was deleted, or is another seller's.")),
    "37": Entry(PayloadError, _lt("A field of the request is not valid."), _BUG),
    "73": Entry(RejectedError, _lt("The price is not valid."), _EDIT),
    "87": Entry(
        RejectedError, _lt("The category has subcategories."), _lt("Choose one.")
    ),
    "291": Entry(
        GoneError, _lt("The listing has ended."), _lt("Relist it to sell it again.")
    ),
    "518": Entry(ThrottledError, _lt("Today's calls of this kind are used up.")),
    "931": Entry(
        AuthError, _lt("The access token is not valid."), _SIGN_IN, "token_expired"
    ),
    "1047": Entry(GoneError, _lt("The listing has ended already.")),
    "10007": Entry(TransientError, _lt("eBay has a problem of its own."), _WAIT),
    "20170": Entry(PayloadError, _lt("eBay did not understand the request."), _BUG),
    "21916635": Entry(GoneError, _lt("The listing has no such SKU any more.")),
    "21916750": Entry(PayloadError, _lt("Too many articles in one call."), _BUG),
    "21916984": Entry(
        AuthError, _lt("The access token is not valid."), "", "token_expired"
    ),
    "21917053": Entry(
        AuthError, _lt("The access token has ended."), _WAIT, "token_expired"
    ),
    "21919188": Entry(
        RejectedError,
        _lt("The listing was revised 250 times today, which is the most."),
        _lt("It is sent tomorrow."),
    ),
    "21919303": Entry(RejectedError, _lt("An item specific is missing."), _EDIT),
    "21919474": Entry(
        RejectedError,
        _lt("This listing was moved to the new way and cannot be revised the old way."),
        _lt("Read the listings again."),
    ),
}
