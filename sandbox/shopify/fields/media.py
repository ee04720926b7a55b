"""Pictures and other files as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.registry import resolves
from ..state.product import Media


def image_of(media: Media) -> dict[str, Any] | None:
    if media.status != "READY":
        return None
    return {
        "id": f"gid://shopify/ImageSource/{media.id}",
        "url": media.url,
        "src": media.url,
        "original_src": media.url,
        "alt_text": media.alt,
        "width": getattr(media, "width", None),
        "height": getattr(media, "height", None),
    }


@resolves("MediaImage.image")
def _media_image(media: Media) -> dict[str, Any] | None:
    return image_of(media)


@resolves("Media.preview", "File.preview")
def _preview(media: Media) -> dict[str, Any]:
    return {"image": image_of(media), "status": media.status}


@resolves("Media.mediaErrors")
def _media_errors(media: Media) -> list[dict[str, Any]]:
    if not media.error:
        return []
    return [{"code": media.error, "message": "The image could not be downloaded."}]


@resolves("File.fileErrors")
def _file_errors(media: Media) -> list[dict[str, Any]]:
    return _media_errors(media)


@resolves("MediaImage.mimeType", "GenericFile.mimeType")
def _mime(media: Media) -> str:
    return "image/png" if media.original_source.endswith("png") else "image/jpeg"


@resolves("Image.url")
def _image_url(image: dict[str, Any]) -> str:
    return image["url"]
