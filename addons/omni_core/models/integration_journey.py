"""The journey of one thing: everything known about it, in the order it happened.

A thing is found by any of its names, and followed from record to record. Each add-on
says how its own records are found, what they lead to, and how they read, by extending
``_find``, ``_related`` and ``_steps``.
"""

import re

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

_ROUNDS = 6  # event -> job -> order -> transfer -> label -> job
_MOST_OF_A_MODEL = 60
_ONE_MORE = _MOST_OF_A_MODEL + 1  # to see that there is more
# "#12" is a job, as our screens write it; the others are called by what they are.
_NUMBERED = re.compile(
    r"(?P<what>job|event|call)?\s*#?(?P<number>[0-9]{1,9})", re.IGNORECASE
)
_MODELS = {
    "job": "sync.job",
    "event": "integration.event",
    "call": "integration.call",
}


class IntegrationJourney(models.AbstractModel):
    _name = "integration.journey"
    _description = "Journey of One Thing"

    @api.model
    @api.readonly
    def get_story(self, term="", model=None, record_id=None):
        """{objects: what was found, steps: what happened, oldest first, is_more}"""
        if not self.env.user.has_group("omni_core.group_viewer"):
            raise AccessError(self.env._("Journeys are for users of Integrations."))
        found = self._start(term.strip(), model, record_id)
        records, is_more = self._follow(found)
        steps = [step for each in records.values() for step in self._steps(each)]
        steps.sort(key=lambda step: step["at"] or "")
        return {
            "objects": [
                {"model": each._name, "id": record.id, "name": record.display_name}
                for each in found
                for record in each[:5]
            ],
            "steps": steps,
            "is_more": is_more,
        }

    @api.model
    def _open(self, record):
        """The action behind a smart button of ``record``."""
        record.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "omni_core.journey",
            "name": self.env._("Journey of %s", record.display_name),
            "params": {"model": record._name, "record_id": record.id},
        }

    def _start(self, term, model, record_id):
        if model in self.env and record_id:
            found = [self.env[model].browse(int(record_id)).exists()]
        else:
            found = self._find(term) if term else []
        return [records for records in map(self._readable, found) if records]

    def _readable(self, records):
        """Who may not read sales orders follows the journey up to them, no further."""
        if not records or not records.has_access("read"):
            return records.browse()
        return records._filtered_access("read")

    def _follow(self, found):
        """({model: records}, whether there is more) that the found ones lead to."""
        known, is_more, todo = {}, False, found
        for _round in range(_ROUNDS):
            led_to = []
            for records in todo:
                have = known.get(records._name, records.browse())
                room = max(_MOST_OF_A_MODEL - len(have), 0)
                new = self._readable(records - have)
                is_more = is_more or len(new) > room
                known[records._name] = have | new[:room]
                if new[:room]:
                    led_to += self._related(new[:room])
            todo = led_to
        return known, is_more

    # -- what add-ons extend -----------------------------------------------------------

    @api.model
    def _find(self, term):
        """Recordsets of what bears this name."""
        jobs, events = self.env["sync.job"], self.env["integration.event"]
        same_trace = [("trace_id", "=", term)]
        found = [
            jobs.search(same_trace, limit=_ONE_MORE),
            events.search(
                Domain("trace_id", "=", term)
                | Domain("delivery_ref", "=", term)
                & Domain("connection_id", "in", self._connection_ids()),
                limit=_ONE_MORE,
            ),
        ]
        if named := _NUMBERED.fullmatch(term):
            model = _MODELS[(named["what"] or "job").lower()]
            found.append(self.env[model].browse(int(named["number"])).exists())
        return found

    def _connection_ids(self):
        return self.env["integration.connection"].search([("active", "=", True)]).ids

    @api.model
    def _related(self, records):
        """Recordsets that these records, all of one model, lead to."""
        follow = {
            "sync.job": self._related_of_jobs,
            "integration.event": self._related_of_events,
            "integration.call": lambda calls: [calls.job_ids],
        }
        if records._name in follow:
            return follow[records._name](records)
        return [self._jobs_about(records)]

    def _jobs_about(self, records):
        return self.env["sync.job"].search(
            Domain("model", "=", records._name)
            & Domain("record_id", "in", records.ids),
            limit=_ONE_MORE,
        )

    def _related_of_jobs(self, jobs):
        """Not all jobs of a trace: a poll begins the story of a thousand orders."""
        about = [
            self.env[model].browse(group.mapped("record_id")).exists()
            for model, group in jobs.filtered("record_id").grouped("model").items()
            if model in self.env
        ]
        traces = [trace for trace in jobs.mapped("trace_id") if trace]
        events = self.env["integration.event"].search(
            [("trace_id", "in", traces)], limit=_ONE_MORE
        )
        calls = self.env["integration.call"].search(
            [("job_ids", "in", jobs.ids)], limit=_ONE_MORE
        )
        return [*about, events, calls, jobs.solved_by_id]

    def _related_of_events(self, events):
        traces = events.mapped("trace_id")
        return [
            self.env["sync.job"].search(
                [("trace_id", "in", traces)], limit=_ONE_MORE, order="id"
            )
        ]

    @api.model
    def _steps(self, records):
        """What to tell of these records, all of one model: a list of ``_step``."""
        tell = {
            "sync.job": self._step_of_job,
            "integration.event": self._step_of_event,
            "integration.call": self._step_of_call,
        }.get(records._name)
        return [tell(record) for record in records] if tell else []

    def _step(self, record, at, icon, title, text="", tone=""):
        """One line of the timeline. ``tone`` is one of Bootstrap's, or empty."""
        return {
            "at": fields.Datetime.to_string(at) if at else False,
            "model": record._name,
            "id": record.id,
            "icon": icon,
            "title": title,
            "text": text or "",
            "tone": tone,
        }

    # -- the steps of this add-on ------------------------------------------------------

    def _step_of_job(self, job):
        tone = {"done": "success", "failed": "danger", "cancelled": ""}
        status = dict(job._fields["status"]._description_selection(self.env))
        return self._step(
            job,
            job.started_at or job.create_date,
            "fa-cog",
            f"{job.operation_title}: {status[job.status].lower()}",
            job.explanation,
            tone.get(job.status, "warning"),
        )

    def _step_of_event(self, event):
        return self._step(
            event,
            event.received_at,
            "fa-bolt",
            self.env._("The platform told us: %s", event.topic or ""),
            event.error,
            "danger" if event.status == "failed" else "info",
        )

    def _step_of_call(self, call):
        return self._step(
            call,
            call.create_date,
            "fa-exchange",
            call.display_name,
            call.error or self.env._("%s ms", call.duration_ms),
            "danger" if call.error_kind else "",
        )
