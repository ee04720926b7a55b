"""Images of a listing: uploaded once, known again by their file's name, ours removed.

A file is named after its checksum. So what is there already is found by the name in its
address, even if we never learnt under which reference it was taken.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from odoo.addons.omni_commerce.documents import Media, Product
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import Node, ShopifyClient

if TYPE_CHECKING:
    from .writer import Change


class Pictures:
    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    def new(self, change: Change) -> list[Mapping[str, str]]:
        """What has to be attached: uploaded, or fetched by Shopify from our address."""
        known = _known(change)
        missing = [m for m in _wanted(change) if m.checksum not in known]
        sources = self._upload([m for m in missing if m.file])
        return [
            {
                "originalSource": sources.get(media.checksum) or _address(media),
                "mediaContentType": "IMAGE",
                "alt": media.alt,
            }
            for media in missing
        ]

    def note(self, change: Change, nodes: Sequence[Node]) -> None:
        """Which references the new ones got: Shopify puts them behind the others."""
        before = {media.ref for media in change.there.media}
        fresh = [node["id"] for node in nodes if node["id"] not in before]
        known = _known(change)
        missing = [m.checksum for m in _wanted(change) if m.checksum not in known]
        if len(fresh) == len(missing):
            change.uploaded |= dict(zip(fresh, missing, strict=True))

    def tidy(self, change: Change) -> None:
        """Other descriptions, and pictures of ours that are wanted no more."""
        if not change.ours("media"):
            return
        wanted = {media.checksum: media for media in _wanted(change)}
        rows = []
        for checksum, media in _known(change).items():
            if media.status != "ready":
                continue  # Shopify changes nothing about a file that it works on
            ours = wanted.get(checksum)
            if ours is None:
                rows.append({"id": media.ref, "referencesToRemove": [change.ref]})
            elif ours.alt != media.alt:
                rows.append({"id": media.ref, "alt": ours.alt})
        if rows:
            self._client.do("media_update", files=rows)
        self._order(change, [*wanted])

    def _order(self, change: Change, wanted: Sequence[str]) -> None:
        known = _known(change)
        mine = [checksum for checksum in wanted if checksum in known]
        there = [checksum for checksum in known if checksum in mine]
        if mine != there:
            moves = [
                {"id": known[checksum].ref, "newPosition": str(place)}
                for place, checksum in enumerate(mine)
            ]
            self._client.do("media_order", id=change.ref, moves=moves)

    # -- uploading --

    def _upload(self, found: Sequence[Media]) -> dict[str, str]:
        """{checksum: where Shopify finds it}"""
        if not found:
            return {}
        payload = self._client.do("upload_places", input=[_place(m) for m in found])
        places = payload["stagedTargets"]
        for media, place in zip(found, places, strict=True):
            self._client.upload(place, _name(media), media.mimetype, _content(media))
        return {
            media.checksum: place["resourceUrl"]
            for media, place in zip(found, places, strict=True)
        }


def with_checksums(product: Product, change: Change) -> Product:
    """The listing as it is there, with our checksum on each picture of ours."""
    known = {media.ref: checksum for checksum, media in _known(change).items()}
    known |= change.uploaded
    return replace(
        product,
        media=tuple(
            replace(media, checksum=known.get(media.ref, media.checksum))
            for media in product.media
        ),
    )


def _wanted(change: Change) -> list[Media]:
    """Those of the product and of its variants, each once."""
    found = list(change.wanted.media) if change.ours("media") else []
    if change.ours("variants.media"):
        found += [m for variant in change.wanted.variants for m in variant.media[:1]]
    return [*{media.checksum: media for media in found}.values()]


def _known(change: Change) -> dict[str, Media]:
    """{checksum: what is there}, of pictures that are ours."""
    told = (*_wanted(change), *_told(change))
    by_ref = {media.ref: media.checksum for media in told if media.ref}
    found = {}
    for media in change.there.media:
        if checksum := by_ref.get(media.ref) or media.checksum:
            found.setdefault(checksum, media)
    return found


def _told(change: Change) -> list[Media]:
    before = change.command.before
    if not before:
        return []
    of_variants = [media for variant in before.variants for media in variant.media]
    return [*before.media, *of_variants]


def _place(media: Media) -> Mapping[str, Any]:
    return {
        "resource": "IMAGE",
        "filename": _name(media),
        "mimeType": media.mimetype,
        "httpMethod": "POST",
    }


def _name(media: Media) -> str:
    return f"{media.checksum}{mimetypes.guess_extension(media.mimetype) or ''}"


def _content(media: Media) -> bytes:
    try:
        return Path(media.file).read_bytes()
    except OSError:
        raise RejectedError(
            _lt(
                "The image “%(alt)s” is missing in Odoo's file store: upload it "
                "to the product again.",
                alt=media.alt,
            ),
            code="image",
        ) from None


def _address(media: Media) -> str:
    if not media.url:
        raise RejectedError(
            _lt(
                "Shopify has no way to the image “%(alt)s”: Odoo needs a public "
                "https address, or its files in a file store.",
                alt=media.alt,
            ),
            code="image",
        )
    return media.url
