"""Uploads and downloads: staged files, bulk results, pictures."""

from __future__ import annotations

import base64
from xml.sax.saxutils import escape

from aiohttp import MultipartReader, StreamReader, web

from .state.store import Store

MAX_BYTES = 100 * 1024 * 1024
#: One grey pixel, for every picture there is.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mN0vw4AAYYA/0YSL9QAAAAA"
    "SUVORK5CYII="
)


async def upload_form(store: Store, request: web.Request) -> web.Response:
    """A staged POST: every parameter as given, the file last."""
    if not request.content_type.startswith("multipart/"):
        return _storage_error(400, "InvalidArgument", "multipart/form-data expected")
    fields: dict[str, str] = {}
    content: bytes | None = None
    async for part in await _parts(request):
        if part.name == "file":
            content = await part.read(decode=False)
        elif part.name:
            fields[part.name] = await part.text()
    key = fields.get("key", "")
    if not key.startswith(f"tmp/{store.id}/") or not fields.get("x-goog-signature"):
        return _storage_error(403, "AccessDenied", "The policy does not allow this key")
    if content is None:
        return _storage_error(400, "InvalidArgument", "The file is missing")
    return _keep(store, key, content, 201)


async def _parts(request: web.Request) -> MultipartReader:
    """The journal has read the body already; a reader needs it as a stream."""
    stream = StreamReader(request.protocol, 2**16)
    stream.feed_data(await request.read())
    stream.feed_eof()
    return MultipartReader(request.headers, stream)


async def upload_put(store: Store, request: web.Request) -> web.Response:
    key = request.match_info["path"]
    if not key.startswith(f"tmp/{store.id}/"):
        return _storage_error(403, "AccessDenied", "The signature does not allow this")
    return _keep(store, key, await request.read(), 200)


def _keep(store: Store, key: str, content: bytes, status: int) -> web.Response:
    if len(content) > MAX_BYTES:
        return _storage_error(400, "EntityTooLarge", "The file is larger than 100 MB")
    store.files[key] = content
    location = f"{store.files_url}/staged/{key}"
    text = f"<PostResponse><Location>{escape(location)}</Location>"
    text += f"<Key>{escape(key)}</Key></PostResponse>"
    return web.Response(text=text, status=status, content_type="application/xml")


def _storage_error(status: int, code: str, message: str) -> web.Response:
    text = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    return web.Response(text=text, status=status, content_type="application/xml")


async def download(store: Store, request: web.Request) -> web.Response:
    """Signed links: no token is asked for."""
    path = request.match_info["path"]
    if path.startswith("cdn/"):
        return web.Response(body=PIXEL, content_type="image/png")
    content = store.files.get(path.removeprefix("staged/"))
    if content is None:
        return _storage_error(404, "NoSuchKey", "The file is gone or never was")
    kind = (
        "application/jsonl" if path.endswith(".jsonl") else "application/octet-stream"
    )
    return _part(request, content, kind)


def _part(request: web.Request, content: bytes, kind: str) -> web.Response:
    """As the storage behind Shopify's links: whole, or the range that was asked for."""
    asked = request.http_range
    if asked.start is None:
        return web.Response(body=content, content_type=kind)
    first, size = asked.start, len(content)
    last = min(asked.stop or size, size) - 1
    if not 0 <= first <= last:
        headers = {"Content-Range": f"bytes */{size}"}
        return web.Response(status=416, headers=headers)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}"}
    part = content[first : last + 1]
    return web.Response(status=206, body=part, content_type=kind, headers=headers)
