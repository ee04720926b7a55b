"""Shopify's GraphQL Admin API over the transport: one question, one answer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from odoo.addons.omni_core.lib.auth import ApiKeyHeader
from odoo.addons.omni_core.lib.budget import BudgetReading
from odoo.addons.omni_core.lib.errors import AuthError, GoneError, PayloadError
from odoo.addons.omni_core.lib.paging import Page, items
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import Transport
from odoo.addons.omni_core.lib.words import _lt

from .const import API_VERSION, MOST_WHOLE, PAGE_SIZE, TOKEN_HEADER, USUAL_COST
from .errors import TooDearError, classify, of_user_error, user_errors
from .library import is_mutation, text_of

Node = dict[str, Any]


class ShopifyClient:
    """Knows how to ask; what to ask stands in ``operations/``."""

    def __init__(
        self,
        transport: Transport,
        admin_url: str,
        token: Secret,
        *,
        renewable: bool = True,
        version: str = API_VERSION,
    ) -> None:
        self._transport = transport
        self._url = f"{admin_url}/api/{version}/graphql.json"
        self._auth = ApiKeyHeader(TOKEN_HEADER, token)
        self._classify = partial(classify, renewable=renewable)

    # -- one question --

    def ask(self, operation: str, /, **variables: Any) -> Any:
        """The answer's only root field."""
        return next(iter(self._send(operation, variables)["data"].values()))

    def ask_all(self, operation: str, /, **variables: Any) -> Node:
        """Every root field of the answer."""
        return self._send(operation, variables)["data"]

    def do(self, operation: str, /, **variables: Any) -> Node:
        """A mutation's payload; raises what Shopify has against it."""
        payload = self.ask(operation, **variables)
        for refusal in user_errors(payload):
            raise of_user_error(refusal)
        return payload

    def _send(self, operation: str, variables: Mapping[str, Any]) -> Node:
        text = text_of(operation)
        answer = self._transport.request(
            "POST",
            self._url,
            json={"query": text, "variables": variables},
            auth=self._auth,
            cost=USUAL_COST,
            operation=operation,
            classify=self._judge,
            retry_connect=not is_mutation(operation) or "@idempotent" in text,
        )
        return answer.json()

    def _judge(self, response: Response):
        """Whatever Shopify answers, it tells what is left in our bucket."""
        error = self._classify(response)
        if response.status == 200:
            self._learn((response.json().get("extensions") or {}).get("cost") or {})
        return error

    def _learn(self, cost: Mapping[str, Any]) -> None:
        lease, status = self._transport.lease, cost.get("throttleStatus") or {}
        if lease is None or not status:
            return
        # The dearest answer that there could be has to be left, not what it comes to.
        lease.demand(float(cost.get("requestedQueryCost") or 0) - USUAL_COST)
        lease.take(float(cost.get("actualQueryCost") or 0) - USUAL_COST)
        lease.feed(
            BudgetReading(
                available=float(status["currentlyAvailable"]),
                capacity=float(status["maximumAvailable"]),
                restore_per_s=float(status["restoreRate"]),
            )
        )

    def upload(self, place: Node, name: str, mimetype: str, content: bytes) -> None:
        """A file to where Shopify told us to put it; no budget, no token."""
        self._transport.request(
            "POST",
            place["url"],
            data={row["name"]: row["value"] for row in place["parameters"]},
            files={"file": (name, content, mimetype)},
            expect="none",
            cost=0.0,
            operation="upload",
            signs_in=False,
        )

    def download(self, url: str) -> bytes:
        """A public file, from Shopify's own hosts only; no budget, no token."""
        answer = self._transport.request(
            "GET",
            url,
            expect="bytes",
            cost=0.0,
            operation="download",
            signs_in=False,
        )
        return answer.content

    # -- many --

    def page(
        self, operation: str, cursor: str | None, first: int = PAGE_SIZE, **variables
    ) -> Page[Node]:
        found = self.ask(operation, first=first, after=cursor, **variables)
        return page_of(found)

    def all(self, operation: str, **variables: Any) -> Iterator[Node]:
        return items(lambda cursor: self.page(operation, cursor, **variables))

    def by_id(
        self, operation: str, ids: Sequence[str], most: int = MOST_WHOLE
    ) -> list[Node]:
        """The nodes that are still there, asked for in fewer at once if too dear."""
        found: list[Node] = []
        for start in range(0, len(ids), most):
            part = list(ids[start : start + most])
            try:
                nodes = self.ask(operation, ids=part)
            except TooDearError:
                if len(part) == 1:
                    raise
                nodes = self.by_id(operation, part, most=(len(part) + 1) // 2)
            found += [node for node in nodes if node]
        return found

    def complete(self, node: Node, field: str, operation: str) -> None:
        """Put the rest of a nested list behind what came with its owner."""
        first = page_of(node[field])

        def fetch(cursor: str | None) -> Page[Node]:
            if cursor is None:
                return first
            owner = self.ask(operation, id=node["id"], after=cursor)
            if not owner:
                raise PayloadError(
                    _lt("It was deleted while it was read."), code="gone"
                )
            return page_of(owner[field])

        if first.has_more:
            node[field]["nodes"] = list(items(fetch))

    def part_of(self, url: str, offset: int, most: int) -> bytes:
        """A part of a file that Shopify has made for us.

        On the way it lies in a file without a name, which goes with this process.
        """
        wanted = {
            "Range": f"bytes={offset}-{offset + most - 1}",
            "Accept-Encoding": "identity",  # bytes are counted as they lie there
        }
        with tempfile.TemporaryFile() as file:
            try:
                answer = self._transport.download(
                    url, file, headers=wanted, cost=0, operation="bulk_file"
                )
            except AuthError:  # its link is signed, and good for a week
                raise GoneError(_lt("Shopify's file is not there any more.")) from None
            file.seek(0 if answer.status == 206 else offset)
            return file.read(most)


def whole(connection: Node) -> list[Node]:
    """The rows of a list that is never so long; if it is, we must not go on."""
    if connection["pageInfo"]["hasNextPage"]:
        raise PayloadError(
            _lt("Shopify has more of this than we can read."), code="long"
        )
    return connection["nodes"]


def page_of(connection: Node) -> Page[Node]:
    """One page of a list that came with an answer."""
    info = connection["pageInfo"]
    return Page(connection["nodes"], info["endCursor"], info["hasNextPage"])
