"""A product as it is offered on each site: the same article on other terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from odoo.addons.omni_commerce.documents import Product
from odoo.addons.omni_core.lib.money import Money

from ..client.sites import SITES
from .details import Details, with_details

#: how a connection's other site travels in ``Details.sites``
Terms = Mapping[str, Any]  # marketplace, category, policies, prices {SKU: amount}
_KINDS = ("fulfillment", "payment", "return")


def as_offered(product: Product) -> list[Product]:
    """The product as on its home site, then as on each other one that is ready."""
    others = Details.of(product).sites
    return [product, *(_on(product, terms) for terms in others if not gaps(terms))]


def _on(product: Product, terms: Terms) -> Product:
    currency = SITES[terms["marketplace"]].currency
    offered = replace(
        product,
        collections=(),  # the shop's own categories are those of the home site
        variants=tuple(
            replace(one, price=Money(Decimal(terms["prices"][one.sku]), currency))
            for one in product.variants
        ),
    )
    return with_details(
        offered,
        marketplace=terms["marketplace"],
        category=terms["category"],
        policies=terms["policies"],
        sites=(),
        left=(),
    )


def gaps(terms: Terms) -> list[str]:
    """What is missing before anything can be offered there."""
    found = [] if terms["category"] else ["category"]
    found += [kind for kind in _KINDS if kind not in terms["policies"]]
    return found + ([] if terms["prices"] else ["price"])
