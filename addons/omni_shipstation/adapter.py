"""Both of ShipStation's APIs behind one face: each call goes to the one that has it.

With both keys V2 does all that is said here: it compares carriers in one call, has
every label format, can show a label again and knows where parcels are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.errors import AuthError, RejectedError
from odoo.addons.omni_core.lib.paging import Page
from odoo.addons.omni_core.lib.words import _lt
from odoo.addons.omni_shipping.documents import (
    Address,
    AddressVerdict,
    CarrierAccount,
    Document,
    Label,
    Parcel,
    Progress,
    Rate,
    RateRequest,
    Service,
    ShipRequest,
    Tracking,
    Voided,
)

from . import words_v1, words_v2
from .check import check
from .client.moments import write_v1, write_v2
from .client.v1 import V1
from .client.v2 import V2
from .packing import PackingDesk


class ShipStationAdapter(PackingDesk):
    def __init__(
        self, v1: V1 | None, v2: V2 | None, *, may_spend: bool, currency: str = "USD"
    ) -> None:
        if not v1 and not v2:
            raise AuthError(
                _lt(
                    "Enter a V2 API key, or key and secret of V1. ShipStation shows "
                    "them under Settings, Account, API Settings."
                )
            )
        self.v1, self.v2 = v1, v2
        self._may_spend = may_spend
        self._currency = currency  # V1 names none
        self._carriers: list[dict] | None = None

    def check(self) -> CheckResult:
        return check(self.v1, self.v2)

    def services(self, carrier: str = "") -> Sequence[Service]:
        if self.v2:
            return [
                words_v2.service(one, service)
                for one in self._carriers_of(carrier)
                for service in one["services"]
            ]
        return [
            words_v1.service(one, service)
            for one in self._carriers_of(carrier)
            for service in self.v1.services(one["code"])
        ]

    def accounts(self, carrier: str = "") -> Sequence[CarrierAccount]:
        found = self._carriers_of(carrier)
        if not self.v2:
            return [
                words_v1.account(one, self.v1.packages(one["code"]), self._currency)
                for one in found
            ]
        accounts = [words_v2.account(one, self._currency) for one in found]
        if carrier or not (own := self.v2.packages()):
            return accounts
        boxes = tuple(map(words_v2.package_kind, own))
        return [*accounts, CarrierAccount("own", "", "Own Packages", boxes)]

    def _carriers_of(self, code: str) -> list[dict]:
        name = "carrier_code" if self.v2 else "code"
        return [one for one in self._known_carriers() if not code or one[name] == code]

    # -- prices --

    def rates(self, request: RateRequest) -> Sequence[Rate]:
        """Of all parcels together; equal parcels are asked for once."""
        offers: dict[str, Rate] = {}
        for number, (parcel, count) in enumerate(Counter(request.parcels).items()):
            found = {
                rate.key: _times(rate, count) for rate in self._ask(request, parcel)
            }
            if number == 0:
                offers = found
            else:  # a service must take every parcel
                offers = {
                    key: _together(offers[key], found[key])
                    for key in offers
                    if key in found
                }
        return list(offers.values())

    def _ask(self, request: RateRequest, parcel: Parcel) -> list[Rate]:
        if self.v2:
            carriers = [
                one["carrier_id"]
                for one in self._known_carriers()
                if not request.carriers or one["carrier_code"] in request.carriers
            ]
            said = carriers and self.v2.estimate(
                words_v2.estimate(request, parcel, carriers)
            )
            return list(filter(None, map(words_v2.rate, said)))
        return [
            words_v1.rate(carrier, one, self._currency)
            for carrier in self._known_carriers()
            if not request.carriers or carrier["code"] in request.carriers
            for one in self._ask_v1(request, parcel, carrier["code"])
        ]

    def _ask_v1(self, request: RateRequest, parcel: Parcel, carrier: str) -> list[dict]:
        """A carrier that refuses to go there has no price; the others may have."""
        try:
            return self.v1.rates(words_v1.estimate(request, parcel, carrier))
        except RejectedError:
            return []

    def check_address(self, address: Address) -> AddressVerdict:
        if not self.v2:
            return super().check_address(address)  # V1 has no register
        [said] = self.v2.validate([words_v2.address(address)])
        return words_v2.verdict(said)

    # -- labels --

    def ship(self, request: ShipRequest) -> Label:
        real = self._may_spend and not request.test
        return self._ship_v2(request, real) if self.v2 else self._ship_v1(request, real)

    def _ship_v2(self, request: ShipRequest, real: bool) -> Label:
        if not request.carrier_ref:
            raise RejectedError(
                _lt("The carrier of this service is not known any more.")
            )
        try:
            said = self.v2.buy(words_v2.purchase(request, real=real))
        except RejectedError as refusal:
            if refusal.code != "identifier_conflict":
                raise
            # An earlier try made the shipment and died, before or after the label.
            said = self._buy_for_known(request, refusal)
        return words_v2.label(said)

    def _buy_for_known(self, request: ShipRequest, refusal: RejectedError) -> dict:
        """Only where it is certain that there is no label yet."""
        shipment = self.v2.shipment_of(request.ref)
        if shipment is None or shipment["is_return"] or self._label_of(shipment):
            raise refusal
        number = shipment["shipment_id"]
        return self.v2.buy_for_shipment(number, words_v2.files(request))

    def _label_of(self, shipment: dict) -> dict | None:
        """The valid label of a shipment; a return is none of an outbound one."""
        for label in self.v2.all_labels(shipment_id=shipment["shipment_id"]):
            if (
                not label["voided"]
                and label["is_return_label"] == shipment["is_return"]
            ):
                return label
        return None

    def _ship_v1(self, request: ShipRequest, real: bool) -> Label:
        if request.is_return:
            raise RejectedError(_lt("Return labels need a V2 API key of ShipStation."))
        if not real:
            said = self.v1.buy_test_label(words_v1.test_purchase(request))
            label = words_v1.label(said, self._currency)
            return replace(label, ref=request.ref, test=True)
        now = datetime.now(timezone.utc)
        warehouse = self._warehouse_at(request.ship_from)
        order = self.v1.upsert_order(words_v1.order(request, warehouse, now))
        try:
            said = self.v1.buy_for_order(words_v1.purchase(request, order["orderId"]))
        except RejectedError:
            if not self.find(request.ref):
                self.v1.close_order(order["orderId"])  # or it may be shipped from there
            raise
        bought = {
            **said,
            "orderKey": request.ref,
            "createDate": write_v1(now),
            "carrierCode": request.carrier_code,
            "serviceCode": request.service_code,
        }
        return words_v1.label(bought, self._currency)

    def _warehouse_at(self, sender: Address) -> int:
        """V1 ships from its own warehouses: the one at the sender's address."""
        for warehouse in self.v1.warehouses():
            origin = warehouse["originAddress"]
            place = (origin.get("country"), origin.get("postalCode"))
            if place == (sender.country, sender.zip):
                return warehouse["warehouseId"]
        raise RejectedError(
            _lt(
                "ShipStation has no “Ship From” location at %(zip)s %(city)s. "
                "Add it in ShipStation under Settings, Shipping, or enter a V2 "
                "API key.",
                zip=sender.zip,
                city=sender.city,
            )
        )

    def find(self, ref: str) -> Label | None:
        if not self.v2:
            found = self.v1.all_shipments(orderNumber=ref)
            valid = [x for x in found if not x["voided"] and not x["isReturnLabel"]]
            return words_v1.label(valid[0], self._currency) if valid else None
        shipment = self.v2.shipment_of(ref)
        found = shipment and self._label_of(shipment)
        return words_v2.label(self.v2.label(found["label_id"])) if found else None

    def find_all(
        self, refs: Sequence[str], since: datetime, until: datetime
    ) -> dict[str, Label]:
        """One list tells of all of them."""
        if not self.v2:
            return super().find_all(refs, since, until)
        times = {"created_at_start": write_v2(since), "created_at_end": write_v2(until)}
        found, perhaps = {}, set()
        for said in self.v2.all_labels(**times):
            ref = said.get("external_shipment_id")
            if ref not in refs or said["voided"]:
                continue
            if said["is_return_label"]:  # ours, or one on the shipment of an outbound
                perhaps.add(ref)
            else:
                found[ref] = self._with_file(said)
        return found | super().find_all(sorted(perhaps - found.keys()), since, until)

    def _with_file(self, said: dict) -> Label:
        """Lists name the place of a file; links of V2 need no key and cost nothing."""
        label = words_v2.label(said)
        link = (said.get("label_download") or {}).get("href")
        if label.documents or not link:
            return label
        file = Document("label", said["label_format"], self.v2.file(link))
        return replace(label, documents=(file,))

    def void(self, remote_ref: str) -> Voided:
        if self.v2:
            said = self.v2.void(remote_ref)
            is_void = said.get("reason_code") == "label_already_voided"
        else:
            shipment_id = int(remote_ref.removeprefix("se-"))
            said = self.v1.void(shipment_id)
            if said["approved"]:
                self._close_order_of(shipment_id)
            is_void = "already voided" in (said["message"] or "")  # it has no code
        return Voided(bool(said["approved"]) or is_void, said["message"] or "")

    def _close_order_of(self, shipment_id: int) -> None:
        """A void opens V1's order again: somebody there could ship it once more."""
        since = write_v1(datetime.now(timezone.utc) - timedelta(hours=1))
        for one in self.v1.all_shipments(voidDateStart=since):
            if one["shipmentId"] == shipment_id and one["orderId"]:
                self.v1.close_order(one["orderId"])

    def track(self, remote_ref: str) -> Tracking:
        if not self.v2:  # V1 does not know where parcels are
            return Tracking("", Progress.UNKNOWN)
        return words_v2.tracking(self.v2.track(remote_ref))

    def fetch(self, since: datetime, cursor: str | None) -> Page[Label]:
        """First what was made since then, after that what was voided since then."""
        which, _, number = (cursor or "made:1").partition(":")
        if self.v2:
            labels, page = self._list_v2(which, since, int(number))
        else:
            labels, page = self._list_v1(which, since, int(number))
        if page.has_more:
            return Page(labels, f"{which}:{page.cursor}", True)
        if which == "made":
            return Page(labels, "voided:1", True)
        return Page(labels)

    def _list_v1(self, which: str, since: datetime, number: int):
        query = {"createDateStart": write_v1(since), "sortBy": "CreateDate"}
        if which == "voided":
            query = {"voidDateStart": write_v1(since)}
        page = self.v1.shipments(number, sortDir="ASC", **query)
        return [words_v1.label(one, self._currency) for one in page.items], page

    def _list_v2(self, which: str, since: datetime, number: int):
        """V2 cannot be asked when a label was voided, but names the latest first."""
        if which == "made":
            query = {"created_at_start": write_v2(since), "sort_dir": "asc"}
            page = self.v2.labels(number, sort_by="created_at", **query)
            return [words_v2.label(one) for one in page.items], page
        # "modfied": the vendor's own spelling
        query = {"label_status": "voided", "sort_by": "modfied_at", "sort_dir": "desc"}
        page = self.v2.labels(number, **query)
        found = [words_v2.label(one) for one in page.items]
        recent = [one for one in found if one.voided_at and one.voided_at >= since]
        more = page.has_more and len(recent) == len(found)
        return recent, Page(page.items, page.cursor, more)

    def _known_carriers(self) -> list[dict]:
        """Read once for an exchange."""
        if self._carriers is None:
            self._carriers = (self.v2 or self.v1).carriers()
        return self._carriers


def _times(rate: Rate, count: int) -> Rate:
    result = rate
    for _more in range(count - 1):
        result = _together(result, rate)
    return result


def _together(one: Rate, other: Rate) -> Rate:
    """Of two parcels: prices add up, the slower one counts."""
    days = None if None in (one.days, other.days) else max(one.days, other.days)
    return replace(
        one,
        total=one.total + other.total,
        charges=one.charges + other.charges,
        days=days,
    )
