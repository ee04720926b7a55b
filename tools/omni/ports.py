"""TCP ports on this machine."""

import socket

from .failure import Failure
from .process import remembered


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connections still linger counts as free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def require_free(port: int, command: str) -> None:
    if is_free(port):
        return
    ours = [facts for facts in remembered() if facts.get("port") == port]
    if ours:
        raise Failure(
            f"The {ours[0]['name']} already runs at http://127.0.0.1:{port}"
            " (./omni stop ends it)."
        )
    raise Failure(
        f"Port {port} is taken by another program: stop that one, or choose another"
        f" port: ./omni {command} --port {port + 1}"
    )
