"""Every request of our client, judged by the vendor's contract: the sandbox answers 400
to one that breaks it, and the client would raise."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import count

import pytest

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_shipping.documents import (
    Address,
    AddressState,
    Commodity,
    Customs,
    Money,
    Parcel,
    Progress,
    RateRequest,
    Size,
    TaxId,
    Weight,
)

from .shipstation_client import (
    BOTH,
    JO,
    ONLY_V1,
    ONLY_V2,
    PARCEL,
    US,
    open_client,
    ship_request,
)
from .shipstation_seller import Seller

_names = count(1)
BIG = Parcel(
    Weight(Decimal("3.2"), "kg"),
    Size(Decimal(300), Decimal(200), Decimal(100), "mm"),
    insured=Money(Decimal(250), "USD"),
)
SINCE = datetime.now(timezone.utc) - timedelta(days=1)


@pytest.fixture
def seller(remote) -> Seller:
    return Seller(remote, f"client-{next(_names)}")


@pytest.fixture(params=[ONLY_V1, ONLY_V2], ids=["V1", "V2"])
def client(request, seller):
    """The same face over either API."""
    return open_client(seller, request.param)


def at_portland(seller):
    """V1 ships from its own warehouses: one stands where we are."""
    warehouse = seller.v1("GET", "/warehouses").json()[0]
    origin = {**warehouse["originAddress"], "postalCode": US.zip, "country": "US"}
    body = {
        "warehouseId": warehouse["warehouseId"],
        "warehouseName": warehouse["warehouseName"],
        "originAddress": origin,
        "returnAddress": origin,
    }
    path = f"/warehouses/{warehouse['warehouseId']}"
    answer = seller.v1("PUT", path, body)
    assert answer.status_code == 200, answer.text


# -- connection ------------------------------------------------------------------------
def test_the_check_names_the_carriers_and_what_the_keys_lack(seller):
    assert open_client(seller, BOTH).check().warnings == []
    [lacking] = open_client(seller, ONLY_V1).check().warnings
    assert "40 calls a minute" in lacking
    found = open_client(seller, ONLY_V2).check()
    assert "200 calls a minute" in found.warnings[0]
    assert "Stamps.com" in found.account


def test_a_connection_without_keys_says_where_they_are():
    seller = type("Keyless", (), {"keys": {}, "remote": None})
    with pytest.raises(AuthError, match="API Settings"):
        open_client(seller, (), base_url="http://127.0.0.1:1")


@pytest.mark.parametrize("keys", [ONLY_V1, ONLY_V2])
def test_a_plan_without_the_api_is_said_in_plain_words(seller, keys):
    seller.act("set-account", api_access=False)
    with pytest.raises(AuthError, match="does not include the API"):
        open_client(seller, keys).check()


def test_services_are_the_same_through_either_api(seller):
    by_v1, by_v2 = open_client(seller, ONLY_V1), open_client(seller, ONLY_V2)
    assert {s.key for s in by_v1.services()} == {s.key for s in by_v2.services()}


# -- prices ----------------------------------------------------------------------------
def test_prices_add_up_over_all_parcels_and_say_their_parts(client):
    one = {r.key: r for r in client.rates(RateRequest(US, JO, (PARCEL,)))}
    two = {r.key: r for r in client.rates(RateRequest(US, JO, (PARCEL, PARCEL)))}
    assert one and set(two) <= set(one)
    for key, rate in two.items():
        assert rate.total.amount == one[key].total.amount * 2
        assert sum(part.amount for part in rate.charges) == rate.total.amount


def test_parcels_that_differ_are_asked_for_one_by_one(client):
    mixed = client.rates(RateRequest(US, JO, (PARCEL, BIG)))
    each = [client.rates(RateRequest(US, JO, (one,))) for one in (PARCEL, BIG)]
    prices = [{rate.key: rate.total.amount for rate in rates} for rates in each]
    for rate in mixed:
        assert rate.total.amount == sum(price[rate.key] for price in prices)


def test_asking_for_a_price_leaves_nothing_behind(seller):
    open_client(seller, ONLY_V2).rates(RateRequest(US, JO, (PARCEL,)))
    assert seller.v2("GET", "/shipments").json()["total"] == 0


def test_only_the_carriers_of_the_method_are_asked(client):
    rates = client.rates(RateRequest(US, JO, (PARCEL,), carriers=("ups",)))
    assert {rate.carrier_code for rate in rates} == {"ups"}


# -- addresses and packages ------------------------------------------------------------
def test_a_register_knows_which_addresses_exist_and_who_lives_there(seller):
    client = open_client(seller, ONLY_V2)
    right = client.check_address(JO)
    assert right.state is AddressState.VERIFIED
    assert right.suggestion.street == JO.street.upper()
    wrong = client.check_address(replace(JO, zip="ABC"))
    assert (wrong.state, wrong.suggestion) == (AddressState.WRONG, None)
    assert "postal code" in wrong.text
    nowhere = client.check_address(replace(JO, country="JP"))
    assert nowhere.state is AddressState.UNKNOWN


def test_v1_has_no_register_of_addresses(seller):
    verdict = open_client(seller, ONLY_V1).check_address(JO)
    assert verdict.state is AddressState.UNKNOWN


def test_each_carrier_says_its_packages_and_what_money_is_left(client):
    accounts = {one.code: one for one in client.accounts()}
    assert "package" in {one.code for one in accounts["stamps_com"].packages}
    assert accounts["stamps_com"].balance.amount == 500
    assert accounts["ups"].balance is None
    [ups] = client.accounts("ups")
    assert ups == accounts["ups"]
    assert {one.carrier_code for one in client.services("ups")} == {"ups"}


def test_boxes_of_the_accounts_own_come_with_their_sizes(seller):
    sides = {"length": 12, "width": 9, "height": 4, "unit": "inch"}
    box = {"package_code": "chain_box", "name": "Chain box", "dimensions": sides}
    assert seller.v2("POST", "/packages", box).status_code == 200
    *_carriers, own = open_client(seller, ONLY_V2).accounts()
    [found] = own.packages
    assert found.size == Size(Decimal(12), Decimal(9), Decimal(4), "in")


# -- labels ----------------------------------------------------------------------------
def test_a_label_is_bought_found_again_and_given_back(client, seller):
    at_portland(seller)
    request = ship_request(client)
    assert client.find(request.ref) is None
    bought = client.ship(request)
    assert bought.documents[0].content.startswith(b"%PDF-")
    assert bought.cost.amount > 0 and bought.cost.currency == "USD"
    found = client.find(request.ref)
    assert (found.remote_ref, found.tracking_number, found.cost) == (
        bought.remote_ref,
        bought.tracking_number,
        bought.cost,
    )
    assert client.void(bought.remote_ref).approved
    assert client.void(bought.remote_ref).approved, "void already: as good"
    assert client.find(request.ref) is None


def test_a_second_purchase_under_the_same_reference_is_refused(client, seller):
    at_portland(seller)
    request = ship_request(client)
    client.ship(request)
    with pytest.raises(RejectedError):
        client.ship(request)
    assert len(seller.v2("GET", "/labels").json()["labels"]) == 1


def test_a_shipment_that_got_no_label_gets_it_in_the_next_try(seller):
    client = open_client(seller, ONLY_V2)
    request = ship_request(client)
    body = {
        "shipments": [
            seller.shipment_body(external_shipment_id=request.ref),
        ]
    }
    assert seller.v2("POST", "/shipments", body).status_code == 200
    assert client.ship(request).tracking_number
    assert len(seller.v2("GET", "/labels").json()["labels"]) == 1


def test_a_return_label_goes_back_and_is_found_and_refused_twice_as_well(seller):
    client = open_client(seller, ONLY_V2)
    request = ship_request(client, ship_from=JO, ship_to=US, is_return=True)
    bought = client.ship(request)
    assert bought.is_return
    assert client.find(request.ref).remote_ref == bought.remote_ref
    with pytest.raises(RejectedError):
        client.ship(request)
    assert len(seller.v2("GET", "/labels").json()["labels"]) == 1


def test_v1_says_that_it_has_no_return_labels(seller):
    client = open_client(seller, ONLY_V1)
    with pytest.raises(RejectedError, match="V2 API key"):
        client.ship(ship_request(client, is_return=True))


@pytest.mark.parametrize("kind, start", [("zpl", b"^XA"), ("png", b"\x89PNG")])
def test_v2_has_labels_for_every_printer(seller, kind, start):
    client = open_client(seller, ONLY_V2)
    bought = client.ship(ship_request(client, label_format=kind))
    [document] = bought.documents
    assert (document.extension, document.content[: len(start)]) == (kind, start)


def test_insurance_size_and_kilograms_are_understood(client, seller):
    at_portland(seller)
    bought = client.ship(ship_request(client, parcel=BIG))
    plain = client.ship(ship_request(client, ref="omni-12345678-b"))
    assert bought.cost.amount > plain.cost.amount


def test_a_parcel_abroad_carries_its_customs(client, seller):
    at_portland(seller)
    abroad = Address("Jean", "1 Rue", "Paris", "FR", zip="75001")
    goods = Commodity(
        "Chain", 2, Money(Decimal("39.50"), "USD"), "US", "7315.11", "TT-1"
    )
    rates = client.rates(RateRequest(US, abroad, (PARCEL,), ("stamps_com",)))
    request = ship_request(
        client,
        ship_to=abroad,
        service_code=rates[0].service_code,
        customs=Customs(
            (goods,),
            "gift",
            abandon=True,
            tax_ids=(
                TaxId("eori", "GB205672212000", "GB"),
                TaxId("vat", "FR23334175221", "FR", "receiver"),
            ),
        ),
    )
    assert client.ship(request).tracking_number
    if client.v2:
        [there] = seller.v2("GET", "/shipments").json()["shipments"]
        assert there["customs"]["contents"] == "gift"
        assert there["customs"]["non_delivery"] == "treat_as_abandoned"
        assert [one["value"] for one in there["tax_identifiers"]] == [
            "GB205672212000",
            "FR23334175221",
        ]


def test_an_empty_balance_is_a_refusal_and_not_a_hiccup(client, seller):
    at_portland(seller)
    request = ship_request(client)
    seller.act("add-funds", carrier="stamps_com", amount=-500)
    with pytest.raises(RejectedError, match="Insufficient funds"):
        client.ship(request)


def test_v1_leaves_no_open_order_that_somebody_could_ship_again(seller):
    at_portland(seller)
    client = open_client(seller, ONLY_V1)
    bought = client.ship(ship_request(client))
    client.void(bought.remote_ref)
    seller.act("add-funds", carrier="stamps_com", amount=-500)
    with pytest.raises(RejectedError):
        client.ship(ship_request(client, ref="omni-12345678-b"))
    open_orders = seller.v1("GET", "/orders", orderStatus="awaiting_shipment").json()
    assert open_orders["orders"] == []


def test_v1_ships_only_from_where_it_has_a_warehouse(seller):
    client = open_client(seller, ONLY_V1)
    nome = Address(name="Us", street="1", city="Nome", zip="99762", country="US")
    request = ship_request(client, ship_from=nome)
    with pytest.raises(RejectedError, match="Ship From"):
        client.ship(request)


# -- test mode -------------------------------------------------------------------------
def test_a_test_label_costs_nothing_and_ships_nothing(client, seller):
    before = seller.balance()
    bought = client.ship(ship_request(client, test=True))
    assert bought.test and bought.cost.amount == 0
    assert seller.balance() == before
    assert client.find(bought.ref) is None


def test_a_sandbox_connection_to_the_real_address_gets_test_labels_only(seller):
    """Whatever it is asked for. The address is swapped only after that was decided."""
    client = open_client(
        seller, ONLY_V2, environment="sandbox", base_url="https://api.shipstation.com"
    )
    client.v2 = open_client(seller, ONLY_V2).v2
    assert client.ship(ship_request(client, test=False)).test


# -- lists, tracking -------------------------------------------------------------------
def test_every_page_of_labels_is_read(client, seller, monkeypatch):
    at_portland(seller)
    for module in ("v1", "v2"):
        path = f"odoo.addons.omni_shipstation.client.{module}.PAGE_SIZE"
        monkeypatch.setattr(path, 2)
    refs = {f"omni-12345678-{n}" for n in range(5)}
    request = ship_request(client)
    for ref in refs:
        client.ship(replace(request, ref=ref))
    found = everything(client, SINCE)
    assert ({label.ref for label in found}, len(found)) == (refs, 5)


def test_a_void_is_seen_however_old_its_label_is(client, seller, remote):
    at_portland(seller)
    bought = client.ship(ship_request(client))
    remote.advance(10 * 86_400)
    client.void(bought.remote_ref)
    late = bought.created_at + timedelta(days=9)
    [seen] = everything(client, late)
    assert seen.remote_ref == bought.remote_ref
    assert seen.voided_at - seen.created_at > timedelta(days=9)


def everything(client, since):
    found, cursor = [], None
    while True:
        page = client.fetch(since, cursor)
        found += page.items
        if not page.has_more:
            return found
        cursor = page.cursor


def test_where_a_parcel_is(seller):
    client = open_client(seller, ONLY_V2)
    bought = client.ship(ship_request(client))
    assert client.track(bought.remote_ref).progress is Progress.UNKNOWN
    for status in ("accepted", "in_transit", "delivered"):
        seller.act(
            "tracking-event", tracking_number=bought.tracking_number, status=status
        )
    tracking = client.track(bought.remote_ref)
    assert tracking.progress is Progress.DELIVERED
    assert tracking.delivered_at and len(tracking.events) == 3


# -- limits and hiccups ----------------------------------------------------------------
@pytest.mark.parametrize("keys", [ONLY_V1, ONLY_V2])
def test_each_api_pays_from_its_own_budget_and_says_when_it_is_empty(seller, keys):
    api = "v1" if keys == ONLY_V1 else "v2"
    seller.act("set-account", **{f"{api}_limit": 2})
    client = open_client(seller, keys)
    with pytest.raises(ThrottledError) as caught:
        for _call in range(3):
            client.check()
    assert 0 < caught.value.retry_after <= 60
    lease = client._transport.lease
    assert lease.used_of(api) == 3
    assert lease.used_of("v2" if api == "v1" else "v1") == 0
    assert {reading.name for reading in lease.readings} == {api}
    assert any(reading.resets_at for reading in lease.readings), "when it is full again"


@pytest.mark.parametrize("keys", [ONLY_V1, ONLY_V2])
def test_a_server_that_stumbles_over_a_question_is_asked_again_later(
    seller, remote, keys
):
    remote.fault("status", platform="shipstation", times=1, args={"status": 500})
    with pytest.raises(TransientError):
        open_client(seller, keys).check()


def test_keys_that_were_taken_back_need_a_person(client, remote):
    remote.fault("revoke_token", platform="shipstation")
    with pytest.raises(AuthError):
        client.check()
