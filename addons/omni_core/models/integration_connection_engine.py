"""What the queue asks of a connection."""

from odoo import api, models
from odoo.exceptions import ValidationError

from ..engine.operation import known_operations
from ..engine.platform import JobRequest, find_platform
from ..lib.call import CallPolicy


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _call_policy(self):
        """What is kept of each HTTP call."""
        return CallPolicy(mode=self.call_mode, keep_personal=self.call_personal_data)

    def _set_state(self, state, reason=None, only_from=None):
        result = super()._set_state(state, reason, only_from)
        if state == "connected":
            self._add_missing_schedules()
            self.env["sync.job"]._release_causes(f"reauth:{id_}" for id_ in self.ids)
        return result

    def _demand_operation(self, name):
        """Whatever names an operation to be done later names one that there is."""
        known = known_operations(self.platform)
        if name not in known:
            raise ValidationError(
                self.env._(
                    "%(platform)s has no operation “%(operation)s”. It has: %(known)s.",
                    platform=self.platform,
                    operation=name,
                    known=", ".join(known),
                )
            )

    def _add_missing_schedules(self):
        """A connection has its platform's recurring operations, those too that an
        update brings; what somebody changed or switched off stays as it is."""
        schedules = self.env["integration.schedule"].sudo()
        known = {
            (schedule.connection_id.id, schedule.operation)
            for schedule in schedules.with_context(active_test=False).search(
                [("connection_id", "in", self.ids)]
            )
        }
        schedules.create(
            [
                {
                    "connection_id": connection.id,
                    "operation": spec.operation,
                    "interval_minutes": spec.interval_minutes,
                    "lane": spec.lane,
                    "payload": dict(spec.payload),
                }
                for connection in self
                if (platform := find_platform(connection.platform))
                for spec in platform.schedules
                if (connection.id, spec.operation) not in known
            ]
        )

    @api.model
    def _renew_expiring(self):
        """Trade secrets that end soon for new ones, before anybody needs them; and try
        again where jobs still wait for a renewal that did not succeed."""
        for connection in self._expiring() | self._waiting_for_token():
            platform = find_platform(connection.platform)  # none: its add-on is gone
            if platform and platform.can_renew:
                connection._request_renewal()

    @api.model
    def _waiting_for_token(self):
        """Those of the connected ones whose jobs do; asked by the whole cause, which
        an index finds among a million that wait for something else."""
        connected = self.search([("state", "=", "connected")])
        by_cause = {f"token:{connection.id}": connection for connection in connected}
        waiting = self.env["sync.job"]._read_group(
            [("status", "=", "pending"), ("cause", "in", list(by_cause))], ["cause"]
        )
        return self.union(*(by_cause[cause] for (cause,) in waiting))

    def _request_renewal(self):
        """One renewal at a time, ahead of everything else of the connection."""
        request = JobRequest(
            "token_renew", identity_key="token", order_key="token", priority=1000
        )
        jobs = self.env["sync.job"].sudo()
        for connection in self.sudo():
            under_way = jobs.search_count(
                [
                    ("connection_id", "=", connection.id),
                    ("operation", "=", request.operation),
                    ("status", "=", "processing"),
                ],
                limit=1,
            )
            if not under_way:
                jobs.enqueue_many(connection, [request])
