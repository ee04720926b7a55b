"""`./omni stop` and `./omni clean`."""

import argparse
import shutil

from . import paths, place
from .console import console
from .postgres import all_clusters
from .process import end, remembered


def stop(arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="./omni stop").parse_args(arguments)
    stopped = _stop_everything()
    console.say(
        f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running."
    )
    return 0


def clean(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./omni clean")
    parser.add_argument("--cache", action="store_true", help="remove downloads as well")
    options = parser.parse_args(arguments)
    _stop_everything()
    place.remove_place()
    shutil.rmtree(paths.STATE)
    print(f"Removed {paths.STATE}")
    if options.cache:
        shutil.rmtree(paths.CACHE, ignore_errors=True)
        print(f"Removed {paths.CACHE}")
    elif paths.CACHE.exists():
        print(f"Downloads stay in {paths.CACHE} (./omni clean --cache removes them).")
    return 0


def _stop_everything() -> list[str]:
    stopped = []
    for facts in remembered():
        end(facts["pid"])
        stopped.append(facts["name"])
    for cluster in all_clusters():
        if cluster.is_running():
            cluster.stop()
            stopped.append(f"PostgreSQL ({cluster.name})")
    return stopped
