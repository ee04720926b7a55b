"""Orders: read, shipped, moved, refunded, edited, returned, cancelled."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .shopify_merchant import REFUND, Merchant, key

MONEY = "{ shopMoney { amount currencyCode } presentmentMoney { amount } }"
ORDERS = """query Orders($query: String, $after: String) {
  orders(first: 10, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id name number createdAt processedAt updatedAt cancelledAt cancelReason tags test
      currencyCode presentmentCurrencyCode taxesIncluded sourceName poNumber
      displayFinancialStatus displayFulfillmentStatus paymentGatewayNames
      customAttributes { key value }
      customer { id defaultEmailAddress { emailAddress } taxExempt }
      shippingAddress { name company address1 city zip provinceCode countryCodeV2 }
      totalPriceSet %(money)s currentTotalPriceSet %(money)s totalTaxSet %(money)s
      totalRefundedSet %(money)s totalTipReceivedSet %(money)s
      additionalFees { name price %(money)s }
      taxLines { title rate channelLiable priceSet %(money)s }
      discountApplications(first: 3) { nodes {
        allocationMethod targetType
        value {
          ... on MoneyV2 { amount }
          ... on PricingPercentageValue { percentage }
        }
        ... on DiscountCodeApplication { code }
      } }
      shippingLines(first: 2) { nodes {
        title code discountedPriceSet %(money)s taxLines { title priceSet %(money)s }
      } }
      lineItems(first: 10) { nodes {
        id sku quantity currentQuantity unfulfilledQuantity isGiftCard
        variant { id } customAttributes { key value }
        originalUnitPriceSet %(money)s
        discountedUnitPriceAfterAllDiscountsSet %(money)s
        discountAllocations { allocatedAmountSet %(money)s }
        duties { price %(money)s } taxLines { title rate priceSet %(money)s }
      } }
      transactions(first: 5) {
        id kind status gateway amountSet %(money)s parentTransaction { id }
      }
      risk { recommendation assessments { riskLevel } }
    }
  }
}""" % {"money": MONEY}


@pytest.fixture
def merchant(remote):
    return Merchant.of_a_new_shop(remote)


def test_a_year_of_orders_is_read_and_each_one_adds_up(remote):
    merchant, after, more, seen = Merchant(remote), None, True, 0
    while more:
        page = merchant.read(ORDERS, after=after, query="test:false")
        for order in page["nodes"]:
            assert _total_of_parts(order) == _shop(order["totalPriceSet"]), order[
                "name"
            ]
        seen += len(page["nodes"])
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        remote.act("shopify", "set-plan", maximum=2000)
    assert seen > 500


def _shop(money) -> Decimal:
    return Decimal(money["shopMoney"]["amount"])


def _total_of_parts(order) -> Decimal:
    lines = order["lineItems"]["nodes"]
    whole = sum(
        _shop(line["originalUnitPriceSet"]) * line["quantity"]
        - sum(_shop(d["allocatedAmountSet"]) for d in line["discountAllocations"])
        + sum(_shop(duty["price"]) for duty in line["duties"])
        for line in lines
    )
    shipping = order["shippingLines"]["nodes"]
    whole += sum(_shop(line["discountedPriceSet"]) for line in shipping)
    whole += _shop(order["totalTipReceivedSet"])
    whole += sum(_shop(fee["price"]) for fee in order["additionalFees"])
    if not order["taxesIncluded"]:
        whole += sum(_shop(tax["priceSet"]) for tax in order["taxLines"])
    return whole


def test_orders_are_found_by_date_name_and_state(remote):
    merchant = Merchant(remote)
    found = merchant.read(ORDERS, query="name:#1001")["nodes"]
    assert [order["name"] for order in found] == ["#1001"]
    since = found[0]["createdAt"]
    query = f"created_at:>={since} AND financial_status:paid -status:cancelled"
    for order in merchant.read(ORDERS, query=query)["nodes"]:
        assert order["displayFinancialStatus"] == "PAID"
        assert order["cancelledAt"] is None


def test_an_order_is_shipped_in_two_parcels_with_tracking(merchant):
    order = merchant.order(merchant.product(), quantity=2)
    source = order["fulfillmentOrders"]["nodes"][0]
    ship = """mutation Ship($fulfillment: FulfillmentInput!) {
      fulfillmentCreate(fulfillment: $fulfillment) {
        fulfillment {
          id status trackingInfo { company number url } totalQuantity
          order { displayFulfillmentStatus }
        }
        userErrors { field message }
      }
    }"""
    parcel = {
        "lineItemsByFulfillmentOrder": [
            {
                "fulfillmentOrderId": source["id"],
                "fulfillmentOrderLineItems": [
                    {"id": source["lineItems"]["nodes"][0]["id"], "quantity": 1}
                ],
            }
        ],
        "trackingInfo": {"company": "UPS", "number": "1Z1"},
        "notifyCustomer": True,
    }
    first = merchant.do(ship, fulfillment=parcel)["fulfillment"]
    assert first["order"]["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    assert "1Z1" in first["trackingInfo"][0]["url"]
    second = merchant.do(ship, fulfillment=parcel)["fulfillment"]
    assert second["order"]["displayFulfillmentStatus"] == "FULFILLED"
    errors = merchant.refused(ship, fulfillment=parcel)
    assert "unfulfillable status" in errors[0]["message"]

    corrected = merchant.do(
        """mutation Track($id: ID!, $info: FulfillmentTrackingInput!) {
             fulfillmentTrackingInfoUpdate(
               fulfillmentId: $id, trackingInfoInput: $info, notifyCustomer: false
             ) {
               fulfillment { trackingInfo { number } } userErrors { field message }
             }
           }""",
        id=first["id"],
        info={"company": "FedEx", "numbers": ["1", "2"]},
    )["fulfillment"]
    assert corrected["trackingInfo"] == [{"number": "1"}, {"number": "2"}]
    merchant.do(
        """mutation Undo($id: ID!) { fulfillmentCancel(id: $id) {
             fulfillment { status } userErrors { field message }
           } }""",
        id=first["id"],
    )


def test_a_fulfilment_order_is_held_released_and_moved(merchant):
    product = merchant.product()
    item = product["variants"]["nodes"][0]["inventoryItem"]["id"]
    first, second = merchant.locations()
    source = merchant.order(product)["fulfillmentOrders"]["nodes"][0]["id"]
    held = merchant.do(
        """mutation Hold($id: ID!, $hold: FulfillmentOrderHoldInput!) {
             fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
               fulfillmentOrder { status supportedActions { action } }
               userErrors { code field message }
             }
           }""",
        id=source,
        hold={"reason": "AWAITING_PAYMENT"},
    )["fulfillmentOrder"]
    assert held["status"] == "ON_HOLD"
    merchant.do(
        """mutation Release($id: ID!) { fulfillmentOrderReleaseHold(id: $id) {
             fulfillmentOrder { status } userErrors { code message }
           } }""",
        id=source,
    )
    merchant.do(
        """mutation Activate($item: ID!, $place: ID!, $key: String!) {
             inventoryActivate(inventoryItemId: $item, locationId: $place, available: 9)
             @idempotent(key: $key) { inventoryLevel { id } userErrors { message } }
           }""",
        item=item,
        place=second,
        key=key(),
    )
    moved = merchant.do(
        """mutation Move($id: ID!, $place: ID!) {
             fulfillmentOrderMove(id: $id, newLocationId: $place) {
               movedFulfillmentOrder { id assignedLocation { location { id } } }
               userErrors { code field message }
             }
           }""",
        id=source,
        place=second,
    )["movedFulfillmentOrder"]
    assert moved["assignedLocation"]["location"]["id"] == second
    assert merchant.available(item, first) == 10
    assert merchant.available(item, second) == 7


SUGGESTED = """query Suggested($id: ID!, $lines: [RefundLineItemInput!]) {
  order(id: $id) {
    suggestedRefund(refundLineItems: $lines) {
      amountSet { shopMoney { amount } }
      maximumRefundableSet { shopMoney { amount } }
      suggestedTransactions {
        gateway kind amountSet { shopMoney { amount } } parentTransaction { id }
      }
    }
  }
}"""


def test_a_part_is_refunded_as_suggested_and_only_once(merchant):
    product = merchant.product(price="11.00", stock=10)
    item = product["variants"]["nodes"][0]["inventoryItem"]["id"]
    order = merchant.order(product, quantity=2)
    lines = [
        {
            "lineItemId": order["lineItems"]["nodes"][0]["id"],
            "quantity": 1,
            "restockType": "CANCEL",
            "locationId": merchant.locations()[0],
        }
    ]
    suggested = merchant.read(SUGGESTED, id=order["id"], lines=lines)["suggestedRefund"]
    assert suggested["amountSet"]["shopMoney"]["amount"] == "11.0"
    payment = suggested["suggestedTransactions"][0]
    wanted = {
        "orderId": order["id"],
        "note": "RMA 17",
        "refundLineItems": lines,
        "transactions": [
            {
                "orderId": order["id"],
                "parentId": payment["parentTransaction"]["id"],
                "kind": "REFUND",
                "gateway": payment["gateway"],
                "amount": "11.00",
            }
        ],
    }
    once = key()
    first = merchant.do(REFUND, input=wanted, key=once)
    assert first["order"]["displayFinancialStatus"] == "PARTIALLY_REFUNDED"
    assert merchant.do(REFUND, input=wanted, key=once) == first
    assert merchant.available(item) == 9
    too_much = {**wanted, "transactions": [{**wanted["transactions"][0]}]}
    too_much["transactions"][0]["amount"] = "99.00"
    too_much["refundLineItems"] = []
    errors = merchant.refused(REFUND, input=too_much, key=key())
    assert "exceeds" in errors[0]["message"]


def test_an_order_from_abroad_is_refunded_in_the_buyers_money(remote, kernel):
    merchant, store = (
        Merchant(remote),
        kernel.platforms["shopify"].stores["motor-parts"],
    )
    order = next(
        order
        for order in store["Order"]
        if order.presentment_currency_code != "USD"
        and order.display_financial_status == "PAID"
        and len(order.transactions) == 1
    )
    payment = order.transactions[0]
    row = {
        "orderId": order.gid,
        "parentId": payment.gid,
        "kind": "REFUND",
        "gateway": payment.gateway,
        "amount": str(payment.amount_set.presentment),
    }
    wanted = {"orderId": order.gid, "transactions": [row]}
    for currency in (None, "USD"):
        errors = merchant.refused(
            REFUND, input={**wanted, "currency": currency}, key=key()
        )
        assert errors[0]["field"] == ["currency"]
    seen = order.presentment_currency_code
    done = merchant.do(REFUND, input={**wanted, "currency": seen}, key=key())
    assert done["order"]["displayFinancialStatus"] == "REFUNDED"
    assert order.total_refunded_set == payment.amount_set


def test_an_order_is_edited_in_a_session(merchant):
    product = merchant.product("ONE", "TWO", price="10.00")
    order = merchant.order(product, quantity=2)
    begun = merchant.do(
        """mutation Begin($id: ID!) { orderEditBegin(id: $id) {
             calculatedOrder { id lineItems(first: 5) { nodes { id quantity } } }
             userErrors { field message }
           } }""",
        id=order["id"],
    )["calculatedOrder"]
    merchant.do(
        """mutation Less($id: ID!, $line: ID!) {
             orderEditSetQuantity(
               id: $id, lineItemId: $line, quantity: 1, restock: true
             ) {
               calculatedOrder { totalPriceSet { shopMoney { amount } } }
               userErrors { field message }
             }
           }""",
        id=begun["id"],
        line=begun["lineItems"]["nodes"][0]["id"],
    )
    merchant.do(
        """mutation More($id: ID!, $variant: ID!) {
             orderEditAddVariant(id: $id, variantId: $variant, quantity: 3) {
               calculatedLineItem { id quantity } userErrors { field message }
             }
           }""",
        id=begun["id"],
        variant=product["variants"]["nodes"][1]["id"],
    )
    done = merchant.do(
        """mutation Commit($id: ID!) { orderEditCommit(id: $id) {
             order {
               edited currentSubtotalLineItemsQuantity
               currentTotalPriceSet { shopMoney { amount } }
               totalOutstandingSet { shopMoney { amount } }
             }
             userErrors { field message }
           } }""",
        id=begun["id"],
    )["order"]
    assert done["edited"] is True
    assert done["currentSubtotalLineItemsQuantity"] == 4
    assert done["currentTotalPriceSet"]["shopMoney"]["amount"] == "40.0"
    assert done["totalOutstandingSet"]["shopMoney"]["amount"] == "20.0"


def test_cancelling_is_a_job_that_restocks_and_pays_back(merchant, remote):
    product = merchant.product(stock=10)
    item = product["variants"]["nodes"][0]["inventoryItem"]["id"]
    order = merchant.order(product, quantity=4)
    assert merchant.available(item) == 6
    job = merchant.do(
        """mutation Cancel($id: ID!, $method: OrderCancelRefundMethodInput) {
             orderCancel(
               orderId: $id, reason: OTHER, restock: true, notifyCustomer: false,
               refundMethod: $method, staffNote: "odoo"
             ) { job { id done } orderCancelUserErrors { code field message } }
           }""",
        id=order["id"],
        method={"originalPaymentMethodsRefund": True},
    )["job"]
    assert job["done"] is False
    remote.advance(10)
    assert merchant.read("query Job($id: ID!) { job(id: $id) { done } }", id=job["id"])
    state = merchant.read(
        """query Order($id: ID!) { order(id: $id) {
             cancelReason displayFinancialStatus closed
             cancellation { staffNote } fulfillmentOrders(first: 3) { nodes { status } }
           } }""",
        id=order["id"],
    )
    assert state["displayFinancialStatus"] == "REFUNDED"
    assert (state["cancelReason"], state["closed"]) == ("OTHER", True)
    assert merchant.available(item) == 10


def test_an_authorized_payment_is_captured_in_parts_and_voided(merchant):
    order = merchant.order(merchant.product(), financialStatus="AUTHORIZED")
    held = order["transactions"][0]["id"]
    captured = merchant.do(
        """mutation Capture($input: OrderCaptureInput!) {
             orderCapture(input: $input) {
               transaction { kind amountSet { shopMoney { amount } } }
               userErrors { field message }
             }
           }""",
        input={"id": order["id"], "parentTransactionId": held, "amount": "20.00"},
    )["transaction"]
    assert captured["kind"] == "CAPTURE"
    merchant.do(
        """mutation Void($id: ID!) { transactionVoid(parentTransactionId: $id) {
             transaction { kind } userErrors { field message code }
           } }""",
        id=held,
    )
    status = "query S($id: ID!) { order(id: $id) { displayFinancialStatus } }"
    found = merchant.read(status, id=order["id"])
    assert found["displayFinancialStatus"] == "PARTIALLY_PAID"


def test_a_pending_order_is_marked_as_paid(merchant):
    order = merchant.order(merchant.product(), financialStatus="PENDING")
    paid = merchant.do(
        """mutation Paid($input: OrderMarkAsPaidInput!) {
             orderMarkAsPaid(input: $input) {
               order { displayFinancialStatus } userErrors { field message }
             }
           }""",
        input={"id": order["id"]},
    )["order"]
    assert paid["displayFinancialStatus"] == "PAID"


def test_a_return_is_made_processed_and_refunded(merchant):
    product = merchant.product(price="10.00", stock=10)
    order = merchant.order(product, quantity=2)
    source = order["fulfillmentOrders"]["nodes"][0]["id"]
    shipped = merchant.do(
        """mutation Ship($fulfillment: FulfillmentInput!) {
             fulfillmentCreate(fulfillment: $fulfillment) {
               fulfillment { fulfillmentLineItems(first: 3) { nodes { id } } }
               userErrors { message }
             }
           }""",
        fulfillment={"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": source}]},
    )["fulfillment"]
    made = merchant.do(
        """mutation Return($input: ReturnInput!) { returnCreate(returnInput: $input) {
             return {
               id name status
               returnLineItems(first: 3) { nodes { ... on ReturnLineItem { id } } }
               reverseFulfillmentOrders(first: 2) { nodes {
                 lineItems(first: 2) { nodes { id totalQuantity } }
               } }
             }
             userErrors { code field message }
           } }""",
        input={
            "orderId": order["id"],
            "returnLineItems": [
                {
                    "fulfillmentLineItemId": shipped["fulfillmentLineItems"]["nodes"][
                        0
                    ]["id"],
                    "quantity": 1,
                    "returnReason": "DEFECTIVE",
                }
            ],
        },
    )["return"]
    reverse = made["reverseFulfillmentOrders"]["nodes"][0]["lineItems"]["nodes"][0]
    payment = order["transactions"][0]["id"]
    processed = merchant.do(
        """mutation Process($input: ReturnProcessInput!) {
             returnProcess(input: $input) {
               return {
                 status refunds(first: 2) { nodes {
                   totalRefundedSet { shopMoney { amount } }
                 } }
               }
               userErrors { code field message }
             }
           }""",
        input={
            "returnId": made["id"],
            "returnLineItems": [
                {
                    "id": made["returnLineItems"]["nodes"][0]["id"],
                    "quantity": 1,
                    "dispositions": [
                        {
                            "dispositionType": "RESTOCKED",
                            "locationId": merchant.locations()[0],
                            "quantity": 1,
                            "reverseFulfillmentOrderLineItemId": reverse["id"],
                        }
                    ],
                }
            ],
            "financialTransfer": {
                "issueRefund": {
                    "orderTransactions": [
                        {
                            "parentId": payment,
                            "transactionAmount": {
                                "amount": "10.00",
                                "currencyCode": "USD",
                            },
                        }
                    ]
                }
            },
        },
    )["return"]
    assert processed["status"] == "CLOSED"
    refund = processed["refunds"]["nodes"][0]
    assert refund["totalRefundedSet"]["shopMoney"]["amount"] == "10.0"
    item = product["variants"]["nodes"][0]["inventoryItem"]["id"]
    assert merchant.available(item) == 9


def test_a_draft_order_becomes_an_order(merchant):
    variant = merchant.product(price="10.00")["variants"]["nodes"][0]["id"]
    draft = merchant.do(
        """mutation Draft($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
             draftOrder { id name status totalPriceSet { shopMoney { amount } } }
             userErrors { field message }
           } }""",
        input={
            "email": "b2b@example.org",
            "lineItems": [{"variantId": variant, "quantity": 3}],
        },
    )["draftOrder"]
    assert draft["totalPriceSet"]["shopMoney"]["amount"] == "30.0"
    done = merchant.do(
        """mutation Complete($id: ID!) { draftOrderComplete(id: $id) {
             draftOrder { status order { displayFinancialStatus sourceName } }
             userErrors { field message }
           } }""",
        id=draft["id"],
    )["draftOrder"]
    assert done["status"] == "COMPLETED"
    assert done["order"]["sourceName"] == "shopify_draft_order"


def test_customers_are_made_found_and_changed(merchant):
    made = merchant.do(
        """mutation New($input: CustomerInput!) { customerCreate(input: $input) {
             customer { id displayName } userErrors { field message }
           } }""",
        input={"firstName": "Ada", "lastName": "Lang", "email": "ada@example.org"},
    )["customer"]
    found = merchant.read(
        """query Find($query: String!) { customers(first: 5, query: $query) {
             nodes { id defaultEmailAddress { emailAddress } numberOfOrders }
           } }""",
        query="email:ada@example.org",
    )["nodes"]
    assert [node["id"] for node in found] == [made["id"]]
    changed = merchant.do(
        """mutation Change($input: CustomerInput!) { customerUpdate(input: $input) {
             customer { taxExempt note } userErrors { field message }
           } }""",
        input={"id": made["id"], "taxExempt": True, "note": "Odoo"},
    )["customer"]
    assert changed == {"taxExempt": True, "note": "Odoo"}


def test_payouts_account_for_every_cent(remote):
    account = Merchant(remote).read(
        """{ shopifyPaymentsAccount {
             balance { amount currencyCode }
             payouts(first: 5, reverse: true, query: "status:paid") { nodes {
               id issuedAt status net { amount }
             } }
             balanceTransactions(first: 100, query: "transaction_type:charge") { nodes {
               type amount { amount } fee { amount } net { amount }
               associatedOrder { id name } associatedPayout { id status }
             } }
           } }"""
    )
    assert account["payouts"]["nodes"]
    for row in account["balanceTransactions"]["nodes"]:
        amount, fee, net = (Decimal(row[k]["amount"]) for k in ("amount", "fee", "net"))
        assert amount - fee == net
        assert row["associatedOrder"]["name"].startswith("#")
