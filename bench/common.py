"""What every benchmark shares: options, figures, one line per ratio, an exit code."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def options(description: str, arguments: Sequence[str] | None = None):
    """What every benchmark understands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, help="write the raw numbers to this file")
    parser.add_argument(
        "--quick", action="store_true", help="tiny amounts: does the benchmark work?"
    )
    parser.add_argument("--only", nargs="*", default=[], help="figures by name")
    return parser.parse_args(arguments)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of them lie, between neighbours if need be."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


class Report:
    """Collects what was measured; says at once how each goal was met."""

    def __init__(self, name: str, options: argparse.Namespace) -> None:
        self._name = name
        self._options = options
        self._started = time.time()
        self._raw: list[dict] = []
        self._ratios: list[dict] = []

    @property
    def is_quick(self) -> bool:
        return self._options.quick

    @property
    def ratios(self) -> dict[str, float]:
        return {ratio["name"]: ratio["value"] for ratio in self._ratios}

    def wants(self, figure: str, *, takes_long: bool = False) -> bool:
        """:param takes_long: made only where it is asked for by name"""
        only = self._options.only
        if not only:
            return not takes_long
        return any(figure.startswith(start) for start in only)

    def amount(self, full: int, quick: int) -> int:
        return quick if self.is_quick else full

    def note(self, what: str, **numbers) -> None:
        """A raw measurement, with how busy the machine was at that moment."""
        row = {"what": what, **numbers, "load": round(os.getloadavg()[0], 2)}
        self._raw.append(row)
        shown = "  ".join(f"{key}={_short(value)}" for key, value in row.items())
        print(shown.removeprefix("what="), flush=True)

    def ratio(self, name: str, value: float, goal: str) -> None:
        """``goal`` is ">=5" or "<=10"; a quick run is too short to judge by it."""
        bound = float(goal[2:])
        ok = value >= bound if goal.startswith(">=") else value <= bound
        verdict = "ok" if ok else "short"
        self._ratios.append(
            {"name": name, "value": value, "goal": goal, "verdict": verdict}
        )
        print(f"RATIO {name} {_short(value)} {goal} {verdict}", flush=True)

    def finish(self) -> int:
        """All ratios once more, the file, and the exit code."""
        print(f"\n{self._name}: {time.time() - self._started:.0f} s")
        for ratio in self._ratios:
            print(
                "RATIO {name} {value} {goal} {verdict}".format(
                    **ratio | {"value": _short(ratio["value"])}
                )
            )
        if self._options.json:
            result = {
                "bench": self._name,
                "cores": os.cpu_count(),
                "quick": self._options.quick,
                "ratios": self._ratios,
                "raw": self._raw,
            }
            self._options.json.write_text(json.dumps(result, indent=2) + "\n")
        if self._options.quick:
            return 0
        return int(any(ratio["verdict"] == "short" for ratio in self._ratios))


def wait_until(met: Callable[[], bool], timeout_s: float, what: str) -> float:
    """Wait for something of another process; how long it took, in seconds."""
    started = time.monotonic()
    while not met():
        if time.monotonic() - started > timeout_s:
            raise TimeoutError(f"in {timeout_s:.0f} s: not {what}")
        time.sleep(0.05)
    return time.monotonic() - started


def _short(value) -> str:
    if isinstance(value, float):
        return f"{value:.1f}" if abs(value) >= 100 else f"{value:.3g}"
    return str(value)
