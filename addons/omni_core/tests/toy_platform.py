"""A complete platform in one file: what the author of a new one has to write.

"Toybox" is a shop with one JSON endpoint. ``docs/new-platform.md`` walks through this
file, and the tests of the queue run it against a small server on loopback.
"""

import hashlib
import json

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.platform import (
    BudgetSpec,
    CheckResult,
    Delivery,
    JobRequest,
    Platform,
    ScheduleSpec,
    SecretSpec,
    register_platform,
)
from odoo.addons.omni_core.lib.auth import Bearer
from odoo.addons.omni_core.lib.errors import MappingError, RejectedError, Unmapped
from odoo.addons.omni_core.lib.signature import verify_hmac


class ToyClient:
    """Pure: turns calls into HTTP, and the vendor's errors into ours."""

    def __init__(self, settings, transport):
        self._url = settings.base_url or "https://api.toybox.example"
        self._auth = Bearer(settings.secrets["token"])
        self._transport = transport

    def account(self):
        return self._request("GET", "/account")

    def put_toys(self, toys):
        return self._request("PUT", "/toys", json=toys)["results"]

    def _request(self, method, path, **options):
        return self._transport.request(
            method, self._url + path, auth=self._auth, **options
        ).json()


@register_platform
class Toybox(Platform):
    code = "toybox"
    name = "Toybox"
    hosts = ("*.toybox.example",)
    secrets = (
        SecretSpec("token", "Access token"),
        SecretSpec("webhook", "Webhook secret", required=False, grace_hours=24),
    )
    budgets = (BudgetSpec("calls", "window", capacity=600, period_s=60),)
    schedules = (ScheduleSpec("toy_push_all", interval_minutes=60, lane="bulk"),)

    def client(self, settings, transport):
        return ToyClient(settings, transport)

    def check(self, client):
        return CheckResult(account=client.account()["name"])

    def verify(self, request, settings):
        signature = request.headers.get("x-toy-signature", "")
        secrets = settings.accepted("webhook")
        verify_hmac(request.body, signature, secrets, encoding="hex")
        digest = hashlib.sha256(request.body).hexdigest()
        return Delivery(request.headers.get("x-toy-id", digest), topic="toy")

    def jobs_for(self, event):
        name = json.loads(event.body)["name"]
        yield JobRequest("toy_push", {"name": name}, identity_key=name, order_key=name)


@register_operation
class ToyPush(Operation):
    """Sends up to 50 toys in one call; one that is refused never fails the others."""

    platform = "toybox"
    name = "toy_push"
    title = "Send toy"
    batch_size = 50

    def prepare(self, env, jobs):
        return [self._toy(env, job) for job in jobs]

    def _toy(self, env, job):
        colour = job.payload.get("colour")
        if colour == "mauve":  # a value that somebody has to map first
            raise MappingError(Unmapped("colour", colour, "Mauve"))
        return {"name": job.payload["name"], "colour": colour}

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, result in zip(jobs, client.put_toys(plan), strict=True):
            if result["ok"]:
                outcome.results[job.id] = result["ref"]
            else:
                outcome.errors[job.id] = RejectedError(result["why"])
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            env["ir.config_parameter"].sudo().set_param(
                f"toybox.{job.payload['name']}", outcome.results[job.id]
            )


@register_operation
class ToyPushAll(LocalOperation):
    """Finds what there is to send and leaves the sending to jobs of its own."""

    platform = "toybox"
    name = "toy_push_all"
    title = "Send all toys"
    lane = "bulk"

    def apply(self, env, jobs, outcome):
        names = env["res.partner"].search([("ref", "=like", "TOY%")]).mapped("ref")
        return [JobRequest("toy_push", {"name": n}, identity_key=n) for n in names]
