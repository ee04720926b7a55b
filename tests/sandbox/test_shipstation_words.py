"""ShipStation's words: dates, weights, prices and label files, without a server."""

from __future__ import annotations

import io
from datetime import datetime, timezone
from decimal import Decimal

import pytest
from PIL import Image

from sandbox.shipstation import dates, units
from sandbox.shipstation.carriers import UPS, USPS
from sandbox.shipstation.documents import LabelPage, render
from sandbox.shipstation.limits import Window
from sandbox.shipstation.rating import Parcel, Route, quote, why_not

NOON = datetime(2026, 7, 1, 12, tzinfo=timezone.utc)
PAGE = LabelPage("USPS", ("Us",), ("Jo (Rider) ^FR~", "Ω St"), "94001", ("Order 1",))


@pytest.mark.parametrize(
    ("moment", "printed"),
    [
        (NOON, "2026-07-01T05:00:00.0000000"),
        (NOON.replace(month=1), "2026-01-01T04:00:00.0000000"),
    ],
)
def test_v1_prints_pacific_time_through_summer_and_winter(moment, printed):
    assert dates.pacific(moment) == printed
    assert dates.read_pacific(printed) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-01T12:00:00Z",
        "2026-07-01T12:00:00.0000000Z",
        "2026-07-01 05:00:00",
        "2026-07-01T14:00:00+02:00",
    ],
)
def test_dates_are_read_as_clients_write_them(text):
    assert dates.read_pacific(text) == NOON


def test_weights_keep_their_exact_factors():
    assert units.grams({"value": 1, "units": "pounds"}) == Decimal("453.59237")
    assert units.grams({"value": 16, "unit": "ounce"}) == Decimal("453.592370000")
    assert units.v1_weight({"value": 2, "unit": "kilogram"})["value"] == 2000
    assert units.v2_weight({"value": 3, "units": "ounces"})["unit"] == "ounce"


def test_a_price_grows_with_weight_and_distance():
    ground = next(s for s in UPS.services if s.code == "ups_ground")

    def price(weight_g: int, postcode: str) -> Decimal:
        route = Route("US", "97211", "US", postcode)
        return quote(UPS, ground, [Parcel(Decimal(weight_g))], route, None).cost

    assert price(500, "97211") < price(5_000, "97211") < price(5_000, "10001")


def test_a_big_light_parcel_is_billed_by_its_size():
    service = USPS.services[0]
    route = Route("US", "97211", "US", "78701")
    small = Parcel(Decimal(500))
    big = Parcel(Decimal(500), dimensions=dict.fromkeys(
        ("length", "width", "height"), 20) | {"units": "inches"})  # fmt: skip
    prices = [quote(USPS, service, [one], route, None).cost for one in (small, big)]
    assert prices[0] < prices[1]


def test_a_flat_rate_box_costs_the_same_whatever_is_in_it():
    service = USPS.services[1]
    route = Route("US", "97211", "US", "10001")
    prices = {
        quote(USPS, service, [Parcel(Decimal(g), "small_flat_rate_box")], route, None)
        .cost
        for g in (100, 9_000)
    }  # fmt: skip
    assert prices == {Decimal("9.10")}


def test_a_service_says_why_it_does_not_go_there():
    service = USPS.services[0]
    abroad = Route("US", "97211", "DE", "10115")
    assert "does not ship to DE" in str(why_not(service, [], abroad))


def test_hostile_text_stays_text_on_every_label():
    assert rb"Jo \(Rider\)" in render("pdf", [PAGE])
    zpl = render("zpl", [PAGE]).decode()
    assert "_5eFR_7e" in zpl
    assert zpl.count("^XA") == 1
    with Image.open(io.BytesIO(render("png", [PAGE]))) as png:
        png.load()
        assert png.size == (812, 1218)


def test_a_budget_is_for_one_minute_from_the_first_call():
    window = Window()
    assert [window.take(NOON, 2) for _ in range(3)] == [True, True, False]
    assert window.reset_s(NOON.replace(second=45)) == 15
    assert window.take(NOON.replace(minute=1), 2) is True
