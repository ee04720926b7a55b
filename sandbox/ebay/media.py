"""Pictures in eBay's own storage: uploaded or fetched, kept until they expire."""

from __future__ import annotations

from datetime import timedelta

from .call import INVENTORY, Answer, Call, operation
from .errors import EbayError
from .state import Json
from .times import parsed, stamp

BASE = "/commerce/media/v1_beta/image"
#: a picture that no listing uses is thrown away after this
LIFE = timedelta(days=30)
MAX_BYTES = 12 * 1024 * 1024
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM", b"II*\0")


@operation(
    "commerce_media.createImageFromUrl", f"POST {BASE}/create_image_from_url", INVENTORY
)
def from_url(call: Call) -> Answer:
    url = call.body["imageUrl"]
    if not url.startswith("https://") or "." not in url.rsplit("/", 1)[-1]:
        raise EbayError(190204)
    if (
        not url.lower()
        .split("?")[0]
        .endswith(
            (
                ".jpg",
                ".jpeg",
                ".png",
                ".gif",
                ".webp",
                ".bmp",
                ".tiff",
                ".avif",
                ".heic",
            )
        )
    ):
        raise EbayError(190203)
    return _made(call)


@operation(
    "commerce_media.createImageFromFile",
    f"POST {BASE}/create_image_from_file",
    INVENTORY,
    form=True,
)
def from_file(call: Call) -> Answer:
    """A multipart form with one part named `image`."""
    if "multipart/form-data" not in call.headers.get("Content-Type", ""):
        raise EbayError(2004, reason="Content-Type must be multipart/form-data")
    head, _, content = call.raw.partition(b"\r\n\r\n")
    if b'name="image"' not in head:
        raise EbayError(2004, reason="The part `image` is missing")
    if len(content) > MAX_BYTES:
        raise EbayError(190201)
    if not content.startswith(STARTS):
        raise EbayError(190203)
    return _made(call)


@operation("commerce_media.getImage", f"GET {BASE}/{{image_id}}", INVENTORY)
def get(call: Call) -> Answer:
    image = call.seller.images.get(call.path["image_id"])
    if image is None or parsed(image["expirationDate"]) <= call.now:
        raise EbayError(190200, 404)
    return Answer(body=image)


def _made(call: Call) -> Answer:
    image_id = call.ebay.next_id("image")
    # A real EPS address names the picture by an opaque token, not by its id.
    token = call.ebay.rng.hex(16)
    image: Json = {
        "imageUrl": f"https://i.ebayimg.com/images/g/{token}/s-l1600.jpg",
        "expirationDate": stamp(call.now + LIFE),
    }
    image["maxDimensionImageUrl"] = image["imageUrl"]
    call.seller.images[image_id] = image
    return Answer(201, image, {"Location": f"{call.url.rsplit('/', 1)[0]}/{image_id}"})
