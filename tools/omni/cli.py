"""The sub-commands and what they share: a log, a failure in one sentence."""

import importlib
import signal
import sys
import traceback

from .console import console
from .failure import Failure, explain_os_error

_HELP = """\
./omni demo     start Odoo with the suite and demo data     (--port N, --detach)
./omni sandbox  start the simulated platforms alone         (--port N, --seed N)
./omni test     run the tests; arguments go to pytest       (addons/omni_core -k vault)
./omni bench    run a benchmark                             (NAME --json FILE)
./omni screenshots  make the pictures of README.md, docs/ and the add-ons anew
./omni words    bring the terms to translate up to date, and say what lacks German
./omni lint     check style and well-formedness             (--fix)
./omni shell    a Python shell in the demo's database
./omni psql     a SQL shell in the demo's database
./omni stop     stop what runs in the background; data stay
./omni clean    stop, and remove all that ./omni made here  (--cache: downloads too)
./omni setup    fetch and build what the others need; they do it themselves
./omni help     this text
"""

# command -> module and function; imported when called, to answer at once
_COMMANDS = {
    "setup": ("setup", "run"),
    "demo": ("demo", "run"),
    "sandbox": ("sandbox", "run"),
    "test": ("testing", "run"),
    "bench": ("bench", "run"),
    "screenshots": ("screenshots", "run"),
    "words": ("words", "run"),
    "lint": ("lint", "run"),
    "shell": ("shells", "shell"),
    "psql": ("shells", "psql"),
    "stop": ("stopping", "stop"),
    "clean": ("stopping", "clean"),
}


def main(arguments: list[str]) -> int:
    command, *rest = arguments or ["help"]
    if command in ("help", "-h", "--help"):
        print(_HELP, end="")
        return 0
    if command not in _COMMANDS:
        print(f"omni: there is no command {command!r}.\n\n{_HELP}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        console.open_log(command)
        return _run(command, rest)
    except Failure as failure:
        return _fail(str(failure))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough
        return 141
    except OSError as error:
        console.log(traceback.format_exc())
        return _fail(explain_os_error(error))
    except KeyboardInterrupt:
        print("\nomni: stopped.", file=sys.stderr)
        return 130


def _run(command: str, rest: list[str]) -> int:
    module_name, function = _COMMANDS[command]
    module = importlib.import_module(f".{module_name}", __package__)
    return getattr(module, function)(rest)


def _fail(sentence: str) -> int:
    print(f"omni: {sentence}", file=sys.stderr)
    if (
        console.log_path
        and console.log_path.exists()
        and console.log_path.stat().st_size
    ):
        print(f"      The full log is {console.log_path}", file=sys.stderr)
    console.log(sentence)
    return 1


def _as_interrupt(number, frame) -> None:
    raise KeyboardInterrupt
