"""Remember what something was made from, to know when it must be made again."""

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import paths


def digest(*parts: object) -> str:
    """A short key over values, each taken as text."""
    total = hashlib.sha256()
    for part in map(str, parts):
        total.update(f"{len(part)}:{part}".encode())
    return total.hexdigest()[:16]


def digest_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_tree(folder: Path, ignored: Iterable[str] = ()) -> str:
    """The key of a folder's files, leaving out sub-folders by name or path."""
    left_out = {"__pycache__", *ignored}
    parts: list[object] = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        ancestors = {str(parent) for parent in relative.parents}
        if left_out.isdisjoint(ancestors | set(relative.parts)) and path.is_file():
            parts += [relative, digest_file(path)]
    return digest(*parts)


def is_fresh(name: str, key: str) -> bool:
    try:
        return (paths.STAMPS / name).read_text() == key
    except OSError:
        return False


def mark(name: str, key: str) -> None:
    paths.STAMPS.mkdir(parents=True, exist_ok=True)
    (paths.STAMPS / name).write_text(key)


def forget(name: str) -> None:
    (paths.STAMPS / name).unlink(missing_ok=True)


@contextmanager
def exclusively(folder: Path) -> Iterator[None]:
    """Let one process at a time make things in a folder (the kernel frees a lock
    whose holder was killed)."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
