"""The daily call budget: counted per resource, refused when used up, read live."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from .state import Json

DAY = timedelta(days=1)
#: eBay's day begins at midnight in California; its own samples show 07:00Z.
RESET_HOUR = 7


@dataclass(frozen=True, slots=True)
class Resource:
    name: str
    context: str
    api: str
    version: str
    limit: int


def _sell(api: str, limit: int, version: str = "v1") -> Resource:
    return Resource(f"sell.{api.lower()}", "sell", api, version, limit)


def _commerce(api: str, limit: int, version: str = "v1") -> Resource:
    return Resource(f"commerce.{api.lower()}", "commerce", api, version, limit)


#: Account 25,000, Finances 15,000 and Notification 10,000 are published; the others
#: are not where we can read them, so the classic 5,000 stands in.
_LIMITS = {
    "sell_inventory": _sell("Inventory", 5_000),
    "sell_fulfillment": _sell("Fulfillment", 5_000),
    "sell_account_v1": _sell("Account", 25_000),
    "sell_metadata": _sell("Metadata", 5_000),
    "sell_finances": _sell("Finances", 15_000),
    "sell_stores": _sell("Stores", 5_000),
    "cancellation": Resource("post-order", "sell", "PostOrder", "v2", 5_000),
    "return": Resource("post-order", "sell", "PostOrder", "v2", 5_000),
    "commerce_taxonomy": _commerce("Taxonomy", 5_000),
    "commerce_media": _commerce("Media", 5_000, "v1_beta"),
    "commerce_message": _commerce("Message", 5_000),
    "commerce_notification": _commerce("Notification", 10_000),
    "commerce_identity": _commerce("Identity", 5_000),
    "developer_key_management": Resource(
        "developer.keys", "developer", "KeyManagement", "v1", 5_000
    ),
}
TRADING_LIMIT = 5_000


class Budget:
    """Calls of one application since the last reset."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        self._user_used: Counter[tuple[str, str]] = Counter()
        self._day: datetime | None = None
        self._resources: dict[str, Resource] = {r.name: r for r in _LIMITS.values()}
        self._changed: dict[str, int] = {}

    def set_limit(self, resource: str, limit: int) -> None:
        self._changed[resource] = limit

    def spend(self, service: str, user: str, now: datetime) -> bool:
        """Count one call; False when the day's budget is used up.

        Reading the budget itself (`developer_analytics`) is free.
        """
        resource = _LIMITS.get(service)
        return resource is None or self._spend(resource, user, now)

    def spend_trading(self, call_name: str, user: str, now: datetime) -> bool:
        resource = Resource(call_name, "tradingapi", "TradingAPI", "v1", TRADING_LIMIT)
        self._resources.setdefault(call_name, resource)
        return self._spend(resource, user, now)

    def used(self, resource: str) -> int:
        return self._used[resource]

    def report(self, context: str, api: str, now: datetime, user: str = "") -> Json:
        """The body of getRateLimits, or of getUserRateLimits for one user."""
        self._turn_day(now)
        apis: dict[tuple[str, str, str], list[Json]] = {}
        for resource in self._resources.values():
            if context and resource.context != context.lower():
                continue
            if api and resource.api.lower() != api.lower():
                continue
            key = (resource.context, resource.api, resource.version)
            apis.setdefault(key, []).append(self._row(resource, user, now))
        return {
            "rateLimits": [
                {
                    "apiContext": context,
                    "apiName": name,
                    "apiVersion": version,
                    "resources": rows,
                }
                for (context, name, version), rows in apis.items()
            ]
        }

    def _row(self, resource: Resource, user: str, now: datetime) -> Json:
        limit = self._limit(resource)
        used = self._used[resource.name]
        if user:
            used = self._user_used[resource.name, user]
        rate = {
            "count": used,
            "limit": limit,
            "remaining": max(0, limit - used),
            "reset": _next_reset(now).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "timeWindow": int(DAY.total_seconds()),
        }
        return {"name": resource.name, "rates": [rate]}

    def _limit(self, resource: Resource) -> int:
        return self._changed.get(resource.name, resource.limit)

    def _spend(self, resource: Resource, user: str, now: datetime) -> bool:
        self._turn_day(now)
        if self._used[resource.name] >= self._limit(resource):
            return False
        self._used[resource.name] += 1
        self._user_used[resource.name, user] += 1
        return True

    def _turn_day(self, now: datetime) -> None:
        day = _next_reset(now)
        if day != self._day:
            self._day = day
            self._used.clear()
            self._user_used.clear()


def seconds_to_reset(now: datetime) -> int:
    return int((_next_reset(now) - now).total_seconds())


def _next_reset(now: datetime) -> datetime:
    reset = now.astimezone(timezone.utc).replace(
        hour=RESET_HOUR, minute=0, second=0, microsecond=0
    )
    return reset if reset > now else reset + DAY
