"""Questions too big for pages: Shopify takes its time, and answers in a file.

The file has one line for each object. Members of nested lists follow their owner, whose
id they name, and say by an alias which of its lists they are of. It is read in portions
from anywhere in it, so a killed worker costs one portion.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from string import Template
from typing import Any, NamedTuple

from odoo.addons.omni_core.lib.errors import ConflictError, PayloadError
from odoo.addons.omni_core.lib.moments import moment
from odoo.addons.omni_core.lib.text import clean_deep
from odoo.addons.omni_core.lib.transport import dumps
from odoo.addons.omni_core.lib.words import _lt

from .client import Node, ShopifyClient
from .library import text_of

PORTION = 2 * 1024 * 1024  # bytes
_NEW = timedelta(hours=1)
_RUNNING = {"CREATED", "RUNNING", "CANCELING"}
_OWNER = "__parentId"
_MEMBER = b'"__parentId":'  # cannot stand in a text: its quotes would be escaped there
_LIST = "of_"


class BulkQuery(NamedTuple):
    text: str
    lists: Mapping[str, tuple[str, ...]]  # of the objects in each list; "": of the root

    def named(self, name: str, search: str | None = None, more: str = "") -> str:
        """Bulk queries take no variables."""
        search = json.dumps(search)
        return Template(self.text).substitute(name=name, search=search, more=more)


@dataclass(frozen=True, slots=True)
class Export:
    """How far Shopify is with the answer."""

    ref: str
    status: str
    error: str = ""
    url: str = ""  # none if there is nothing to tell
    size: int = 0

    @property
    def is_running(self) -> bool:
        return self.status in _RUNNING

    @property
    def is_complete(self) -> bool:
        return self.status == "COMPLETED"


def start(client: ShopifyClient, text: str) -> str:
    """Begin, or find what was begun by a worker that was killed before it told.

    Raises ``ConflictError`` while Shopify runs as many for us as it will.
    """
    return _begun(client, text) or _id_of(client.ask("bulk_query", query=text))


def start_mutation(
    client: ShopifyClient, operation: str, job: int, lines: Sequence[Any]
) -> str:
    """Have one of our mutations done with each of these variables.

    A killed worker's is found again if it was about the same. One of the same job that
    is about something else has to end first: it could overtake this one.
    """
    content = b"\n".join(map(dumps, lines))
    mark = f"OmniRouteJob{job}_"
    name = mark + hashlib.sha256(content).hexdigest()[:16]
    text = text_of(operation).replace(f"mutation {operation}", f"mutation {name}", 1)
    if begun := _begun(client, text):
        return begun
    for known in client.ask("bulk_recent")["nodes"]:
        if known["status"] in _RUNNING and mark in known["query"]:
            raise ConflictError(_lt("The one before is not over."), code="overtaking")
    path = _uploaded(client, content)
    return _id_of(client.ask("bulk_mutation", mutation=text, path=path))


def _uploaded(client: ShopifyClient, content: bytes) -> str:
    """Where the lines lie now."""
    wish = {
        "resource": "BULK_MUTATION_VARIABLES",
        "filename": "lines.jsonl",
        "mimeType": "text/jsonl",
        "httpMethod": "POST",
    }
    [place] = client.do("upload_places", input=[wish])["stagedTargets"]
    client.upload(place, wish["filename"], wish["mimeType"], content)
    return next(p["value"] for p in place["parameters"] if p["name"] == "key")


def _id_of(payload: Node) -> str:
    for refusal in payload["userErrors"]:
        if refusal["code"] in ("LIMIT_REACHED", "OPERATION_IN_PROGRESS"):
            raise ConflictError(refusal["message"], code=refusal["code"])
        raise PayloadError(
            _lt(
                "Shopify refuses to do this in bulk: %(message)s",
                message=refusal["message"],
            )
        )
    return payload["bulkOperation"]["id"]


def _begun(client: ShopifyClient, text: str) -> str | None:
    for known in client.ask("bulk_recent")["nodes"]:
        if known["query"] == text and _is_good(known):
            return known["id"]
    return None


def _is_good(known: Node) -> bool:
    """On its way, or so new that nobody can have asked for the same once more."""
    if known["status"] in _RUNNING:
        return True
    age = datetime.now(timezone.utc) - moment(known["createdAt"])
    return known["status"] == "COMPLETED" and age < _NEW


def look(client: ShopifyClient, ref: str) -> Export:
    found = client.ask("bulk_state", id=ref) or {"status": "EXPIRED"}
    return Export(
        ref,
        found["status"],
        found.get("errorCode") or "",
        found.get("url") or "",
        int(found.get("fileSize") or 0),
    )


def read(
    client: ShopifyClient,
    export: Export,
    lists: Mapping[str, tuple[str, ...]],
    offset: int = 0,
    most: int = PORTION,
) -> tuple[list[Node], int | None]:
    """The whole objects of one portion, and where the next begins (None: the end)."""
    if not export.url:
        return [], None
    while True:
        raw = client.part_of(export.url, offset, most)
        if offset + len(raw) >= export.size:
            return list(nested(raw.splitlines(), lists)), None
        if not raw:
            raise PayloadError(
                _lt("Shopify's file is shorter than it said."), code="short"
            )
        if end := _last_root(raw):
            return list(nested(raw[:end].splitlines(), lists)), offset + end
        most *= 2  # one object alone is larger


def answers(client: ShopifyClient, export: Export) -> dict[int, Node]:
    """What was said to each line of a mutation, by its number from 0."""
    raw = b""
    while export.url and len(raw) < export.size:
        part = client.part_of(export.url, len(raw), PORTION)
        if not part:
            raise PayloadError(
                _lt("Shopify's file is shorter than it said."), code="short"
            )
        raw += part
    said = map(_parsed, raw.splitlines())
    return {answer["__lineNumber"]: answer for answer in said}


def nested(
    lines: Iterable[bytes], lists: Mapping[str, tuple[str, ...]]
) -> Iterator[Node]:
    """Objects with their lists in them, as an answer to a plain query has them."""
    root: Node | None = None
    owners: dict[str, Node] = {}
    for line in lines:
        node = _parsed(line)
        owner = node.pop(_OWNER, None)
        place = next((key for key in node if key.startswith(_LIST)), _LIST)
        node.pop(place, None)
        place = place.removeprefix(_LIST)
        if owner is None:
            if root is not None:
                yield root
            root, owners = node, {}
        else:
            owners[owner][place]["nodes"].append(node)
        for name in lists.get(place, ()):
            node[name] = {"nodes": [], "pageInfo": {"hasNextPage": False}}
            owners[node["id"]] = node
    if root is not None:
        yield root


def _parsed(line: bytes) -> Node:
    node = json.loads(line, parse_float=Decimal)
    return clean_deep(node) if b"\\u" in line else node


def _last_root(raw: bytes) -> int:
    """Where the last object begins whose members may go on behind this portion."""
    end = raw.rfind(b"\n") + 1
    while end:
        start_of_line = raw.rfind(b"\n", 0, end - 1) + 1
        if _MEMBER not in raw[start_of_line:end]:
            return start_of_line
        end = start_of_line
    return 0
