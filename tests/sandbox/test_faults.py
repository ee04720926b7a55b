"""Failures on demand: each does what it says, as often as it was told."""

from __future__ import annotations

import pytest
import requests


def test_without_rules_everything_goes_well(client):
    assert client.get("/corner/orders").json() == {"orders": []}


def test_a_status_comes_as_often_as_told_and_says_when_to_come_back(client):
    client.fault("status", times=2, args={"code": 503, "retry_after": 7})

    answers = [client.get("/corner/orders") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].headers["Retry-After"] == "7"


def test_throttled_means_429_unless_the_platform_says_it_otherwise(client):
    client.fault("throttle", times=1)
    assert client.get("/corner/orders").status_code == 429


def test_a_rule_strikes_only_where_it_matches(client):
    client.fault("status", match={"operation": "^POST", "path": "orders$"})
    client.fault("status", platform="shopify")

    assert client.get("/corner/orders").ok
    assert client.post("/corner/orders").status_code == 503


def test_hanging_up_leaves_no_trace_of_the_order(client, shop):
    client.fault("hangup", times=1)
    with pytest.raises(requests.ConnectionError):
        client.post("/corner/orders")
    assert shop.orders == []


def test_hanging_up_after_the_work_loses_only_the_answer(client, shop):
    client.fault("hangup", times=1, args={"after": True})
    with pytest.raises(requests.ConnectionError):
        client.post("/corner/orders")
    assert shop.orders == ["C1"]


def test_half_an_answer_promises_more_than_it_sends(client, shop):
    client.fault("half", times=1)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        client.post("/corner/orders")
    assert shop.orders == ["C1"]


def test_a_timeout_keeps_the_caller_waiting(client, sandbox):
    client.fault("timeout", times=1, args={"seconds": 30})
    with pytest.raises(requests.ReadTimeout):
        requests.get(sandbox.base_url + "/corner/orders", timeout=0.3)


def test_slow_is_late_but_right(client):
    client.fault("slow", times=1, args={"seconds": 0.2})
    answer = client.get("/corner/orders")
    assert answer.json() == {"orders": []}
    assert answer.elapsed.total_seconds() >= 0.2


def test_proxies_answer_html_with_status_200(client):
    client.fault("html200", times=1)
    answer = client.get("/corner/orders")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")


def test_redirects_lead_where_they_were_told(client):
    client.fault("redirect", times=1, args={"location": "http://127.0.0.1:9/"})
    answer = client.get("/corner/orders", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "http://127.0.0.1:9/",
    )


def test_chance_is_the_same_for_the_same_seed(client):
    def run() -> list[int]:
        client.post("/control/reset", seed=5, data=False)
        client.fault("status", probability=0.5)
        return [client.get("/corner/orders").status_code for _ in range(20)]

    first = run()
    assert run() == first
    assert set(first) == {200, 503}


def test_rules_can_be_seen_counted_and_taken_back(client):
    rule = client.fault("status", times=3)
    client.get("/corner/orders")
    (seen,) = client.get("/control/faults").json()["rules"]
    assert (seen["id"], seen["hits"], seen["times"]) == (rule, 1, 2)

    assert client.delete(f"/control/faults/{rule}").ok
    assert client.get("/corner/orders").ok
    assert client.delete(f"/control/faults/{rule}").status_code == 404


def test_a_platform_asks_for_its_own_kinds(client, sandbox):
    client.fault("expire_token", platform="corner", times=1)
    faults = sandbox.kernel.faults

    async def asked():
        return [bool(faults.active("expire_token", "corner", "any")) for _ in range(2)]

    assert sandbox.run(asked) == [True, False]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"kind": "explode"}, "kind must be one of"),
        ({"kind": "status", "match": {"path": "("}}, "no regular expression"),
        ({"kind": "status", "times": 0}, "times must be"),
        ({"kind": "status", "times": True}, "times must be"),
        ({"kind": "status", "probability": 2}, "probability must lie"),
        ({"kind": "status", "args": "soon"}, "args must be an object"),
        ({"kind": "status", "args": {"code": "x"}}, "args.code must be"),
        ({"kind": "status", "args": {"code": 42}}, "args.code must be"),
        ({"kind": "slow", "args": {"seconds": -1}}, "args.seconds must be"),
        ({"kind": "status", "match": ["x"]}, "match must be an object"),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_the_reason(client, rule, reason):
    answer = client.post("/control/faults", **rule)
    assert answer.status_code == 400
    assert reason in answer.json()["error"]
