"""Products onto eBay by the Inventory API: articles, vehicles, groups, offers.

A batch goes through the steps together, so that what eBay takes in bulk is sent in
bulk. Each step may be repeated: it reads what is there, and sends only what differs. A
product that eBay refuses at one step is left out of the next, and fails no other.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from odoo.addons.omni_commerce.adapter import Result, UpsertProduct
from odoo.addons.omni_commerce.documents import Variant
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.paging import chunks
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import EbayClient, Node
from ..client.sites import site_of
from ..client.words import segment
from . import bodies, merge, offering, pictures
from .details import Details
from .entry import EVERYTHING, MOST_PER_CALL, Entry, Stand, each, in_bulk
from .reading import as_listed
from .sites import gaps

_ARTICLES = "/bulk_create_or_replace_inventory_item"
# Pictures and vehicles take a call each. What is not done by then is the next job's:
# an exchange has 25 s in all, and what it did would be lost with it.
PICTURES_S, VEHICLES_S = 5.0, 10.0


def send_articles(
    client: EbayClient, commands: Sequence[UpsertProduct]
) -> list[Result]:
    batch = Batch(client, [Entry(command) for command in commands])
    batch.run()
    return [
        Result(error=entry.error) if entry.error else as_listed(client, entry)
        for entry in batch.entries
    ]


class Batch:
    def __init__(self, client: EbayClient, entries: Sequence[Entry]) -> None:
        self.client, self.entries = client, entries

    def run(self) -> None:
        began = time.monotonic()
        each(self._live(), self._pictures, began + PICTURES_S)
        self._articles()
        each(self._live(), self._vehicles, began + VEHICLES_S)
        each(self._live(), self._group)
        offering.offer(self.client, self._live())

    def _live(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.error is None]

    # -- steps --

    def _pictures(self, entry: Entry) -> None:
        product = entry.product
        wanted = (product.media, *(variant.media for variant in product.variants))
        for media in (media for found in wanted for media in found):
            if media.checksum not in entry.urls:
                entry.urls[media.checksum] = pictures.address(self.client, media)

    def _articles(self) -> None:
        """In the languages of other sites first: what is told last is the home's."""
        owners = self._owners()
        there = self._read_articles(list(owners))
        wanted: dict[str, list[tuple[Stand, Node]]] = {}
        for sku, (entry, variant) in owners.items():
            if entry.error is not None:
                continue
            before = there.get(sku)
            if before is None:
                entry.new_skus.add(sku)
            codes = entry.codes if before else EVERYTHING
            ours = bodies.item(entry.command, variant, codes, entry.urls)
            body = merge.merged(before or {}, ours)
            for stand in _told_of(entry, is_another=body != before):
                locale = site_of(stand.marketplace).locale
                head = {"sku": sku, "locale": locale}
                wanted.setdefault(locale, []).append((stand, {**head, **body}))
        at_last = wanted.pop(self.client.site.locale, [])
        for rows in (*wanted.values(), at_last):
            for _done in in_bulk(self.client, _ARTICLES, rows):
                pass

    def _owners(self) -> dict[str, tuple[Entry, Variant]]:
        owners: dict[str, tuple[Entry, Variant]] = {}
        for entry in self._live():
            for variant in entry.product.variants:
                if variant.sku in owners:
                    entry.fail(_twice(variant.sku))
                owners.setdefault(variant.sku, (entry, variant))
        return owners

    def _read_articles(self, skus: Sequence[str]) -> dict[str, Node]:
        found = {}
        for part in chunks(skus, MOST_PER_CALL):
            body = {"requests": [{"sku": sku} for sku in part]}
            path = "/bulk_get_inventory_item"
            for row in self.client.call("inventory", "POST", path, json=body).parts:
                if row.get("inventoryItem"):
                    found[row["sku"]] = merge.item(row["inventoryItem"])
        return found

    def _vehicles(self, entry: Entry) -> None:
        """eBay has no bulk call for them: one for each article."""
        if "extra" not in entry.codes:
            return
        wanted = list(entry.details.vehicles)
        for variant in entry.product.variants:
            path = f"/inventory_item/{segment(variant.sku)}/product_compatibility"
            is_new = variant.sku in entry.new_skus
            there = {} if is_new else self._read(path)
            if merge.same_vehicles(there, wanted):
                continue
            if wanted:
                body = {"compatibleProducts": wanted}
                self.client.call("inventory", "PUT", path, json=body)
            else:
                self.client.call("inventory", "DELETE", path)

    def _group(self, entry: Entry) -> None:
        if not entry.group:
            return
        path = f"/inventory_item_group/{segment(entry.group)}"
        there = merge.group(self._read(path))
        body = merge.merged(there, bodies.group(entry.command, entry.urls))
        if body != there:
            self.client.call("inventory", "PUT", path, json=body)

    def _read(self, path: str) -> Node:
        try:
            return self.client.call("inventory", "GET", path).body
        except GoneError:
            return {}


def _told_of(entry: Entry, *, is_another: bool) -> list[Stand]:
    """Where an article has to be told anew. A site shows it in its own language alone,
    so one that it was never offered on has not heard of it, even if nothing is new.
    """
    before = Details.of(entry.command.before).sites if entry.command.before else ()
    known = {terms["marketplace"] for terms in before if not gaps(terms)}
    others = [
        stand
        for stand in entry.stands[1:]
        if is_another or stand.marketplace not in known
    ]
    return [entry.home, *others] if is_another or others else []


def _twice(sku: str) -> RejectedError:
    return RejectedError(
        _lt(
            "Two products have the SKU “%(sku)s”. eBay knows an article by "
            "its SKU alone: give each its own.",
            sku=sku,
        )
    )
