"""Which carriers and shipping services the seller's sites know."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class EbayShippingImport(Operation):
    """Two calls for each site."""

    platform = "ebay"
    name = "ebay_shipping_import"
    title = _lt("Read eBay's carriers and shipping services")
    lane = "bulk"
    calls = 2
    budgets = ("metadata",)

    def exchange(self, client, jobs, plan):
        ebay = client.client
        found = {site: _read(ebay, site) for site in ebay.marketplaces}
        return Outcome(dict.fromkeys([job.id for job in jobs], found))

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            services = env["ebay.shipping.service"].sudo()
            services._import(connection, outcome.results[job.id])


def _read(client, site):
    """(carriers, services) as eBay tells them"""
    place = f"/shipping/marketplace/{site}"
    carriers = client.call(
        "metadata", "GET", f"{place}/get_shipping_carriers", marketplace=site
    )
    services = client.call(
        "metadata", "GET", f"{place}/get_shipping_services", marketplace=site
    )
    return (
        carriers.body.get("shippingCarriers") or [],
        services.body.get("shippingServices") or [],
    )
