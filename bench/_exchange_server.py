"""A platform that thinks before it answers. Arguments: PORT MILLISECONDS."""

import asyncio
import sys

_BODY = b'{"ok": true}'
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + (
    b"Content-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
)


async def _serve(port: int, think_s: float) -> None:
    async def answer(reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if b"/web/health" not in head:  # that only asks whether we are up
                    await asyncio.sleep(think_s)
                writer.write(_ANSWER)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=1024)
    async with server:
        await server.serve_forever()


asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
