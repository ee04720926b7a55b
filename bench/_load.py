"""Clients that post webhooks as fast as they are answered; prints numbers as JSON.

Arguments: URL CLIENTS SECONDS SECRET. Each request has a connection of its own, as
those of platforms mostly have, and an identity of its own.
"""

import asyncio
import hashlib
import hmac
import json
import sys
import time
from urllib.parse import urlsplit

_LINE = {
    "id": 1,
    "sku": "SKU-0001",
    "title": "Brake pad",
    "quantity": 1,
    "price": "9.99",
}
_ADDRESS = {"name": "Bob Norman", "street": "Chestnut Street 92", "zip": "40202"}
_BODY = json.dumps(
    {
        "id": 820982911946154508,
        "line_items": [_LINE | {"properties": [], "tax_lines": [_LINE]}] * 14,
        "billing_address": _ADDRESS,
        "shipping_address": _ADDRESS,
    }
).encode()


async def _client(number: int, place, secret: str, until: float, seen: dict) -> None:
    signature = hmac.new(secret.encode(), _BODY, hashlib.sha256).hexdigest()
    head = (
        f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(_BODY)}\r\n"
        f"X-Bench-Signature: {signature}\r\nX-Bench-Delivery: %s\r\n\r\n"
    )
    sent = 0
    while time.monotonic() < until:
        sent += 1
        request = (head % f"{time.time_ns()}-{number}-{sent}").encode() + _BODY
        started = time.monotonic()
        try:
            status = await _post(place, request)
        except (OSError, asyncio.IncompleteReadError, IndexError):
            status = "lost"
        seen["statuses"][status] = seen["statuses"].get(status, 0) + 1
        seen["seconds"].append(time.monotonic() - started)


async def _post(place, request: bytes) -> str:
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        writer.write(request)
        answer = await reader.read()
        return answer.split(b" ", 2)[1].decode()
    finally:
        writer.close()


async def _main(url: str, clients: int, seconds: float, secret: str) -> None:
    place = urlsplit(url)
    seen: dict = {"statuses": {}, "seconds": []}
    started = time.monotonic()
    until = started + seconds
    await asyncio.gather(
        *(_client(number, place, secret, until, seen) for number in range(clients))
    )
    print(json.dumps(seen | {"took": time.monotonic() - started}))


asyncio.run(_main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]))
