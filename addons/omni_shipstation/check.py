"""“Test connection”: which account, what its keys allow, what is missing."""

from __future__ import annotations

from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.words import _lt

from .client.v1 import V1
from .client.v2 import V2
from .const import V1_PER_MINUTE, V2_PER_MINUTE

_LOW_FUNDS = 10


def check(v1: V1 | None, v2: V2 | None) -> CheckResult:
    by_v1 = v1.carriers() if v1 else []
    by_v2 = v2.carriers() if v2 else []
    names = [one["friendly_name"] for one in by_v2] or [one["name"] for one in by_v1]
    warnings = [*_what_keys_lack(v1, v2), *_carrier_warnings(by_v1, by_v2)]
    if v1 and v2 and _ids_v1(by_v1).isdisjoint(_ids_v2(by_v2)) and (by_v1 or by_v2):
        warnings.insert(
            0, _lt("The keys of V1 and V2 belong to two different accounts.")
        )
    return CheckResult(
        account=_lt(
            "ShipStation with %(names)s",
            names=", ".join(sorted(set(names))) or _lt("no carrier"),
        ),
        account_ref=min(_ids_v2(by_v2) or _ids_v1(by_v1), default=""),
        warnings=warnings,
        info={"carriers": names},
    )


def _what_keys_lack(v1: V1 | None, v2: V2 | None) -> list[str]:
    if not v2:
        lacking = _lt("labels only as PDF, no tracking, prices carrier by carrier")
        return [
            _lt(
                "Without a V2 key: %(calls)s calls a minute, %(lacking)s.",
                calls=V1_PER_MINUTE,
                lacking=lacking,
            )
        ]
    if not v1:
        lacking = _lt("no orders, stores and warehouses of ShipStation")
        return [
            _lt(
                "Without a V1 key: %(calls)s calls a minute, %(lacking)s.",
                calls=V2_PER_MINUTE,
                lacking=lacking,
            )
        ]
    return []


def _carrier_warnings(by_v1: list[dict], by_v2: list[dict]) -> list[str]:
    carriers = by_v2 or by_v1
    warnings = [] if carriers else [_lt("The account has no carrier yet.")]
    for one in carriers:
        name = one.get("friendly_name") or one.get("name")
        funded = one.get("requires_funded_amount", one.get("requiresFundedAccount"))
        if one.get("disabled_by_billing_plan"):
            warnings.append(
                _lt("%(name)s is not part of the plan of this account.", name=name)
            )
        if funded and one["balance"] < _LOW_FUNDS:
            warnings.append(
                _lt(
                    "%(name)s has only %(balance)s left to buy labels.",
                    name=name,
                    balance=one["balance"],
                )
            )
    return warnings


def _ids_v1(carriers: list[dict]) -> set[str]:
    return {f"se-{one['shippingProviderId']}" for one in carriers}


def _ids_v2(carriers: list[dict]) -> set[str]:
    return {one["carrier_id"] for one in carriers}
