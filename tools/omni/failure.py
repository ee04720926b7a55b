"""The one exception that a user sees: a sentence that says what to do."""

import errno
import re


class Failure(Exception):
    """What happened, what it means, what to do: one sentence, no traceback."""


DISK_FULL = "The disk is full: free some space, then run the same command again."
_NOT_OFFERED = (
    "A pinned Python package is not offered by the package index that pip is"
    " configured for: check the network and pip's configuration, then try again."
)
NO_NETWORK = (
    "The download failed because the network or the package server cannot be"
    " reached: connect, then run the same command again (nothing is lost)."
)

_UNREACHABLE = (
    r"Temporary failure (in name resolution|resolving)|Could not resolve"
    r"|Network is unreachable|Failed to establish a new connection"
    r"|Could not connect to|Unable to connect to|Connection (refused|timed out)"
    r"|NewConnectionError|ProxyError|Failed to fetch|ENOTFOUND|EAI_AGAIN"
)
_CAUSES = (
    (r"No space left on device|could not extend file|Disk quota exceeded", DISK_FULL),
    (_UNREACHABLE, NO_NETWORK),
    (r"No matching distribution found", _NOT_OFFERED),
)


def explain(output: str, otherwise: str) -> str:
    """Find the plain sentence for what a command left in its output."""
    for pattern, sentence in _CAUSES:
        if re.search(pattern, output):
            return sentence
    return otherwise


def explain_os_error(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Not allowed to write {error.filename}: check who owns that folder."
    return f"{error.strerror or error}: {error.filename or 'no file named'}."
