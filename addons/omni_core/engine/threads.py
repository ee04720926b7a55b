"""The threads in which exchanges wait for the network, shared by a process."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

# Exchanges that one worker has under way at most. They wait, they hardly compute:
# sixteen hide a 50 ms round trip well, and more would only queue up at the interpreter
# lock.
SLOTS = 16
_POOL_SIZE = 64

_pool: ThreadPoolExecutor | None = None
_owner = 0


def exchange_threads() -> ThreadPoolExecutor:
    """One pool per process: threads (and their open connections) outlive a drain.

    A pool made before a fork has no threads in the child, so each process makes its
    own.
    """
    global _pool, _owner
    if _pool is None or _owner != os.getpid():
        _pool = ThreadPoolExecutor(_POOL_SIZE, thread_name_prefix="omni-exchange")
        _owner = os.getpid()
    return _pool
