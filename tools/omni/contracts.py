"""The vendors' published contracts that the sandbox and its tests hold us to."""

from . import paths, stamps
from .console import Line, Step, console
from .process import child_env

_FETCHER = paths.ROOT / "sandbox" / "contracts" / "fetch.py"
FOLDER = paths.CACHE / "contracts"
VARIABLE = "OMNI_CONTRACTS"


def step() -> Step:
    return Step("Vendor contracts", _is_ready, _fetch)


def variables() -> dict[str, str]:
    """Tells the sandbox where they lie."""
    return {VARIABLE: str(FOLDER)}


def _is_ready() -> bool:
    if not _FETCHER.exists():
        return True
    return FOLDER.is_dir() and stamps.is_fresh("contracts", _key())


def _key() -> str:
    return stamps.digest_tree(_FETCHER.parent)


def _fetch(line: Line) -> None:
    line.note("downloading")
    with stamps.exclusively(FOLDER):
        console.run(
            [paths.PYTHON, "-m", "sandbox.contracts.fetch"],
            cwd=paths.ROOT,
            env=child_env(**variables()),
            or_say="The vendor contracts could not be fetched: tests that need them"
            " will say so; ./omni setup tries again.",
        )
    stamps.mark("contracts", _key())
