"""The Trading API, for what the newer APIs cannot do: listings that they did not make.

``ebaysdk`` builds the requests and reads the answers; in between they travel over our
transport, with its time limits, budget and record of calls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape

from ebaysdk.response import Response as SdkResponse
from ebaysdk.trading import Connection as Sdk

from odoo.addons.omni_core.lib.auth import ApiKeyHeader
from odoo.addons.omni_core.lib.errors import (
    IntegrationError,
    PayloadError,
    TransientError,
)
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.words import _lt

from .apis import APIS
from .catalogue import CATALOGUE
from .client import EbayClient, Node
from .errors import made, of_errors
from .sites import site_of

LEVEL = "1379"  # the schema that we speak
_TOKEN_HEADER = "X-EBAY-API-IAF-TOKEN"
_READS = ("Get", "Verify")


class TradingClient:
    def __init__(self, client: EbayClient) -> None:
        self._client = client

    def call(
        self, name: str, data: Mapping[str, Any], *, marketplace: str = ""
    ) -> Node:
        """The answer's elements; raises its error unless some of it was done."""
        client, api = self._client, APIS["trading"]
        site = site_of(marketplace) if marketplace else client.site
        sdk = _sdk(site.trading_id)
        sdk.verb = name
        body = sdk.build_request_data(name, plain(data), None)
        answers: list[Node] = []

        def judge(response: Response) -> IntegrationError | None:
            if response.status != 200:
                return None
            answers.append(_parsed(name, response.content))
            return _error_of(answers[-1])

        client.transport.request(
            "POST",
            client.hosts.url(api, ""),
            data=body.encode(),
            headers=_headers(sdk, name),
            auth=ApiKeyHeader(_TOKEN_HEADER, client.tokens.user),
            budget=api.budget,
            operation=f"trading.{name}",
            classify=judge,
            expect="text",
            retry_connect=name.startswith(_READS),
        )
        return answers[-1]


def rows(value: Any) -> Sequence[Any]:
    """What may be one or many is a list alone where there are many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def plain(value: Any) -> Any:
    """As the library wants it: it neither escapes text nor knows XML's booleans."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(str(value))


def errors_of(answer: Mapping[str, Any]) -> list[IntegrationError]:
    """What went wrong with parts of it; warnings are none."""
    return [
        _made(row)
        for row in rows(answer.get("Errors"))
        if row.get("SeverityCode") == "Error"
    ]


def _sdk(site_id: int) -> Sdk:
    # The token is put in by ``auth``, past the record of the call: here it only has to
    # be something, or the library writes empty credentials into the body.
    options = {"siteid": str(site_id), "compatibility": LEVEL, "iaf_token": "later"}
    return Sdk(config_file=None, **options)


def _headers(sdk: Sdk, name: str) -> dict[str, str]:
    found = sdk.build_request_headers(name)
    return {k: v for k, v in found.items() if v and k != _TOKEN_HEADER}


def _parsed(name: str, content: bytes) -> Node:
    found = None
    if b"<!DOCTYPE" not in content[:2000]:  # eBay sends none; others hide bombs there
        found = SdkResponse(SimpleNamespace(content=content), verb=name).dict()
    if not isinstance(found, dict) or "Ack" not in found:
        # Cut short, or a page for people: what was asked is not refused by that.
        raise TransientError(
            _lt("eBay sent an answer that cannot be read."), code="xml"
        )
    return found


def _error_of(answer: Node) -> IntegrationError | None:
    if answer["Ack"] != "Failure":
        return None
    found = errors_of(answer)
    return (
        found[0] if found else PayloadError(_lt("eBay refused this."), code="failure")
    )


def _made(row: Mapping[str, Any]) -> IntegrationError:
    number = str(row.get("ErrorCode") or "")
    said = str(row.get("LongMessage") or row.get("ShortMessage") or "")
    if number not in CATALOGUE:
        return of_errors([{"errorId": number, "message": said}], 400)
    return made(CATALOGUE[number], number, said=said, detail=f"{number}: {said}")
