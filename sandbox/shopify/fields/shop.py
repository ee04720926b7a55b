"""The shop itself, the app on it, locations and sales channels."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.registry import lists, needs, resolves
from ..core.table import Table
from ..state.app import Installation
from ..state.location import Address, Location, Publication
from ..state.store import Store

needs(("read_locations", "read_inventory"), "QueryRoot.locations", "QueryRoot.location")
lists(
    "Location",
    {
        "name": lambda row: row.name,
        "active": lambda row: row.is_active,
        "address1": lambda row: row.address.address1,
        "city": lambda row: row.address.city,
        "country": lambda row: row.address.country_code,
        "legacy": lambda row: row.is_legacy,
        "default": lambda row: (row.name, row.address.city),
    },
    {"NAME": lambda row: row.name.lower()},
)
lists("Publication", {})
lists("Channel", {"name": lambda row: row.name})


@resolves("QueryRoot.shop")
def _shop(root: Any, ctx: Context) -> Store:
    return ctx.store


@resolves("QueryRoot.currentAppInstallation", "QueryRoot.appInstallation")
def _installation(root: Any, ctx: Context) -> Installation:
    return ctx.installation


@resolves("AppInstallation.accessScopes")
def _access_scopes(installation: Installation) -> list[dict[str, str]]:
    return [
        {"handle": scope, "description": scope.replace("_", " ").capitalize()}
        for scope in sorted(installation.scopes)
    ]


@resolves("QueryRoot.app", "AppInstallation.app")
def _app(root: Any, ctx: Context) -> dict[str, Any]:
    app = ctx.installation.app
    return {
        "id": f"gid://shopify/App/{ctx.installation.id}",
        "title": app.name,
        "api_key": app.client_id,
        "handle": app.name.lower(),
        "webhook_api_version": ctx.version,
    }


@resolves("QueryRoot.publicApiVersions")
def _versions(root: Any, ctx: Context) -> list[dict[str, Any]]:
    return [api_version(handle) for handle in ctx.store.contract.versions]


def api_version(handle: str) -> dict[str, Any]:
    return {"handle": handle, "display_name": handle, "supported": True}


@resolves("QueryRoot.locations", "Shop.locations")
def _locations(
    root: Any,
    ctx: Context,
    include_inactive: bool = False,
    include_legacy: bool = False,
) -> Table | list[Location]:
    return [
        place
        for place in ctx.store["Location"]
        if (place.is_active or include_inactive)
        and (not place.is_legacy or include_legacy)
    ]


@resolves("QueryRoot.location")
def _location(root: Any, ctx: Context, id: str | None = None) -> Location | None:
    if id is None:
        return next(iter(ctx.store["Location"]), None)
    return ctx.find(id, "Location")


@resolves("Location.isPrimary")
def _is_primary(place: Location, ctx: Context) -> bool:
    return place is next(iter(ctx.store["Location"]))


@resolves("LocationAddress.formatted", "MailingAddress.formatted")
def _formatted(address: Address) -> list[str]:
    return address.formatted


@resolves("QueryRoot.publications")
def _publications(root: Any, ctx: Context) -> Table:
    return ctx.store["Publication"]


@resolves("Publication.products", "Publication.includedProducts")
def _published_products(publication: Publication, ctx: Context) -> list[Any]:
    return [p for p in ctx.store["Product"] if publication in p.publications]


# -- Shop -------------------------------------------------------------------
@resolves("Shop.email", "Shop.contactEmail")
def _email(store: Store) -> str:
    return f"owner@{store.domain}.example"


@resolves("Shop.shopOwnerName")
def _owner(store: Store) -> str:
    return "Sam Rider"


@resolves("Shop.currencyCode")
def _currency(store: Store) -> str:
    return store.currency


@resolves("Shop.enabledPresentmentCurrencies")
def _currencies(store: Store) -> list[str]:
    return sorted({store.currency, *store.presentment_currencies})


@resolves("Shop.ianaTimezone")
def _timezone(store: Store) -> str:
    return "America/Los_Angeles"


@resolves("Shop.timezoneAbbreviation")
def _timezone_short(store: Store) -> str:
    return "PST"


@resolves("Shop.timezoneOffset")
def _timezone_offset(store: Store) -> str:
    return "-0800"


@resolves("Shop.timezoneOffsetMinutes")
def _timezone_minutes(store: Store) -> int:
    return -480


@resolves("Shop.unitSystem")
def _units(store: Store) -> str:
    return "METRIC_SYSTEM"


@resolves("Shop.weightUnit")
def _weight_unit(store: Store) -> str:
    return "KILOGRAMS"


@resolves("Shop.plan")
def _plan(store: Store) -> dict[str, Any]:
    return {
        "display_name": "Basic",
        "public_display_name": "Basic",
        "partner_development": False,
        "shopify_plus": False,
    }


@resolves("Shop.primaryDomain")
def _domain(store: Store) -> dict[str, Any]:
    return {
        "id": f"gid://shopify/Domain/{store.id}",
        "host": store.myshopify_domain,
        "url": store.url,
        "ssl_enabled": True,
    }


@resolves("Shop.updatedAt")
def _updated(store: Store) -> Any:
    return store.created_at


@resolves("Shop.orderNumberFormatPrefix")
def _prefix(store: Store) -> str:
    return "#"


@resolves("Shop.billingAddress", "Shop.shopAddress")
def _address(store: Store) -> dict[str, Any]:
    place = next(iter(store["Location"]), None)
    address = place.address if place else Address()
    return {
        "id": f"gid://shopify/ShopAddress/{store.id}",
        "address1": address.address1,
        "city": address.city,
        "zip": address.zip,
        "province_code": address.province_code,
        "country_code_v2": address.country_code,
        "country": address.country,
        "company": store.name,
        "coordinates_validated": True,
        "formatted": address.formatted,
    }


@resolves("Shop.shipsToCountries")
def _ships_to(store: Store) -> list[str]:
    return ["US", "CA", "GB", "DE", "FR", "NL", "AU"]


@resolves("Shop.features")
def _features(store: Store) -> dict[str, Any]:
    return {"gift_cards": True, "multi_location": True, "storefront": True}
