"""eBay: changed stock and new listings in the fewest calls; orders come in meanwhile.

The seller is the strict sandbox over real HTTP; the queue and the server are real ones.
Nothing that eBay publishes allows more than 25 articles in one bulkUpdatePriceQuantity:
10,000 of them are 400 calls at the least. A listing takes its share of four bulk calls
of 25 (look, article, offer, publish), and one call each for its vehicles and for every
picture, which eBay takes one by one alone.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.contract.ebay_seller import INVENTORY, item_body
from tests.sandbox.ebay_sandbox import APPLICATION, EbayRemote
from tools.omni import clusters

from .common import Report, options, percentile, wait_until
from .lab import OURS, Lab

PER_CALL = 25  # eBay's contract
A_DAY = 5_000  # calls to the Inventory API, the classic default
PADS = "35564"  # a category that takes vehicles
DUE = "SELECT count(*) FROM integration_variant_binding WHERE stock_due > 0"
UNLISTED = """
    SELECT count(*) FROM integration_product_binding WHERE state = 'queued'
"""
DONE = "SELECT count(*) FROM sync_job WHERE status = 'done' AND id = ANY(%s)"
WRONG = "SELECT operation, last_error FROM sync_job WHERE status = 'failed'"
_BUDGETS = (
    "sell.inventory",
    "commerce.media",
    "sell.account",
    "sell.metadata",
    "commerce.taxonomy",
)
_REFERENCE = ("ebay_category_import", "ebay_policy_import", "location_import")


def main() -> int:
    report = Report("ebay", options(__doc__.splitlines()[0]))
    with clusters.bench().running() as cluster:
        measure(report, cluster)
    return report.finish()


def measure(report: Report, cluster) -> None:
    if report.wants("stock"):
        _stock(report, cluster, report.amount(10_000, 200))
    if report.wants("starved"):
        _starved(report, cluster, report.amount(2_000, 200))
    if report.wants("listing"):
        _listing(report, cluster, report.amount(1_000, 30))


@contextmanager
def _seller(cluster):
    """A seller, and a fresh Odoo that is connected to him; no server runs."""
    side = replace(OURS, name="ebay", modules=("omni_bench_ebay",))
    config = Config(platforms=("ebay",), load_data=False)
    with (
        SandboxThread(config) as running,
        Lab.open(side, cluster) as lab,
        lab.client() as client,
    ):
        remote = EbayRemote(running)
        place = {
            "name": "Portland",
            "locationTypes": ["WAREHOUSE"],
            "location": {"address": {"postalCode": "97201", "country": "US"}},
        }
        remote.seller().ok("POST", f"{INVENTORY}/location/PDX", place)
        client.call("set_up", remote.base_url, _secrets(remote))
        yield remote, lab, client


def _secrets(remote: EbayRemote) -> dict[str, str]:
    granted = remote.act("ebay", "issue-token")
    application = remote.post(
        "/ebay/api/identity/v1/oauth2/token",
        auth=(APPLICATION.app_id, APPLICATION.cert_id),
        data={
            "grant_type": "client_credentials",
            "scope": "https://api.ebay.com/oauth/api_scope",
        },
    ).json()
    return {
        "app_id": APPLICATION.app_id,
        "cert_id": APPLICATION.cert_id,
        "dev_id": APPLICATION.dev_id,
        "refresh_token": granted["refresh_token"],
        "access_token": granted["access_token"],
        "app_token": application["access_token"],
    }


# -- stock -----------------------------------------------------------------------------


def _stock(report: Report, cluster, count: int) -> None:
    """All articles change at once; meanwhile somebody buys, and is looked for."""
    with _seller(cluster) as (remote, lab, client):
        wanted = _articles(remote, count)
        with lab.server("prefork"):
            _prepare(lab, client, wanted)
            buyers = Buyers(remote, lab, client)
            before = _allow(remote, A_DAY)
            started = time.monotonic()
            client.call("push_all")
            while lab.query(DUE)[0][0]:
                buyers.one_more()
            seconds = time.monotonic() - started
            buyers.settle()
        calls = _used(remote) - before
    right = sum(_there(remote, sku) == level for sku, level in wanted.items())
    report.note(
        "changed at once",
        articles=count,
        calls=calls,
        seconds=seconds,
        a_second=count / seconds,
    )
    report.note("orders meanwhile", **buyers.figures())
    report.ratio("ebay_stock_right", right / count, ">=1")
    report.ratio("ebay_stock_calls", calls / -(-count // PER_CALL), "<=1.05")
    report.ratio("ebay_budget_of_a_day", calls / A_DAY, "<=0.1")
    report.ratio("ebay_orders_in", buyers.share_in, ">=1")
    report.ratio("ebay_order_wait_p95_s", percentile(buyers.waits, 0.95), "<=5")


def _starved(report: Report, cluster, count: int) -> None:
    """The day's calls are used up half-way: stock waits for tomorrow, no order does."""
    with _seller(cluster) as (remote, lab, client):
        wanted = _articles(remote, count)
        with lab.server("prefork"):
            _prepare(lab, client, wanted)
            left = count // PER_CALL // 2
            buyers = Buyers(remote, lab, client)
            before = _allow(remote, left)
            client.call("ask", "call_limits")
            lab.wait_until_drained(60)
            client.call("push_all")
            for _order in range(report.amount(20, 5)):
                buyers.one_more()
            buyers.settle()
            [(waiting,)] = lab.query(DUE)
        calls = _used(remote) - before
    report.note("used up", left=left, calls=calls, articles_waiting=waiting)
    report.note("orders meanwhile", **buyers.figures())
    report.ratio("ebay_starved_stock_waits", waiting / count, ">=0.5")
    report.ratio("ebay_starved_orders_in", buyers.share_in, ">=1")


