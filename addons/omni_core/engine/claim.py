"""Which jobs a worker takes next: fair between connections, lanes and other workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from ..lib.errors import IntegrationError
from .job import Job
from .operation import Operation, get_operation
from .queries import JOB_COLUMNS

LANES = ("realtime", "normal", "bulk")

# Of the jobs looked at in one round; each lane has a share, so that none starves
# another.
LANE_SHARES = {"realtime": 256, "normal": 256, "bulk": 128}
# Exchanges that a lane leaves free for the more urgent ones, out of threads.SLOTS.
SLOTS_KEPT_FREE = {"realtime": 0, "normal": 3, "bulk": 5}
# Local jobs of one round: they run one after the other, so a round must stay short.
LOCAL_JOBS = 64
# So often cut off in a row is no accident any more: perhaps the job kills its worker.
_SUSPECT_LOST = 2


@dataclass(slots=True)
class Batch:
    """Like jobs that share one exchange and one transaction."""

    operation: Operation
    jobs: list[Job]

    @property
    def lane(self) -> str:
        return self.jobs[0].lane

    @property
    def connection_id(self) -> int | None:
        return self.jobs[0].connection_id

    @property
    def ids(self) -> list[int]:
        return [job.id for job in self.jobs]

    @property
    def is_suspect(self) -> bool:
        return self.jobs[0].lost_count >= _SUSPECT_LOST

    def halves(self) -> tuple[Batch, Batch]:
        middle = len(self.jobs) // 2
        return (
            Batch(self.operation, self.jobs[:middle]),
            Batch(self.operation, self.jobs[middle:]),
        )


def read_jobs(rows: Iterable[tuple]) -> list[Job]:
    columns = (*JOB_COLUMNS, "user_is_active")
    languages = [lang for *_row, lang in rows]
    jobs = [Job(**dict(zip(columns, row, strict=False))) for row in rows]
    for job, lang in zip(jobs, languages, strict=True):
        job.payload = job.payload or {}
        job.context = job.context or {}
        if lang:  # nobody in particular asked: whoever answers for the connection
            job.context.setdefault("lang", lang)
        job.trace_id = job.trace_id or ""
    return jobs


def choose(
    candidates: Sequence[Job], slots: int, unserved: Collection[str] = ()
) -> tuple[list[Batch], list[tuple[Job, IntegrationError]]]:
    """Batches to start now with ``slots`` free exchanges; and jobs nobody can run.

    :param unserved: lanes that have no exchange under way
    """
    groups: dict[Hashable, Batch] = {}
    strangers = []
    for job in candidates:
        try:
            operation = get_operation(job.platform, job.operation)
        except IntegrationError as error:
            strangers.append((job, error))
            continue
        batch = groups.setdefault(_likeness(job, operation), Batch(operation, []))
        batch.jobs.append(job)
    batches = [batch for group in groups.values() for batch in _portions(group)]
    return list(_affordable(batches, slots, unserved)), strangers


def one_probe_each(
    batches: Iterable[Batch], probing: set[int], takes: Callable[[int], bool]
) -> list[Batch]:
    """Of a connection that did not answer one job goes out to try it, the most urgent.

    :param takes: whether the probe of this connection is ours
    """
    kept, asked = [], set()
    for batch in batches:
        id_ = batch.connection_id
        if id_ in probing and batch.operation.has_exchange:
            if id_ in asked:
                continue
            asked.add(id_)
            if not takes(id_):
                continue
            batch = Batch(batch.operation, batch.jobs[:1])
        kept.append(batch)
    return kept


def suspect_alone(batches: list[Batch], busy: bool) -> list[Batch]:
    """A job that may kill its worker goes when nothing else is under way: whatever
    died with it would be counted as lost too, and given up in the end."""
    suspects = [batch for batch in batches if batch.is_suspect]
    if not suspects:
        return batches
    return [] if busy else suspects[:1]


def _likeness(job: Job, operation: Operation) -> Hashable:
    """Jobs with the same likeness may travel together."""
    # What was under way when its worker died is looked up, alone or with its like;
    # what may have killed it is tried alone.
    looked_up_alone = job.intent and operation.lookups == 1
    if looked_up_alone or job.lost_count >= _SUSPECT_LOST:
        return job.id
    context = tuple(sorted((key, str(value)) for key, value in job.context.items()))
    return (
        id(operation),
        bool(job.intent),
        job.lane,
        job.connection_id,
        job.company_id,
        job.user_id,
        context,
    )


def _portions(group: Batch) -> Iterable[Batch]:
    operation = group.operation
    size = operation.lookups if group.jobs[0].intent else operation.batch_size
    size = max(size, 1)
    for start in range(0, len(group.jobs), size):
        yield Batch(group.operation, group.jobs[start : start + size])


def _affordable(
    batches: Sequence[Batch], slots: int, unserved: Collection[str]
) -> Iterable[Batch]:
    """The most urgent first; but a lane is owed one, so that none is shut out."""
    local = LOCAL_JOBS
    owed = {b.lane for b in batches if b.operation.has_exchange} & set(unserved)
    owed_local = {b.lane for b in batches if not b.operation.has_exchange}
    for batch in batches:
        if not batch.operation.has_exchange:
            if local <= 0 and batch.lane not in owed_local:
                continue
            owed_local.discard(batch.lane)
            local -= len(batch.jobs)
        elif batch.lane in owed and slots > 0:
            owed.discard(batch.lane)
            slots -= 1
        elif slots - len(owed) > SLOTS_KEPT_FREE[batch.lane]:
            slots -= 1
        else:
            continue
        yield batch
