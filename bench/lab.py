"""Two queues, each with its database, servers and client; one cluster for both."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg2

from tools.omni import addons, databases, odoo_cli, odoo_source, paths, stamps
from tools.omni.console import console
from tools.omni.ports import free_port
from tools.omni.postgres import USER, Cluster
from tools.omni.process import child_env, family
from tools.omni.servers import OdooServer, Server

from .common import wait_until

_A_DAY_S = 24 * 3600
_DAILY_WORKERS = """
    UPDATE ir_cron
       SET interval_type = 'days', nextcall = now() + interval '1 day'
     WHERE omni_worker > 0
"""
ADDONS = Path(__file__).parent / "addons"
_numbers = itertools.count()  # several labs of a process must not share a database


@dataclass(frozen=True)
class Side:
    """What differs between us and the peer."""

    name: str
    modules: tuple[str, ...]
    table: str
    status: str  # its column, with "done" as a value on both sides
    open_statuses: tuple[str, ...]
    folders: tuple[Path, ...] = ()
    load: str = ""  # --load, where a queue needs to be in every process
    env: dict[str, str] = field(default_factory=dict)
    crons: bool = True

    @property
    def arguments(self) -> list[str]:
        places = [paths.ADDONS, ADDONS, *self.folders]
        places += odoo_source.get().addons_paths
        options = [f"--addons-path={','.join(map(str, places))}"]
        return options + ([f"--load={self.load}"] if self.load else [])

    @property
    def key(self) -> str:
        """Changes when a template of this side is out of date."""
        parts = [stamps.digest_tree(ADDONS / name) for name in self.modules]
        parts.append(odoo_source.get().version)
        if not self.folders:
            parts.append(addons.content_key())
        return stamps.digest(*parts)


OURS = Side(
    name="omni",
    modules=("omni_bench", "bench_effect"),
    table="sync_job",
    status="status",
    open_statuses=("pending", "processing"),
)


class Lab:
    """A fresh database of one side, and what is needed to run and watch it."""

    def __init__(self, side: Side, cluster: Cluster, name: str) -> None:
        self.side = side
        self.cluster = cluster
        self.db = name
        self._sql = None

    @classmethod
    @contextmanager
    def open(cls, side: Side, cluster: Cluster, name: str = "") -> Iterator[Lab]:
        """On a copy of the side's template, which is made if need be."""
        template = f"template_{side.name}"
        modules = list(side.modules)
        step = databases.template_step(
            cluster, template, modules, side.key, *side.arguments, env=side.env
        )
        with stamps.exclusively(paths.STATE / "bench"):
            console.do_steps([step])
        name = name or f"bench_{side.name}_{os.getpid()}_{next(_numbers)}"
        with databases.copied(cluster, name, template) as db:
            lab = cls(side, cluster, db)
            # A crash of PostgreSQL before the first checkpoint of a copied database
            # puts its sequences back to where they were in the template.
            lab.query("CHECKPOINT")
            try:
                yield lab
            finally:
                lab.disconnect()

    def server(
        self, mode: str, slots: int = 2, *, only_woken: bool = False
    ) -> OdooServer:
        """``mode`` is "threaded" or "prefork"; so many slots work at once.

        :param only_woken: nobody looks for work by himself
        """
        env = dict(self.side.env)
        if only_woken:
            env["BENCH_CRON_SLEEP_S"] = str(_A_DAY_S)
        if not self.side.crons:
            env["ODOO_QUEUE_JOB_CHANNELS"] = f"root:{slots}"
        return OdooServer(
            self.db,
            cluster=self.cluster,
            workers=max(slots, 2) if mode == "prefork" else 0,
            cron_threads=slots if self.side.crons else 0,
            env=env,
            options=self.side.arguments,
            name=f"bench-{self.side.name}",
        )

    @contextmanager
    def client(self) -> Iterator[Client]:
        client = Client(self)
        try:
            yield client
        finally:
            client.close()

    # -- looking at the database -------------------------------------------------------

    def query(self, sql: str, *values) -> list[tuple]:
        """Committed at once. Connects again where PostgreSQL was restarted."""
        if self._sql is None or self._sql.closed:
            self._sql = psycopg2.connect(
                dbname=self.db, host=str(self.cluster.socket), user=USER
            )
            self._sql.autocommit = True
        with self._sql.cursor() as cr:
            cr.execute(sql, values or None)
            return cr.fetchall() if cr.description else []

    def disconnect(self) -> None:
        if self._sql is not None:
            self._sql.close()
        self._sql = None

    def count(self, *statuses: str) -> int:
        side = self.side
        [(count,)] = self.query(
            f"SELECT count(*) FROM {side.table} WHERE {side.status} = ANY(%s)",
            list(statuses),
        )
        return count

    def left(self) -> int:
        return self.count(*self.side.open_statuses)

    def clear(self) -> None:
        self.query(f"TRUNCATE {self.side.table}, bench_effect, bench_start CASCADE")
        self.query(f"VACUUM ANALYZE {self.side.table}")

    def wait_until_drained(self, timeout_s: float = 900) -> None:
        wait_until(lambda: not self.left(), timeout_s, f"{self.side.name} drained")
        if failed := self.count("failed"):
            raise AssertionError(f"{self.side.name}: {failed} jobs failed")

    def log_statements(self, on: bool) -> None:
        """In PostgreSQL's log, of sessions that begin from now on."""
        word = "SET log_statement = 'all'" if on else "RESET log_statement"
        self.query(f"ALTER DATABASE {self.db} {word}")

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The first lines of what was logged while the block ran."""
        log, mark = self.cluster.folder / "log", f"{self.db} LOG:  statement: "
        start = log.stat().st_size
        seen: list[str] = []
        yield seen
        with log.open(errors="replace") as lines:
            lines.seek(start)
            seen += [line[len(mark) :] for line in lines if line.startswith(mark)]


class Client:
    """Another process with Odoo in it, which asks one side for jobs."""

    def __init__(self, lab: Lab) -> None:
        config = odoo_cli.write_config(lab.cluster)
        command = [paths.PYTHON, "-m", "bench._client", "-c", config, "-d", lab.db]
        self._process = subprocess.Popen(
            [*map(str, command), "--log-level=warn", *lab.side.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=paths.ROOT,
            env=odoo_cli.env(lab.cluster, **lab.side.env),
            start_new_session=True,
        )

    def call(self, method: str, *arguments, **named) -> dict:
        """Run and commit; {"seconds": until committed, "at": time of the commit}."""
        wish = json.dumps([method, arguments, named])
        self._process.stdin.write(wish + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the client of the bench died at {method}")
        return json.loads(answer)

    def memory_mb(self) -> float:
        return psutil.Process(self._process.pid).memory_info().rss / 2**20

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)


@dataclass
class Running:
    """One side at work: its database, a client, its servers (or hosts)."""

    lab: Lab
    client: Client
    servers: list[OdooServer]

    @property
    def server(self) -> OdooServer:
        return self.servers[0]

    def warm_up(self, operation: str) -> None:
        """Let each worker load what it needs, which it does once in its life."""
        for _round in range(2):
            self.client.call("put", operation, 64)
            self.lab.wait_until_drained(120)


class Bench:
    """Where the benchmarks run: a cluster, a platform that answers after 50 ms, a peer.

    Without a peer we are compared with ourselves: enough to see that a bench works.
    """

    def __init__(self, cluster: Cluster, url: str = "", peer: Side = OURS) -> None:
        self.cluster = cluster
        self._url = url
        self.peer = peer

    @contextmanager
    def idle(self, side: Side, workers: int = 2) -> Iterator[tuple[Lab, Client]]:
        """A fresh database and a client; no server."""
        with Lab.open(side, self.cluster) as lab, lab.client() as client:
            client.call("set_up", url=self._url, workers=workers)
            yield lab, client

    @contextmanager
    def running(
        self,
        side: Side,
        mode: str,
        *,
        slots: int = 2,
        hosts: int = 1,
        log_statements: bool = False,
        only_woken: bool = False,
    ) -> Iterator[Running]:
        with ExitStack() as stack:
            enter = stack.enter_context
            lab, client = enter(self.idle(side, workers=slots * hosts))
            if log_statements:  # of the server alone: client and lab have their session
                lab.log_statements(True)
            if only_woken:
                lab.query(_DAILY_WORKERS)
            servers = [
                enter(lab.server(mode, slots, only_woken=only_woken))
                for _host in range(hosts)
            ]
            yield Running(lab, client, servers)


@contextmanager
def exchange_server(think_ms: int = 50) -> Iterator[str]:
    """The platform that all sides talk to; yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "bench._exchange_server", port, think_ms]
    server = Server("bench-platform", command, child_env(), port)
    server.ready_path = "/web/health"
    with server:
        yield server.url


def cpu_seconds(server: OdooServer) -> float:
    """What the server's processes have used of the processor so far."""
    return _cpu_seconds(server.pids())


def _cpu_seconds(pids: list[int]) -> float:
    total = 0.0
    for pid in pids:
        with suppress(psutil.Error):  # it ended meanwhile
            times = psutil.Process(pid).cpu_times()
            total += times.user + times.system
    return total


def postgres_cpu_seconds(cluster: Cluster) -> float:
    """The same for PostgreSQL, its finished backends included."""
    master = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    ended = psutil.Process(master).cpu_times()
    return _cpu_seconds(family(master)) + ended.children_user + ended.children_system
