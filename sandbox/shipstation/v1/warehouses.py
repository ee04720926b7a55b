"""Warehouses ("Ship From locations") of V1."""

from __future__ import annotations

from typing import Any

from ..dates import pacific
from ..errors import Refusal
from ..gate import Call
from .shapes import address

Json = dict[str, Any]

FIRST_WAREHOUSE = 700_000


def list_warehouses(call: Call) -> list[Json]:
    return list(call.account.warehouses.values())


def get_warehouse(call: Call) -> Json:
    return call.account.warehouse(call.path["warehouseId"])


def create_warehouse(call: Call) -> Json:
    number = call.account.next_id("warehouse", FIRST_WAREHOUSE)
    call.account.warehouses[number] = {
        "warehouseId": number,
        "warehouseName": call.body.get("warehouseName") or f"Warehouse {number}",
        "createDate": pacific(call.office.now()),
        "isDefault": False,
    }
    return _write(call, call.account.warehouses[number])


def update_warehouse(call: Call) -> Json:
    return _write(call, call.account.warehouse(call.path["warehouseId"]))


def delete_warehouse(call: Call) -> Json:
    warehouse = call.account.warehouse(call.path["warehouseId"])
    if warehouse["isDefault"]:
        message = "The default warehouse cannot be deleted."
        raise Refusal("conflict", message, "default_warehouse_cannot_be_deleted")
    del call.account.warehouses[warehouse["warehouseId"]]
    message = "The requested warehouse has been deleted."
    return {"success": True, "message": message}


def _write(call: Call, warehouse: Json) -> Json:
    body = call.body
    warehouse["warehouseName"] = body.get("warehouseName") or warehouse["warehouseName"]
    warehouse["originAddress"] = address(body["originAddress"])
    warehouse["returnAddress"] = address(
        body.get("returnAddress") or body["originAddress"]
    )
    if body.get("isDefault"):
        for other in call.account.warehouses.values():
            other["isDefault"] = other is warehouse
    return warehouse


HANDLERS = {
    "GET /warehouses": list_warehouses,
    "GET /warehouses/{warehouseId}": get_warehouse,
    "POST /warehouses/createwarehouse": create_warehouse,
    "PUT /warehouses/{warehouseId}": update_warehouse,
    "DELETE /warehouses/{warehouseId}": delete_warehouse,
}
