"""Errors that need a person, gathered by their cause.

A failed job names its issue; jobs that fail for the same reason share it, however many
they are. One statement notes it, beside the one that ends the jobs.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from odoo.tools import SQL

from ..lib.text import clean, excerpt
from .desk import Desk
from .queries import NOW

# What differs between two errors of one cause: quoted values, numbers, references.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|'[^'\s]*'|«[^»]*»")
_REFERENCE = re.compile(r"\b(?=\w*\d)[\w.:/#-]+")

_NOTE = f"""
    INSERT INTO integration_issue AS issue
           (connection_id, company_id, platform, operation, kind, cause, fingerprint,
            name, state, first_seen_at, last_seen_at, opened_at, create_uid,
            create_date, write_uid, write_date)
    SELECT connection.id, connection.company_id, %(platform)s, %(operation)s, %(kind)s,
           NULLIF(%(cause)s, ''), %(fingerprint)s, %(name)s, 'open', {NOW}, {NOW},
           {NOW}, 1, {NOW}, 1, {NOW}
      FROM (SELECT %(connection)s::int AS id) wanted
      LEFT JOIN integration_connection connection ON connection.id = wanted.id
        ON CONFLICT (COALESCE(connection_id, 0), fingerprint) DO UPDATE
       SET last_seen_at = EXCLUDED.last_seen_at,
           name = EXCLUDED.name,
           state = 'open',
           opened_at = CASE WHEN issue.state = 'closed' THEN EXCLUDED.opened_at
                            ELSE issue.opened_at END,
           closed_at = NULL
 RETURNING id
"""

_LOST = """
    SELECT connection_id, platform, operation, last_error, array_agg(id)
      FROM sync_job
     WHERE id = ANY(%s)
     GROUP BY connection_id, platform, operation, last_error
"""


@dataclass(frozen=True, slots=True)
class About:
    """What kind of work it is that failed."""

    connection_id: int | None
    platform: str
    operation: str


def likeness(message: str) -> str:
    """The message without what is particular to one record: "No product “…” in …"."""
    plain = _REFERENCE.sub("…", _QUOTED.sub("“…”", clean(message)))
    return re.sub(r"(…[\s,;]*)+", "…", plain).strip()


def note(
    about: About, kind: str, message: str, cause: str = "", shown: str = ""
) -> SQL:
    """The statement that opens, or keeps open, the issue of an error; gives its id.

    :param message: in English, so that it is one cause in whatever language it is told
    :param cause: what jobs wait for; those that wait for one thing are one issue
    :param shown: the message for people
    """
    same = cause or f"{about.platform}:{about.operation}:{kind}:{likeness(message)}"
    return SQL(
        _NOTE,
        connection=about.connection_id,
        platform=about.platform,
        operation=about.operation,
        kind=kind,
        cause=cause,
        fingerprint=hashlib.sha256(same.encode()).hexdigest()[:32],
        name=excerpt(clean(shown or message) or "Unknown error", 1000),
    )


def note_lost(desk: Desk, job_ids: list[int]) -> list[int]:
    """The issues of failed jobs whose workers died."""
    found = []
    for connection_id, platform, operation, error, ids in desk.run(_LOST, [job_ids]):
        about = About(connection_id, platform, operation)
        [(issue_id,)] = desk.run(note(about, "lost", error))
        desk.run(
            "UPDATE sync_job SET issue_id = %s WHERE id = ANY(%s)", [issue_id, ids]
        )
        found.append(issue_id)
    return found
