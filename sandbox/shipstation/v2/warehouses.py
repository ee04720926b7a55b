"""Warehouses of V2: to read only."""

from __future__ import annotations

from typing import Any

from ..dates import read_pacific, utc
from ..gate import Call
from . import shapes

Json = dict[str, Any]


def list_warehouses(call: Call) -> Json:
    return {"warehouses": [_shape(one) for one in call.account.warehouses.values()]}


def get_warehouse(call: Call) -> Json:
    return _shape(call.account.warehouse(call.path["warehouse_id"]))


def _shape(one: Json) -> Json:
    return {
        "warehouse_id": f"se-{one['warehouseId']}",
        "is_default": one["isDefault"],
        "name": one["warehouseName"],
        "created_at": utc(read_pacific(one["createDate"])),
        "origin_address": shapes.address(one["originAddress"]),
        "return_address": shapes.address(one["returnAddress"]),
    }


HANDLERS = {
    "GET /warehouses": list_warehouses,
    "GET /warehouses/{warehouse_id}": get_warehouse,
}
