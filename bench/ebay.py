"""eBay: changed articles in the fewest calls, and what is left for orders.

Our adapter talks to the strict sandbox over real HTTP. Nothing that eBay publishes
allows more than 25 articles in one bulkUpdatePriceQuantity: that is the least there is.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import odoo.init

import odoo.addons

from .common import Report, options

_ADDONS = str(Path(__file__).parents[1] / "addons")
if _ADDONS not in odoo.addons.__path__:
    odoo.addons.__path__.append(_ADDONS)

from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_commerce.stock_sender import send
from odoo.addons.omni_ebay.stock_reading import EVERYWHERE

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.contract.ebay_seller import INVENTORY, item_body
from tests.integration.ebay.account import connect
from tests.sandbox.ebay_sandbox import EbayRemote

PER_CALL = 25  # eBay's contract
A_DAY = 5_000  # calls to the Inventory API, the classic default


def main() -> int:
    report = Report("ebay", options(__doc__.splitlines()[0]))
    measure(report)
    return report.finish()


def measure(report: Report) -> None:
    with SandboxThread(Config(platforms=("ebay",), load_data=False)) as running:
        remote = EbayRemote(running)
        skus = _articles(remote, report.amount(10_000, 200))
        _changes(report, remote, skus)


def _articles(remote: EbayRemote, count: int) -> list[str]:
    """As many as that, known to eBay."""
    skus = [f"BENCH{number:05d}" for number in range(count)]
    seller = remote.seller()
    for start in range(0, count, PER_CALL):
        requests = [
            {"sku": sku, "locale": "en_US", **item_body()}
            for sku in skus[start : start + PER_CALL]
        ]
        path = f"{INVENTORY}/bulk_create_or_replace_inventory_item"
        seller.ok("POST", path, {"requests": requests})
    return skus


def _changes(report: Report, remote: EbayRemote, skus: list[str]) -> None:
    """All of them change at once; in between, orders are looked for as always."""
    spent = remote.platform.budget.used("sell.inventory")
    remote.act("ebay", "set-limit", resource="sell.inventory", limit=spent + A_DAY)
    adapter = connect(remote)
    left = [_row(sku, number % 90) for number, sku in enumerate(skus)]
    looks, started = 0, time.perf_counter()
    while left:
        left = [row for row in send(adapter, left) if row["end"] == "left"]
        adapter.fetch(Kind.ORDER, None)
        looks += 1
    seconds = time.perf_counter() - started
    calls = Counter(call.operation for call in adapter.transport.calls)
    sent = calls["inventory.bulk_update_price_quantity"]
    items = remote.platform.seller().items
    right = sum(_there(items, sku) == n % 90 for n, sku in enumerate(skus))
    report.note(
        "changed at once",
        articles=len(skus),
        calls=sent,
        seconds=seconds,
        a_second=len(skus) / seconds,
        looks_for_orders=looks,
    )
    report.ratio("ebay_stock_right", right / len(skus), ">=1")
    report.ratio("ebay_stock_calls", sent / -(-len(skus) // PER_CALL), "<=1")
    report.ratio("ebay_budget_of_a_day", sent / A_DAY, "<=0.1")


def _row(sku: str, wanted: int) -> dict:
    return {
        "stock_ref": sku,
        "location_ref": EVERYWHERE,
        "believed": None,
        "wanted": wanted,
        "key": sku,
    }


def _there(items, sku: str) -> int:
    return items[sku]["availability"]["shipToLocationAvailability"]["quantity"]


if __name__ == "__main__":
    raise SystemExit(main())
