"""What a monitor outside of Odoo may ask: figures for Prometheus, a verdict as JSON."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models

TOKEN_HASH = "omni_core.monitor_token_hash"
_UP = {"ok": 1, "warn": 1, "down": 0, "off": 0}


class IntegrationMonitor(models.AbstractModel):
    _name = "integration.monitor"
    _description = "Figures for Monitors"

    # -- the token ---------------------------------------------------------------------

    @api.model
    def _new_token(self):
        """Random enough that its bare hash tells nothing."""
        token = secrets.token_urlsafe(32)
        self.env["ir.config_parameter"].sudo().set_param(TOKEN_HASH, _hash(token))
        return token

    @api.model
    def _drop_token(self):
        self.env["ir.config_parameter"].sudo().set_param(TOKEN_HASH, False)

    @api.model
    def _has_token(self):
        return bool(self.env["ir.config_parameter"].sudo().get_param(TOKEN_HASH))

    @api.model
    def _accepts(self, token):
        known = self.env["ir.config_parameter"].sudo().get_param(TOKEN_HASH) or ""
        return hmac.compare_digest(known.encode(), _hash(token).encode())

    # -- what it is told ---------------------------------------------------------------

    @api.model
    def _health(self):
        """(verdict, all there is to say): "ok", "warn" or "down"."""
        connections = self.env["integration.connection"].search([("active", "=", True)])
        stopped = connections._all_stopped()
        lights = set(connections.mapped("light"))
        verdict = "down" if stopped or "down" in lights else "ok"
        issues = self.env["integration.issue"]
        waiting = issues.search_count(issues._needing_attention())
        if verdict == "ok" and (waiting or "warn" in lights):
            verdict = "warn"
        queue = self.env["integration.dashboard"]._queue(connections)
        return verdict, {
            "status": verdict,
            "stopped": stopped,
            "issues": waiting,
            "waiting_jobs": queue["total"],
            "connections": [
                {
                    "name": connection.name,
                    "platform": connection.platform,
                    "light": connection.light,
                    "text": connection.health_text or "",
                    "last_success_at": _iso(connection.last_success_at),
                }
                for connection in connections
            ],
        }

    @api.model
    def _prometheus(self):
        """All figures in Prometheus' text format."""
        connections = self.env["integration.connection"].search([("active", "=", True)])
        lines = []
        for name, text, samples in (
            *self._families_of_queue(connections),
            *self._families_of_connections(connections),
            *self._families_of_last_hour(connections),
        ):
            lines += [f"# HELP {name} {text}", f"# TYPE {name} gauge"]
            lines += [f"{name}{_labels(labels)} {value}" for labels, value in samples]
        return "\n".join(lines) + "\n"

    def _families_of_queue(self, connections):
        queue = self.env["integration.dashboard"]._queue(connections)
        issues = self.env["integration.issue"]
        open_issues = issues._read_group(
            issues._needing_attention(), ["kind"], ["__count"]
        )
        lanes = queue["lanes"]
        yield (
            "omni_jobs_waiting",
            "Jobs that wait, by lane.",
            [({"lane": lane["code"]}, lane["waiting"]) for lane in lanes],
        )
        yield (
            "omni_jobs_running",
            "Jobs that run, by lane.",
            [({"lane": lane["code"]}, lane["running"]) for lane in lanes],
        )
        yield (
            "omni_jobs_waiting_because",
            "Jobs that wait, by reason.",
            [({"why": why["code"]}, why["count"]) for why in queue["why"]],
        )
        yield (
            "omni_issues_open",
            "Errors that need a person, by kind.",
            [({"kind": kind}, count) for kind, count in open_issues],
        )
        stopped = int(self.env["integration.connection"]._all_stopped())
        yield "omni_stopped", "1 if everything is stopped.", [({}, stopped)]

    def _families_of_connections(self, connections):
        now = fields.Datetime.now()
        budgets = self.env["integration.budget"].search(
            [("connection_id", "in", connections.ids)]
        )
        yield (
            "omni_connection_up",
            "1 if jobs of the connection run.",
            [(_of(c), _UP[c.light]) for c in connections],
        )
        yield (
            "omni_seconds_since_success",
            "Since the last call that succeeded.",
            [
                (_of(c), round((now - c.last_success_at).total_seconds()))
                for c in connections
                if c.last_success_at
            ],
        )
        yield (
            "omni_unmapped_values",
            "Values that nobody has mapped yet.",
            [(_of(c), c.unmapped_count) for c in connections],
        )
        yield (
            "omni_budget_left_ratio",
            "Share of the call budget that is left.",
            [
                (
                    _of(b.connection_id) | {"budget": b.name},
                    round(b.share_left / 100, 3),
                )
                for b in budgets
            ],
        )

    def _families_of_last_hour(self, connections):
        since = fields.Datetime.now() - timedelta(hours=1)
        sums = self.env["integration.metric"]._sums(connections.ids, since)
        by_id = {connection.id: connection for connection in connections}
        for measure in ("calls", "jobs", "events", "errors"):
            yield (
                f"omni_{measure}_last_hour",
                f"What happened in the last hour: {measure}.",
                [
                    (_of(by_id[connection_id]) | {"kind": key}, number)
                    for (connection_id, what, key), number in sorted(sums.items())
                    if what == measure
                ],
            )


def _hash(token):
    return hashlib.sha256(token.encode()).hexdigest()


def _iso(moment):
    return moment and f"{moment.isoformat()}Z"


def _of(connection):
    return {
        "connection": connection.name,
        "id": connection.id,
        "platform": connection.platform,
    }


def _labels(labels):
    """Names of connections are text of people: quoted as the format demands."""
    if not labels:
        return ""
    escapes = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
    pairs = (
        f'{key}="{str(value).translate(escapes)}"' for key, value in labels.items()
    )
    return "{%s}" % ",".join(pairs)
