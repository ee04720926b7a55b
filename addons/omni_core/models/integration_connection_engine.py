"""What the queue asks of a connection."""

from odoo import api, models

from ..engine.platform import JobRequest
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
            for connection in self:
                self.env["sync.job"]._release_cause(f"reauth:{connection.id}")
        return result

    def _add_missing_schedules(self):
        """A connection starts with its platform's recurring operations; what somebody
        changed or switched off since stays as it is."""
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
                for spec in connection._platform().schedules
                if (connection.id, spec.operation) not in known
            ]
        )

    @api.model
    def _renew_expiring(self):
        """Trade secrets that end soon for new ones, before anybody needs them."""
        for connection in self._expiring():
            if connection._platform().can_renew:
                connection._request_renewal()

    def _request_renewal(self):
        """One renewal at a time, ahead of everything else of the connection."""
        for connection in self.sudo():
            request = JobRequest(
                "token_renew", identity_key="token", order_key="token", priority=1000
            )
            self.env["sync.job"].enqueue_many(connection, [request])
