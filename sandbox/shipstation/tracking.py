"""A parcel on its way: scans, and the answer that carries all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from . import shipping
from .dates import midnight, utc
from .errors import Refusal
from .office import Office
from .state import Account, Label, Scan

Json = dict[str, Any]

#: what can happen: (V2's status code, detail code, what the carrier says, its code)
STEPS = {
    "accepted": ("AC", "RECEIVED_BY_CARRIER", "Shipment received, acceptance", "OR"),
    "in_transit": ("IT", "IN_TRANSIT", "Arrived at facility", "DP"),
    "out_for_delivery": ("IT", "OUT_FOR_DELIVERY", "Out for delivery", "OF"),
    "attempted": ("AT", "ATTEMPTED_DELIVERY", "Delivery attempted", "DE1"),
    "delivered": ("DE", "DELIVERED", "Delivered, front door", "DL"),
    "exception": ("EX", "ADDRESS_QUERY", "Address insufficient", "CA"),
    "returned": ("EX", "RETURN_TO_SENDER", "Returned to sender", "RS"),
}
STATUS_TEXT = {
    "UN": "Unknown",
    "NY": "Not Yet In System",
    "AC": "Accepted",
    "IT": "In Transit",
    "AT": "Delivery Attempt",
    "DE": "Delivered",
    "EX": "Exception",
}
LABEL_STATUS = {"DE": "delivered", "EX": "error", "AC": "in_transit"}


def happen(office: Office, account: Account, label: Label, step: str) -> None:
    """One scan, told to whoever subscribed to tracking."""
    if step not in STEPS:
        raise Refusal("invalid", f"status must be one of {', '.join(STEPS)}.")
    shipping.used(label)
    status, detail, text, _ = STEPS[step]
    place = label.ship_from if step in ("accepted", "returned") else label.ship_to
    label.scans.append(
        Scan(
            office.now(),
            status,
            detail,
            text,
            place.get("city") or "",
            place.get("state") or "",
            place.get("postalCode") or "",
            place.get("country") or "",
        )
    )
    if label.tracked:
        office.notices.tracked(account, label, answer(label))


def status_of(label: Label) -> str:
    """The label's `tracking_status`."""
    if not label.scans:
        return "unknown"
    return LABEL_STATUS.get(label.scans[-1].status, "in_transit")


def answer(label: Label) -> Json:
    """Newest scan first, the whole history each time: as the real thing sends it."""
    last = label.scans[-1] if label.scans else None
    status = last.status if last else "NY"
    delivered = next((s.at for s in label.scans if s.status == "DE"), None)
    arrival = midnight(label.ship_date) + timedelta(days=label.quote.days)
    return {
        "tracking_number": label.tracking_number,
        "tracking_url": label.carrier.kind.tracking_url + label.tracking_number,
        "status_code": status,
        "status_detail_code": last.detail if last else "ELEC_ADVICE_RECD_BY_CARRIER",
        "status_description": STATUS_TEXT[status],
        "status_detail_description": last.description if last else None,
        "carrier_code": label.carrier.kind.code,
        "carrier_id": label.carrier.kind.number,
        "carrier_detail_code": None,
        "carrier_status_code": _carrier_code(last),
        "carrier_status_description": last.description if last else None,
        "ship_date": utc(midnight(label.ship_date)),
        "estimated_delivery_date": utc(arrival),
        "actual_delivery_date": utc(delivered),
        "exception_description": _exception(last),
        "events": [_event(scan) for scan in reversed(label.scans)],
    }


def _exception(last: Scan | None) -> str | None:
    return last.description if last and last.status == "EX" else None


def _carrier_code(scan: Scan | None) -> str | None:
    if scan is None:
        return None
    codes = {detail: code for _, detail, _, code in STEPS.values()}
    return codes[scan.detail]


def _event(scan: Scan) -> Json:
    return {
        "occurred_at": utc(scan.at),
        "carrier_occurred_at": utc(scan.at),
        "description": scan.description,
        "city_locality": scan.city,
        "state_province": scan.state,
        "postal_code": scan.postcode,
        "country_code": scan.country,
        "company_name": None,
        "signer": None,
        "event_code": _carrier_code(scan),
        "carrier_detail_code": None,
        "status_code": scan.status,
        "status_detail_code": scan.detail,
        "status_description": STATUS_TEXT[scan.status],
        "status_detail_description": scan.description,
        "carrier_status_code": _carrier_code(scan),
        "carrier_status_description": scan.description,
        "latitude": None,
        "longitude": None,
        "proof_of_delivery_url": None,
    }
