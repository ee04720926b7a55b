"""Who carries a parcel, in a name that shops understand.

Delivery methods and carrier hubs name carriers by codes of their own (``stamps_com``,
``dhl_express_worldwide``, "UPS Ground"). Shops make a tracking link out of the
carrier's name, so the name has to be the one they know.
"""

from __future__ import annotations

import re

# The beginning of what a method or hub calls it -> the carrier. The longer one first.
_KNOWN = (
    ("amazon", "Amazon Logistics"),
    ("australia post", "Australia Post"),
    ("canada post", "Canada Post"),
    ("canpar", "Canpar"),
    ("deutsche post", "Deutsche Post"),
    ("dhl ecommerce", "DHL eCommerce"),
    ("dhl global mail", "DHL eCommerce"),
    ("dhl", "DHL Express"),
    ("dpd", "DPD"),
    ("endicia", "USPS"),  # sells labels of USPS
    ("evri", "Evri"),
    ("fedex", "FedEx"),
    ("gls", "GLS"),
    ("ontrac", "OnTrac"),
    ("purolator", "Purolator"),
    ("royal mail", "Royal Mail"),
    ("stamps com", "USPS"),  # sells labels of USPS
    ("ups", "UPS"),
    ("usps", "USPS"),
)
CARRIERS = tuple(sorted({name for _start, name in _KNOWN}))


def known_carrier(word: str) -> str:
    """The carrier that a code or a name stands for, empty if it is none we know."""
    plain = " ".join(re.findall(r"[a-z0-9]+", word.lower()))
    for start, name in _KNOWN:
        if plain == start or plain.startswith(f"{start} "):
            return name
    return ""
