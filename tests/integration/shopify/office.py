"""A whole office for tests: a database, real server processes, people at the screen.

What people do goes through Odoo's own RPC door, as they would press it in the browser.
"""

from __future__ import annotations

from typing import Any

import psutil
import requests

from bench.common import wait_until
from tools.omni import odoo_cli
from tools.omni.servers import OdooServer

# What waits for a person, or for tomorrow, is no work that is left.
WORK_LEFT = """
    SELECT (SELECT count(*) FROM integration_event WHERE status = 'received')
         + (SELECT count(*) FROM integration_stock_change)
         + (SELECT count(*) FROM sync_job
             WHERE status = 'processing'
                OR status = 'pending'
               AND COALESCE(eta, now()) < now() AT TIME ZONE 'UTC' + interval '1 h'
               AND (error_kind IS DISTINCT FROM 'mapping' OR NOT EXISTS (
                    SELECT FROM integration_mapping WHERE state = 'unmapped')))
"""
KEY = """
from datetime import datetime, timedelta
until = datetime.now() + timedelta(days=1)
admin = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))
key = admin._generate("rpc", "office", until)
env["ir.config_parameter"].set_param("office.key", key)
"""
AT_WORK = "SELECT count(*) FROM sync_job WHERE status = 'processing'"


class Office:
    def __init__(self, cluster, database: str) -> None:
        self.cluster, self.database, self.key = cluster, database, ""
        self.server = OdooServer(
            database, cluster=cluster, workers=2, cron_threads=2, name="office"
        )

    def furnish(self, script: str) -> None:
        """Run Python in Odoo's shell, for what nobody could press a button for."""
        # As a function: in a shell a blank line would end a block
        lines = "\n".join(f"    {line}" for line in script.splitlines() if line)
        odoo_cli.run_script(
            self.cluster,
            self.database,
            f"{KEY}\ndef furnish():\n{lines}\n\nfurnish()\n",
        )
        [self.key] = self.query(
            "SELECT value FROM ir_config_parameter WHERE key = 'office.key'"
        )

    # -- people ------------------------------------------------------------------------

    def press(self, model: str, method: str, ids=(), **named: Any) -> Any:
        """Call a public method as the administrator does by a button."""
        answer = requests.post(
            f"{self.server.url}/json/2/{model}/{method}",
            json={"ids": list(ids), **named} if ids else named,
            headers={"Authorization": f"Bearer {self.key}"},
            timeout=120,
        )
        assert answer.ok, f"{model}.{method}: {answer.text}"
        return answer.json()

    def find(self, model: str, *domain: tuple) -> list[int]:
        return self.press(model, "search", domain=domain)

    def rows(self, model: str, *domain: tuple, fields: str) -> list[dict]:
        wanted = fields.split()
        return self.press(model, "search_read", domain=domain, fields=wanted)

    def run_now(self, *operations: str) -> None:
        """The scheduled operations of the connection, ahead of their time."""
        found = self.find("integration.schedule", ("operation", "in", operations))
        assert len(found) == len(operations), operations
        self.press("integration.schedule", "action_run_now", found)

    # -- machines ----------------------------------------------------------------------

    def query(self, sql: str) -> list[str]:
        return self.cluster.query(sql, self.database)

    def wait_until_idle(self, seconds: float = 300) -> None:
        """No event unread, no job open, whoever has to wait for a retry included."""
        wait_until(lambda: self.query(WORK_LEFT) == ["0"], seconds, "all jobs done")

    def kill_the_workers(self, port: int) -> int:
        """Those that are at a job and talk to that port, as the kernel would kill them:
        no last words. Odoo's master starts new ones."""
        found: list[psutil.Process] = []

        def somebody_is_at_it() -> bool:
            found[:] = [
                process
                for process in map(psutil.Process, self.server.pids())
                if any(c.raddr and c.raddr.port == port for c in connections(process))
            ]
            return bool(found) and self.query(AT_WORK) != ["0"]

        wait_until(somebody_is_at_it, 60, "a worker at its job")
        for process in found:
            process.kill()
        return len(found)


def connections(process: psutil.Process) -> list:
    try:
        return process.connections("tcp")
    except psutil.Error:  # it ended meanwhile
        return []
