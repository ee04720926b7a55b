"""Figures of a benchmark: a `RATIO` line each, the same as JSON, the exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Figures:
    """More is better; a figure that reaches its goal is `ok`, else `short`."""

    raw: dict[str, Any] = field(default_factory=dict)
    _lines: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, value: float, goal: float) -> None:
        verdict = "ok" if value >= goal else "short"
        self._lines.append(
            {"name": name, "value": value, "goal": goal, "verdict": verdict}
        )
        print(f"RATIO {name} {value:g} {goal:g} {verdict}", flush=True)

    def end(self, json_file: Path | None) -> int:
        """Write the file, and say how the process should exit."""
        if json_file is not None:
            report = {"figures": self._lines, "raw": self.raw}
            json_file.write_text(json.dumps(report, indent=1) + "\n")
        return int(any(line["verdict"] == "short" for line in self._lines))
