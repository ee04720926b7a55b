"""The journal: everything that was said, bounded, without secrets."""

from __future__ import annotations


def test_requests_are_kept_with_what_was_answered(client):
    client.post("/corner/orders", what="a chain")
    (entry,) = client.get("/control/journal?kind=request").json()["entries"]
    assert (entry["operation"], entry["status"]) == ("POST /corner/orders", 201)
    assert entry["body"] == '{"what": "a chain"}'
    assert entry["answer"] == '{"order": "C1"}'


def test_unknown_addresses_are_kept_too(client):
    assert client.get("/corner/nothing").status_code == 404
    (entry,) = client.get("/control/journal").json()["entries"]
    assert entry["status"] == 404


def test_a_reader_asks_only_for_news(client):
    client.get("/corner/orders")
    last = client.get("/control/journal").json()["entries"][-1]["seq"]
    client.post("/corner/orders")
    news = client.get(f"/control/journal?since={last}").json()["entries"]
    assert [entry["method"] for entry in news] == ["POST"]


def test_secrets_stay_out(client):
    secret = "shpat_0123456789"
    names = ("Authorization", "X-Shopify-Access-Token", "api-key")
    client.get("/corner/orders", headers=dict.fromkeys(names, secret))
    assert secret not in client.get("/control/journal").text


def test_it_is_bounded(sandbox):
    journal = sandbox.kernel.journal
    for number in range(3000):
        journal.add("note", "corner", text=str(number))
    entries = journal.entries(limit=5000)
    assert len(entries) == 2000
    assert entries[-1]["text"] == "2999"
    assert journal.counts["note"] == 3000
