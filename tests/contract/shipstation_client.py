"""Our own client at the sandbox's door, as an exchange opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from odoo.addons.omni_core.engine.platform import ConnectionSettings
from odoo.addons.omni_core.lib.budget import Lease
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import Transport
from odoo.addons.omni_shipping.documents import (
    Address,
    Choice,
    Parcel,
    ShipRequest,
    Weight,
)
from odoo.addons.omni_shipstation.platform import ShipStationClient

US = Address(
    name="Us",
    street="1 Dock",
    city="Portland",
    state="OR",
    zip="97211",
    country="US",
    phone="503-555-0100",
)
JO = Address(
    name="Jo Rider",
    street="500 Main St",
    city="Austin",
    state="TX",
    zip="78701",
    country="US",
    phone="512-555-0100",
)
PARCEL = Parcel(Weight(Decimal("2.5"), "lb"))
BOTH = ("v1_key", "v1_secret", "v2_key")
ONLY_V1 = ("v1_key", "v1_secret")
ONLY_V2 = ("v2_key",)


def open_client(seller, keys=BOTH, environment="production", base_url=None):
    url = base_url or f"{seller.remote.base_url}/shipstation"
    settings = ConnectionSettings(
        id=1,
        platform="shipstation",
        environment=environment,
        base_url=url,
        options={},
        secrets={key: Secret(seller.keys[key]) for key in keys},
    )
    hosts = ("*.shipstation.com",)
    lease = Lease(100)
    transport = Transport(name="ShipStation", hosts=hosts, base_url=url, lease=lease)
    return ShipStationClient(settings, transport)


def ship_request(client, ref="omni-12345678-a", carrier="stamps_com", **changes):
    service = {"stamps_com": "usps_priority_mail", "ups": "ups_ground"}[carrier]
    refs = {one.carrier_code: one.carrier_ref for one in client.services()}
    request = ShipRequest(
        ref=ref,
        ship_from=US,
        ship_to=JO,
        parcel=PARCEL,
        choice=Choice(),
        ship_date=date(2030, 1, 2),
        order_name="S00042",
        carrier_ref=refs[carrier],
        carrier_code=carrier,
        service_code=service,
        test=False,
    )
    return replace(request, **changes)
