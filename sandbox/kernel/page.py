"""The web page `/`: what each platform holds, live, and the controls beside it."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent.parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
# Names and titles in here are hostile on purpose; nothing of them may ever run.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:"
)


def page_routes() -> list[web.RouteDef]:
    return [web.get("/", _file), web.get("/page/{name}", _file)]


async def _file(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "index.html")
    path = PAGE / name
    if path.parent != PAGE or path.suffix not in TYPES or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(
        body=path.read_bytes(),
        content_type=TYPES[path.suffix],
        charset="utf-8",
        headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"},
    )
