"""Drive a real Chromium over its debugging port: for screenshots, benchmarks, tests.

    with Browser.open("http://127.0.0.1:8069") as browser:
        browser.log_in("admin", "admin")
        browser.go("/odoo/integrations")
        browser.wait_for(".o_omni_dashboard")
        browser.screenshot(Path("dashboard.png"))
    assert not browser.errors

Runs with the project's Python, which has `websocket-client`.
"""

from __future__ import annotations

import base64
import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import websocket

from tools.omni import chromium
from tools.omni.failure import Failure
from tools.omni.ports import free_port

_PATIENCE_S = 60
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
    "--remote-allow-origins=*",
)
# Of the browser itself: it asks for an icon or a map that nobody has promised.
_HARMLESS = ("favicon.ico", "sourceMappingURL", ".map")


class PageError(AssertionError):
    """What was waited for did not come, or a script of ours failed."""


class Browser:
    def __init__(self, base_url: str, socket: websocket.WebSocket) -> None:
        self.base_url = base_url
        self.errors: list[str] = []  # of the console, and exceptions nobody caught
        self._socket = socket
        self._last = 0
        for domain in ("Page", "Runtime", "Log"):
            self.command(f"{domain}.enable")

    @classmethod
    @contextmanager
    def open(cls, base_url: str, size: tuple[int, int] = (1400, 900)) -> Iterator:
        program = chromium.find()
        if not program:
            raise Failure("There is no Chromium on this machine.")
        port = free_port()
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            command = [program, *_OPTIONS, f"--remote-debugging-port={port}"]
            process = subprocess.Popen(
                [*command, f"--user-data-dir={profile}", "about:blank"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                socket = websocket.create_connection(_page_of(port), timeout=120)
                browser = cls(base_url, socket)
                browser.resize(*size)
                yield browser
                socket.close()
            finally:
                process.kill()
                process.wait()

    # -- the wire ------------------------------------------------------------------

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._last += 1
        wish = {"id": self._last, "method": method, "params": parameters}
        self._socket.send(json.dumps(wish))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == self._last:
                if "error" in message:
                    raise PageError(f"{method}: {message['error']['message']}")
                return message["result"]
            self._listen(message)

    def _listen(self, message: dict[str, Any]) -> None:
        method, found = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = found["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details["text"]
        elif method == "Runtime.consoleAPICalled" and found["type"] == "error":
            text = " ".join(
                str(a.get("value", a.get("description"))) for a in found["args"]
            )
        elif method == "Log.entryAdded" and found["entry"]["level"] == "error":
            text = f"{found['entry']['text']} {found['entry'].get('url', '')}"
        else:
            return
        if not any(word in text for word in _HARMLESS):
            self.errors.append(text)

    # -- what a person does --------------------------------------------------------

    def resize(self, width: int, height: int) -> None:
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def go(self, path: str) -> None:
        """Returns when the page before is left: nothing is found on it by mistake."""
        self.run("window.omniIsLeft = true")
        self.command("Page.navigate", url=self.base_url + path)
        self.wait_until(lambda: not self.run("window.omniIsLeft"), f"left for {path}")

    def log_in(self, login: str, password: str) -> None:
        self.go("/web/login")
        self.wait_for("form.oe_login_form #login")
        who = json.dumps([login, password])
        self.run(
            f"[document.querySelector('#login').value,"
            f" document.querySelector('#password').value] = {who};"
            "document.querySelector('form.oe_login_form').submit()"
        )
        self.wait_for(".o_main_navbar")

    def click(self, selector: str, text: str = "") -> None:
        """The first visible element that has the text."""
        self.wait_for(selector, text)
        self.run(f"({_FIND})({json.dumps(selector)}, {json.dumps(text)}).click()")

    def type(self, selector: str, text: str) -> None:
        self.wait_for(selector)
        self.run(
            f"(field => {{ field.focus(); field.value = {json.dumps(text)};"
            "field.dispatchEvent(new Event('input', {bubbles: true}));"
            "field.dispatchEvent(new Event('change', {bubbles: true})); })"
            f"(({_FIND})({json.dumps(selector)}, ''))"
        )

    # -- looking -------------------------------------------------------------------

    def run(self, script: str) -> Any:
        """The value of an expression; a promise is waited for."""
        answer = self.command(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if failed := answer.get("exceptionDetails"):
            raise PageError(failed.get("exception", {}).get("description", script))
        return answer["result"].get("value")

    def has(self, selector: str, text: str = "") -> bool:
        return self.run(f"!!({_FIND})({json.dumps(selector)}, {json.dumps(text)})")

    def text(self, selector: str) -> str:
        self.wait_for(selector)
        return self.run(f"({_FIND})({json.dumps(selector)}, '').innerText")

    def wait_for(self, selector: str, text: str = "", timeout: float = _PATIENCE_S):
        what = f"{selector} {text}".strip()
        self.wait_until(lambda: self.has(selector, text), what, timeout)

    def wait_until(self, met, what: str, timeout: float = _PATIENCE_S) -> None:
        deadline = time.monotonic() + timeout
        while True:
            with suppress(PageError):  # the page is being left
                if met():
                    return
            if time.monotonic() > deadline:
                seen = self.run("document.body.innerText.slice(0, 600)")
                raise PageError(
                    f"in {timeout:.0f} s: not {what}. The page says: {seen}"
                )
            time.sleep(0.1)

    def screenshot(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = self.command("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(picture["data"]))


_FIND = (
    "((selector, text) => [...document.querySelectorAll(selector)].find("
    "one => one.offsetParent !== null && one.innerText.includes(text)"
    " || !text && one.getClientRects().length))"
)


def _page_of(port: int) -> str:
    """The address of the first tab, once the browser is up."""
    for _attempt in range(100):
        with suppress(OSError, StopIteration):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
                tabs = json.load(answer)
            return next(t for t in tabs if t["type"] == "page")["webSocketDebuggerUrl"]
        time.sleep(0.1)
    raise Failure("Chromium did not start.")
