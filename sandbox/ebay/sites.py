"""The eBay sites that the sandbox knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    marketplace: str  # EBAY_US
    site_id: str  # the Trading API's X-EBAY-API-SITEID
    site_name: str  # Trading's <Site>
    country: str
    currency: str
    locale: str  # en-US, as in Content-Language
    tree_id: str  # default category tree

    @property
    def locale_key(self) -> str:
        """`en_US`, as in the body of a bulk item."""
        return self.locale.replace("-", "_")


US = Site("EBAY_US", "0", "US", "US", "USD", "en-US", "0")
GB = Site("EBAY_GB", "3", "UK", "GB", "GBP", "en-GB", "3")
DE = Site("EBAY_DE", "77", "Germany", "DE", "EUR", "de-DE", "77")
CA = Site("EBAY_CA", "2", "Canada", "CA", "CAD", "en-CA", "2")
AU = Site("EBAY_AU", "15", "Australia", "AU", "AUD", "en-AU", "15")
#: Motors is a tree and a site id of its own, but sells on EBAY_US in the REST APIs.
MOTORS = Site("EBAY_MOTORS_US", "100", "eBayMotors", "US", "USD", "en-US", "100")

SITES: dict[str, Site] = {
    site.marketplace: site for site in (US, GB, DE, CA, AU, MOTORS)
}
BY_SITE_ID: dict[str, Site] = {site.site_id: site for site in SITES.values()}
#: sellers there must sign finance calls and refunds
SIGNING_COUNTRIES = frozenset(("GB", "DE", "FR", "IT", "ES", "AT", "IE", "NL", "BE"))


def selling_site(marketplace: str) -> Site | None:
    """The site that an offer's `marketplaceId` means (EBAY_MOTORS belongs to US)."""
    return US if marketplace == "EBAY_MOTORS" else SITES.get(marketplace)


def trees_of(marketplace: str) -> tuple[str, ...]:
    """The category trees whose leaves may be used in offers on that marketplace."""
    site = selling_site(marketplace)
    if site is None:
        return ()
    return ("0", "100") if site is US else (site.tree_id,)
