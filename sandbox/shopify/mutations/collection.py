"""Collections: hand-picked ones, in the old form and in that of 2026-07."""

from __future__ import annotations

from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays, resolves
from ..state.product import Collection, Product
from ..state.service import Job
from . import inputs
from .product import link, unlink

PLAIN = ("title", "description_html", "sort_order", "template_suffix")


def _fill(ctx: Context, row: Collection, given: dict[str, Any]) -> None:
    for name in PLAIN:
        if given.get(name) is not None:
            setattr(row, name, given[name])
    if given.get("seo"):
        row.seo_title = given["seo"].get("title", row.seo_title)
        row.seo_description = given["seo"].get("description", row.seo_description)
    inputs.put_metafields(ctx, row, given, ["collection"])
    ctx.store.touch(row)


def _products(ctx: Context, ids: list[str], field: str) -> list[Product]:
    said = "Product does not exist"
    return [ctx.need(each, "Product", field, None, said) for each in ids]


@plays("collectionCreate", "write_products")
def collection_create(
    ctx: Context,
    collection: dict[str, Any] | None = None,
    input: dict[str, Any] | None = None,
) -> dict[str, Any]:
    given = collection if collection is not None else input
    path = ["collection" if collection is not None else "input"]
    if not given or not (given.get("title") or "").strip():
        raise refuse("Title can't be blank", [*path, "title"])
    products = _products(ctx, given.get("products") or [], "products")
    sources = [_source(ctx, row) for row in given.get("sources") or []]
    row = ctx.store.create(
        Collection,
        title=given["title"],
        handle=catalogue.unique_handle(
            ctx.store, given.get("handle") or given["title"], "Collection"
        ),
    )
    _fill(ctx, row, given)
    row.sources = sources
    for product in [*products, *_selected(sources)]:
        link(row, product)
    ctx.emit("collections/create", row)
    return {"collection": row}


def _source(ctx: Context, target: dict[str, Any]) -> dict[str, Any]:
    given = target.get("source") or target.get("condition") or {}
    inclusion = given.get("inclusion") or {}
    ids = [row["product_id"] for row in inclusion.get("selections") or []]
    number = ctx.store.next_id("CollectionConditionsSource")
    return {
        "__typename": "CollectionConditionsSource",
        "id": f"gid://shopify/CollectionConditionsSource/{number}",
        "title": given.get("title") or "Manual",
        "description": given.get("description"),
        "products": _products(ctx, ids, "sources"),
        "inclusion": {
            "conditions": [
                {"__typename": "CollectionSourceInclusionConditionUnknown", "id": "1"}
                for _condition in inclusion.get("conditions") or []
            ],
        },
        "shareable": False,
    }


def _selected(sources: list[dict[str, Any]]) -> list[Product]:
    return [product for source in sources for product in source["products"]]


@plays("collectionUpdate", "write_products")
def collection_update(
    ctx: Context,
    collection: dict[str, Any] | None = None,
    input: dict[str, Any] | None = None,
) -> dict[str, Any]:
    given = collection if collection is not None else input or {}
    said = "Collection does not exist"
    row = ctx.need(given.get("id"), "Collection", "id", None, said)
    added = [_source(ctx, each) for each in given.get("sources_to_create") or []]
    _fill(ctx, row, given)
    gone = given.get("sources_to_delete") or []
    for source in [each for each in row.sources if each["id"] in gone]:
        row.sources.remove(source)
        for product in source["products"]:
            unlink(row, product)
    row.sources += added
    for product in _selected(added):
        link(row, product)
    if given.get("products") is not None:
        for product in list(row.products):
            unlink(row, product)
        for product in _products(ctx, given["products"], "products"):
            link(row, product)
    ctx.emit("collections/update", row)
    return {"collection": row}


@plays("collectionDelete", "write_products")
def collection_delete(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    said = "Collection does not exist"
    row = ctx.need(input["id"], "Collection", "id", None, said)
    for product in list(row.products):
        unlink(row, product)
    ctx.store.drop(row)
    ctx.emit("collections/delete", {"id": row.id})
    return {"deleted_collection_id": row.gid}


@plays("collectionAddProducts", "write_products")
def add_products(ctx: Context, id: str, product_ids: list[str]) -> dict[str, Any]:
    said = "Collection does not exist"
    row = ctx.need(id, "Collection", "id", None, said)
    for product in _products(ctx, product_ids, "productIds"):
        if product in row.products:
            said = f"Product {product.gid} is already in the collection"
            raise refuse(said, "productIds")
        link(row, product)
    ctx.store.touch(row)
    ctx.emit("collections/update", row)
    return {"collection": row}


@plays("collectionAddProductsV2", "write_products")
def add_products_later(ctx: Context, id: str, product_ids: list[str]) -> dict[str, Any]:
    add_products(ctx, id, product_ids)
    return {"job": done_job(ctx)}


@plays("collectionRemoveProducts", "write_products")
def remove_products(ctx: Context, id: str, product_ids: list[str]) -> dict[str, Any]:
    row = ctx.need(id, "Collection", "id", None, "Collection does not exist")
    for product in _products(ctx, product_ids, "productIds"):
        unlink(row, product)
    ctx.store.touch(row)
    ctx.emit("collections/update", row)
    return {"job": done_job(ctx)}


def done_job(ctx: Context) -> Job:
    return ctx.store.create(Job, done=True, key=ctx.store.kernel.rng("shopify").uuid())


@resolves("CollectionConditionsSource.products")
def _source_products(source: dict[str, Any]) -> list[Product]:
    return source["products"]


# -- publishing -------------------------------------------------------------
def _publishable(ctx: Context, id: str) -> Any:
    record = ctx.store.node(id)
    if record is None or not hasattr(record, "publications"):
        raise refuse("Resource does not exist", ["id"])
    return record


@plays("publishablePublish", "write_publications")
def publish(ctx: Context, id: str, input: list[dict[str, Any]]) -> dict[str, Any]:
    record = _publishable(ctx, id)
    chosen = [_publication(ctx, row, at) for at, row in enumerate(input)]
    for publication, row in zip(chosen, input, strict=True):
        record.publications[publication] = row.get("publish_date") or ctx.now
    return _published(ctx, record)


@plays("publishableUnpublish", "write_publications")
def unpublish(ctx: Context, id: str, input: list[dict[str, Any]]) -> dict[str, Any]:
    record = _publishable(ctx, id)
    for at, row in enumerate(input):
        record.publications.pop(_publication(ctx, row, at), None)
    return _published(ctx, record)


def _publication(ctx: Context, row: dict[str, Any], at: int) -> Any:
    found = ctx.store.node(row.get("publication_id") or "")
    if found is None or found.kind != "Publication":
        said = "Publication does not exist or is not publishable"
        raise refuse(said, ["input", str(at), "publicationId"])
    return found


def _published(ctx: Context, record: Any) -> dict[str, Any]:
    ctx.store.touch(record)
    noun = "products" if record.kind == "Product" else "collections"
    ctx.emit(f"{noun}/update", record)
    return {"publishable": record}
