"""A client of the control API, for tests, demos and benchmarks.

sandbox = Remote("http://127.0.0.1:8899")
sandbox.fault("throttle", platform="shopify", times=3)
sandbox.buy("ebay", 5)
sandbox.advance(3600)
"""

from __future__ import annotations

from typing import Any

import requests


class ControlError(Exception):
    """The control API refused; the text is its own."""


class Remote:
    def __init__(self, base_url: str, timeout_s: float = 30) -> None:
        self.base_url = base_url.rstrip("/")
        self._timeout_s = timeout_s
        self.session = requests.Session()

    # -- plain requests to the platforms ---------------------------------------
    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        """Any request, its path relative to the sandbox: `/ebay/api/...`."""
        options.setdefault("timeout", self._timeout_s)
        return self.session.request(method, self.base_url + path, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> requests.Response:
        return self.request("PUT", path, **options)

    def delete(self, path: str, **options: Any) -> requests.Response:
        return self.request("DELETE", path, **options)

    # -- the control API -------------------------------------------------------
    def control(self, method: str, path: str, **body: Any) -> Any:
        answer = self.request(method, f"/control/{path}", json=body or {})
        if not answer.ok:
            raise ControlError(f"{answer.status_code}: {answer.text}")
        return answer.json()

    def state(self, platform: str = "") -> dict[str, Any]:
        return self.control("GET", f"state/{platform}" if platform else "state")

    def rows(self, platform: str, table: str) -> list[dict[str, Any]]:
        """The newest rows of one table."""
        return self.state(platform)["tables"][table]

    def journal(self, kind: str = "", platform: str = "") -> list[dict[str, Any]]:
        path = f"journal?kind={kind}&platform={platform}&limit=2000"
        return self.control("GET", path)["entries"]

    def fault(self, kind: str, **rule: Any) -> str:
        """Set a rule; returns its id."""
        return self.control("POST", "faults", kind=kind, **rule)["id"]

    def heal(self) -> None:
        """Take all fault rules back."""
        self.control("DELETE", "faults")

    def advance(self, seconds: float) -> None:
        self.control("POST", "clock", advance_s=seconds)

    def buy(self, platform: str, count: int = 1) -> list[str]:
        """Customers buy now; returns the orders' numbers."""
        return self.control("POST", "orders", platform=platform, count=count)["orders"]

    def live(self, orders_per_minute: float) -> None:
        self.control("POST", "live", orders_per_minute=orders_per_minute)

    def act(self, platform: str, action: str, **body: Any) -> Any:
        """One of the platform's own actions."""
        return self.control("POST", f"{platform}/{action}", **body)

    def reset(self, **body: Any) -> None:
        self.control("POST", "reset", **body)
