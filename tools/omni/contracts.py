"""The vendors' published contracts that the sandbox and its tests hold us to."""

from . import node, paths, stamps
from .console import Line, Step, console
from .process import child_env

_FETCHER = paths.ROOT / "sandbox" / "contracts" / "fetch.py"
FOLDER = paths.CACHE / "contracts"
VARIABLE = "OMNI_CONTRACTS"


def step() -> Step:
    return Step("Vendor contracts", _is_ready, _fetch)


def env() -> dict[str, str]:
    return child_env(
        **{VARIABLE: FOLDER}, PATH=f"{child_env()['PATH']}:{node.bin_folder()}"
    )


def _is_ready() -> bool:
    if not _FETCHER.exists():
        return True
    return FOLDER.is_dir() and stamps.is_fresh("contracts", _key())


def _key() -> str:
    return stamps.digest_tree(_FETCHER.parent)


def _fetch(line: Line) -> None:
    if not node.find():
        line.note("npm")
        node.install()
    line.note("downloading")
    with stamps.exclusively(FOLDER):
        console.run(
            [paths.PYTHON, "-m", "sandbox.contracts.fetch"],
            cwd=paths.ROOT,
            env=env(),
            or_say="The vendor contracts could not be fetched: tests that need them"
            " will say so; ./omni setup tries again.",
        )
    stamps.mark("contracts", _key())
