"""The queue: one row per thing to do, and what people may do with it."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ..engine.enqueue import Asker, identity_of, insert_jobs
from ..engine.operation import known_operations
from ..engine.platform import JobRequest
from ..engine.queries import SUBJECT
from ..engine.wake import wake
from .retention import delete_old

STATUSES = [
    ("pending", "Pending"),
    ("processing", "Processing"),
    ("done", "Done"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
]
LANES = [("realtime", "Realtime"), ("normal", "Normal"), ("bulk", "Bulk")]
ERROR_KINDS = [
    ("transient", "Temporary"),
    ("throttled", "Slowed Down"),
    ("auth", "Sign-in"),
    ("mapping", "Not Mapped"),
    ("rejected", "Refused"),
    ("conflict", "Changed Meanwhile"),
    ("lost", "Worker Died"),
    ("bug", "Unexpected"),
]
# What a person may change of a job that waits; all else is the engine's.
EDITABLE = {"priority", "eta", "lane", "payload"}


class SyncJob(models.Model):
    _name = "sync.job"
    _description = "Job"
    _order = "priority desc, create_date, id"
    _rec_name = "operation"

    platform = fields.Char(required=True, readonly=True)
    operation = fields.Char(required=True, readonly=True)
    connection_id = fields.Many2one(
        "integration.connection", readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Runs As",
        readonly=True,
        help="The job may do what this user may do, and speaks the user's language.",
    )
    lane = fields.Selection(
        LANES,
        required=True,
        default="normal",
        help="How urgent it is. Realtime goes first, bulk never holds up others.",
    )
    priority = fields.Integer(
        default=10, required=True, aggregator=None, help="Higher runs first."
    )
    status = fields.Selection(STATUSES, required=True, readonly=True, default="pending")
    model = fields.Char("Record Model", readonly=True)
    record_id = fields.Many2oneReference(
        model_field="model", readonly=True, aggregator=None
    )
    payload = fields.Json(prefetch=False)  # as heavy as it likes: no list reads it
    context = fields.Json(readonly=True, prefetch=False)
    eta = fields.Datetime("Not Before")
    identity_key = fields.Char(
        readonly=True,
        help="While a job with this key is pending, the same wish joins it.",
    )
    order_key = fields.Char(
        readonly=True, help="Jobs with this key run one after the other, oldest first."
    )
    cause = fields.Char(
        "Waits For",
        readonly=True,
        help="The job goes on by itself when this is solved.",
    )
    needs_ids = fields.Many2many(
        "sync.job",
        "sync_job_needs_rel",
        "job_id",
        "needs_id",
        readonly=True,
        help="Runs when all of these are done.",
    )
    has_needs = fields.Boolean(readonly=True, default=False)
    batch_id = fields.Many2one(
        "sync.batch", readonly=True, index="btree_not_null", ondelete="set null"
    )
    trace_id = fields.Char(
        readonly=True,
        index="btree_not_null",
        help="The same for all that follows from one beginning.",
    )
    retry_count = fields.Integer(
        "Tries",
        readonly=True,
        default=0,
        aggregator="avg",
        help="How often it was tried in vain. It gives up by itself.",
    )
    lost_count = fields.Integer(
        "Lost Workers",
        readonly=True,
        default=0,
        aggregator="sum",
        help="Workers in a row that died, or lost the database, while they ran it.",
    )
    coalesced_count = fields.Integer(
        "Joined Wishes",
        readonly=True,
        default=0,
        aggregator="sum",
        help="How often the same was wished for while it waited: done once for all.",
    )
    last_error = fields.Text(readonly=True)
    error_kind = fields.Selection(ERROR_KINDS, "Kind of Error", readonly=True)
    error_detail = fields.Text(
        readonly=True, prefetch=False, groups="omni_core.group_operator"
    )
    checkpoint = fields.Json(readonly=True, prefetch=False)
    intent = fields.Json(readonly=True, prefetch=False)
    issue_id = fields.Many2one(
        "integration.issue",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The error that a person has to look at; kept when it is solved.",
    )
    solved_by_id = fields.Many2one(
        "sync.job",
        "Made Good By",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="A later job about the same thing that succeeded.",
    )
    worker = fields.Integer(readonly=True, aggregator=None)
    started_at = fields.Datetime("Started", readonly=True)
    finished_at = fields.Datetime("Finished", readonly=True)

    # What a worker looks at: one walk per connection and lane. What the dashboard tells
    # of waiting jobs lies beside it, so that it never looks at the rows themselves.
    _claim_idx = models.Index(
        "(COALESCE(connection_id, 0), lane, priority DESC, id) "
        "INCLUDE (connection_id, create_date, eta, retry_count) "
        "WHERE status = 'pending' AND cause IS NULL"
    )
    _identity_uniq = models.UniqueIndex(
        "(identity_key) WHERE status = 'pending' AND identity_key IS NOT NULL"
    )
    _order_key_idx = models.Index(
        "(order_key, id) WHERE order_key IS NOT NULL "
        "AND status IN ('pending', 'processing')"
    )
    # The last wall: of one order key only one job runs, whatever races there are.
    _order_key_running_uniq = models.UniqueIndex(
        "(order_key) WHERE status = 'processing' AND order_key IS NOT NULL"
    )
    _running_idx = models.Index("(worker) WHERE status = 'processing'")
    _cause_idx = models.Index(
        "(cause) INCLUDE (connection_id, lane, create_date) "
        "WHERE cause IS NOT NULL AND status = 'pending'"
    )
    # Of an issue, what is still open, and what is told of it in the inbox; and what a
    # success makes good (queries.FINISH).
    _issue_idx = models.Index(
        "(issue_id) INCLUDE (connection_id, order_key, status, cause) "
        "WHERE issue_id IS NOT NULL AND solved_by_id IS NULL "
        "AND status IN ('pending', 'processing', 'failed')"
    )
    _subject_idx = models.Index(
        f"(connection_id, operation, ({SUBJECT.format('sync_job')})) "
        "WHERE status = 'failed' AND issue_id IS NOT NULL AND solved_by_id IS NULL"
    )
    # The past of one thing. Written once, when a job ends.
    _history_idx = models.Index(
        "(order_key) WHERE order_key IS NOT NULL "
        "AND status IN ('done', 'failed', 'cancelled')"
    )
    _record_idx = models.Index("(model, record_id) WHERE record_id IS NOT NULL")
    # Lists that people open: newest of a status, of a connection. What their rules and
    # usual filter ask lies beside it, so that ten thousand are counted without a look
    # at the rows.
    _status_idx = models.Index("(status, id DESC) INCLUDE (company_id, solved_by_id)")
    _connection_status_idx = models.Index(
        "(connection_id, status, id DESC) INCLUDE (company_id, solved_by_id)"
    )
    _finished_idx = models.Index(
        "(finished_at) WHERE status IN ('done', 'failed', 'cancelled')"
    )

    def init(self):
        # The queue's rows change status three times within seconds: without eager
        # vacuuming the claim wades through dead index entries.
        self.env.cr.execute(
            """ALTER TABLE sync_job SET (autovacuum_vacuum_scale_factor = 0.02,
                                         autovacuum_analyze_scale_factor = 0.05,
                                         fillfactor = 70)"""
        )

    # -- enqueue -----------------------------------------------------------------------

    @api.model
    @api.private
    def enqueue(self, connection, operation, **wish):
        """One job. See :class:`JobRequest` for what may be wished; returns the job."""
        options = {
            key: wish.pop(key)
            for key in ("platform", "batch_id", "trace_id")
            if key in wish
        }
        record = wish.pop("record", None)
        if record is not None:
            wish |= {"model": record._name, "record_id": record.id}
        needs = wish.pop("needs", None)
        job = self.enqueue_many(connection, [JobRequest(operation, **wish)], **options)
        if needs:
            job._depend_on(needs)
        return job

    @api.model
    @api.private
    def enqueue_many(
        self, connection, requests, *, platform=None, batch_id=None, trace_id=None
    ):
        """Many jobs in one statement, in this transaction; they start after its commit.

        An identity that is pending already takes the new wish in; its job is returned.
        """
        self.flush_model()
        ids = insert_jobs(
            self.env.cr,
            Asker.of(self.env, connection, platform or connection.platform),
            list(requests),
            batch_id=batch_id or self.env.context.get("omni_batch_id"),
            trace_id=trace_id or self.env.context.get("omni_trace_id"),
        )
        self.invalidate_model(flush=False)
        if ids:
            self._wake(len(ids))
        return self.browse(ids)

    def _depend_on(self, needs):
        """Run only when all of ``needs`` are done."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO sync_job_needs_rel (job_id, needs_id)
                   SELECT job, need FROM unnest(%s) job, unnest(%s) need
                       ON CONFLICT DO NOTHING""",
                self.ids,
                needs.ids,
            )
        )
        self.env.cr.execute(
            SQL("UPDATE sync_job SET has_needs = true WHERE id = ANY(%s)", self.ids)
        )
        self.invalidate_recordset(["needs_ids", "has_needs"])

    @api.model
    def _wake(self, count=1):
        """Let workers look at the queue after this transaction's commit."""
        wake(self.env, count)

    @api.model
    def _release_causes(self, causes):
        """What these jobs waited for is solved: they go on now."""
        self.env.cr.execute(
            SQL(
                """UPDATE sync_job SET cause = NULL, eta = NULL
                    WHERE cause = ANY(%s) AND status = 'pending'""",
                list(causes),
            )
        )
        released = self.env.cr.rowcount
        if released:
            self.invalidate_model(["cause", "eta", "wait_reason"], flush=False)
            self._wake(released)
        return released

    @api.model
    def _look_again(self, connection, requests):
        """Those of these jobs that wait for mappings ask anew which ones they need."""
        keys = [identity_of(connection.id, request) for request in requests]
        self.env.cr.execute(
            SQL(
                """UPDATE sync_job SET cause = NULL, eta = NULL
                    WHERE identity_key = ANY(%s) AND status = 'pending'
                      AND cause LIKE 'mapping:%%'""",
                keys,
            )
        )
        if self.env.cr.rowcount:
            self.invalidate_model(["cause", "eta", "wait_reason"], flush=False)
            self._wake()

    # -- rules -------------------------------------------------------------------------

    def write(self, vals):
        if not self.env.su:
            if protected := set(vals) - EDITABLE:
                raise AccessError(
                    self.env._(
                        "These fields of a job are the engine's: %s. Use its buttons.",
                        ", ".join(sorted(protected)),
                    )
                )
            self._forbid(("processing",), self.env._("changed"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        self._forbid(("pending", "processing"), self.env._("deleted; cancel it first"))

    def _forbid(self, statuses, verb):
        if busy := self.filtered(lambda job: job.status in statuses):
            raise UserError(
                self.env._(
                    "Job %(id)s (%(operation)s) is %(status)s and cannot be %(verb)s.",
                    id=busy[0].id,
                    operation=busy[0].operation,
                    status=dict(STATUSES)[busy[0].status].lower(),
                    verb=verb,
                )
            )

    @api.constrains("payload")
    def _check_payload(self):
        for job in self:
            if not isinstance(job.payload or {}, dict):
                raise ValidationError(
                    self.env._("The payload of a job must be a JSON object.")
                )

    @api.model
    def get_operations(self, platform):
        """The operations that jobs of a platform may name."""
        return known_operations(platform)

    # -- retention ---------------------------------------------------------------------

    @api.autovacuum
    def _gc_finished(self):
        """Failed jobs are kept longer: somebody may still want to run them again."""
        finished = SQL("finished_at")
        fates = [
            delete_old(self, parameter, finished, condition)
            for parameter, condition in (
                ("omni_core.keep_done_days", SQL("status IN ('done', 'cancelled')")),
                ("omni_core.keep_failed_days", SQL("status = 'failed'")),
            )
        ]
        return tuple(map(sum, zip(*fates, strict=True)))
