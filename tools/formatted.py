"""Generated Python, as `./omni lint` wants it."""

import subprocess
import sys


def formatted(text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "-"]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True
    )
    return done.stdout
