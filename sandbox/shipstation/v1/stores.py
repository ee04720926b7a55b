"""Stores of V1, and the account's tags and users."""

from __future__ import annotations

from typing import Any

from ..dates import pacific
from ..gate import Call
from ..seed import MARKETPLACES

Json = dict[str, Any]


def list_stores(call: Call) -> list[Json]:
    marketplace = call.query.get("marketplaceId")
    return [
        _without_mappings(store)
        for store in call.account.stores.values()
        if (store["active"] or call.flag("showInactive"))
        and (marketplace is None or store["marketplaceId"] == float(marketplace))
    ]


def get_store(call: Call) -> Json:
    return call.account.store(call.path["storeId"])


def update_store(call: Call) -> Json:
    store = call.account.store(call.path["storeId"])
    store |= {k: v for k, v in call.body.items() if k not in ("storeId", "createDate")}
    store["modifyDate"] = pacific(call.office.now())
    return store


def deactivate(call: Call) -> Json:
    call.account.store(call.body["storeId"])["active"] = False
    return _done("The requested store has been deactivated.")


def reactivate(call: Call) -> Json:
    call.account.store(call.body["storeId"])["active"] = True
    return _done("The requested store has been reactivated.")


def refresh_store(call: Call) -> Json:
    body = call.body or {}
    number = body.get("storeId")
    account = call.account
    chosen = [account.store(number)] if number else list(account.stores.values())
    for store in chosen:
        store["refreshDate"] = pacific(call.office.now())
        store["lastRefreshAttempt"] = store["refreshDate"]
        call.office.notices.store_refreshed(account, store["storeId"])
    which = f"Store ID {int(number)}" if number else "all refreshable stores"
    return _done(f"A store refresh has been initiated for {which}")


def refresh_status(call: Call) -> Json:
    store = call.account.store(call.query["storeId"])
    return {
        "storeId": store["storeId"],
        "refreshStatusId": 1,
        "refreshStatus": "Ready",
        "lastRefreshAttempt": store["lastRefreshAttempt"] or store["createDate"],
        "refreshDate": store["refreshDate"],
    }


def list_marketplaces(call: Call) -> list[Json]:
    return list(MARKETPLACES)


def list_tags(call: Call) -> list[Json]:
    return list(call.account.tags.values())


def list_users(call: Call) -> list[Json]:
    return list(call.account.users)


def _without_mappings(store: Json) -> Json:
    return {k: v for k, v in store.items() if k != "statusMappings"}


def _done(message: str) -> Json:
    return {"success": True, "message": message}


HANDLERS = {
    "GET /stores": list_stores,
    "GET /stores/marketplaces": list_marketplaces,
    "GET /stores/getrefreshstatus": refresh_status,
    "POST /stores/refreshstore": refresh_store,
    "POST /stores/deactivate": deactivate,
    "POST /stores/reactivate": reactivate,
    "GET /stores/{storeId}": get_store,
    "PUT /stores/{storeId}": update_store,
    "GET /accounts/listtags": list_tags,
    "GET /users": list_users,
}
