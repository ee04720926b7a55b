"""A whole carrier in one file: what the author of a new one has to write.

Its "platform" is the dictionary ``POST_OFFICE``, which outlives a rollback here as the
real one does. No network: the adapter is the edge.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from decimal import Decimal

from odoo.addons.omni_core.engine.platform import CheckResult, register_platform
from odoo.addons.omni_core.lib.errors import (
    GoneError,
    RejectedError,
    TransientError,
)
from odoo.addons.omni_core.lib.paging import Page

from ..adapter import CarrierAdapter, CarrierPlatform, spends_money
from ..documents import (
    AddressState,
    AddressVerdict,
    CarrierAccount,
    Charge,
    Document,
    Label,
    Money,
    PackageKind,
    Progress,
    Rate,
    Service,
    Size,
    Tracking,
    Voided,
)

SERVICES = {"snail": ("Snail Mail", "5.00", 6), "pigeon": ("Pigeon", "12.50", 1)}


@dataclass
class PostOffice:
    labels: dict[str, Label] = field(default_factory=dict)  # by remote reference
    asked: int = 0  # how often for prices
    lose_answers: int = 0  # so many purchases happen, and nobody hears of them
    refuse: str = ""
    funds: Decimal = Decimal(100)
    wrong: str = ""  # why the address of every buyer is wrong
    checked: int = 0  # addresses
    bought: list = field(default_factory=list)  # the requests, as they came

    def valid(self, ref):
        return [x for x in self.labels.values() if x.ref == ref and not x.voided_at]


POST_OFFICE = PostOffice()


class ToyCarrier(CarrierAdapter):
    def __init__(self, may_spend):
        self._may_spend = may_spend

    def check(self):
        return CheckResult(account="Toy Post")

    def services(self, carrier=""):
        return [
            Service("toy-1", "toy", "Toy Post", code, name)
            for code, (name, _price, _days) in SERVICES.items()
        ]

    def accounts(self, carrier=""):
        box = PackageKind("toybox", "Toy Box", Size(*map(Decimal, (10, 5, 4)), "in"))
        left = Money(POST_OFFICE.funds, "USD")
        return [CarrierAccount("toy-1", "toy", "Toy Post", (box,), left)]

    def check_address(self, address):
        POST_OFFICE.checked += 1
        if POST_OFFICE.wrong:
            return AddressVerdict(AddressState.WRONG, POST_OFFICE.wrong)
        found = replace(address, street=address.street.upper(), residential=True)
        return AddressVerdict(AddressState.VERIFIED, "", found)

    def rates(self, request):
        POST_OFFICE.asked += 1
        return [
            Rate(
                "toy-1",
                "toy",
                code,
                name,
                Money(Decimal(price) * len(request.parcels), "USD"),
                (Charge("Postage", Decimal(price)),),
                days,
            )
            for code, (name, price, days) in SERVICES.items()
        ]

    def ship(self, request):
        if POST_OFFICE.refuse:
            raise RejectedError(POST_OFFICE.refuse)
        if POST_OFFICE.valid(request.ref):
            raise RejectedError("This reference has a label.")
        POST_OFFICE.bought.append(request)
        price = Decimal(SERVICES[request.service_code][1])
        test = request.test or not self._may_spend
        number = f"TOY{len(POST_OFFICE.labels) + 1:05}"
        label = Label(
            ref=request.ref,
            remote_ref=f"label-{number}",
            tracking_number=number,
            cost=Money(Decimal(0) if test else price, "USD"),
            created_at=datetime.now(timezone.utc),
            carrier_code="toy",
            service_code=request.service_code,
            tracking_url=f"https://toy.example/{number}",
            test=test,
            is_return=request.is_return,
            documents=(Document("label", request.label_format, b"%PDF-toy"),),
        )
        POST_OFFICE.labels[label.remote_ref] = label
        if POST_OFFICE.lose_answers:
            POST_OFFICE.lose_answers -= 1
            raise TransientError("The answer was lost.")
        return label

    def find(self, ref):
        return next(iter(POST_OFFICE.valid(ref)), None)

    def void(self, remote_ref):
        label = POST_OFFICE.labels.get(remote_ref)
        if not label:
            raise GoneError("There is no such label.")
        now = datetime.now(timezone.utc)
        POST_OFFICE.labels[remote_ref] = replace(label, voided_at=now)
        return Voided(True)

    def track(self, remote_ref):
        number = POST_OFFICE.labels[remote_ref].tracking_number
        return Tracking(number, Progress.EXCEPTION, text="Eaten by a snail")

    def fetch(self, since, cursor):
        """Two labels a page, to see that all pages are read."""
        start = int(cursor or 0)
        found = [x for x in POST_OFFICE.labels.values() if x.created_at >= since]
        more = len(found) > start + 2
        return Page(found[start : start + 2], str(start + 2) if more else None, more)


@register_platform
class ToyPost(CarrierPlatform):
    code = "toypost"
    name = "Toy Post"

    def client(self, settings, transport):
        return ToyCarrier(spends_money(settings))
