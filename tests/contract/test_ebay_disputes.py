"""Payment disputes, as the Fulfillment API tells and answers them."""

from __future__ import annotations

import uuid

import pytest

from .ebay_seller import EbaySeller, refused

DISPUTES = "/apiz/sell/fulfillment/v1"


@pytest.fixture
def seller(remote):
    return EbaySeller(remote)


@pytest.fixture
def dispute(seller, remote):
    """A buyer's own bank was asked for the money; where the dispute is."""
    sku = f"DISPUTED-{uuid.uuid4().hex[:8]}"
    seller.listed(sku)
    sale = seller.sold(sku)
    opened = remote.act("ebay", "open-dispute", order_id=sale["orderId"])
    return f"{DISPUTES}/payment_dispute/{opened['paymentDisputeId']}"


def test_a_dispute_that_is_accepted_is_over(seller, dispute):
    path = f"{DISPUTES}/payment_dispute_summary?payment_dispute_status=ACTION_NEEDED"
    summaries = seller.ok("GET", path)["paymentDisputeSummaries"]
    assert summaries[-1]["paymentDisputeId"] == dispute.rpartition("/")[2]
    found = seller.ok("GET", dispute)
    assert found["availableChoices"] == ["SELLER_CONTEST", "SELLER_ACCEPT"]
    seller.ok("POST", f"{dispute}/accept", {"revision": found["revision"]})
    assert seller.ok("GET", dispute)["paymentDisputeStatus"] == "CLOSED"


def test_a_dispute_is_contested_once_and_by_what_it_says_now(seller, dispute):
    old = seller.call("POST", f"{dispute}/contest", {"revision": 7})
    refused(old, 409, 33011)
    body = {"revision": 1, "note": "Delivered on Monday."}
    seller.ok("POST", f"{dispute}/contest", body)
    assert seller.ok("GET", dispute)["sellerResponse"] == "SELLER_CONTEST"
    again = seller.call("POST", f"{dispute}/contest", {"revision": 2})
    refused(again, 400, 33100)
