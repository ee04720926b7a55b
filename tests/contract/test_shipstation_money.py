"""Labels cost money: what is taken, what comes back, and the files paid for."""

from __future__ import annotations

import base64
import io
from itertools import count

import pytest
from pypdf import PdfReader

from .shipstation_seller import PACKAGE, Seller

_names = count(1)


@pytest.fixture
def seller(remote) -> Seller:
    return Seller(remote, f"money-{next(_names)}")


def test_a_label_is_paid_from_the_carriers_balance_and_a_void_gives_it_back(seller):
    before = seller.balance()
    label = seller.label(seller.order("S1")["orderId"])
    assert seller.balance() == pytest.approx(before - label["shipmentCost"])
    body = {"shipmentId": label["shipmentId"]}
    assert seller.v1("POST", "/shipments/voidlabel", body).json()["approved"]
    assert seller.balance() == pytest.approx(before)


def test_a_voided_order_can_be_shipped_again(seller):
    order = seller.order("S1")
    label = seller.label(order["orderId"])
    body = {"shipmentId": label["shipmentId"]}
    seller.v1("POST", "/shipments/voidlabel", body)
    assert seller.label(order["orderId"])["shipmentId"] != label["shipmentId"]


def test_the_same_parcel_always_costs_the_same(seller):
    costs = {seller.v2_label()["shipment_cost"]["amount"] for _ in range(3)}
    assert len(costs) == 1


def test_a_test_label_costs_nothing_and_ships_nothing(seller):
    before, order = seller.balance(), seller.order("S1")
    label = seller.label(order["orderId"], testLabel=True)
    assert (label["shipmentCost"], seller.balance()) == (0, before)
    read = seller.v1("GET", f"/orders/{order['orderId']}").json()
    assert read["orderStatus"] == "awaiting_shipment"
    assert seller.v1("GET", "/shipments").json()["total"] == 0


def test_an_empty_balance_buys_nothing_in_either_api(seller):
    seller.act("add-funds", carrier="stamps_com", amount=-500)
    order = seller.order("S1")
    body = seller.label_body(order["orderId"])
    answer = seller.v1("POST", "/orders/createlabelfororder", body)
    assert answer.status_code == 500
    assert "Insufficient funds" in answer.json()["ExceptionMessage"]
    answer = seller.v2("POST", "/labels", {"shipment": seller.shipment_body()})
    error = answer.json()["errors"][0]
    assert (error["error_code"], error["error_type"]) == (
        "insufficient_funds",
        "account_status",
    )
    assert seller.balance() == 0


def test_insurance_is_charged_by_the_hundred(seller):
    insured = {**PACKAGE, "insured_value": {"currency": "usd", "amount": 250}}
    label = seller.v2_label(packages=[insured])
    assert label["insurance_cost"]["amount"] == 3.75


def test_a_scanned_parcel_cannot_be_voided(seller):
    label = seller.v2_label()
    number = label["tracking_number"]
    seller.act("tracking-event", tracking_number=number, status="accepted")
    answer = seller.v2("PUT", f"/labels/{label['label_id']}/void").json()
    assert answer["approved"] is False
    assert answer["reason_code"] == "label_already_used"


def test_an_old_label_cannot_be_voided(seller, remote):
    label = seller.v2_label()
    remote.advance(29 * 86_400)
    answer = seller.v2("PUT", f"/labels/{label['label_id']}/void").json()
    assert answer["reason_code"] == "label_not_found_within_void_period"


def test_a_label_can_be_voided_once(seller):
    label = seller.v2_label()
    path = f"/labels/{label['label_id']}/void"
    assert seller.v2("PUT", path).json()["approved"] is True
    assert seller.v2("PUT", path).json()["reason_code"] == "label_already_voided"
    read = seller.v2("GET", f"/shipments/{label['shipment_id']}").json()
    assert read["shipment_status"] == "pending"


# -- files -------------------------------------------------------------------------
def test_the_pdf_opens_and_says_where_the_parcel_goes(seller):
    label = seller.label(seller.order("S1")["orderId"])
    pdf = PdfReader(io.BytesIO(base64.b64decode(label["labelData"])), strict=True)
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text()
    assert "Jo Rider" in text
    assert label["trackingNumber"] in text


def test_links_serve_the_label_in_every_format_and_need_no_key(seller, remote):
    label = seller.v2_label()
    begins = {"pdf": b"%PDF-", "png": b"\x89PNG", "zpl": b"^XA"}
    for kind, start in begins.items():
        url = label["label_download"][kind].removeprefix(remote.base_url)
        answer = remote.get(url)
        assert answer.content.startswith(start)
    assert remote.get(url.replace("label-", "label-9")).status_code == 404


def test_the_zpl_prints_the_tracking_number_as_a_barcode(seller):
    body = {
        "shipment": seller.shipment_body(),
        "label_format": "zpl",
        "label_download_type": "inline",
    }
    label = seller.v2("POST", "/labels", body).json()
    coded = label["label_download"]["href"].partition(";base64,")[2]
    zpl = base64.b64decode(coded).decode()
    assert f"^BCN,200,Y,N,N^FD{label['tracking_number']}^FS" in zpl
    assert zpl.strip().endswith("^XZ")


def test_several_parcels_make_several_pages(seller, remote):
    label = seller.v2_label(
        carrier_id=seller.carrier_id("ups"),
        service_code="ups_ground",
        packages=[PACKAGE, PACKAGE],
    )
    url = label["label_download"]["pdf"].removeprefix(remote.base_url)
    pdf = PdfReader(io.BytesIO(remote.get(url).content), strict=True)
    assert len(pdf.pages) == 2
