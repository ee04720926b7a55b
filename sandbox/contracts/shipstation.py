"""ShipStation's contract, V1 and V2: npm `shipstation-node` types as JSON Schema.

`prepare` turns the TypeScript types into JSON Schema once; loading mends what is wrong
or missing in them (`shipstation_repairs_*.py`) and compiles the result.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from . import location
from . import shipstation_repairs_v1 as v1
from . import shipstation_repairs_v2 as v2
from . import shipstation_repairs_v2_requests as v2_requests
from .base import Contract, ContractMissing
from .shapes import Problem, Shapes
from .shipstation_operations import OPERATIONS, QUERY_POSTS, Operation
from .shipstation_repair import Repair

Json = dict[str, Any]

PACKAGE = "shipstation-node"
GENERATOR = "ts-json-schema-generator@2.4.0"
REPAIRS = {"v1": v1.REPAIRS, "v2": v2.REPAIRS}
REQUEST_REPAIRS = {"v1": v1.REQUEST_REPAIRS, "v2": v2_requests.REQUEST_REPAIRS}
APIS = tuple(REPAIRS)


def prepare(folder: Path) -> None:
    """Types -> JSON Schema, once, beside the package that was fetched."""
    from .npm import npm_tool, run

    package = location.package(PACKAGE)
    for api in APIS:
        target = package / f"{api}.schema.json"
        if target.is_file():
            continue
        types = package / "package" / "dist" / api / "types" / "index.d.ts"
        program = npm_tool(GENERATOR) / "ts-json-schema-generator"
        # `--no-type-check`: one file imports a name from Node's own types by mistake.
        command = [str(program), "--path", str(types), "--type", "*", "--no-type-check"]
        schema = json.loads(run(command, package))
        target.write_text(json.dumps(schema, indent=1, sort_keys=True))


class ShipStationContract(Contract):
    platform = "shipstation"

    def __init__(self, definitions: dict[str, dict[str, Json]]) -> None:
        super().__init__()
        self._requests = {
            api: Shapes(_for_requests(api, definitions[api])) for api in APIS
        }
        self._answers = {
            api: Shapes(_for_answers(api, definitions[api])) for api in APIS
        }
        self._query_types = {api: _for_requests(api, definitions[api]) for api in APIS}
        self.known_operations = {operation.name for operation in OPERATIONS}

    def check_request(
        self, operation: Operation, query: dict[str, str], body: Any
    ) -> list[Problem]:
        self.seen_request(operation.name)
        by_query = operation.method == "GET" or operation.name in QUERY_POSTS
        if by_query:
            return self._check_query(operation, query)
        if not operation.request:
            return _nothing_expected(query, body)
        if body is None:
            return [Problem("missing", "", "a request body is required")]
        return self._requests[operation.api].check(_schema(operation.request), body)

    def check_answer(self, operation: Operation, status: int, body: Any) -> list[str]:
        self.seen_answer(operation.name)
        if status >= 400:
            return self._check_error(operation.api, body)
        if status != operation.status:
            return [f"status {status}, the contract says {operation.status}"]
        if not operation.answer:
            return [] if body is None else ["the contract knows no answer body"]
        shapes = self._answers[operation.api]
        return [str(p) for p in shapes.check(_schema(operation.answer), body)]

    def check_webhook(self, api: str, body: Json) -> list[str]:
        return [str(p) for p in self._answers[api].check(_schema("WebhookBody"), body)]

    def _check_error(self, api: str, body: Any) -> list[str]:
        shapes = self._answers[api]
        return [str(p) for p in shapes.check(_schema("ErrorResponse"), body)]

    def _check_query(
        self, operation: Operation, query: dict[str, str]
    ) -> list[Problem]:
        if not operation.request:
            return _nothing_expected(query, None)
        shapes = self._requests[operation.api]
        typed = self._typed(operation, query)
        return shapes.check(_schema(operation.request), typed)

    def _typed(self, operation: Operation, query: dict[str, str]) -> Json:
        """A query string knows only text: read it as the contract means it."""
        known = self._query_types[operation.api][operation.request]["properties"]
        return {name: _read(text, known.get(name, {})) for name, text in query.items()}


def load() -> ShipStationContract:
    return ShipStationContract({api: _definitions(api) for api in APIS})


def _definitions(api: str) -> dict[str, Json]:
    source = location.package(PACKAGE) / f"{api}.schema.json"
    if not source.is_file():
        raise ContractMissing("ShipStation")
    return json.loads(source.read_text())["definitions"]


def _schema(name: str) -> Json:
    if name.startswith("["):
        return {"type": "array", "items": _schema(name[1:-1])}
    return {"$ref": f"#/definitions/{name}"}


def _nothing_expected(query: dict[str, str], body: Any) -> list[Problem]:
    problems = [Problem("unknown", name, "is not in the contract") for name in query]
    if body not in (None, {}):
        problems.append(Problem("unknown", "", "this call takes no body"))
    return problems


def _read(text: str, schema: Json) -> Any:
    if schema.get("type") in ("number", "integer"):
        try:
            return float(text)
        except ValueError:
            return text
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    if schema.get("type") == "array":
        return text.split(",")
    return text


def _for_answers(api: str, definitions: dict[str, Json]) -> dict[str, Json]:
    return _mended(definitions, REPAIRS[api])


def _for_requests(api: str, definitions: dict[str, Json]) -> dict[str, Json]:
    mended = _mended(definitions, REPAIRS[api])
    if api == "v2":
        # V2's request types reuse the answers' with all they promise: `created_at` and
        # its like are nothing that a client could send.
        for schema in mended.values():
            _drop_required(schema)
    return _mended(mended, REQUEST_REPAIRS[api])


def _mended(
    definitions: dict[str, Json], repairs: tuple[Repair, ...]
) -> dict[str, Json]:
    mended = {name: _simplified(s) for name, s in copy.deepcopy(definitions).items()}
    for repair in repairs:
        repair.apply(mended)
    return mended


def _simplified(schema: Json) -> Json:
    """What `Shapes` understands: one type each, `null` meaning absent."""
    if isinstance(schema.get("const"), bool):
        return {"type": "boolean"}
    if "const" in schema:
        return {"enum": [schema["const"]]}
    if "enum" in schema:
        return {"enum": [value for value in schema["enum"] if value is not None]}
    if "anyOf" in schema:
        options = [s for s in schema["anyOf"] if s.get("type") != "null"]
        return _united([_simplified(option) for option in options])
    if isinstance(schema.get("type"), list):
        kinds = [kind for kind in schema["type"] if kind != "null"]
        schema = {**schema, "type": kinds[0]} if len(kinds) == 1 else {}
    if schema.get("type") == "array":
        return {"type": "array", "items": _simplified(schema.get("items", {}))}
    if schema.get("type") == "object":
        return _simplified_object(schema)
    return {key: schema[key] for key in ("type", "$ref") if key in schema}


def _simplified_object(schema: Json) -> Json:
    properties = schema.get("properties", {})
    nullable = {name for name, inner in properties.items() if _allows_null(inner)}
    return {
        "type": "object",
        "properties": {name: _simplified(s) for name, s in properties.items()},
        "required": [n for n in schema.get("required", ()) if n not in nullable],
        "additionalProperties": schema.get("additionalProperties", True),
    }


def _allows_null(schema: Json) -> bool:
    kinds = schema.get("type")
    return (
        (isinstance(kinds, list) and "null" in kinds)
        or kinds == "null"
        or schema == {}
        or any(_allows_null(option) for option in schema.get("anyOf", ()))
    )


def _united(options: list[Json]) -> Json:
    """One of several objects: all their keys, and required what each of them wants."""
    if len(options) == 1:
        return options[0]
    if all("enum" in option for option in options):
        return {"enum": [value for option in options for value in option["enum"]]}
    if not all(option.get("type") == "object" for option in options):
        return {}
    properties = [option["properties"] for option in options]
    names = dict.fromkeys(name for p in properties for name in p)
    shared = set.intersection(*(set(option["required"]) for option in options))
    return {
        "type": "object",
        "properties": {
            name: _united(
                _distinct(
                    [o["properties"][name] for o in options if name in o["properties"]]
                )
            )
            for name in names
        },
        "required": [name for name in names if name in shared],
        "additionalProperties": False,
    }


def _distinct(schemas: list[Json]) -> list[Json]:
    return [s for i, s in enumerate(schemas) if s not in schemas[:i]]


def _drop_required(schema: Any) -> None:
    if isinstance(schema, dict):
        if isinstance(schema.get("required"), list):
            schema["required"] = []
        for inner in schema.values():
            _drop_required(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _drop_required(inner)
