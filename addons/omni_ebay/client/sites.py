"""The eBay sites that a seller can list on with the Inventory API.

``EBAY_MOTORS_US`` is a category tree and a Trading site, and no marketplace: what is
listed in its categories is an offer on ``EBAY_US``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from odoo.addons.omni_core.lib.errors import PayloadError
from odoo.addons.omni_core.lib.words import _lt


@dataclass(frozen=True, slots=True)
class Site:
    marketplace: str
    label: str
    country: str
    currency: str
    language: str  # Content-Language
    trading_id: int  # X-EBAY-API-SITEID
    tree: str  # its category tree; a second one behind a comma
    domain: str
    must_sign: bool = False  # sellers there sign finance calls

    @property
    def trees(self) -> tuple[str, ...]:
        return tuple(self.tree.split(","))

    @property
    def locale(self) -> str:
        """``en_US``, as in the body of an item in bulk."""
        return self.language.replace("-", "_")


MOTORS_TREE, MOTORS = "100", "EBAY_MOTORS_US"
_ROWS = (
    Site("EBAY_US", "United States", "US", "USD", "en-US", 0, "0,100", "ebay.com"),
    Site("EBAY_CA", "Canada", "CA", "CAD", "en-CA", 2, "2", "ebay.ca"),
    Site("EBAY_GB", "United Kingdom", "GB", "GBP", "en-GB", 3, "3", "ebay.co.uk", True),
    Site("EBAY_AU", "Australia", "AU", "AUD", "en-AU", 15, "15", "ebay.com.au"),
    Site("EBAY_AT", "Austria", "AT", "EUR", "de-AT", 16, "16", "ebay.at", True),
    Site("EBAY_FR", "France", "FR", "EUR", "fr-FR", 71, "71", "ebay.fr", True),
    Site("EBAY_DE", "Germany", "DE", "EUR", "de-DE", 77, "77", "ebay.de", True),
    Site("EBAY_IT", "Italy", "IT", "EUR", "it-IT", 101, "101", "ebay.it", True),
    Site("EBAY_BE", "Belgium", "BE", "EUR", "nl-BE", 123, "123", "benl.ebay.be", True),
    Site("EBAY_NL", "Netherlands", "NL", "EUR", "nl-NL", 146, "146", "ebay.nl", True),
    Site("EBAY_ES", "Spain", "ES", "EUR", "es-ES", 186, "186", "ebay.es", True),
    Site("EBAY_CH", "Switzerland", "CH", "CHF", "de-CH", 193, "193", "ebay.ch"),
    Site("EBAY_IE", "Ireland", "IE", "EUR", "en-IE", 205, "205", "ebay.ie", True),
    Site("EBAY_PL", "Poland", "PL", "PLN", "pl-PL", 212, "212", "ebay.pl", True),
)
SITES: Mapping[str, Site] = {row.marketplace: row for row in _ROWS}


def site_of(marketplace: str) -> Site:
    """``EBAY_MOTORS`` (as orders and old listings say) is the United States."""
    found = SITES.get("EBAY_US" if "MOTORS" in marketplace else marketplace)
    if found is None:
        raise PayloadError(
            _lt(
                "“%(marketplace)s” is no eBay site that can be sold on from here.",
                marketplace=marketplace,
            ),
            code="marketplace",
        )
    return found


def marketplace_of(tree: str) -> str:
    """Where a category tree belongs; eBay Motors has a name of its own there."""
    if tree == MOTORS_TREE:
        return MOTORS
    return next(site.marketplace for site in _ROWS if tree in site.trees)
