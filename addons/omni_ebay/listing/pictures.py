"""Our pictures in eBay's own storage, each uploaded once."""

from __future__ import annotations

from pathlib import Path

from odoo.addons.omni_commerce.documents import Media
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import EbayClient, Node

MAX_BYTES = 12 * 1024 * 1024
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
}


def address(client: EbayClient, media: Media) -> str:
    """Where eBay has it; it is sent there if it has not been yet."""
    if media.ref:
        return media.ref
    if not media.checksum:
        return media.url
    if media.file:
        return _uploaded(client, media)
    if media.url.startswith("https://"):
        return _made(client, "/image/create_image_from_url", {"imageUrl": media.url})
    raise RejectedError(
        _lt("A picture cannot be read. Upload it to the product again.")
    )


def _uploaded(client: EbayClient, media: Media) -> str:
    ending = _ENDINGS.get(media.mimetype)
    if ending is None:
        raise RejectedError(
            _lt(
                "eBay takes no pictures of the kind “%(mimetype)s”. Use JPEG or PNG.",
                mimetype=media.mimetype,
            )
        )
    try:
        content = Path(media.file).read_bytes()
    except OSError as error:
        raise RejectedError(
            _lt("A picture cannot be read. Upload it to the product again.")
        ) from error
    if len(content) > MAX_BYTES:
        raise RejectedError(_lt("A picture is larger than the 12 MB that eBay takes."))
    name = f"{media.checksum[:16]}.{ending}"
    files = {"image": (name, content, media.mimetype)}
    return _address(client.call("media", "POST", _FROM_FILE, files=files).body)


_FROM_FILE = "/image/create_image_from_file"


def _made(client: EbayClient, path: str, body: Node) -> str:
    return _address(client.call("media", "POST", path, json=body).body)


def _address(image: Node) -> str:
    if not image.get("imageUrl"):
        raise RejectedError(_lt("eBay took a picture and did not say where it is."))
    return image["imageUrl"]
