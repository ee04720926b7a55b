"""Fields that many nouns share: nodes, metafields, publications, counts."""

from __future__ import annotations

from typing import Any

from ..core import gid
from ..core.context import Context
from ..core.errors import ShopifyError
from ..core.registry import needs, resolves
from ..state.location import Publication
from ..state.product import Metafield

NODE_SCOPES = {
    "Order": "read_orders",
    "Customer": "read_customers",
    "Product": "read_products",
    "ProductVariant": "read_products",
    "InventoryItem": "read_inventory",
    "DraftOrder": "read_draft_orders",
}

needs(("read_publications", "write_publications"), "QueryRoot.publications")


def node(ctx: Context, global_id: str) -> Any:
    parts = gid.split(global_id)
    if parts is None:
        raise ShopifyError(f"Invalid global id '{global_id}'", "RESOURCE_NOT_FOUND")
    if parts[0] == "Job":
        return job(None, ctx, global_id)
    if parts[0] == "Shop":
        return ctx.store
    if parts[0] == "AppInstallation":
        return ctx.installation
    scope = NODE_SCOPES.get(parts[0])
    if scope and scope not in ctx.scopes:
        return None
    return ctx.store.visible(ctx.store.node(global_id), ctx)


@resolves("QueryRoot.node")
def _node(root: Any, ctx: Context, id: str) -> Any:
    return node(ctx, id)


@resolves("QueryRoot.nodes")
def _nodes(root: Any, ctx: Context, ids: list[str]) -> list[Any]:
    return [node(ctx, each) for each in ids]


@resolves("QueryRoot.job")
def job(root: Any, ctx: Context, id: str) -> Any:
    return next((each for each in ctx.store["Job"] if each.gid == id), None)


@resolves("Job.query")
def _job_query(job: Any) -> dict[str, Any]:
    return {"__typename": "QueryRoot"}


# -- metafields -------------------------------------------------------------
@resolves("HasMetafields.metafields")
def metafields(
    owner: Any, namespace: str | None = None, keys: list[str] | None = None
) -> list[Metafield]:
    wanted = [
        each
        for each in getattr(owner, "metafields", [])
        if namespace in (None, each.namespace)
    ]
    if keys:
        wanted = [
            m for m in wanted if m.key in keys or f"{m.namespace}.{m.key}" in keys
        ]
    return wanted


@resolves("HasMetafields.metafield")
def metafield(owner: Any, key: str, namespace: str | None = None) -> Metafield | None:
    namespace = namespace or "$app"
    if "." in key:
        namespace, key = key.rsplit(".", 1)
    found = metafields(owner, namespace, [key])
    return found[0] if found else None


# -- publications -----------------------------------------------------------
def _publication_rows(resource: Any, ctx: Context) -> list[dict[str, Any]]:
    return [
        {
            "publication": publication,
            "publish_date": date,
            "is_published": date <= ctx.now,
            "publishable": resource,
            resource.kind.lower(): resource,
            "channel": publication.channels[0] if publication.channels else None,
        }
        for publication, date in getattr(resource, "publications", {}).items()
    ]


@resolves(
    "Publishable.resourcePublications",
    "Publishable.resourcePublicationsV2",
    "Product.publications",
    "Product.productPublications",
    "Collection.publications",
)
def _resource_publications(
    resource: Any, ctx: Context, only_published: bool = True
) -> list[dict[str, Any]]:
    rows = _publication_rows(resource, ctx)
    return [row for row in rows if row["is_published"]] if only_published else rows


@resolves(
    "Publishable.availablePublicationsCount",
    "Publishable.resourcePublicationsCount",
    "Publishable.publicationCount",
)
def _publications_count(
    resource: Any, ctx: Context, only_published: bool = True
) -> int:
    return len(_resource_publications(resource, ctx, only_published))


@resolves("Publishable.publishedOnPublication")
def _published_on(resource: Any, ctx: Context, publication_id: str) -> bool:
    publication = ctx.find(publication_id, "Publication")
    date = getattr(resource, "publications", {}).get(publication)
    return date is not None and date <= ctx.now


@resolves("Publishable.unpublishedPublications")
def _unpublished(resource: Any, ctx: Context) -> list[Publication]:
    taken = getattr(resource, "publications", {})
    return [each for each in ctx.store["Publication"] if each not in taken]
