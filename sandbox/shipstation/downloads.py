"""The files that V2's links lead to. No key is asked for: the link is the secret."""

from __future__ import annotations

import re

from aiohttp import web

from .documents import MIME, text_pdf
from .shipping import document
from .state import Account

NOT_HERE = "This file does not exist."


def serve(
    accounts: list[Account], dir: str, subdir: str, filename: str
) -> web.Response:
    account = next((a for a in accounts if str(a.id) == dir), None)
    found = re.fullmatch(r"(label|manifest)-(\d+)\.(pdf|png|zpl)", filename)
    if account is None or found is None:
        raise web.HTTPNotFound(text=NOT_HERE)
    what, number, kind = found[1], int(found[2]), found[3]
    body = (
        _label(account, number, subdir, kind)
        if what == "label"
        else _manifest(account, number)
    )
    return web.Response(body=body, content_type=MIME[kind])


def _label(account: Account, number: int, token: str, kind: str) -> bytes:
    label = account.labels.get(number)
    if label is None or label.token != token or kind not in label.carrier.kind.formats:
        raise web.HTTPNotFound(text=NOT_HERE)
    return document(label, kind)


def _manifest(account: Account, number: int) -> bytes:
    manifest = account.manifests.get(number)
    if manifest is None:
        raise web.HTTPNotFound(text=NOT_HERE)
    heading = f"Manifest {manifest['manifest_id']}: {manifest['shipments']} labels"
    return text_pdf([heading, *manifest["label_ids"]])
