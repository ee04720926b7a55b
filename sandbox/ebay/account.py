"""Sell Account: business policies of three kinds, programmes, privileges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .call import ACCOUNT, Answer, Call, operation
from .errors import EbayError
from .sites import SITES
from .state import Json

BASE = "/sell/account/v1"
PROGRAMS = (
    "OUT_OF_STOCK_CONTROL",
    "PARTNER_MOTORS_DEALER",
    "SELLING_POLICY_MANAGEMENT",
)
MAX_NAME = 64
NOT_ELIGIBLE = "User is not eligible for Business Policy."


@dataclass(frozen=True, slots=True)
class Kind:
    code: str  # "fulfillment"
    title: str  # "Fulfillment", in operation ids
    path_id: str  # the path parameter
    defaults: Json

    @property
    def id_field(self) -> str:
        return f"{self.code}PolicyId"

    @property
    def list_field(self) -> str:
        return f"{self.code}Policies"


KINDS = (
    Kind(
        "fulfillment",
        "Fulfillment",
        "fulfillmentPolicyId",
        {
            "freightShipping": False,
            "globalShipping": False,
            "localPickup": False,
            "pickupDropOff": False,
            "shipToLocations": {"regionIncluded": [], "regionExcluded": []},
        },
    ),
    Kind(
        "payment",
        "Payment",
        "payment_policy_id",
        {"immediatePay": True, "paymentMethods": []},
    ),
    Kind(
        "return",
        "Return",
        "return_policy_id",
        {"refundMethod": "MONEY_BACK", "returnShippingCostPayer": "SELLER"},
    ),
)


def _register(kind: Kind) -> None:
    """The six operations of one kind of policy; only names differ."""
    path = f"{BASE}/{kind.code}_policy"
    one = f"{path}/{{{kind.path_id}}}"
    plural = f"{kind.title}Policies"
    single = f"{kind.title}Policy"

    def add(name: str, line: str, work: Callable[[Kind, Call], Answer]) -> None:
        register = operation(f"sell_account_v1.{name}", line, ACCOUNT)
        register(lambda call: work(kind, call))

    add(f"create{single}", f"POST {path}", _create)
    add(f"get{plural}", f"GET {path}", _get_all)
    add(f"get{single}ByName", f"GET {path}/get_by_policy_name", _get_by_name)
    add(f"get{single}", f"GET {one}", _get)
    add(f"update{single}", f"PUT {one}", _update)
    add(f"delete{single}", f"DELETE {one}", _delete)


def _create(kind: Kind, call: Call) -> Answer:
    _check(kind, call, call.body)
    policy_id = call.ebay.next_id("policy")
    policy = {**kind.defaults, **call.body, kind.id_field: policy_id}
    call.seller.policies[kind.code][policy_id] = policy
    where = {"Location": f"{call.url}/{policy_id}"}
    return Answer(201, {**policy, "warnings": []}, where)


def _get_all(kind: Kind, call: Call) -> Answer:
    policies = _of_marketplace(kind, call)
    return Answer(
        body={
            "href": call.page_url(),
            "limit": 20,
            "offset": 0,
            "total": len(policies),
            kind.list_field: policies,
        }
    )


def _get_by_name(kind: Kind, call: Call) -> Answer:
    for policy in _of_marketplace(kind, call):
        if policy["name"] == call.query["name"]:
            return Answer(body=policy)
    raise EbayError(20404, 404, fieldName="name")


def _get(kind: Kind, call: Call) -> Answer:
    return Answer(body=_known(kind, call))


def _update(kind: Kind, call: Call) -> Answer:
    before = _known(kind, call)
    _check(kind, call, call.body, before[kind.id_field])
    policy = {
        **kind.defaults,
        **call.body,
        kind.id_field: before[kind.id_field],
    }
    call.seller.policies[kind.code][before[kind.id_field]] = policy
    return Answer(200, {**policy, "warnings": []})


def _delete(kind: Kind, call: Call) -> Answer:
    policy_id = _known(kind, call)[kind.id_field]
    for listing in call.seller.listings.values():
        if listing.is_active and listing.policies.get(kind.id_field) == policy_id:
            raise EbayError(
                20402, additionalInfo="The policy is used by active listings."
            )
    del call.seller.policies[kind.code][policy_id]
    return Answer(204)


def _known(kind: Kind, call: Call) -> Json:
    _check_eligible(call)
    policy = call.seller.policies[kind.code].get(call.path[kind.path_id])
    if policy is None:
        raise EbayError(20404, 404, fieldName=kind.id_field)
    return policy


def _of_marketplace(kind: Kind, call: Call) -> list[Json]:
    _check_eligible(call)
    marketplace = call.query["marketplace_id"]
    if marketplace not in SITES:
        raise EbayError(20403, fieldName="marketplaceId", additionalInfo="")
    return [
        policy
        for policy in call.seller.policies[kind.code].values()
        if policy["marketplaceId"] == marketplace
    ]


def _check_eligible(call: Call) -> None:
    """Business policies are a programme that the seller must have joined."""
    if "SELLING_POLICY_MANAGEMENT" not in call.seller.programs:
        raise EbayError(20403, text=f"Invalid . {NOT_ELIGIBLE}")


def _check(kind: Kind, call: Call, body: Json, own_id: str = "") -> None:
    _check_eligible(call)
    if body["marketplaceId"] not in SITES:
        raise EbayError(20403, fieldName="marketplaceId", additionalInfo="")
    if len(body["name"]) > MAX_NAME:
        raise EbayError(20403, fieldName="name", additionalInfo="")
    for policy_id, policy in call.seller.policies[kind.code].items():
        same = (policy["name"], policy["marketplaceId"])
        if policy_id != own_id and same == (body["name"], body["marketplaceId"]):
            raise EbayError(
                20400,
                additionalInfo="Duplicate Policy",
                duplicatePolicyId=policy_id,
            )
    if kind.code == "return" and body["returnsAccepted"]:
        if not body.get("returnPeriod"):
            raise EbayError(20401, fieldName="returnPeriod", additionalInfo="")
        if not body.get("returnShippingCostPayer"):
            raise EbayError(
                20401, fieldName="returnShippingCostPayer", additionalInfo=""
            )


for _kind in KINDS:
    _register(_kind)


# -- programmes and privileges -----------------------------------------------------
@operation(
    "sell_account_v1.getOptedInPrograms",
    f"GET {BASE}/program/get_opted_in_programs",
    ACCOUNT,
)
def programs(call: Call) -> Answer:
    rows = [{"programType": name} for name in sorted(call.seller.programs)]
    return Answer(body={"programs": rows})


@operation("sell_account_v1.optInToProgram", f"POST {BASE}/program/opt_in", ACCOUNT)
def opt_in(call: Call) -> Answer:
    program = _program(call)
    if program in call.seller.programs:
        raise EbayError(25803, 409, text="programType already exists.")
    call.seller.programs.add(program)
    return Answer()


@operation("sell_account_v1.optOutOfProgram", f"POST {BASE}/program/opt_out", ACCOUNT)
def opt_out(call: Call) -> Answer:
    program = _program(call)
    if program not in call.seller.programs:
        raise EbayError(20404, 404, fieldName="programType")
    call.seller.programs.remove(program)
    return Answer()


def _program(call: Call) -> str:
    program = call.body["programType"]
    if program not in PROGRAMS:
        raise EbayError(20403, fieldName="programType", additionalInfo="")
    return program


@operation("sell_account_v1.getPrivileges", f"GET {BASE}/privilege", ACCOUNT)
def privileges(call: Call) -> Answer:
    amount = {"value": "1000000.00", "currency": call.seller.site.currency}
    return Answer(
        body={
            "sellerRegistrationCompleted": True,
            "sellingLimit": {"amount": amount, "quantity": 100_000},
        }
    )


@operation("sell_account_v1.getRateTables", f"GET {BASE}/rate_table", ACCOUNT)
def rate_tables(call: Call) -> Answer:
    return Answer(body={"rateTables": []})
