"""One kind of work of a connection put on hold, while all its other work goes on.

Its jobs are put aside with a cause, so that a million of them cost the others nothing.
Those that come later are put aside by the worker that meets them.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.queries import HOLDS


class IntegrationHold(models.Model):
    _name = "integration.hold"
    _description = "Operation on Hold"
    _order = "connection_id, operation"
    _rec_name = "operation"

    connection_id = fields.Many2one(
        "integration.connection", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id")
    operation = fields.Char(required=True, help="As shown in the queue: stock_push.")
    reason = fields.Char(
        help="For colleagues, who see why these jobs wait.",
    )
    create_uid = fields.Many2one("res.users", "By", readonly=True)
    create_date = fields.Datetime("Since", readonly=True)

    _operation_uniq = models.UniqueIndex(
        "(connection_id, operation)", "This operation is on hold already."
    )

    @api.constrains("operation", "connection_id")
    def _check_operation(self):
        for hold in self:
            hold.connection_id._demand_operation(hold.operation)

    @api.model
    def _cause(self, connection_id, operation):
        return f"hold:{connection_id}:{operation}"

    @api.model_create_multi
    def create(self, vals_list):
        holds = super().create(vals_list)
        holds._put_aside()
        return holds

    def write(self, vals):
        causes = self._causes()
        result = super().write(vals)
        self._put_aside()
        self._release(causes - self._causes())
        return result

    def unlink(self):
        causes = self._causes()
        result = super().unlink()
        self._release(causes)
        return result

    def _put_aside(self):
        for hold in self:
            connection, operation = hold.connection_id.id, hold.operation
            self.env.cr.execute(
                SQL(
                    """UPDATE sync_job SET cause = %s
                        WHERE connection_id = %s AND operation = %s
                          AND status = 'pending' AND cause IS NULL""",
                    self._cause(connection, operation),
                    connection,
                    operation,
                )
            )
        self.env["sync.job"].invalidate_model(["cause", "wait_reason"], flush=False)

    def _causes(self):
        return {self._cause(hold.connection_id.id, hold.operation) for hold in self}

    def _release(self, causes):
        # sudo: who may hold may let go
        self.env["sync.job"].sudo()._release_causes(causes)

    @api.model
    def _release_forgotten(self):
        """Jobs that were put aside at the moment in which their hold ended."""
        self.env.cr.execute(
            SQL(
                """UPDATE sync_job SET cause = NULL
                    WHERE cause LIKE 'hold:%%' AND cause <> ALL(%s)
                      AND status = 'pending'""",
                [self._cause(*held) for held in self.env.execute_query(SQL(HOLDS))],
            )
        )
        if self.env.cr.rowcount:
            self.env["sync.job"]._wake()


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    hold_ids = fields.One2many("integration.hold", "connection_id", "On Hold")


class SyncJob(models.Model):
    _inherit = "sync.job"

    def action_hold_kind(self):
        """Put all jobs like these on hold: this operation of this connection."""
        jobs = self._as_operator()
        holds = self.env["integration.hold"]
        known = {
            (hold.connection_id.id, hold.operation)
            for hold in holds.search([("connection_id", "in", jobs.connection_id.ids)])
        }
        wanted = {(job.connection_id.id, job.operation) for job in jobs}
        holds.create(
            [
                {"connection_id": connection, "operation": operation}
                for connection, operation in sorted(wanted - known)
                if connection
            ]
        )
        return True
