"""The doors for monitors. Without a token they do not exist; with a wrong one they stay
shut, and nothing is computed for whoever knocks."""

import json
import logging
import time

from odoo import SUPERUSER_ID
from odoo.http import Controller, Response, request, route

_logger = logging.getLogger(__name__)

_FRESH_S = 5.0  # a monitor that asks more often gets the same answer again
_answers: dict[tuple[str, str], tuple[float, tuple[str, int, str]]] = {}
_OPTIONS = {
    "type": "http",
    "auth": "none",
    "methods": ["GET"],
    "csrf": False,
    "save_session": False,
    "readonly": True,
}


class MonitorController(Controller):
    @route("/omni/metrics", **_OPTIONS)
    def metrics(self):
        def compute(monitor):
            return monitor._prometheus(), 200, "text/plain; version=0.0.4"

        return _answer("metrics", compute)

    @route("/omni/health", **_OPTIONS)
    def health(self):
        def compute(monitor):
            verdict, facts = monitor._health()
            status = 503 if verdict == "down" else 200
            return json.dumps(facts), status, "application/json"

        return _answer("health", compute)


def _answer(name, compute) -> Response:
    monitor = request.env(user=SUPERUSER_ID, context={})["integration.monitor"]
    if not monitor._has_token():
        return _shut(404)
    if not monitor._accepts(_bearer()):
        return _shut(401)
    key, now = (request.env.cr.dbname, name), time.monotonic()
    fresh_until, answer = _answers.get(key, (0.0, None))
    if fresh_until <= now:
        try:
            answer = compute(monitor)
        except Exception:
            _logger.exception("the figures for monitors could not be computed")
            return _shut(500)
        _answers[key] = now + _FRESH_S, answer
    body, status, kind = answer
    return _response(body, status, kind)


def _bearer() -> str:
    """Only in the header: an address ends up in logs."""
    scheme, _sep, token = request.httprequest.headers.get(
        "Authorization", ""
    ).partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _shut(status: int) -> Response:
    return _response("", status, "text/plain")


def _response(body: str, status: int, kind: str) -> Response:
    response = Response(body, status=status, content_type=f"{kind}; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
