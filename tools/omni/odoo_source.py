"""Find Odoo 19.0 on this machine, or fetch it from the machine's own Debian mirror."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import paths, stamps
from .console import Line, Step, console
from .failure import Failure
from .process import child_env

SERIES = (19, 0)
UNPACKED = paths.CACHE / "odoo" / "19.0"
_IN_TREE = Path("usr/lib/python3/dist-packages")
_NEEDED_BYTES = 3 * 1024**3  # packages, unpacked tree, and room to work
_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

# The Debian package links to these for its fonts and a few libraries.
_COMPANIONS = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
    "fonts-glyphicons-halflings",
)


@dataclass(frozen=True)
class OdooSource:
    root: Path  # the folder that holds the `odoo` package

    @property
    def addons_paths(self) -> list[Path]:
        # A source checkout keeps most add-ons beside the package, a package inside.
        places = [self.root / "addons", self.root / "odoo" / "addons"]
        return [place for place in places if (place / "web").is_dir()][:1]

    @property
    def version(self) -> str:
        """Tells one build of 19.0 from another: the release and where it lies."""
        release = self.root / "odoo" / "release.py"
        return f"{self.root} {stamps.digest_file(release)[:16]}"


def find() -> OdooSource | None:
    """ODOO_HOME, else an importable Odoo, else the tree that was fetched before."""
    home = os.environ.get("ODOO_HOME")
    if home:
        return _named_by_user(Path(home).expanduser())
    for place in (_importable(), UNPACKED / _IN_TREE):
        if place and _series(place) == SERIES:
            return OdooSource(place.resolve())
    return None


def get() -> OdooSource:
    source = find()
    if not source:
        raise Failure("Odoo 19.0 is not set up: type ./omni setup")
    return source


def step() -> Step:
    return Step("Odoo 19.0", lambda: find() is not None, _fetch)


def _named_by_user(home: Path) -> OdooSource:
    for place in (home, home / _IN_TREE):
        if _series(place) == SERIES:
            return OdooSource(place.resolve())
    raise Failure(
        f"ODOO_HOME is {home}, but there is no Odoo 19.0 in it: point it at an Odoo"
        " 19.0 checkout, or unset it."
    )


def _importable() -> Path | None:
    """An Odoo that the machine's Python can import, such as a Debian package's."""
    for entry in sys.path:
        place = Path(entry or ".")
        if (place / "odoo" / "release.py").is_file():
            return place
    return None


def _series(place: Path) -> tuple[int, int] | None:
    try:
        release = (place / "odoo" / "release.py").read_text()
    except OSError:
        return None
    found = re.search(r"^version_info = \((\d+), (\d+)", release, re.MULTILINE)
    return (int(found[1]), int(found[2])) if found else None


def _fetch(line: Line) -> None:
    codename = _debian_codename()
    with stamps.exclusively(UNPACKED.parent):
        if find():
            return  # another clone fetched it while this one waited
        _require_disk(UNPACKED.parent)
        work = UNPACKED.parent / "unfinished"
        shutil.rmtree(work, ignore_errors=True)  # of a run that was killed
        packages = _Apt(codename).download(line)
        for package in packages:
            line.note(f"unpacking {package.name.partition('_')[0]}")
            _unpack(package, work)
        _repair(work / _IN_TREE)
        work.rename(UNPACKED)  # whole or not at all


def _debian_codename() -> str:
    advice = (
        "set ODOO_HOME to an Odoo 19.0 checkout, or use docker compose (README.md)."
    )
    for command in ("apt-get", "dpkg"):
        if not shutil.which(command):
            raise Failure(
                f"Odoo 19.0 is not on this machine, nor is {command}: {advice}"
            )
    facts = dict(
        line.split("=", 1)
        for line in Path("/etc/os-release").read_text().splitlines()
        if "=" in line
    )
    if not _KEYRING.exists():
        raise Failure(
            "Odoo 19.0 is not on this machine, and without Debian's archive keyring"
            f" it cannot be fetched safely: {advice}"
        )
    return facts.get("VERSION_CODENAME", "").strip('"')


def _require_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < _NEEDED_BYTES:
        raise Failure(
            f"The disk is full: {folder} has {free / 1e9:.1f} GB free and Odoo needs"
            f" {_NEEDED_BYTES / 1e9:.0f} GB; free some space, then try again."
        )


def _unpack(package: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    console.run(
        ["dpkg", "-x", package, target],
        or_say=f"{package.name} could not be unpacked; type the same command again.",
    )


def _repair(tree: Path) -> None:
    """Debian leaves out a non-free file; without any, the web client logs errors."""
    missing = tree / "odoo/addons/mail/static/lib/selfie_segmentation"
    missing.mkdir(parents=True, exist_ok=True)
    (missing / "selfie_segmentation.js").touch()


class _Apt:
    """apt with lists and sources of its own: needs no root, changes no system.

    Signatures and hashes are checked by apt as for any package.
    """

    suite = "sid"  # where Debian has odoo-19

    def __init__(self, codename: str) -> None:
        self._codename = codename
        self._home = paths.CACHE / "apt"
        for folder in ("lists/partial", "cache/archives/partial", "etc", "packages"):
            (self._home / folder).mkdir(parents=True, exist_ok=True)
        self._write_sources()

    def download(self, line: Line) -> list[Path]:
        line.note("reading package lists")
        self._run("update")
        # Newer Font Awesome packages lack the web fonts: take this machine's release
        awesome = f"fonts-font-awesome/{self._codename}"
        wanted = [f"odoo-19/{self.suite}", *_COMPANIONS, awesome]
        line.note("downloading packages")
        folder = self._home / "packages"
        self._run("download", *wanted, cwd=folder)
        names = [package.partition("/")[0] for package in wanted]
        return [
            max(folder.glob(f"{name}_*.deb"), key=lambda file: file.stat().st_mtime)
            for name in names
        ]

    def _write_sources(self) -> None:
        mirror = os.environ.get("DEBIAN_MIRROR") or self._configured_mirror()
        lines = (
            f"deb [signed-by={_KEYRING}] {mirror} {suite} main\n"
            for suite in (self.suite, self._codename)
        )
        (self._home / "etc/sources.list").write_text("".join(lines))

    def _configured_mirror(self) -> str:
        targets = subprocess.run(
            [
                "apt-get",
                "indextargets",
                "--format",
                "$(REPO_URI) $(RELEASE) $(COMPONENT)",
                "Created-By: Packages",
            ],
            capture_output=True,
            text=True,
            check=False,
            env=child_env(),
        )
        for target in targets.stdout.splitlines():
            mirror, *place = target.split()
            if place == [self._codename, "main"]:
                return mirror
        raise Failure(
            "apt on this machine has no Debian mirror to fetch Odoo from: set"
            " DEBIAN_MIRROR to one, or ODOO_HOME to an Odoo 19.0 checkout."
        )

    def _run(self, action: str, *packages: str, cwd: Path | None = None) -> None:
        home = self._home
        options = {
            "Dir::Etc::sourcelist": home / "etc/sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::State": home,
            "Dir::State::lists": home / "lists",
            "Dir::State::status": "/dev/null",
            "Dir::Cache": home / "cache",
            "APT::Get::List-Cleanup": 0,
            "Acquire::Languages": "none",
            "APT::Sandbox::User": "root",  # no other user may write to our folders
            "Acquire::Retries": 3,
        }
        flags = [part for item in options.items() for part in ("-o", "%s=%s" % item)]
        console.run(
            ["apt-get", "-q", *flags, action, *packages],
            cwd=cwd,
            or_say="Debian's package of Odoo 19 could not be fetched by apt-get.",
        )
