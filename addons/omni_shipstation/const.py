"""ShipStation's addresses, limits and words, as data."""

from odoo.addons.omni_shipping.documents import Progress

# https://www.shipstation.com/docs/api/ and https://docs.shipstation.com/
V1_URL = "https://ssapi.shipstation.com"
V2_URL = "https://api.shipstation.com/v2"
JWKS_URL = "https://api.shipengine.com/jwks"
# What stands in for them below another address, a simulator's.
V1_PATH, V2_PATH, JWKS_PATH = "/ssapi", "/api/v2", "/jwks"

V1_PER_MINUTE = 40
V2_PER_MINUTE = 200

# Hosts that a webhook may point to, V1 on numbered machines.
V1_HOST = r"ssapi\d*\.shipstation\.com"
V2_HOST = r"api(\.eu)?\.shipstation\.com"

# https://docs.shipstation.com/tracking: status codes of a parcel
PROGRESS = {
    "UN": Progress.UNKNOWN,
    "NY": Progress.UNKNOWN,
    "AC": Progress.ACCEPTED,
    "IT": Progress.IN_TRANSIT,
    "SP": Progress.IN_TRANSIT,  # waits at a collection point
    "AT": Progress.ATTEMPTED,
    "EX": Progress.EXCEPTION,
    "DE": Progress.DELIVERED,
}

# What tells of labels, and what of parcels on their way.
LABEL_TOPICS = {"SHIP_NOTIFY", "ITEM_SHIP_NOTIFY", "LABEL_CREATED_V2"}
TRACK_TOPICS = {"TRACK_EVENT_V2", "API_TRACK"}
V1_EVENTS = ("SHIP_NOTIFY",)
V2_EVENTS = ("label_created_v2", "track_event_v2")
