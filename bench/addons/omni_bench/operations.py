"""Jobs that cost nothing of their own, so that what is measured is the queue."""

import time
from datetime import datetime

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.platform import (
    Delivery,
    JobRequest,
    Platform,
    SecretSpec,
    register_platform,
)
from odoo.addons.omni_core.lib.signature import verify_hmac


@register_platform
class Bench(Platform):
    code = "bench"
    name = "Bench"
    secrets = (SecretSpec("webhook", "Webhook secret", required=False),)

    def client(self, settings, transport):
        return transport

    def verify(self, request, settings):
        signature = request.headers.get("x-bench-signature", "")
        secrets = settings.accepted("webhook")
        verify_hmac(request.body, signature, secrets, encoding="hex")
        return Delivery(request.headers["x-bench-delivery"], topic="orders/create")

    def jobs_for(self, event):
        """Queued for another day: the bench of webhooks is not one of drains."""
        yield JobRequest("noop", eta=datetime(2099, 1, 1))


class BenchOperation(Operation):
    platform = "bench"


@register_operation
class Noop(BenchOperation, LocalOperation):
    """One job, one transaction."""

    name = "noop"


@register_operation
class NoopBatch(BenchOperation, LocalOperation):
    name = "noop_batch"
    batch_size = 100


@register_operation
class Stamp(BenchOperation, LocalOperation):
    """Says when it began."""

    name = "stamp"

    def apply(self, env, jobs, outcome):
        now = time.time()
        env["bench.effect"]._leave((job.payload["tag"], None, now) for job in jobs)


@register_operation
class Http(BenchOperation):
    """One exchange with a server that thinks for 50 ms."""

    name = "http"

    def exchange(self, client, jobs, plan):
        client.request("GET", "/", expect="json")
        return Outcome(results={job.id: None for job in jobs})


@register_operation
class Effect(BenchOperation):
    """Takes a while without the database, then leaves its effect.

    ``exchange_s`` is how long the exchange takes, ``apply_s`` how long the transaction
    stays open after the effect was written: a moment to be killed in.
    """

    name = "effect"

    def prepare(self, env, jobs):
        env["bench.start"]._leave(job.payload["tag"] for job in jobs)

    def exchange(self, client, jobs, plan):
        started = time.time()
        time.sleep(max(job.payload.get("exchange_s", 0) for job in jobs))
        return Outcome(results={job.id: started for job in jobs})

    def apply(self, env, jobs, outcome):
        env["bench.effect"]._leave(
            (job.payload["tag"], job.order_key, outcome.results[job.id]) for job in jobs
        )
        time.sleep(max(job.payload.get("apply_s", 0) for job in jobs))
