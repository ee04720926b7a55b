"""eBay's numbers become errors whose recovery is right, in words of the user's work."""

import json
from pathlib import Path

import pytest

from odoo.addons.omni_core.lib import errors
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_ebay.client.catalogue import CATALOGUE
from odoo.addons.omni_ebay.client.errors import classify, of_part

ROOT = Path(__file__).parents[3]
REST = json.loads((ROOT / "sandbox/ebay/errors.json").read_text())
TRADING = json.loads((ROOT / "sandbox/ebay/trading/errors.json").read_text())
GATEWAY = {"1001", "1002", "1100", "2001", "2002", "2003", "2004", "215001"}


def answer(status, number, said="", **values):
    row = {
        "errorId": int(number),
        "domain": "API",
        "category": "REQUEST",
        "message": said,
        "parameters": [{"name": k, "value": v} for k, v in values.items()],
    }
    body = json.dumps({"errors": [row]}).encode()
    return Response(status, {"Content-Type": "application/json"}, body, "", "ebay")


@pytest.mark.parametrize("number", sorted(CATALOGUE))
def test_every_number_of_the_catalogue_is_one_of_ebay_s(number):
    assert number in {*REST, *TRADING["known"], *TRADING["unverified"], *GATEWAY}


@pytest.mark.parametrize("number", sorted(CATALOGUE))
def test_every_entry_says_what_happened_in_a_sentence(number):
    entry = CATALOGUE[number]
    assert entry.cause.endswith(".")
    assert entry.cause[0].isupper() or entry.cause.startswith("eBay")
    assert not entry.advice or entry.advice.endswith(".")
    error = of_part({"statusCode": 400, "errors": [{"errorId": int(number)}]})
    assert type(error) is entry.kind
    assert entry.cause in error.message


def test_what_a_person_can_mend_says_how():
    silent = [
        number
        for number, entry in CATALOGUE.items()
        if entry.kind is errors.RejectedError and not entry.advice
    ]
    # Their cause is the whole advice: another amount, another line.
    assert set(silent) <= {
        "32200",
        "32500",
        "34100",
        "34909",
        "34917",
        "34924",
        "355013",
    }


def test_the_catalogue_knows_the_errors_that_sellers_meet():
    assert len(CATALOGUE) >= 60


def test_the_case_at_hand_is_told_beside_the_general_words():
    error = classify(answer(400, "25003", "Invalid price. 0.00 is too low.", x="0.00"))
    assert error.message.startswith("The price is not valid on this site.")
    assert "0.00 is too low" in error.message
    assert "25003" in str(error)


@pytest.mark.parametrize(
    ("status", "number", "kind"),
    [
        (401, "99999", errors.AuthError),
        (404, "99999", errors.GoneError),
        (409, "99999", errors.ConflictError),
        (400, "99999", errors.RejectedError),
        (429, "99999", errors.ThrottledError),
        (500, "99999", errors.TransientError),
    ],
)
def test_a_number_that_nobody_has_met_goes_by_its_status(status, number, kind):
    assert type(classify(answer(status, number))) is kind


def test_an_expired_token_asks_for_the_next_one_and_not_for_a_person():
    for number in ("1001", "21917053"):
        assert CATALOGUE[number].code == "token_expired"
