"""eBay's REST contracts: prepared once from `bidkit`, then held against both sides of
every call."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .base import Contract, ContractMissing
from .ebay_convert import convert
from .location import folder, package
from .shapes import Problem, Shapes

PACKAGE = "bidkit"
SUBFOLDER = "ebay/openapi"
REPAIRS = json.loads(Path(__file__).with_name("ebay_repairs.json").read_text())


def prepare(contracts: Path) -> None:
    """Turn the package's source into one OpenAPI file per service."""
    target = contracts / SUBFOLDER
    target.mkdir(parents=True, exist_ok=True)
    generated = package(PACKAGE) / "bidkit" / "generated"
    documents = convert(generated, frozenset(REPAIRS["services"]))
    for key, document in documents.items():
        text = json.dumps(document, separators=(",", ":"))
        (target / f"{key}.json").write_text(text)


def load(contracts: Path | None = None) -> EbayContract:
    """The prepared files, repaired: so a new repair needs no new preparation."""
    source = (contracts or folder()) / SUBFOLDER
    documents = {}
    for key in REPAIRS["services"]:
        path = source / f"{key}.json"
        if not path.exists():
            raise ContractMissing(PACKAGE)
        documents[key] = json.loads(path.read_text())
        _repair(key, documents[key])
    return EbayContract(documents)


