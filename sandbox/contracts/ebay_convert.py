"""From the source of `bidkit` to OpenAPI files, without installing or running it.

`bidkit` is generated from eBay's own REST contracts: pydantic models and one method
per operation. Importing it would pull in pydantic and an HTTP client, so its source
is read as a syntax tree.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_SCALARS: dict[str, Json] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "Any": {},
}


def convert(generated: Path, wanted: frozenset[str]) -> dict[str, Json]:
    """One OpenAPI document per service key (`sell_inventory`, ...).

    `generated` is the package's folder `bidkit/generated`.
    """
    documents = {}
    resources = ast.parse((generated / "resources.py").read_bytes())
    for service, methods in _services(resources):
        if service["key"] in wanted:
            paths, module = _paths(methods)
            documents[service["key"]] = {
                "openapi": "3.1.0",
                "info": {"title": service["title"], "version": service["version"]},
                "servers": [{"url": _server(service)}],
                "paths": paths,
                "components": {"schemas": _schemas(generated, module)},
            }
    return documents


def _server(service: Json) -> str:
    return f"https://{service['subdomain']}.ebay.com{service['base_path']}"


def _services(tree: ast.Module) -> Iterator[tuple[Json, list[ast.FunctionDef]]]:
    for node in tree.body:
        if not isinstance(node, ast.ClassDef) or node.name.startswith("Async"):
            continue
        for statement in node.body:
            if isinstance(statement, ast.Assign) and _is_name(
                statement.targets[0], "service"
            ):
                methods = [f for f in node.body if isinstance(f, ast.FunctionDef)]
                yield ast.literal_eval(statement.value), methods


def _paths(methods: list[ast.FunctionDef]) -> tuple[Json, str | None]:
    paths: Json = {}
    module = None
    for method in methods:
        call = _request_call(method)
        if call is None:
            continue  # an @overload stub
        operation_id, verb, path = (ast.literal_eval(a) for a in call.args[:3])
        keywords = {k.arg: k.value for k in call.keywords}
        operation: Json = {
            "operationId": operation_id,
            "parameters": list(_parameters(method, keywords)),
            "responses": {"2XX": _answer(keywords.get("response_model"))},
        }
        body = _annotation(method, "body")
        if body is not None:
            operation["requestBody"] = {"required": True, **_content(body)}
        for node in (body, keywords.get("response_model")):
            module = module or _module_of(node)
        paths.setdefault(path, {})[verb.lower()] = operation
    return paths, module


def _request_call(method: ast.FunctionDef) -> ast.Call | None:
    for node in ast.walk(method):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "_request":
            return node
    return None


def _parameters(method: ast.FunctionDef, keywords: Json) -> Iterator[Json]:
    defaults = dict(
        zip(
            (a.arg for a in method.args.kwonlyargs),
            method.args.kw_defaults,
            strict=True,
        )
    )
    for where, keyword in (
        ("path", "path_params"),
        ("query", "params"),
        ("header", "headers"),
    ):
        given = keywords.get(keyword)
        if not isinstance(given, ast.Dict):
            continue
        for name, value in zip(given.keys, given.values, strict=True):
            # A keyword argument without a default is what eBay marks as required.
            needed = where == "path" or (
                where == "query"
                and isinstance(value, ast.Name)
                and value.id in defaults
                and defaults[value.id] is None
            )
            yield {
                "name": ast.literal_eval(name),
                "in": where,
                "required": needed,
                "schema": {"type": "string"},
            }


def _annotation(method: ast.FunctionDef, name: str) -> ast.expr | None:
    for argument in method.args.kwonlyargs:
        if argument.arg == name:
            return argument.annotation
    return None


def _model_name(node: ast.expr | None) -> ast.Attribute | None:
    if node is None:
        return None
    return next((n for n in ast.walk(node) if isinstance(n, ast.Attribute)), None)


def _module_of(node: ast.expr | None) -> str | None:
    model = _model_name(node)
    return model.value.id.removesuffix("_models") if model else None


def _content(node: ast.expr) -> Json:
    model = _model_name(node)
    schema: Json = _reference(model.attr) if model else {}
    return {"content": {"application/json": {"schema": schema}}}


def _answer(node: ast.expr | None) -> Json:
    return {
        "description": "",
        **(_content(node) if _model_name(node) is not None else {}),
    }


def _reference(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas(generated: Path, module: str | None) -> Json:
    if module is None:
        return {}
    path = generated / "models" / f"{module}.py"
    if not path.exists():  # `return` is a Python keyword, so its module is `return_`
        path = path.with_name(f"{module}_.py")
    return {
        node.name: _model(node)
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.ClassDef)
    }


def _model(node: ast.ClassDef) -> Json:
    base = ast.unparse(node.bases[0])
    if base == "OpenStrEnum":
        values = [s.value for s in node.body if isinstance(s, ast.Assign)]
        return {"type": "string", "enum": [ast.literal_eval(v) for v in values]}
    if base != "EbayModel":
        return {}
    fields = [s for s in node.body if isinstance(s, ast.AnnAssign)]
    return {
        "type": "object",
        # The models tolerate unknown keys; for a check, an unknown key is a slip.
        "additionalProperties": False,
        "properties": {_alias(f): _type(f.annotation) for f in fields},
    }


def _alias(field: ast.AnnAssign) -> str:
    if isinstance(field.value, ast.Call):
        for keyword in field.value.keywords:
            if keyword.arg == "alias":
                return ast.literal_eval(keyword.value)
    return field.target.id


def _type(node: ast.expr) -> Json:
    if isinstance(node, ast.BinOp):  # `X | None`: every field is optional in bidkit
        return _type(node.left)
    if isinstance(node, ast.Name):
        return _SCALARS.get(node.id) or _named(node.id)
    if isinstance(node, ast.Subscript) and _is_name(node.value, "list"):
        return {"type": "array", "items": _type(node.slice)}
    if isinstance(node, ast.Subscript) and _is_name(node.value, "dict"):
        return {
            "type": "object",
            "additionalProperties": _type(node.slice.elts[1]),
        }
    raise ValueError(f"unknown annotation {ast.unparse(node)}")


def _named(name: str) -> Json:
    return {} if name == "Any" else _reference(name)


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
