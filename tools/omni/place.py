"""Where database clusters lie: in `.omni/`, or where PostgreSQL can reach them."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import paths, stamps
from .failure import Failure

_LONGEST_SOCKET = 100  # the kernel allows 107 characters
_SOCKET_IN_PLACE = "/pg-0123456789abcdef/socket/.s.PGSQL.5432"


def database_user() -> str | None:
    """PostgreSQL refuses to run as root: the user it runs as instead."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def as_database_user() -> dict:
    """Options for `subprocess` that drop from root to the database user."""
    user = database_user()
    if not user:
        return {}
    group = pwd.getpwnam(user).pw_gid
    return {"user": user, "group": group, "extra_groups": []}


def place() -> Path:
    """The folder of all clusters of this clone; chosen once, then kept.

    `.omni/` of a clone below /root (mode 700) cannot be entered by the database
    user, and a long path leaves no room for the name of a socket.
    """
    chosen = paths.STATE / "place"
    if chosen.exists():
        return Path(chosen.read_text())
    paths.STATE.mkdir(parents=True, exist_ok=True)
    folder = paths.STATE if _is_suitable(paths.STATE) else _make_outside()
    chosen.write_text(str(folder))
    return folder


def remove_place() -> None:
    chosen = paths.STATE / "place"
    if chosen.exists() and Path(chosen.read_text()) == _outside():
        shutil.rmtree(_outside(), ignore_errors=True)


def _is_suitable(folder: Path) -> bool:
    if len(str(folder) + _SOCKET_IN_PLACE) > _LONGEST_SOCKET:
        return False
    check = ["test", "-x", str(folder)]
    return (
        subprocess.run(check, cwd="/", check=False, **as_database_user()).returncode
        == 0
    )


def _outside() -> Path:
    return Path("/var/tmp") / f"omniroute-{os.getuid()}-{stamps.digest(paths.ROOT)}"


def _make_outside() -> Path:
    folder = _outside()
    folder.mkdir(mode=0o711, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise Failure(f"{folder} belongs to someone else: remove it, then try again.")
    folder.chmod(0o711)
    return folder
