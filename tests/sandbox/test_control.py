"""The control API does what its description says, and the description is complete."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import requests
import yaml

import sandbox as package

OPENAPI = yaml.safe_load((Path(package.__file__).parent / "openapi.yaml").read_text())


def described() -> set[tuple[str, str]]:
    return {
        (method.upper(), path)
        for path, methods in OPENAPI["paths"].items()
        for method in methods
    }


def test_the_description_names_every_route_and_no_other(sandbox):
    async def routes():
        runner = sandbox._runner
        return {
            (route.method, route.resource.canonical)
            for route in runner.app.router.routes()
            if route.resource.canonical.startswith("/control")
            and route.method != "HEAD"
        }

    assert sandbox.run(routes) == described()


def call(client, method: str, path: str) -> requests.Response:
    bodies = {
        ("POST", "/control/faults"): {"kind": "status", "id": "one"},
        ("POST", "/control/orders"): {"platform": "corner", "count": 2},
        ("POST", "/control/live"): {"orders_per_minute": 0},
        ("POST", "/control/clock"): {"advance_s": 1},
        ("POST", "/control/{platform}/{action}"): {"how": "at once"},
    }
    url = client.sandbox.base_url + path.replace("{platform}", "corner")
    url = url.replace("{action}", "burn-down").replace("{rule}", "one")
    body = bodies.get((method, path), {})
    return requests.request(method, url, json=body, timeout=10)


@pytest.mark.parametrize(("method", "path"), sorted(described()))
def test_every_answer_has_the_shape_that_is_described(client, method, path):
    client.post("/corner/orders")
    client.fault("slow", id="one", platform="nobody")

    answer = call(client, method, path)

    assert answer.status_code == 200, answer.text
    said = OPENAPI["paths"][path][method.lower()]["responses"]["200"]
    if "$ref" in said:
        said = OPENAPI["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
    if "application/json" in said["content"]:
        schema = said["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), {**schema, **definitions()})


def definitions() -> dict:
    return {"components": OPENAPI["components"]}


def test_orders_are_made_on_demand_and_seen_in_the_state(client):
    made = client.post("/control/orders", platform="corner", count=3).json()
    assert made == {"orders": ["C1", "C2", "C3"]}
    assert client.get("/control/state/corner").json()["counts"]["orders"] == 3


def test_starting_over_empties_or_fills_every_platform(client):
    client.post("/corner/orders")
    client.fault("status")

    assert client.post("/control/reset", seed=3).json() == {"seed": 3}

    assert client.get("/control/state/corner").json()["counts"] == {
        "orders": 0,
        "loaded": 1000,
    }
    assert client.get("/control/faults").json()["rules"] == []


def test_a_platforms_own_actions_are_within_reach(client):
    client.post("/corner/orders")
    assert client.get("/control/state").json()["actions"] == {"corner": ["burn-down"]}
    burnt = client.post("/control/corner/burn-down", how="at once")
    assert burnt.json() == {"lost": 1}
    answer = client.post("/control/corner/fly")
    assert (answer.status_code, answer.json()["error"]) == (
        404,
        "no such action; known: burn-down",
    )


def test_an_action_that_cannot_be_done_says_why(client):
    slowly = client.post("/control/corner/burn-down", how="slowly")
    assert (slowly.status_code, slowly.json()["error"]) == (
        400,
        "it burns at once or not at all",
    )
    nothing = client.post("/control/corner/burn-down")
    assert (nothing.status_code, nothing.json()["error"]) == (
        400,
        "how is missing or unknown",
    )


def test_live_traffic_is_as_dense_as_told(client, sandbox, shop, monkeypatch):
    monkeypatch.setattr("sandbox.kernel.live.SHARES", {"corner": 1})
    client.post("/control/clock", freeze=True)
    client.post("/control/live", orders_per_minute=6)
    client.advance(600)
    assert 50 <= len(shop.orders) <= 75

    client.post("/control/live", orders_per_minute=0)
    ended = len(shop.orders)
    client.advance(600)
    assert len(shop.orders) == ended


def test_a_strange_web_page_cannot_play_with_it(client):
    """A form or a beacon of another origin cannot send application/json."""
    url = client.sandbox.base_url + "/control/reset"
    answer = requests.post(url, data=json.dumps({"seed": 9}), timeout=10)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:80", 200), ("[::1]", 200), ("evil.example", 403)],
)
def test_a_name_made_to_point_here_does_not_open_the_door(client, host, status):
    answer = client.get("/control/clock", headers={"Host": host})
    assert answer.status_code == status


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"count": "many"}', b"\xff"])
def test_what_makes_no_sense_is_refused_in_plain_words(client, body):
    answer = requests.post(
        client.sandbox.base_url + "/control/orders",
        data=body,
        headers={"Content-Type": "application/json"},
        timeout=10,
    )
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]


def test_an_answer_that_breaks_the_contract_is_our_bug_and_loud(client):
    answer = client.get("/corner/broken")
    assert answer.status_code == 599
    assert answer.headers["X-Sandbox-Contract"] == "broken"
    assert client.get("/control/state").json()["breaches"] == 1
    (entry,) = client.get("/control/journal?kind=breach").json()["entries"]
    assert entry["problems"] == ["orders: is missing"]
