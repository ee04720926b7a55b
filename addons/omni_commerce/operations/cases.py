"""Read returns and payment disputes; answer them."""

from datetime import datetime, timedelta, timezone

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.lib.errors import ConflictError, GoneError, RejectedError
from odoo.addons.omni_core.lib.paging import items
from odoo.addons.omni_core.lib.words import _lt

from ..adapter import AnswerCase
from ..documents import Answer, CaseKind, Kind
from .common import connection_of

# A bank takes up to three months to decide; what is older does not change any more.
BACK = timedelta(days=180)
# An answer as well: it is told on the case, and trying again is of no use.
ANSWERS = (ConflictError, GoneError, RejectedError)


@register_operation
class CasePoll(Operation):
    platform = "*"
    name = "case_poll"
    title = _lt("Read returns and disputes")
    calls = 2

    def exchange(self, client, jobs, plan):
        since = datetime.now(timezone.utc) - BACK
        cases = list(items(lambda at: client.fetch(Kind.CASE, at, since=since)))
        return Outcome({job.id: cases for job in jobs})

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            env["integration.case"].sudo()._take(connection, outcome.results[job.id])


@register_operation
class CaseAnswer(Operation):
    """Then it is read again: a case that changed meanwhile says so there."""

    platform = "*"
    name = "case_answer"
    title = _lt("Answer a return or dispute")
    lane = "realtime"

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        commands = [_command(job.payload) for job in jobs]
        for job, result in zip(jobs, client.push(commands), strict=True):
            if result.ok:
                outcome.results[job.id] = ""
            elif isinstance(result.error, ANSWERS):
                outcome.results[job.id] = result.error.message
            else:
                outcome.errors[job.id] = result.error
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            case = env["integration.case"].sudo().browse(job.payload["case"])
            case.problem = tell(env.lang, outcome.results[job.id]) or False
        return [JobRequest("case_poll", identity_key="cases", lane="realtime")]


def _command(wish):
    return AnswerCase(
        wish["ref"],
        CaseKind(wish["kind"]),
        Answer(wish["answer"]),
        wish["note"],
        wish["revision"],
    )
