"""Products: create, update, delete, archive, tag."""

from __future__ import annotations

from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..state.product import Collection, Media, Product
from . import inputs
from .files import attach

FIELDS = (
    "title",
    "status",
    "vendor",
    "product_type",
    "description_html",
    "template_suffix",
    "gift_card_template_suffix",
    "requires_selling_plan",
)


def fill(ctx: Context, product: Product, row: dict[str, Any], path: list[str]) -> None:
    for name in FIELDS:
        if name in row:
            empty = None if name.endswith("suffix") else ""
            setattr(product, name, row[name] if row[name] is not None else empty)
    if row.get("tags") is not None:
        product.tags = sorted(dict.fromkeys(tag.strip() for tag in row["tags"]))
    if row.get("seo") is not None:
        seo = row["seo"]
        product.seo_title = seo.get("title", product.seo_title)
        product.seo_description = seo.get("description", product.seo_description)
    if "category" in row:
        product.category_id = row["category"]
    if row.get("handle"):
        _rename(ctx, product, row["handle"], path)


def _rename(ctx: Context, product: Product, handle: str, path: list[str]) -> None:
    if handle != product.handle:
        check_handle(ctx, handle, path)
    product.handle = handle


def check_title(row: dict[str, Any], path: list[str], required: bool) -> None:
    given = "title" in row
    if (required and not given) or (given and not (row["title"] or "").strip()):
        raise refuse("Title can't be blank", [*path, "title"], "BLANK")
    if given and len(row["title"]) > 255:
        said = "Title is too long (maximum is 255 characters)"
        raise refuse(said, [*path, "title"], "INVALID")


def check_handle(ctx: Context, handle: str | None, path: list[str]) -> None:
    if handle and catalogue.by_handle(ctx.store, handle):
        said = f"Handle '{handle}' already in use. Please provide a new handle."
        raise refuse(said, [*path, "handle"], "HANDLE_NOT_UNIQUE")


def join(
    ctx: Context, product: Product, ids: list[str] | None, path: list[str]
) -> None:
    for each in ids or []:
        collection = ctx.need(each, "Collection", ".".join(path))
        link(collection, product)


def link(collection: Collection, product: Product) -> None:
    if collection not in product.collections:
        product.collections.append(collection)
        collection.products.append(product)


def unlink(collection: Collection, product: Product) -> None:
    if collection in product.collections:
        product.collections.remove(collection)
        collection.products.remove(product)


@plays("productCreate", "write_products")
def product_create(
    ctx: Context,
    product: dict[str, Any] | None = None,
    input: dict[str, Any] | None = None,
    media: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """One variant, the first value of each option; the product is unpublished."""
    row, path = (product, ["product"]) if product is not None else (input, ["input"])
    if row is None:
        raise refuse("Product can't be blank", "product")
    check_title(row, path, required=True)
    check_handle(ctx, row.get("handle"), path)
    options = row.get("product_options") or []
    inputs.check_option_rows(options, "options", "INVALID")
    made = catalogue.new_product(
        ctx.store, title=row["title"], handle=row.get("handle") or ""
    )
    fill(ctx, made, row, path)
    made.is_gift_card = bool(row.get("gift_card"))
    for option in options:
        values = [value["name"] for value in option.get("values") or []]
        catalogue.add_option(ctx.store, made, option["name"], values or ["Default"])
    if options:
        first = [option.option_values[0] for option in made.options]
        catalogue.new_variant(ctx.store, made, first)
    else:
        catalogue.default_variant(ctx.store, made)
    _stock_first_place(ctx, made)
    join(ctx, made, row.get("collections_to_join"), [*path, "collectionsToJoin"])
    inputs.put_metafields(ctx, made, row, path)
    add_media(ctx, made, media)
    ctx.emit("products/create", made)
    return {"product": made}


def _stock_first_place(ctx: Context, product: Product) -> None:
    place = next(iter(ctx.store["Location"]), None)
    for variant in product.variants if place else ():
        catalogue.stock(ctx.store, variant.inventory_item, place)


def add_media(
    ctx: Context, product: Product, rows: list[dict[str, Any]] | None
) -> list[Media]:
    return [
        attach(
            ctx,
            product,
            row["original_source"],
            row["media_content_type"],
            row.get("alt"),
        )
        for row in rows or []
    ]


@plays("productUpdate", "write_products")
def product_update(
    ctx: Context,
    product: dict[str, Any] | None = None,
    input: dict[str, Any] | None = None,
    identifier: dict[str, Any] | None = None,
    media: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    from ..fields.product import by_identifier

    row, path = (product, ["product"]) if product is not None else (input, ["input"])
    row = row or {}
    if identifier:
        found = by_identifier(ctx, identifier)
    else:
        found = ctx.store.node(row.get("id") or "")
    if not isinstance(found, Product):
        raise refuse("Product does not exist", ["id"])
    check_title(row, path, required=False)
    fill(ctx, found, row, path)
    join(ctx, found, row.get("collections_to_join"), [*path, "collectionsToJoin"])
    for each in row.get("collections_to_leave") or []:
        unlink(ctx.need(each, "Collection", "collectionsToLeave"), found)
    inputs.put_metafields(ctx, found, row, path)
    add_media(ctx, found, media)
    ctx.store.touch(found)
    ctx.emit("products/update", found)
    return {"product": found}


@plays("productChangeStatus", "write_products")
def product_change_status(ctx: Context, product_id: str, status: str) -> dict[str, Any]:
    return product_update(ctx, product={"id": product_id, "status": status})


@plays("productDelete", "write_products")
def product_delete(
    ctx: Context, input: dict[str, Any], synchronous: bool = True
) -> dict[str, Any]:
    product = ctx.store.node(input["id"])
    if not isinstance(product, Product):
        raise refuse("Product does not exist", ["id"])
    for variant in list(product.variants):
        catalogue.drop_variant(ctx.store, variant)
    for collection in list(product.collections):
        unlink(collection, product)
    ctx.store.drop(product)
    ctx.emit("products/delete", {"id": product.id})
    return {"deleted_product_id": product.gid, "shop": ctx.store}


@plays("tagsAdd", "write_products")
def tags_add(ctx: Context, id: str, tags: list[str]) -> dict[str, Any]:
    return _tag(ctx, id, lambda known: known + [t for t in tags if t not in known])


@plays("tagsRemove", "write_products")
def tags_remove(ctx: Context, id: str, tags: list[str]) -> dict[str, Any]:
    return _tag(ctx, id, lambda known: [tag for tag in known if tag not in tags])


def _tag(ctx: Context, id: str, change: Any) -> dict[str, Any]:
    record = ctx.store.node(id)
    if record is None or not hasattr(record, "tags"):
        raise refuse("Node does not exist", ["id"])
    record.tags = sorted(change(record.tags))
    ctx.store.touch(record)
    topics = {
        "Product": "products/update",
        "Order": "orders/updated",
        "Customer": "customers/update",
        "DraftOrder": "draft_orders/update",
    }
    ctx.emit(topics[record.kind], record)
    return {"node": record}
