"""Carriers as eBay knows them, by the names that carriers have elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

OTHER = "Other"
# eBay's code -> words that a name of that carrier begins with, without blanks.
_NAMES = {
    "USPS": ("usps", "stampscom", "uspostal", "unitedstatespostal"),
    "UPS": ("ups", "unitedparcel"),
    "FedEx": ("fedex", "federalexpress"),
    "DHLGlobalMail": ("dhlglobalmail", "dhlecommerce"),
    "DHL": ("dhl", "deutschepostdhl"),
    "DeutschePost": ("deutschepost",),
    "RoyalMail": ("royalmail",),
    "ParcelForce": ("parcelforce",),
    "Evri": ("evri", "myhermesuk"),
    "Hermes": ("hermes",),
    "DPD": ("dpd",),
    "GLS": ("gls",),
    "TNT": ("tnt",),
    "CanadaPost": ("canadapost",),
    "AustraliaPost": ("australiapost", "auspost"),
    "ColissimoLaPoste": ("colissimo", "laposte"),
    "Chronopost": ("chronopost",),
    "PosteItaliane": ("posteitaliane",),
    "Correos": ("correos",),
    "PostNL": ("postnl",),
    "OnTrac": ("ontrac",),
    "LaserShip": ("lasership",),
    "Yodel": ("yodel",),
}


def carrier_code(name: str, of_sites: Iterable[str] = ()) -> str:
    """The longest name that fits: “DHL eCommerce” is not DHL.

    :param of_sites: the codes that eBay lists itself, each a name as well
    """
    squeezed = _squeezed(name)
    names = [(word, code) for code, words in _NAMES.items() for word in words]
    names += [(_squeezed(code), code) for code in of_sites]
    fitting = [
        (len(word), code) for word, code in names if word and squeezed.startswith(word)
    ]
    return max(fitting)[1] if fitting else OTHER


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def tracking_number(text: str) -> str:
    """eBay takes letters and digits alone."""
    return re.sub(r"[^A-Za-z0-9]", "", text)
