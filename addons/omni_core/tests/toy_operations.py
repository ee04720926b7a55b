"""Operations that the tests of the queue run: each shows one side of the engine."""

import time
from typing import ClassVar

from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests.common import get_db_name

from ..engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from ..engine.platform import JobRequest
from ..lib.errors import MappingError, RejectedError, TransientError, Unmapped
from ..lib.retry import RetryPolicy

NOW = RetryPolicy(max_tries=3, base_s=0, cap_s=0)
done = []  # what exchanges did "over there", in order


class Toy:
    platform = "toybox"
    retry = NOW


@register_operation
class Note(Toy, LocalOperation):
    """Leaves a mark in the database: one system parameter per job."""

    name = "note"
    title = "Leave a note"

    def apply(self, env, jobs, outcome):
        for job in jobs:
            if job.payload.get("fail"):
                raise UserError("This note is refused.")
            env["ir.config_parameter"].sudo().set_param(
                f"toy.{job.payload['text']}",
                f"{env.user.login}/{env.company.name}/{env.lang}",
            )


@register_operation
class NoteMany(Note):
    name = "note_many"
    batch_size = 100


@register_operation
class Rename(Toy, LocalOperation):
    """Works on a record, with the rights of whoever asked for it."""

    name = "rename"

    def apply(self, env, jobs, outcome):
        for job in jobs:
            job.record(env).name = job.payload["to"]


@register_operation
class Crash(Toy, LocalOperation):
    """A mistake of ours."""

    name = "crash"

    def apply(self, env, jobs, outcome):
        raise ZeroDivisionError("oops")


@register_operation
class Quote(Toy, LocalOperation):
    """Fails with words from over there, whatever they are."""

    name = "quote"
    text = "\x00🏍️\ud83d" + "x" * 10_000

    def apply(self, env, jobs, outcome):
        if kind := jobs[0].payload.get("unmapped"):
            raise MappingError(Unmapped(kind, self.text, self.text))
        error = jobs[0].payload["error"]
        raise {"bug": ValueError, "refused": UserError}[error](self.text)


@register_operation
class Collide(Toy, LocalOperation):
    """Creates what another worker created a moment before; or makes a mistake."""

    name = "collide"
    tries = 0

    def apply(self, env, jobs, outcome):
        Collide.tries += 1
        if Collide.tries == 1 or jobs[0].payload.get("always"):
            env.cr.execute(
                "INSERT INTO ir_config_parameter (key, value) "
                "VALUES ('database.uuid', 'another')"
            )


@register_operation
class Chain(Toy, LocalOperation):
    name = "chain"

    def apply(self, env, jobs, outcome):
        return [JobRequest("note", {"text": "after"}) for _job in jobs]


@register_operation
class Wish(Toy, LocalOperation):
    """Asks for another job, whatever that is."""

    name = "wish"

    def apply(self, env, jobs, outcome):
        return [JobRequest(**job.payload) for job in jobs]


@register_operation
class Say(Toy, Operation):
    """An exchange that does not need a network: says what it did in ``done``."""

    name = "say"
    batch_size = 10

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            word = job.payload["word"]
            if word == "mumble":
                raise TransientError("Nobody understood.")
            if word == "curse":
                outcome.errors[job.id] = RejectedError("Such words are refused.")
                continue
            done.append(word)
            outcome.results[job.id] = word
        return outcome


@register_operation
class Peek(Toy, Operation):
    """An exchange that breaks the rule."""

    name = "peek"

    def exchange(self, client, jobs, plan):
        return db_connect(get_db_name()).cursor()


@register_operation
class Forget(Toy, Operation):
    """Forgets to say how it went."""

    name = "forget"

    def exchange(self, client, jobs, plan):
        return Outcome() if jobs[0].payload.get("half") else None


@register_operation
class Read(Toy, Operation):
    """Long work: three pages, its place kept between them."""

    name = "read"

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            page = (job.checkpoint or {"page": 0})["page"]
            done.append(f"page {page}")
            outcome.results[job.id] = page
            if page < 2:
                outcome.checkpoints[job.id] = {"page": page + 1}
                outcome.pauses[job.id] = job.payload.get("pause", 0)
        return outcome


@register_operation
class Buy(Toy, Operation):
    """Costs money: must not happen twice, whatever happens to the worker."""

    name = "buy"
    repeatable = False
    bought: ClassVar = {}

    def exchange(self, client, jobs, plan):
        for job in jobs:
            self.bought[job.trace_id] = self.bought.get(job.trace_id, 0) + 1
        return Outcome(results={job.id: "bought" for job in jobs})

    def lookup(self, client, jobs, plan):
        [job] = jobs
        if job.intent["ref"] in self.bought:
            return Outcome(results={job.id: "found"})
        return None


@register_operation
class BuyMany(Buy):
    """One question tells what became of several."""

    name = "buy_many"
    lookups = 10
    asked: ClassVar = []

    def lookup(self, client, jobs, plan):
        self.asked.append(len(jobs))
        known = [job for job in jobs if job.intent["ref"] in self.bought]
        return Outcome(results={job.id: "found" for job in known})


@register_operation
class Nap(Toy, Operation):
    """Takes a moment; knows how many took theirs together at most."""

    name = "nap"
    under_way = 0
    most_together = 0

    def exchange(self, client, jobs, plan):
        Nap.under_way += 1
        Nap.most_together = max(Nap.most_together, Nap.under_way)
        time.sleep(jobs[0].payload.get("seconds", 0.05))
        Nap.under_way -= 1
        return Outcome(results=dict.fromkeys(job.id for job in jobs))


class BrokenPolicy(RetryPolicy):
    def gives_up(self, tries):
        raise ZeroDivisionError("oops")


@register_operation
class Doom(Toy, Operation):
    """A mistake where the engine asks what is to become of a job."""

    name = "doom"
    retry = BrokenPolicy()

    def exchange(self, client, jobs, plan):
        raise TransientError("Nobody understood.")
