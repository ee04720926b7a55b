"""What the user sees (one short line per step) and the log with all the rest."""

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import paths
from .failure import Failure, explain
from .process import child_env

_LOGS_KEPT_S = 3 * 24 * 3600
TAIL = 200  # lines of a command's output that are searched for a known cause


@dataclass(frozen=True)
class Step:
    """A part of the set-up: `is_ready` is cheap and asked first, `make` does it."""

    title: str
    is_ready: Callable[[], bool]
    make: Callable[["Line"], None]


class Console:
    def __init__(self) -> None:
        self._log: IO[str] | None = None
        self.log_path: Path | None = None

    def open_log(self, command: str) -> None:
        paths.LOGS.mkdir(parents=True, exist_ok=True)
        _forget_old_logs()
        self.log_path = paths.LOGS / f"{command}.log"
        self._log = self.log_path.open("w", encoding="utf-8", errors="replace")

    def log(self, text: str) -> None:
        if self._log:
            self._log.write(text if text.endswith("\n") else text + "\n")
            self._log.flush()

    def say(self, text: str = "") -> None:
        print(text, flush=True)
        self.log(text)

    def warn(self, text: str) -> None:
        print(f"Note: {text}", file=sys.stderr, flush=True)
        self.log(f"Note: {text}")

    def do_steps(self, steps: Iterable[Step]) -> None:
        """Make what is not there yet; say nothing of what is."""
        pending = [step for step in steps if not step.is_ready()]
        for number, step in enumerate(pending, 1):
            with Line(self, f"[{number}/{len(pending)}] {step.title}") as line:
                step.make(line)

    def run(
        self,
        command: list,
        *,
        or_say: str,
        on_line: Callable[[str], None] | None = None,
        **options,
    ) -> str:
        """Run a command into the log; on failure say the cause in one sentence.

        Returns the last lines of its output.
        """
        self.log("$ " + " ".join(map(str, command)))
        options.setdefault("env", child_env())
        options.setdefault("stdin", subprocess.DEVNULL)
        tail: deque[str] = deque(maxlen=TAIL)
        try:
            child = subprocess.Popen(
                [str(part) for part in command],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                **options,
            )
        except FileNotFoundError:
            raise Failure(f"The command {command[0]} is not installed.") from None
        with child:
            try:
                for line in child.stdout:
                    tail.append(line)
                    self.log(line)
                    if on_line:
                        on_line(line)
            except BaseException:
                child.terminate()
                raise
        output = "".join(tail)
        if child.returncode:
            self.log(f"exit code {child.returncode}")
            raise Failure(explain(output, or_say))
        return output


def _forget_old_logs() -> None:
    """Every server that a test starts leaves a log: keep those of the last days."""
    for log in paths.LOGS.glob("*.log"):
        if time.time() - log.stat().st_mtime > _LOGS_KEPT_S:
            log.unlink(missing_ok=True)


class Line:
    """One line on the screen: title, a note that changes, and the time it took."""

    def __init__(self, console: Console, title: str) -> None:
        self._console = console
        self._title = title
        self._note = ""
        self._live = sys.stdout.isatty()
        self._done = threading.Event()

    def note(self, text: str) -> None:
        self._note = text

    def __enter__(self):
        self._start = time.monotonic()
        self._console.log(f"--- {self._title}")
        if self._live:
            self._ticker = threading.Thread(target=self._tick, daemon=True)
            self._ticker.start()
        else:
            print(f"{self._title} ... ", end="", flush=True)
        return self

    def __exit__(self, kind, error, traceback) -> None:
        self._done.set()
        outcome = "failed" if kind else f"{time.monotonic() - self._start:.0f} s"
        if self._live:
            self._ticker.join()
            print(f"\r\033[K{self._title} ... {outcome}", flush=True)
        else:
            print(outcome, flush=True)
        self._console.log(f"--- {self._title}: {outcome}")

    def _tick(self) -> None:
        while not self._done.wait(0.5):
            seconds = time.monotonic() - self._start
            text = f"{self._title} ... {seconds:.0f} s  {self._note}"
            print(f"\r\033[K{text[:78]}", end="", flush=True)


console = Console()
