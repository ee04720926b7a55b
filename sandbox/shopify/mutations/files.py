"""Files and product media: attached, described, reordered, deleted."""

from __future__ import annotations

from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..state.product import (
    ExternalVideo,
    GenericFile,
    Media,
    MediaImage,
    Model3d,
    Product,
    Video,
)
from ..state.service import Job

CLASSES: dict[str, type[Media]] = {
    "IMAGE": MediaImage,
    "VIDEO": Video,
    "EXTERNAL_VIDEO": ExternalVideo,
    "MODEL_3D": Model3d,
    "FILE": GenericFile,
}
MAX_MEDIA = 250


def attach(
    ctx: Context,
    product: Product,
    source: str,
    content_type: str = "IMAGE",
    alt: str | None = None,
    filename: str | None = None,
) -> Media:
    if not source.startswith(("http://", "https://")):
        raise refuse("Image URL is invalid", "media.originalSource", "INVALID")
    if len(product.media) >= MAX_MEDIA:
        raise refuse("Exceeded the media limit of 250", "media", "PRODUCT_MEDIA_LIMIT")
    cls = CLASSES.get(content_type, MediaImage)
    media = catalogue.new_media(ctx.store, source, alt, content_type, filename, cls)
    product.media.append(media)
    return media


def _changed(ctx: Context, product: Product) -> None:
    ctx.store.touch(product)
    ctx.emit("products/update", product)


def _product(ctx: Context, product_id: str, field: str = "productId") -> Product:
    return ctx.need(product_id, "Product", field, "PRODUCT_DOES_NOT_EXIST")


@plays("productCreateMedia", "write_products")
def create_media(
    ctx: Context, product_id: str, media: list[dict[str, Any]]
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    made = [
        attach(
            ctx,
            product,
            row["original_source"],
            row["media_content_type"],
            row.get("alt"),
        )
        for row in media
    ]
    _changed(ctx, product)
    return {"media": made, "product": product}


@plays("productUpdateMedia", "write_products")
def update_media(
    ctx: Context, product_id: str, media: list[dict[str, Any]]
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    found = [_own_media(ctx, product, row["id"]) for row in media]
    for record, row in zip(found, media, strict=True):
        if "alt" in row:
            record.alt = row["alt"]
        ctx.store.touch(record)
    _changed(ctx, product)
    return {"media": found, "product": product}


@plays("productDeleteMedia", "write_products")
def delete_media(ctx: Context, product_id: str, media_ids: list[str]) -> dict[str, Any]:
    product = _product(ctx, product_id)
    for record in [_own_media(ctx, product, each) for each in media_ids]:
        _forget(ctx, record)
    _changed(ctx, product)
    return {
        "deleted_media_ids": media_ids,
        "deleted_product_image_ids": [],
        "product": product,
    }


def _own_media(ctx: Context, product: Product, media_id: str) -> Media:
    media = ctx.store.node(media_id)
    if media not in product.media:
        said = f"Media id {media_id} does not exist"
        raise refuse(said, "mediaIds", "MEDIA_DOES_NOT_EXIST")
    return media


def _forget(ctx: Context, media: Media) -> None:
    for product in ctx.store["Product"].awake():
        if media in product.media:
            product.media.remove(media)
            for variant in product.variants:
                if media in variant.media:
                    variant.media.remove(media)
    ctx.store.drop(media)


@plays("productReorderMedia", "write_products")
def reorder_media(ctx: Context, id: str, moves: list[dict[str, Any]]) -> dict[str, Any]:
    product = _product(ctx, id, "id")
    for move in moves:
        media = _own_media(ctx, product, move["id"])
        product.media.remove(media)
        product.media.insert(int(move["new_position"]), media)
    _changed(ctx, product)
    job = ctx.store.create(Job, done=True, key=ctx.store.kernel.rng("shopify").uuid())
    return {"job": job}


@plays("productVariantAppendMedia", "write_products")
def append_media(
    ctx: Context, product_id: str, variant_media: list[dict[str, Any]]
) -> dict[str, Any]:
    product, touched = _product(ctx, product_id), []
    for row in variant_media:
        variant = ctx.need(row["variant_id"], "ProductVariant", "variantMedia")
        for each in row["media_ids"]:
            media = _own_media(ctx, product, each)
            if media not in variant.media:
                variant.media.append(media)
        touched.append(variant)
    _changed(ctx, product)
    return {"product": product, "product_variants": touched}


@plays("productVariantDetachMedia", "write_products")
def detach_media(
    ctx: Context, product_id: str, variant_media: list[dict[str, Any]]
) -> dict[str, Any]:
    product, touched = _product(ctx, product_id), []
    for row in variant_media:
        variant = ctx.need(row["variant_id"], "ProductVariant", "variantMedia")
        variant.media = [m for m in variant.media if m.gid not in row["media_ids"]]
        touched.append(variant)
    _changed(ctx, product)
    return {"product": product, "product_variants": touched}


@plays("fileCreate", "write_files")
def file_create(ctx: Context, files: list[dict[str, Any]]) -> dict[str, Any]:
    made = []
    for row in files:
        kind = row.get("content_type") or "IMAGE"
        made.append(
            catalogue.new_media(
                ctx.store,
                row["original_source"],
                row.get("alt"),
                kind,
                row.get("filename"),
                CLASSES.get(kind, GenericFile),
            )
        )
    return {"files": made}


@plays("fileUpdate", "write_files")
def file_update(ctx: Context, files: list[dict[str, Any]]) -> dict[str, Any]:
    found = []
    for row in files:
        media = ctx.store.node(row["id"])
        if not isinstance(media, Media):
            said = f"File id {row['id']} does not exist."
            raise refuse(said, "files", "FILE_DOES_NOT_EXIST")
        if media.status != "READY":
            raise refuse(
                "Non-ready files cannot be updated.", "files", "NON_READY_STATE"
            )
        found.append(media)
    for media, row in zip(found, files, strict=True):
        media.alt = row.get("alt", media.alt)
        media.filename = row.get("filename") or media.filename
        for each in row.get("references_to_add") or []:
            product = ctx.need(each, "Product", "files.referencesToAdd")
            if media not in product.media:
                product.media.append(media)
                _changed(ctx, product)
        for each in row.get("references_to_remove") or []:
            product = ctx.need(each, "Product", "files.referencesToRemove")
            if media in product.media:
                product.media.remove(media)
                _changed(ctx, product)
        ctx.store.touch(media)
    return {"files": found}


@plays("fileDelete", "write_files")
def file_delete(ctx: Context, file_ids: list[str]) -> dict[str, Any]:
    found = [ctx.store.node(each) for each in file_ids]
    if any(not isinstance(media, Media) for media in found):
        raise refuse("File does not exist.", "fileIds", "FILE_DOES_NOT_EXIST")
    for media in found:
        _forget(ctx, media)
    return {"deleted_file_ids": file_ids}
