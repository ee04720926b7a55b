"""Developer Analytics: what is left of today's call budget."""

from __future__ import annotations

from .call import ANY_SELLER, PUBLIC, Answer, Call, operation

BASE = "/developer/analytics/v1_beta"


@operation("developer_analytics.getRateLimits", f"GET {BASE}/rate_limit", PUBLIC)
def rate_limits(call: Call) -> Answer:
    return _report(call, "")


@operation(
    "developer_analytics.getUserRateLimits", f"GET {BASE}/user_rate_limit", ANY_SELLER
)
def user_rate_limits(call: Call) -> Answer:
    return _report(call, call.seller.username)


def _report(call: Call, user: str) -> Answer:
    body = call.ebay.budget.report(
        call.query.get("api_context", ""),
        call.query.get("api_name", ""),
        call.now,
        user,
    )
    return Answer(body=body) if body["rateLimits"] else Answer(204)