def _repair(key: str, document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for model, fields in REPAIRS["required"].get(key, {}).items():
        schemas[model]["required"] = fields
    for methods in document["paths"].values():
        for operation in methods.values():
            name = f"{key}.{operation['operationId']}"
            _repair_parameters(name, operation["parameters"])
            body = operation["responses"].pop("2XX")
            if name in REPAIRS["answers"]:
                schema = {"$ref": f"#/components/schemas/{REPAIRS['answers'][name]}"}
                body["content"] = {"application/json": {"schema": schema}}
            for status in _statuses(name):
                operation["responses"][status] = body


def _repair_parameters(name: str, parameters: list[dict[str, Any]]) -> None:
    known = {(p["in"], p["name"]): p for p in parameters}
    for query in REPAIRS["query"].get(name, ()):
        if ("query", query) not in known:
            parameters.append({"name": query, "in": "query", "required": False})
    for header, operations in REPAIRS["headers"].items():
        if name in operations:
            given = known.get(("header", header))
            if given is None:
                given = {"name": header, "in": "header"}
                parameters.append(given)
            given["required"] = True


def _statuses(name: str) -> list[str]:
    for statuses, operations in REPAIRS["status"].items():
        if name in operations:
            return statuses.split()
    return ["200"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of one service, ready to be checked."""

    name: str  # "sell_inventory.createOffer"
    method: str
    path: str  # "/sell/inventory/v1/offer"
    headers: tuple[str, ...]
    query: Mapping[str, bool]
    body: dict[str, Any] | None
    answers: Mapping[int, dict[str, Any] | None]
    shapes: Shapes


class EbayContract(Contract):
    platform = "ebay"

    def __init__(self, documents: dict[str, dict[str, Any]]) -> None:
        super().__init__()
        self.operation: dict[str, Operation] = {}
        for key, document in documents.items():
            for operation in _operations(key, document):
                self.operation[operation.name] = operation
        self._paths = [
            (operation.method, _pattern(operation.path), operation)
            for operation in self.operation.values()
        ]
        # `/offer/get_listing_fees` must win over `/offer/{offerId}`.
        self._paths.sort(key=lambda entry: entry[2].path.count("{"))

    def find(self, method: str, path: str) -> Operation | None:
        """The operation behind a request line, for those who have only that."""
        for verb, pattern, operation in self._paths:
            if verb == method and pattern.fullmatch(path.rstrip("/")):
                return operation
        return None

    def check_http(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes = b""
    ) -> list[str]:
        """A whole request as a client sends it, to eBay's address or the sandbox's."""
        parts = urlsplit(url)
        path = re.sub(r"^/ebay/\w+", "", parts.path)
        operation = self.find(method, path)
        if operation is None:
            return [f"{method} {path}: eBay has no such operation"]
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        is_json = "json" in {k.lower(): v for k, v in headers.items()}.get(
            "content-type", ""
        )
        content = json.loads(body) if body and is_json else None
        found = self.check_request(operation.name, query, headers, content)
        return [f"{operation.name} {problem}" for problem in found]

    def check_request(
        self,
        name: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        body: Any = None,
    ) -> list[Problem]:
        operation = self.operation[name]
        self.seen_request(name)
        given = {header.lower() for header in headers}
        problems = [
            Problem("header", header, "is required")
            for header in operation.headers
            if header.lower() not in given
        ]
        problems += _query_problems(operation, query)
        if operation.body is None:
            # Of the post-order API only the paths are written down.
            is_open = name.split(".")[0] in REPAIRS["bodies_unknown"]
            if body not in (None, {}) and not is_open:
                problems.append(Problem("unknown", "", "the operation takes no body"))
        elif body is None:
            problems.append(Problem("missing", "", "the body is required"))
        else:
            problems += operation.shapes.check(operation.body, body)
        return problems

    def check_answer(self, name: str, status: int, body: Any = None) -> list[str]:
        operation = self.operation[name]
        self.seen_answer(name)
        if status >= 400:
            return [str(p) for p in _ERROR_SHAPES.check(_ERROR_BODY, body)]
        if status not in operation.answers:
            return [f"{name}: status {status} is not in the contract"]
        schema = operation.answers[status]
        if schema is None or status == 204:
            return [] if not body or schema is None else [f"{name}: 204 has no body"]
        if body is None:
            return []  # eBay leaves the body out where nothing is to be said
        return [f"{name} {problem}" for problem in operation.shapes.check(schema, body)]


def _query_problems(operation: Operation, query: Mapping[str, str]) -> list[Problem]:
    problems = [
        Problem("query", name, "is required")
        for name, required in operation.query.items()
        if required and not query.get(name)
    ]
    return problems + [
        Problem("query", name, "is not in the contract")
        for name in query
        if name not in operation.query
    ]


def _operations(key: str, document: dict[str, Any]) -> list[Operation]:
    shapes = Shapes(document["components"]["schemas"])
    base = urlsplit(document["servers"][0]["url"]).path
    return [
        Operation(
            name=f"{key}.{operation['operationId']}",
            method=method.upper(),
            path=base + path.rstrip("/"),
            headers=tuple(
                p["name"]
                for p in operation["parameters"]
                if p["in"] == "header" and p["required"]
            ),
            query={
                p["name"]: p["required"]
                for p in operation["parameters"]
                if p["in"] == "query"
            },
            body=_schema(operation.get("requestBody")),
            answers={
                int(status): _schema(answer)
                for status, answer in operation["responses"].items()
            },
            shapes=shapes,
        )
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _schema(content: dict[str, Any] | None) -> dict[str, Any] | None:
    if not content or "content" not in content:
        return None
    return content["content"]["application/json"]["schema"]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)))


_TEXT = {"type": "string"}
_ERROR_BODY = {"$ref": "#/ErrorBody"}
#: the shape of every REST refusal; the same in all of eBay's contracts
_ERROR_SHAPES = Shapes(
    {
        "ErrorBody": {
            "type": "object",
            "required": ["errors"],
            "properties": {
                "errors": {"type": "array", "items": {"$ref": "#/Error"}},
                "warnings": {"type": "array", "items": {"$ref": "#/Error"}},
                "responses": {"type": "array"},
            },
            "additionalProperties": False,
        },
        "Error": {
            "type": "object",
            "required": ["errorId", "domain", "category", "message"],
            "properties": {
                "errorId": {"type": "integer"},
                "domain": _TEXT,
                "subdomain": _TEXT,
                "category": {"enum": ["REQUEST", "APPLICATION", "BUSINESS"]},
                "message": _TEXT,
                "longMessage": _TEXT,
                "inputRefIds": {"type": "array", "items": _TEXT},
                "outputRefIds": {"type": "array", "items": _TEXT},
                "parameters": {"type": "array", "items": {"$ref": "#/Parameter"}},
            },
            "additionalProperties": False,
        },
        "Parameter": {
            "type": "object",
            "required": ["name", "value"],
            "properties": {"name": _TEXT, "value": _TEXT},
            "additionalProperties": False,
        },
    }
)
