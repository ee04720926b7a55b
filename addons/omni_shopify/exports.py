"""What is read in bulk: how it is asked for, and what becomes of the answer."""

from __future__ import annotations

from typing import Any

from odoo.addons.omni_commerce.documents import Product

from .client.client import Node, ShopifyClient
from .reading import Reader

_PUBLISHED = "on_"


def published_more(client: ShopifyClient) -> str:
    """Fields that tell where a product is published.

    The list that plain queries read cannot be exported: its members have no id.
    """
    return "\n".join(
        f"{_PUBLISHED}{ref.rsplit('/', 1)[1]}:"
        f' publishedOnPublication(publicationId: "{ref}")'
        for ref in (node["id"] for node in client.all("publications"))
    )


def exported_products(reader: Reader, nodes: list[Node]) -> list[Product]:
    """Whole but for their collections: Shopify exports five lists at most."""
    none: Node = {"collections": {"nodes": []}}
    return [reader.product(node | _publications(node) | none) for node in nodes]


def _publications(node: Node) -> dict[str, Any]:
    """As a plain query tells it."""
    rows = [
        {
            "isPublished": is_published,
            "publication": {
                "id": f"gid://shopify/Publication/{key.removeprefix(_PUBLISHED)}"
            },
        }
        for key, is_published in node.items()
        if key.startswith(_PUBLISHED)
    ]
    return {"resourcePublications": {"nodes": rows}}
