"""Odoo in a process of its own, which does one wish per line; see ``lab.Client``."""

import json
import os
import sys
import time

import psycopg2

import odoo.init
import odoo.sql_db
from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.service import server  # noqa: F401  (add-ons ask whether one runs)
from odoo.tools import config

_ADMIN = 2  # jobs of a person, not of the superuser: they cost a little more


def main() -> None:
    wishes, answers = sys.stdin, os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever Odoo prints must not get between the answers
    config.parse_config(sys.argv[1:], setup_logging=True)
    registry = Registry(config["db_name"][0])
    for line in wishes:
        method, arguments, named = json.loads(line)
        print(json.dumps(_call(registry, method, arguments, named)), file=answers)
        answers.flush()


def _call(registry, method: str, arguments: list, named: dict) -> dict:
    with _cursor(registry) as cr:
        side = Environment(cr, _ADMIN, {})["bench.side"]
        started = time.perf_counter()
        result = getattr(side, method)(*arguments, **named)
        cr.commit()
        seconds, at = time.perf_counter() - started, time.time()
    return {"seconds": seconds, "at": at, "result": result}


def _cursor(registry):
    """PostgreSQL may have been restarted since the last wish."""
    for _broken in range(8):
        try:
            return registry.cursor()
        except psycopg2.Error:
            odoo.sql_db.close_db(registry.db_name)
    return registry.cursor()


if __name__ == "__main__":
    main()
