"""Webhooks out: retried by the platform's schedule, given up by its rule."""

from __future__ import annotations


def buy(client, count: int = 1) -> None:
    assert client.post("/control/orders", platform="corner", count=count).ok


def test_a_subscriber_is_told_at_once(client, receiver):
    buy(client)
    assert client.webhooks() == [("delivered", 1)]
    assert receiver.got == [("C1", "1")]


def test_a_failure_is_tried_again_when_its_time_has_come(client, receiver):
    receiver.statuses = [500, 302, 200]
    buy(client)
    assert client.webhooks() == [("failed", 1)]

    client.advance(59)
    assert len(client.webhooks()) == 1, "one second too early"
    client.advance(2)
    client.advance(3600)

    assert client.webhooks() == [("failed", 1), ("failed", 2), ("delivered", 3)]
    # each attempt is signed anew
    assert receiver.got == [("C1", "1"), ("C1", "2"), ("C1", "3")]


def test_after_the_last_retry_the_platform_gives_up(client, receiver, shop):
    receiver.statuses = [503]
    buy(client)
    client.advance(24 * 3600)

    assert client.webhooks()[-1] == ("given up", 3)
    assert len(receiver.got) == 3
    assert shop.given_up == [receiver.url]


def test_a_subscriber_who_is_not_there_fails_the_same_way(client, shop):
    shop.subscribers.append("http://127.0.0.1:9/nobody")
    shop.schedule = ()
    buy(client)
    assert client.webhooks() == [("failed", 1), ("given up", 1)]


def test_webhooks_do_not_leave_this_machine(client, shop):
    for address in ("http://example.com/", "http://169.254.169.254/", "file:///etc"):
        shop.subscribers.append(address)
    buy(client)
    assert client.webhooks() == [("refused", None)] * 3


def test_a_duplicate_arrives_twice(client, receiver):
    client.fault("webhook_duplicate", times=1)
    buy(client, 2)
    client.webhooks()
    assert sorted(body for body, _ in receiver.got) == ["C1", "C1", "C2"]


def test_a_lost_one_never_arrives(client, receiver):
    client.fault("webhook_lose", times=1, match={"operation": "orders/create"})
    buy(client, 2)
    assert ("lost", None) in client.webhooks()
    assert [body for body, _ in receiver.got] == ["C2"]


def test_a_late_one_waits_for_the_clock(client, receiver):
    client.fault("webhook_delay", times=1, args={"seconds": 300})
    buy(client)
    assert client.webhooks() == []
    client.advance(301)
    assert client.webhooks() == [("delivered", 1)]


def test_a_reordered_one_is_overtaken_by_the_next(client, receiver):
    client.fault("webhook_reorder", times=1)
    buy(client, 2)
    client.webhooks()
    assert [body for body, _ in receiver.got] == ["C2", "C1"]


def test_a_reordered_one_arrives_even_when_no_other_follows(client, receiver):
    client.fault("webhook_reorder", times=1)
    buy(client)
    client.advance(31)
    assert client.webhooks() == [("held", None), ("delivered", 1)]


def test_starting_over_forgets_what_was_on_its_way(client, receiver):
    receiver.statuses = [500]
    buy(client)
    client.webhooks()
    client.post("/control/reset", data=False)
    client.advance(24 * 3600)
    assert len(receiver.got) == 1
