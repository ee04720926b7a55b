"""“Set Up”: the way from a new connection to one that can go live.

Nothing is remembered of it: each look tells how things stand, so it can be left and
taken up again at any time, by anybody, and notices what breaks later.
"""

from dataclasses import asdict

from odoo import fields, models
from odoo.fields import Domain

from ..engine.platform import Platform
from ..engine.setup import SetupStep, score


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    setup_steps = fields.Json("Steps", compute="_compute_setup")
    setup_score = fields.Integer("Ready", compute="_compute_setup")

    def _compute_setup(self):
        for connection in self:
            steps = connection.id and connection._setup_steps() or []
            steps = sorted(steps, key=lambda step: (step.sequence, step.code))
            connection.setup_steps = [asdict(step) for step in steps]
            connection.setup_score = score(steps)

    def _setup_steps(self):
        """A list of :class:`SetupStep`. Add-ons extend it with theirs."""
        self.ensure_one()
        return [
            self._setup_secrets(),
            self._setup_connected(),
            self._setup_tested(),
            self._setup_owner(),
            *self._setup_webhooks(),
            self._setup_mapped(),
            self._setup_clean(),
        ]

    def _setup_secrets(self):
        missing = ", ".join(self._missing_secrets())
        return SetupStep(
            "secrets",
            self.env._("Enter what the platform asks for"),
            not missing,
            self.env._("Missing on the page “Secrets”: %s.", missing)
            if missing
            else self.env._("Stored, encrypted."),
            sequence=10,
        )

    def _setup_connected(self):
        start = "action_sign_in" if self.can_sign_in else "action_connect"
        return SetupStep(
            "connected",
            self.env._("Connect"),
            self.state == "connected",
            self.state_reason or "",
            {"connected": "", "paused": "action_resume"}.get(self.state, start),
            self.env._("Sign In") if self.can_sign_in else self.env._("Connect"),
            sequence=20,
        )

    def _setup_tested(self):
        _account, _newline, warnings = (self.last_check or "").partition("\n")
        if not self.last_check_at:
            text = ""
        elif self.last_check_ok:
            text = warnings or self.account or ""
        else:
            text = self.last_check
        return SetupStep(
            "tested",
            self.env._("Test it: may we do all that is needed?"),
            self.last_check_ok and not warnings,
            text,
            "action_check",
            self.env._("Test"),
            sequence=30,
        )

    def _setup_owner(self):
        return SetupStep(
            "owner",
            self.env._("Somebody is told when it needs a person"),
            bool(self.user_id.email),
            self.user_id.email
            or self.env._("Choose an owner who has an e-mail address."),
            sequence=80,
        )

    def _setup_webhooks(self):
        """Only where the platform sends any."""
        if type(self._platform()).verify is Platform.verify:
            return []
        if self.last_event_at:
            text = self.env._(
                "The last one came at %s UTC.",
                self.last_event_at.replace(microsecond=0),
            )
        elif self.events_expected_since:
            text = self.env._("Asked for; none has come yet.")
        else:
            text = self.env._(
                "Until they come, the platform is asked every few minutes: nothing is "
                "lost, it only arrives later."
            )
        return [
            SetupStep(
                "webhooks",
                self.env._("The platform tells us at once what happens"),
                bool(self.last_event_at),
                text,
                "action_open_events",
                self.env._("Events"),
                is_optional=True,
                sequence=70,
            )
        ]

    def _setup_mapped(self):
        count = self.unmapped_count
        return SetupStep(
            "mapped",
            self.env._("Nothing waits to be mapped"),
            not count,
            self.env._("%s values are not known here yet.", count) if count else "",
            "action_open_unmapped",
            self.env._("Map"),
            sequence=60,
        )

    def _setup_clean(self):
        failed = self.env["sync.job"].search_count(
            Domain("connection_id", "=", self.id) & Domain("status", "=", "failed"),
            limit=1000,
        )
        return SetupStep(
            "clean",
            self.env._("No job has failed"),
            not failed,
            self.env._("%s failed and wait for somebody.", failed) if failed else "",
            "action_open_failed",
            self.env._("Look"),
            sequence=90,
        )

    def action_open_failed(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_core.sync_job_action"
        )
        action["domain"] = [
            ("connection_id", "=", self.id),
            ("status", "=", "failed"),
        ]
        action["context"] = {}
        return action
