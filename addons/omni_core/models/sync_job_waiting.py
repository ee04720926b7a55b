"""Why a job waits, in the words of the person who waits for it."""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.language import tell
from ..engine.mapping import mapping_label


class SyncJobWaiting(models.AbstractModel):
    _name = "sync.job.waiting"
    _description = "Why Jobs Wait"

    def _explain(self, jobs):
        """Fill ``wait_reason`` of all jobs with a handful of queries."""
        pending = jobs.filtered(lambda job: job.status == "pending")
        (jobs - pending).wait_reason = False
        if not pending:
            return
        stored = pending.filtered("id")
        blockers = self._older_of_same_order(stored)
        unmet = self._unmet_needs(stored)
        ahead = self._jobs_ahead(stored)
        labels = self._labels_of_unmapped(pending)
        silent = self._silent_connections(pending)
        now = fields.Datetime.now()
        for job in pending:
            job.wait_reason = (
                self._cause_reason(job, labels)
                or self._connection_reason(job, silent)
                or self._time_reason(job, now)
                or self._needs_reason(unmet.get(job.id))
                or self._order_reason(blockers.get(job.id))
                or self._queue_reason(ahead.get(job.id, 0))
            )

    def _labels_of_unmapped(self, jobs):
        """{cause: what people call the value that is to be mapped}"""
        causes = {job.cause for job in jobs if (job.cause or "").startswith("mapping:")}
        mappings = (
            self.env["integration.mapping"]
            .sudo()
            .search(
                Domain("connection_id", "in", jobs.connection_id.ids)
                & Domain(
                    "external_key", "in", [cause.split(":", 3)[3] for cause in causes]
                )
            )
        )
        return {
            f"mapping:{m.connection_id.id}:{m.kind}:{m.external_key}": m.label
            for m in mappings
        }

    def _cause_reason(self, job, labels):
        kind, _sep, rest = (job.cause or "").partition(":")
        if not kind:
            return False
        if kind == "mapping":
            _connection, what, key = rest.split(":", 2)
            return self.env._(
                "Waits until the %(kind)s “%(label)s” is mapped.",
                kind=tell(self.env.lang, mapping_label(what)),
                label=labels.get(job.cause) or key,
            )
        if kind == "reauth":
            return self.env._("Waits until somebody signs in to the connection again.")
        if kind == "token":
            return self.env._("Waits for a new access token, which is on its way.")
        if kind == "hold":
            return self.env._(
                "“%(operation)s” is on hold for “%(name)s”.",
                operation=job.operation,
                name=job.sudo().connection_id.name,
            )
        return self.env._("Waits for: %s.", job.cause)

    def _connection_reason(self, job, silent):
        connection = job.sudo().connection_id
        if self._is_stopped():
            return self.env._("All integrations are stopped in the settings.")
        if not connection or connection.state == "connected":
            return self._breaker_reason(connection, silent.get(connection.id))
        state = dict(connection._fields["state"]._description_selection(self.env))
        return self.env._(
            "The connection “%(name)s” is not running: %(state)s.",
            name=connection.name,
            state=state[connection.state],
        )

    def _silent_connections(self, jobs):
        """{connection id: when the next try is} of those that do not answer"""
        health = self.env["integration.health"].sudo()
        found = health.search_fetch(
            [
                ("connection_id", "in", jobs.connection_id.ids),
                ("direction", "=", "out"),
                ("breaker_until", ">", fields.Datetime.now()),
            ],
            ["connection_id", "breaker_until"],
        )
        return {row.connection_id.id: row.breaker_until for row in found}

    def _breaker_reason(self, connection, until):
        if not until:
            return False
        return self.env._(
            "“%(name)s” does not answer; the next try is at %(time)s UTC.",
            name=connection.name,
            time=until.strftime("%H:%M:%S"),
        )

    def _is_stopped(self):
        params = self.env["ir.config_parameter"].sudo()
        return params.get_param("omni_core.kill_switch") == "True"

    def _time_reason(self, job, now):
        if not job.eta or job.eta <= now:
            return False
        when = fields.Datetime.to_string(job.eta)
        if job.lost_count and job.intent:
            return self.env._(
                "Its worker died. Whether it had succeeded is looked up at %s UTC.",
                when,
            )
        if job.error_kind and job.retry_count:
            return self.env._(
                "Try %(number)s failed; the next one is at %(time)s UTC.",
                number=job.retry_count,
                time=when,
            )
        return self.env._("Is not to run before %s UTC.", when)

    def _needs_reason(self, need):
        if not need:
            return False
        return self.env._(
            "Needs job %(id)s first, which is %(status)s.", id=need[0], status=need[1]
        )

    def _order_reason(self, blocker):
        if not blocker:
            return False
        return self.env._("Job %s about the same thing goes first.", blocker)

    def _queue_reason(self, ahead):
        if not ahead:
            return self.env._("Is next.")
        return self.env._("%s jobs of its lane go first.", ahead)

    def _older_of_same_order(self, jobs):
        return self._pairs(
            SQL(
                """SELECT job.id, min(older.id)
                     FROM sync_job job
                     JOIN sync_job older ON older.order_key = job.order_key
                      AND older.status IN ('pending', 'processing')
                      AND (older.id < job.id OR older.status = 'processing')
                    WHERE job.id = ANY(%s) GROUP BY job.id""",
                jobs.ids,
            )
        )

    def _unmet_needs(self, jobs):
        self.env.cr.execute(
            SQL(
                """SELECT rel.job_id, needed.id, needed.status
                     FROM sync_job_needs_rel rel
                     JOIN sync_job needed ON needed.id = rel.needs_id
                    WHERE rel.job_id = ANY(%s) AND needed.status <> 'done'""",
                jobs.ids,
            )
        )
        return {job: (need, status) for job, need, status in self.env.cr.fetchall()}

    def _jobs_ahead(self, jobs):
        """Counted up to a hundred: beyond that the number says nothing more."""
        return self._pairs(
            SQL(
                """SELECT job.id, (
                        SELECT count(*) FROM (
                            SELECT 1 FROM sync_job other
                             WHERE other.status = 'pending' AND other.cause IS NULL
                               AND COALESCE(other.connection_id, 0)
                                   = COALESCE(job.connection_id, 0)
                               AND other.lane = job.lane
                               AND (other.priority, -other.id)
                                   > (job.priority, -job.id)
                             LIMIT 100) AS ahead)
                     FROM sync_job job WHERE job.id = ANY(%s)""",
                jobs.ids,
            )
        )

    def _pairs(self, query):
        self.env.cr.execute(query)
        return dict(self.env.cr.fetchall())
