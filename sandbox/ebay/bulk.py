"""Calls that carry many requests: each is answered on its own."""

from __future__ import annotations

from collections.abc import Callable

from .call import Answer, Call
from .errors import EbayError, bodies
from .state import Json

#: the most elements of one bulk call
MOST = 25


def each(
    call: Call,
    requests: list[Json],
    work: Callable[[Json], Json],
    names: Callable[[Json], Json],
) -> Answer:
    """200 when all went well, 207 when only some did; `names` tell which is which."""
    responses = []
    for one in requests:
        try:
            call.ebay.strike_partial(call)
            responses.append({**names(one), **work(one)})
        except EbayError as error:
            responses.append({**names(one), **failed(error)})
    return answer(responses)


def failed(error: EbayError) -> Json:
    return {"statusCode": error.status, "errors": bodies(error)}


def answer(responses: list[Json]) -> Answer:
    any_failed = any(one["statusCode"] >= 400 for one in responses)
    return Answer(207 if any_failed else 200, {"responses": responses})
