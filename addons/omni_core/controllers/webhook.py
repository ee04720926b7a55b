"""The door for webhooks: prove, keep, answer. The work itself is a job.

Whoever knocks is an attacker until the signature says otherwise, and gets the shortest
answer that tells nothing: 401, 404, 405, 413, 415. Nothing is stored before the proof.
"""

import json
import logging
import time
from urllib.parse import parse_qsl

import psycopg2
from werkzeug.exceptions import HTTPException

from odoo import SUPERUSER_ID
from odoo.http import Controller, Response, request, route

from ..engine.inbox import Doors, Wakes, store
from ..engine.platform import InboundRequest, KeyMissing
from ..engine.tally import DoorTally
from ..engine.transaction import commit_each_statement
from ..lib.errors import IntegrationError, SignatureError

_logger = logging.getLogger(__name__)

PREFIX = "/omni/webhook"
MAX_BYTES = 2 * 1024 * 1024
_COMPLAIN_EVERY_S = 60.0

doors = Doors()
wakes = Wakes()
# Whoever invents keys makes us look for one now and then, and no more.
fetches = Wakes(interval_s=1.0)
refused = DoorTally()
_complained: dict[int, float] = {}


class WebhookController(Controller):
    @route(
        [PREFIX, f"{PREFIX}/<string:token>", f"{PREFIX}/<string:token>/<path:rest>"],
        type="http",
        auth="none",
        csrf=False,
        save_session=False,
        readonly=False,
        max_content_length=MAX_BYTES,
        omni_raw_body=True,
    )
    def receive(self, token="", rest=""):
        try:
            return _answer(token)
        except (psycopg2.Error, HTTPException):
            raise  # Odoo repeats what lost a race in the database
        except Exception:
            _logger.exception("a webhook could not be taken")
            return tiny(503)  # the platform sends it again


def tiny(status: int, body: str = "", kind: str = "text/plain") -> Response:
    return Response(body, status=status, content_type=kind)


def _answer(token: str) -> Response:
    wire = request.httprequest
    if wire.method not in ("POST", "GET"):
        return tiny(405)
    if wire.headers.get("Content-Encoding", "identity").lower() != "identity":
        return tiny(415)  # signatures are over what was sent; bombs stay packed
    try:
        door = doors.find(request.env.cr, token) if token else None
    except IntegrationError as error:
        _logger.error("webhooks wait at the platform: %s", error.message)
        return tiny(503)
    if not door:
        return tiny(404)
    inbound = InboundRequest(
        method=wire.method,
        path=wire.path,
        headers={name.lower(): value for name, value in wire.headers.items()},
        query=_query(wire.query_string),
        body=wire.get_data(cache=True),
    )
    if wire.method == "GET":
        return _challenge(door, inbound)
    return _receive(door, inbound)


def _query(text: bytes) -> dict[str, str]:
    return dict(parse_qsl(text.decode("utf-8", "replace"))) if text else {}


def _env(cr=None):
    """Nobody is logged in. Made only where it is used: it costs as much as storing."""
    return request.env(cr=cr, user=SUPERUSER_ID, context={})


def _challenge(door, inbound: InboundRequest) -> Response:
    """Some platforms first ask whether the address is really ours."""
    base = _env()["ir.config_parameter"].get_param("web.base.url", "")
    try:
        answer = door.platform.challenge(inbound, door.settings, base + inbound.path)
    except SignatureError:
        return tiny(401)
    if answer is None:
        return tiny(405)
    return tiny(200, json.dumps(answer), "application/json")


def _receive(door, inbound: InboundRequest) -> Response:
    try:
        delivery = door.platform.verify(inbound, door.settings)
    except KeyMissing as missing:
        _fetch_key(door, missing)
        return tiny(503)
    except SignatureError:
        _complain(door.connection_id)
        refused.note(request.env, door.connection_id, "refused")
        return tiny(401)
    except IntegrationError:
        return tiny(400)
    cr = request.env.cr
    commit_each_statement(cr)
    if not store(cr, door, inbound, delivery):
        refused.note(request.env, door.connection_id, "duplicate")
    elif wakes.due(cr.dbname):
        with request.env.registry.cursor() as own:
            _env(own)["sync.job"]._wake()
    return tiny(200, "ok")


def _fetch_key(door, missing: KeyMissing) -> None:
    env = _env()
    if fetches.due(f"{env.cr.dbname}:{door.connection_id}"):
        connection = env["integration.connection"].browse(door.connection_id)
        env["sync.job"].enqueue_many(connection, [missing.request])


def _complain(connection_id: int) -> None:
    """One line a minute: an attack must not fill the log."""
    now = time.monotonic()
    if _complained.get(connection_id, 0.0) < now:
        _complained[connection_id] = now + _COMPLAIN_EVERY_S
        _logger.warning(
            "webhooks with a wrong signature for connection %s", connection_id
        )
