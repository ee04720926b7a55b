"""Our side of the benchmarks.

With BENCH_CRON_SLEEP_S Odoo's cron workers sleep as long as it says, in place of a
minute, unless somebody wakes them: so a test sees who did.
"""

import os

import odoo.service.server

from . import models, operations

if sleep_s := os.environ.get("BENCH_CRON_SLEEP_S"):
    odoo.service.server.SLEEP_INTERVAL = int(sleep_s)
