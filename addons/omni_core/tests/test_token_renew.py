"""Access tokens are renewed before they end, once, and by one worker."""

from datetime import datetime, timedelta, timezone
from typing import ClassVar

from odoo import fields
from odoo.tests import tagged

from ..engine.operation import Operation, Outcome, register_operation
from ..engine.platform import Platform, SecretSpec, register_platform
from ..lib.errors import AuthError
from .common import QueueCase


class Mint:
    """The other side: hands out tokens for a refresh token, or refuses."""

    refuses = False
    handed_out = 0

    @classmethod
    def fresh(cls, refresh):
        if cls.refuses:
            raise AuthError("The permission was withdrawn.")
        cls.handed_out += 1
        ends = datetime.now(timezone.utc).replace(tzinfo=None) + timedelta(hours=2)
        return {
            "token": (f"token-{cls.handed_out}", ends),
            "refresh": (f"refresh-{cls.handed_out}", None),
        }


@register_platform
class Minted(Platform):
    code = "minted"
    name = "Minted"
    secrets = (SecretSpec("token", "Token"), SecretSpec("refresh", "Refresh token"))

    def client(self, settings, transport):
        return settings

    def renew(self, client):
        return Mint.fresh(client.secrets["refresh"].reveal())


@register_operation
class UseToken(Operation):
    platform = "minted"
    name = "use_token"
    used: ClassVar = []

    def exchange(self, client, jobs, plan):
        token = client.secrets["token"].reveal()
        if token == "stale":
            raise AuthError("The token has expired.", code="token_expired")
        if token == "revoked":
            raise AuthError("The app was removed.")
        self.used.append(token)
        return Outcome(results=dict.fromkeys(job.id for job in jobs))


@tagged("post_install", "-at_install")
class TestTokenRenew(QueueCase):
    platform = "minted"
    secrets: ClassVar = {"token": "stale", "refresh": "refresh-0"}

    def setUp(self):
        super().setUp()
        Mint.refuses, Mint.handed_out = False, 0
        UseToken.used.clear()

    def set_token(self, value, **vals):
        credential = self.connection.credential_ids.filtered(
            lambda c: c.key == "token" and c.slot == "current"
        )
        credential.write({"value": value, **vals})

    def test_a_job_that_meets_an_expired_token_waits_for_the_new_one(self):
        job = self.enqueue("use_token")
        self.drain()
        self.drain()
        self.assertEqual(job.status, "done")
        self.assertEqual(UseToken.used, ["token-1"])
        self.assertEqual(Mint.handed_out, 1)

    def test_many_jobs_cause_one_renewal(self):
        jobs = self.jobs.union(*(self.enqueue("use_token") for _n in range(5)))
        self.drain()
        self.drain()
        self.assertEqual(set(jobs.mapped("status")), {"done"})
        self.assertEqual(Mint.handed_out, 1)

    def test_a_token_is_renewed_before_it_ends(self):
        soon = fields.Datetime.now() + timedelta(minutes=5)
        self.set_token("good", expires_at=soon)
        self.env["integration.schedule"]._cron_run_due()
        self.drain()
        self.assertEqual(Mint.handed_out, 1)
        self.env["integration.schedule"]._cron_run_due()
        self.drain()
        self.assertEqual(Mint.handed_out, 1, "the new one lives for two hours")

    def test_a_refused_renewal_asks_the_owner_once_and_loses_no_job(self):
        Mint.refuses = True
        job = self.enqueue("use_token")
        self.drain()
        self.drain()
        self.assertEqual(self.connection.state, "reauth")
        self.assertEqual(job.status, "pending")
        self.assertEqual(len(self.connection.activity_ids), 1)
        Mint.refuses = False
        self.set_token("good")
        self.connection.action_reauth_done()
        self.drain()
        self.assertEqual(job.status, "done")

    def test_a_renewal_that_failed_is_asked_for_again(self):
        job = self.enqueue("use_token")
        job.sudo().cause = f"token:{self.connection.id}"
        self.env["integration.schedule"]._cron_run_due()
        self.drain()
        self.assertEqual(job.status, "done")

    def test_a_removed_app_stops_the_connection_at_once(self):
        self.set_token("revoked")
        jobs = self.jobs.union(*(self.enqueue("use_token") for _n in range(3)))
        self.drain()
        self.assertEqual(self.connection.state, "reauth")
        self.assertEqual(set(jobs.mapped("status")), {"pending"})
        self.assertIn("signs in", jobs[0].wait_reason)
