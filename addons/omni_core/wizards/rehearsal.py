"""What jobs would change, from their own plans."""

from odoo.exceptions import UserError

from ..engine.job import Job
from ..engine.language import tell
from ..engine.operation import Operation, get_operation
from ..engine.preview import Change, Effect
from ..lib.errors import IntegrationError

# Beyond that nobody reads on; a plan of thousands would keep people waiting.
ENOUGH = 200


def job_of(connection, name, payload):
    """A job that is not in the queue."""
    return Job(
        id=0,
        platform=connection.platform,
        operation=name,
        lane=get_operation(connection.platform, name).lane,
        connection_id=connection.id,
        company_id=connection.company_id.id,
        user_id=connection.env.uid,
        payload=payload,
        trace_id="preview",
    )


def plan_changes(env, jobs):
    """The changes of like jobs, for the button that shows nothing else."""
    operation = get_operation(jobs[0].platform, jobs[0].operation)
    try:
        changes = operation.preview(env, jobs, operation.prepare(env, jobs))
    except IntegrationError as error:
        raise UserError(tell(env.lang, error.message)) from None
    if changes is None:
        title = tell(env.lang, operation.title) or operation.name
        raise UserError(env._("“%s” has no preview.", title))
    return changes


def changes_of(rows):
    """The changes of these rows of the queue; where none can be told, what will run."""
    changes = []
    for (platform, name), group in rows.grouped(
        lambda row: (row.platform, row.operation)
    ).items():
        operation = get_operation(platform, name)
        for start in range(0, len(group), operation.batch_size):
            portion = group[start : start + operation.batch_size]
            changes += _changes(operation, portion)
    return changes


def _changes(operation, rows):
    # sudo: it reads what the job would read, whoever may ask for the job.
    env = rows.sudo().env
    jobs = [_job(row) for row in rows]
    can_tell = type(operation).preview is not Operation.preview
    try:
        plan = operation.prepare(env, jobs) if can_tell else None
        changes = plan is not None and operation.preview(env, jobs, plan)
    except (IntegrationError, UserError) as error:
        text = tell(env.lang, getattr(error, "message", "") or str(error))
        return [_about(row, Effect.REFUSED, text) for row in rows]
    if changes:
        return list(changes)
    text = env._("No difference is known.") if can_tell else ""
    return [_about(row, Effect.RUN, text) for row in rows]


def _job(row):
    return Job(
        id=row.id,
        platform=row.platform,
        operation=row.operation,
        lane=row.lane,
        connection_id=row.connection_id.id,
        company_id=row.company_id.id,
        user_id=row.user_id.id,
        model=row.model,
        record_id=row.record_id,
        payload=row.payload or {},
        order_key=row.order_key,
        trace_id=row.trace_id,
    )


def _about(row, effect, after=""):
    name = row.record_name or row.connection_id.name
    return Change(
        name, row.operation_title, after=after, effect=effect, model=row.model or ""
    )