class Buyers:
    """They buy one after the other; each order is asked for, and seen to come in."""

    def __init__(self, remote: EbayRemote, lab: Lab, client) -> None:
        self.remote, self.lab, self.client = remote, lab, client
        self.sold: list[str] = []
        self.waits: list[float] = []
        self.found: set[str] = set()
        self.seller = remote.seller()
        self._put_up(10_000)

    def _put_up(self, quantity: int) -> None:
        plenty = {"shipToLocationAvailability": {"quantity": quantity}}
        path = f"{INVENTORY}/inventory_item/HOT-SELLER"
        self.seller.ok("PUT", path, item_body(availability=plenty))
        body = self.seller.offer_body("HOT-SELLER", availableQuantity=None)
        offer = self.seller.ok("POST", f"{INVENTORY}/offer", body)["offerId"]
        self.seller.ok("POST", f"{INVENTORY}/offer/{offer}/publish")

    def one_more(self) -> None:
        self.sold.append(self.seller.sold("HOT-SELLER")["orderId"])
        poll = self.client.call("ask", "order_poll")["result"]
        self.waits.append(
            wait_until(
                lambda: self.lab.query(DONE, [poll])[0][0], 60, "an order poll done"
            )
        )

    def settle(self) -> None:
        """Wait for the last import; which orders Odoo has then."""

        def is_in() -> bool:
            self.found = set(self.client.call("orders_in")["result"])
            return self.found >= set(self.sold)

        wait_until(is_in, 60, "all orders in")

    @property
    def share_in(self) -> float:
        return len(self.found & set(self.sold)) / len(self.sold)

    def figures(self) -> dict[str, float]:
        return {
            "orders": len(self.sold),
            "orders_in": len(self.found),
            "poll_median_s": percentile(self.waits, 0.5),
            "poll_max_s": max(self.waits),
        }


def _prepare(lab: Lab, client, wanted: dict[str, int]) -> None:
    client.call("ask", "location_import")
    lab.wait_until_drained(60)
    client.call("stock_up", wanted)
    lab.wait_until_drained(300)


def _articles(remote: EbayRemote, count: int) -> dict[str, int]:
    """As many as that, known to eBay; what they are to become."""
    skus = [f"BENCH{number:05d}" for number in range(count)]
    seller = remote.seller()
    for start in range(0, count, PER_CALL):
        requests = [
            {"sku": sku, "locale": "en_US", **item_body()}
            for sku in skus[start : start + PER_CALL]
        ]
        path = f"{INVENTORY}/bulk_create_or_replace_inventory_item"
        seller.ok("POST", path, {"requests": requests})
    return {sku: number % 90 for number, sku in enumerate(skus)}


def _there(remote: EbayRemote, sku: str) -> int:
    item = remote.platform.seller().items[sku]
    return item["availability"]["shipToLocationAvailability"]["quantity"]


def _used(remote: EbayRemote, resource: str = "sell.inventory") -> int:
    return remote.platform.budget.used(resource)


def _allow(remote: EbayRemote, calls: int) -> int:
    """So many calls to the Inventory API are left today; how many were made."""
    used = _used(remote)
    remote.act("ebay", "set-limit", resource="sell.inventory", limit=used + calls)
    return used


# -- listings --------------------------------------------------------------------------


def _listing(report: Report, cluster, count: int) -> None:
    """Drafts with a picture of their own and six vehicles go on sale."""
    with _seller(cluster) as (remote, lab, client):
        with lab.server("prefork"):
            for operation in _REFERENCE:
                client.call("ask", operation)
            lab.wait_until_drained(120)
            client.call("read_rules", PADS)
            lab.wait_until_drained(60)
            client.call("draft", [f"NEW{n:05d}" for n in range(count)], PADS)
            before = _spent(remote)
            started = time.monotonic()
            client.call("list_all")
            wait_until(lambda: _all_listed(lab), 1800, "all listed")
            seconds = time.monotonic() - started
        states, error = client.call("listed")["result"]
        live = list(remote.platform.seller().listings.values())
        calls = _spent(remote) - before
    if states != {"listed": count}:
        raise AssertionError(f"{states}: {error}")
    least = 4 * -(-count // PER_CALL) + 2 * count
    report.note("listed", products=count, seconds=seconds, a_second=count / seconds)
    report.note("calls", total=sum(calls.values()), least=least, **calls)
    right = sum(len(listing.compatibility) == 6 for listing in live)
    report.ratio("ebay_listing_right", right / count, ">=1")
    report.ratio("ebay_listing_calls", sum(calls.values()) / least, "<=1.05")
    of_a_day = calls["sell.inventory"] / A_DAY
    report.ratio("ebay_listing_budget_of_a_day", of_a_day, "<=0.25")


def _spent(remote: EbayRemote) -> Counter:
    """Calls of the day so far, by the budget that they spend."""
    return Counter({name: _used(remote, name) for name in _BUDGETS})


def _all_listed(lab: Lab) -> bool:
    if wrong := lab.query(WRONG):
        raise AssertionError(f"failed: {wrong[0]}")
    return not (lab.query(UNLISTED)[0][0] or lab.left())


if __name__ == "__main__":
    raise SystemExit(main())
