"""The icon and the cover picture of each add-on, drawn from its `icon.svg`.

Part of `./omni screenshots`; what is shown beside the icon stands in the manifest.
"""

from __future__ import annotations

import ast
import base64
import html
from pathlib import Path

from tools.browser import Browser
from tools.omni import addons, paths
from tools.pictures import shrink

_ICON = (256, 256)
_COVER = (560, 280)
_HEAD = '<meta name="viewport" content="width=device-width"><meta charset="utf-8">'
_COVER_PAGE = """
<body style="margin: 0; width: 560px; height: 280px; display: flex; gap: 36px;
             align-items: center; justify-content: center; color: #1d3b53;
             background: linear-gradient(135deg, #f4f9f9, #d5e6ea);
             font-family: 'DejaVu Sans', Arial, sans-serif">
  <img src="{icon}" width="148" height="148">
  <div style="width: 290px">
    <div style="font-size: 30px; font-weight: bold; line-height: 1.15">{name}</div>
    <div style="font-size: 16px; line-height: 1.4; margin-top: 12px">{summary}</div>
  </div>
</body>
"""
_ICON_PAGE = '<body style="margin: 0"><img src="{icon}" width="256" height="256">'


def draw(browser: Browser) -> None:
    for name in addons.names():
        folder = paths.ADDONS / name
        manifest = ast.literal_eval((folder / "__manifest__.py").read_text())
        icon = _data_url("image/svg+xml", (folder / _IN / "icon.svg").read_bytes())
        words = {key: html.escape(manifest[key]) for key in ("name", "summary")}
        _draw(browser, _ICON_PAGE, _ICON, folder / _IN / "icon.png", icon=icon)
        cover = folder / _IN / "banner.png"
        _draw(browser, _COVER_PAGE, _COVER, cover, icon=icon, **words)
        shrink(cover)


_IN = Path("static/description")


def _draw(browser, page: str, size, file: Path, **words: str) -> None:
    browser.resize(*size)
    browser.command(
        "Emulation.setDefaultBackgroundColorOverride",
        color={"r": 0, "g": 0, "b": 0, "a": 0},
    )
    page = _HEAD + page.format(**words)
    browser.command("Page.navigate", url=_data_url("text/html", page.encode()))
    browser.wait_until(
        lambda: browser.run("document.images[0].naturalWidth > 0"), "the icon"
    )
    browser.screenshot(file)
    browser.command("Emulation.setDefaultBackgroundColorOverride")


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
