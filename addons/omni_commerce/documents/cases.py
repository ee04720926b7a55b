"""What a buyer wants back by way of the channel or the bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from odoo.addons.omni_core.lib.money import Money


class CaseKind(str, Enum):
    RETURN = "return"  # the buyer wants to send goods back
    DISPUTE = "dispute"  # the buyer asked the bank for the money


class Answer(str, Enum):
    ACCEPT = "accept"
    CONTEST = "contest"


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody has to answer it in time, or it is lost."""

    ref: str
    kind: CaseKind
    order_ref: str = ""
    state: str = ""  # in the channel's own words, as the reason
    reason: str = ""
    buyer: str = ""
    note: str = ""  # what the buyer says
    is_open: bool = True
    needs_answer: bool = False
    # What may be answered by us. None: whoever answers does it over there.
    answers: tuple[Answer, ...] = ()
    opened_at: datetime | None = None
    respond_by: datetime | None = None
    amount: Money | None = None
    revision: int = 0  # of the channel, where an answer has to name it
