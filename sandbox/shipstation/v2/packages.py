"""The account's own package types."""

from __future__ import annotations

from typing import Any

from ..errors import not_found
from ..gate import Call

Json = dict[str, Any]

FIRST_PACKAGE = 750_000


def list_packages(call: Call) -> Json:
    return {"packages": list(call.account.package_types.values())}


def create_package(call: Call) -> Json:
    number = call.account.next_id("package", FIRST_PACKAGE)
    package = {**call.body, "package_id": f"se-{number}"}
    call.account.package_types[number] = package
    return package


def get_package(call: Call) -> Json:
    return call.account.package_types[_number(call)]


def update_package(call: Call) -> None:
    number = _number(call)
    package = {**call.body, "package_id": f"se-{number}"}
    call.account.package_types[number] = package


def delete_package(call: Call) -> None:
    del call.account.package_types[_number(call)]


def _number(call: Call) -> int:
    reference = call.path["package_id"]
    number = reference.removeprefix("se-")
    if not number.isdigit() or int(number) not in call.account.package_types:
        raise not_found("The package", reference)
    return int(number)


HANDLERS = {
    "GET /packages": list_packages,
    "POST /packages": create_package,
    "GET /packages/{package_id}": get_package,
    "PUT /packages/{package_id}": update_package,
    "DELETE /packages/{package_id}": delete_package,
}
