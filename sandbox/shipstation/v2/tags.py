"""Tags of V2: known by their names."""

from __future__ import annotations

from typing import Any

from ..gate import Call
from .reading import tag_number

Json = dict[str, Any]


def list_tags(call: Call) -> Json:
    return {"tags": [{"name": tag["name"]} for tag in call.account.tags.values()]}


def create_tag(call: Call) -> Json:
    number = tag_number(call.account, call.path["tag_name"])
    return {"name": call.account.tags[number]["name"]}


HANDLERS = {"GET /tags": list_tags, "POST /tags/{tag_name}": create_tag}
