"""Shipments and cancellations, told to eBay once."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import (
    CancelOrder,
    CancelShipment,
    CorrectTracking,
    Ship,
)
from odoo.addons.omni_commerce.documents import Kind, Parcel
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_ebay.client.carriers import carrier_code

from .test_orders import sold


@pytest.fixture
def order(remote, ebay):
    ref = sold(remote, quantity=2)
    return ebay.get(Kind.ORDER, [ref])[ref]


def lines(order, quantity=2):
    return ((order.lines[0].ref, Decimal(quantity)),)


def parcels_there(remote, order):
    return remote.platform.seller().orders[order.ref].parcels


def test_a_shipment_goes_out_with_its_carrier_and_number(remote, ebay, order):
    parcel = Parcel("1Z 999-AA1", "UPS Ground (Stamps)")
    [result] = ebay.push([Ship(order.ref, lines(order), (parcel,))])
    assert result.ok and result.ref == "1Z999AA1"
    [told] = parcels_there(remote, order)
    assert (told.carrier, told.tracking) == ("UPS", "1Z999AA1")
    assert told.lines == {order.lines[0].ref: 2}


def test_a_lost_answer_ships_once(remote, ebay, order):
    command = Ship(order.ref, lines(order), (Parcel("LOST12345", "USPS"),))
    first, again = ebay.push([command, command])
    assert first.ref == again.ref == "LOST12345"
    assert len(parcels_there(remote, order)) == 1


def test_each_parcel_is_told(remote, ebay, order):
    both = (Parcel("PART11111", "USPS"), Parcel("PART22222", "DHL eCommerce"))
    [result] = ebay.push([Ship(order.ref, lines(order), both)])
    assert result.data["fulfilments"] == ["PART11111", "PART22222"]
    carriers = [parcel.carrier for parcel in parcels_there(remote, order)]
    assert carriers == ["USPS", "DHLGlobalMail"]


def test_goods_that_leave_without_a_number_are_marked_as_shipped(remote, ebay, order):
    [result] = ebay.push([Ship(order.ref, lines(order))])
    assert result.ok
    assert parcels_there(remote, order)[0].tracking == ""
    found = ebay.get(Kind.ORDER, [order.ref])[order.ref]
    assert found.fulfilments[0].parcels == ()
    assert found.fulfilments[0].lines == lines(order)


def test_a_corrected_number_is_added_for_the_same_goods(remote, ebay, order):
    [first] = ebay.push([Ship(order.ref, lines(order), (Parcel("WRONG1234", "USPS"),))])
    right = (Parcel("RIGHT5678", "USPS"),)
    [result] = ebay.push([CorrectTracking(order.ref, first.ref, right)])
    assert result.ref == "RIGHT5678"
    assert [p.lines for p in parcels_there(remote, order)] == [
        {order.lines[0].ref: 2},
        {order.lines[0].ref: 2},
    ]


def test_a_shipment_cannot_be_taken_back_and_says_what_to_do(ebay, order):
    [result] = ebay.push([CancelShipment(order.ref, "X")])
    assert isinstance(result.error, RejectedError)
    assert "write to the buyer" in result.error.message


def test_what_was_not_sold_cannot_be_shipped(ebay, order):
    [result] = ebay.push([Ship(order.ref, lines(order, 3), (Parcel("MORE12345", ""),))])
    assert result.error.code == "32600"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USPS Ground Advantage", "USPS"),
        ("stamps_com", "USPS"),
        ("FedEx Home Delivery", "FedEx"),
        ("DHL Paket", "DHL"),
        ("dhl_ecommerce", "DHLGlobalMail"),
        ("Royal Mail Tracked 48", "RoyalMail"),
        ("Bike courier", "Other"),
        ("", "Other"),
    ],
)
def test_carriers_are_known_by_the_names_that_they_have_elsewhere(name, code):
    assert carrier_code(name) == code


# -- cancellations --


def test_an_order_that_is_cancelled_here_is_cancelled_there_once(remote, ebay, order):
    wish = CancelOrder(order.ref, reason="inventory")
    first, again = ebay.push([wish, wish])
    assert first.ok and again.ok
    theirs = remote.platform.seller().orders[order.ref]
    assert theirs.cancelled_at and len(theirs.cancels) == 1
    found = ebay.get(Kind.ORDER, [order.ref])[order.ref]
    assert found.cancelled_at
    assert found.cancel_reason == "out of stock or cannot fulfill"


def test_a_buyer_s_open_request_is_agreed_to(remote, ebay, order):
    remote.act("ebay", "request-cancel", order_id=order.ref)
    assert ebay.get(Kind.ORDER, [order.ref])[order.ref].cancel_requested
    [result] = ebay.push([CancelOrder(order.ref, reason="customer")])
    assert result.ok
    [cancel] = remote.platform.seller().orders[order.ref].cancels
    assert (cancel.initiator, cancel.state) == ("BUYER", "COMPLETED")


def test_a_shipped_order_cannot_be_cancelled(ebay, order):
    ebay.push([Ship(order.ref, lines(order), (Parcel("GONE12345", "USPS"),))])
    [result] = ebay.push([CancelOrder(order.ref)])
    assert not result.ok
