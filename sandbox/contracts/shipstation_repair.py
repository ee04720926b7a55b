"""How the vendor's types are mended: each repair is data, and says why it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

STRING: Json = {"type": "string"}
NUMBER: Json = {"type": "number"}
BOOLEAN: Json = {"type": "boolean"}
ANYTHING: Json = {}


def ref(name: str) -> Json:
    return {"$ref": f"#/definitions/{name}"}


def array(items: Json) -> Json:
    return {"type": "array", "items": items}


def enum(*values: str) -> Json:
    return {"enum": list(values)}


def several(names: str, schema: Json) -> dict[str, Json]:
    return {name: schema for name in names.split()}


@dataclass(frozen=True, slots=True)
class Repair:
    """`*` as `required` demands all properties; `optional` may be null or missing.

    An unknown definition is begun empty, or as a copy of `like`.
    """

    definition: str
    why: str
    properties: dict[str, Json] = field(default_factory=dict)
    required: str | None = None
    optional: str = ""
    like: str = ""
    whole: Json | None = None

    def apply(self, definitions: dict[str, Json]) -> None:
        if self.whole is not None:
            definitions[self.definition] = self.whole
            return
        if self.like:
            definitions[self.definition] = dict(definitions[self.like])
        schema = definitions.setdefault(self.definition, _empty())
        schema["properties"] = {**schema["properties"], **self.properties}
        if self.required is not None:
            everything = self.required == "*"
            wanted = schema["properties"] if everything else self.required.split()
            schema["required"] = list(wanted)
        free = set(self.optional.split())
        schema["required"] = [n for n in schema["required"] if n not in free]


def _empty() -> Json:
    return {
        "type": "object",
        "properties": {},
        "required": [],
        "additionalProperties": False,
    }
