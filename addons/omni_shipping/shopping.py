"""Which of many prices to take."""

from __future__ import annotations

from collections.abc import Iterable

from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from .documents import Choice, Rate

_NEVER = 10_000  # days; a carrier that does not say when is no fast one


def choose(rates: Iterable[Rate], choice: Choice) -> Rate:
    """The rate to take. Equal prices: the faster one; equal speed: the cheaper one."""
    rates = list(rates)
    fitting = [rate for rate in rates if _fits(rate, choice)]
    if not fitting:
        raise RejectedError(_why_none(rates, choice), code="no_rate")
    if choice.rule == "fastest":
        return min(fitting, key=lambda rate: (_days(rate), rate.total.amount))
    return min(fitting, key=lambda rate: (rate.total.amount, _days(rate)))


def _fits(rate: Rate, choice: Choice) -> bool:
    if choice.services and rate.key not in choice.services:
        return False
    if rate.key in choice.excluded:
        return False
    if choice.rule == "within" and _days(rate) > choice.within_days:
        return False
    return choice.most is None or rate.total.amount <= choice.most


def _days(rate: Rate) -> int:
    return _NEVER if rate.days is None else rate.days


def _why_none(rates: list[Rate], choice: Choice) -> str:
    if not rates:
        return _lt(
            "No carrier offers a price for this parcel. Check the address, "
            "the weight and the size."
        )
    offered = ", ".join(sorted({rate.service_name for rate in rates})[:8])
    wish = f" within {choice.within_days} days" if choice.rule == "within" else ""
    return _lt(
        "None of the services that this delivery method allows takes "
        "the parcel%(wish)s. Offered were: %(offered)s.",
        wish=wish,
        offered=offered,
    )
