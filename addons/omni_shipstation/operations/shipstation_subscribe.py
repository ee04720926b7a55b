"""Ask ShipStation to tell us of labels and parcels; asking twice changes nothing."""

from __future__ import annotations

from urllib.parse import quote

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..const import V1_EVENTS, V2_EVENTS

NAME = "OmniRoute for Odoo"


@register_operation
class ShipStationSubscribe(Operation):
    platform = "shipstation"
    name = "shipstation_subscribe"
    title = _lt("Subscribe to webhooks")
    calls = 6

    def prepare(self, env, jobs):
        connection = env["integration.connection"].sudo().browse(jobs[0].connection_id)
        return connection.webhook_url

    def exchange(self, client, jobs, plan):
        if client.v2:
            _subscribe_v2(client.v2, plan)
        elif proof := client.webhook_proof():
            _subscribe_v1(client.v1, f"{plan}?proof={quote(proof, safe='')}")
        keys = client.signing_keys()
        return Outcome(results={job.id: keys for job in jobs})

    def apply(self, env, jobs, outcome):
        connection = env["integration.connection"].sudo().browse(jobs[0].connection_id)
        connection.shipstation_jwks = outcome.results[jobs[0].id]


def _subscribe_v2(v2, url: str) -> None:
    known = {(one["event"], one["url"]) for one in v2.webhooks()}
    for event in V2_EVENTS:
        if (event, url) not in known:
            v2.subscribe(event, url, NAME)


def _subscribe_v1(v1, url: str) -> None:
    known = {(one["HookType"], one["Url"]) for one in v1.webhooks()}
    for event in V1_EVENTS:
        if (event, url) not in known:
            v1.subscribe(event, url, NAME)
