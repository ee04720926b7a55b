"""Old listings moved to the Inventory API, under the number that buyers know."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..listing.details import TRADING, is_trading
from ..listing.reading import product_of_number
from ..listing.revising import MOST_MIGRATED, migrate


@register_operation
class EbayListingMigrate(Operation):
    """Five at once. There is no way back: a person asks for it, listing by listing."""

    platform = "ebay"
    name = "ebay_listing_migrate"
    title = _lt("Move listing to the Inventory API")
    batch_size = MOST_MIGRATED
    calls = 1 + MOST_MIGRATED

    def prepare(self, env, jobs):
        listings = env["integration.product.binding"]
        refs = [listings.browse(job.payload["listing"]).external_ref for job in jobs]
        return [(ref or "").removeprefix(TRADING) for ref in refs]

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        answers = migrate(client.client, list(dict.fromkeys(plan)))
        for job, number in zip(jobs, plan, strict=True):
            # What eBay has now is what counts: an earlier try may have done it.
            product = product_of_number(client.client, number)
            if product and not is_trading(product.ref):
                outcome.results[job.id] = product
            else:
                outcome.errors[job.id] = answers.get(number) or _silent()
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            listing = env["integration.product.binding"].browse(job.payload["listing"])
            listing.sudo()._ebay_migrated(outcome.results[job.id])


def _silent():
    return RejectedError(_lt("eBay has not moved the listing, and does not say why."))
