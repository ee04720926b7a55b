"""Servers for the demo, the benchmarks and the chaos tests: start, wait, kill."""

import subprocess
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import contracts, odoo_cli, paths
from .failure import Failure, explain
from .ports import free_port
from .postgres import Cluster
from .process import child_env, end, family, kill_family, remember

# Not by way of a proxy that the user may have configured
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Server:
    """A child process that answers HTTP on a loopback port.

    Used as a context manager it waits until it answers, and stops at the end.
    """

    ready_path = "/"

    def __init__(
        self, name: str, command: Sequence[object], env: Mapping[str, str], port: int
    ) -> None:
        self.name = name
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log_path: Path = paths.LOGS / f"{name}-server.log"
        self._command = [str(part) for part in command]
        self._env = env
        self._process: subprocess.Popen | None = None
        self._facts: dict[str, str] = {}

    def __enter__(self):
        self.start()
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *error) -> None:
        self.stop()

    def start(self, *, detached: bool = False) -> None:
        """Start it in a session of its own: a Ctrl-C reaches us alone."""
        paths.LOGS.mkdir(parents=True, exist_ok=True)
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._env,
                cwd=paths.ROOT,
                start_new_session=True,
            )
        remember(self.name, self.pid, detached=detached, port=self.port, **self._facts)

    @property
    def pid(self) -> int:
        return self._process.pid

    def pids(self) -> list[int]:
        """The server's processes: the master first, then its workers."""
        return family(self.pid) if self.is_alive() else []

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def is_ready(self) -> bool:
        try:
            with _direct.open(self.url + self.ready_path, timeout=60):
                return True
        except OSError:  # refused, or an HTTP error
            return False

    def wait_until_ready(self, timeout_s: float = 120) -> None:
        deadline = time.monotonic() + timeout_s
        while not self.is_ready():
            if not self.is_alive():
                raise Failure(explain(self._log_tail(), self._did_not_start()))
            if time.monotonic() > deadline:
                raise Failure(
                    f"{self.name} did not answer in {timeout_s:.0f} s;"
                    f" its log is {self.log_path}"
                )
            time.sleep(0.1)

    def wait(self) -> int:
        """Wait until it ends by itself, or somebody ends it."""
        return self._process.wait()

    def stop(self) -> None:
        """Stop it as an administrator would, and make sure of it."""
        if self.is_alive():
            end(self.pid)
            self._process.wait()

    def kill9(self) -> None:
        """Kill all its processes at once, as a power cut would."""
        kill_family(self.pid)
        self._process.wait()

    def _log_tail(self) -> str:
        return self.log_path.read_bytes()[-20_000:].decode(errors="replace")

    def _did_not_start(self) -> str:
        return f"{self.name} ended while it started; its log is {self.log_path}"


class OdooServer(Server):
    """Odoo on one database of a cluster.

    with OdooServer("my_db", cluster=clusters.test(), workers=2) as odoo:
        requests.get(odoo.url)
        odoo.kill9()

    :param workers: 0 for one threaded process, else a prefork server.
    :param cron_threads: cron threads, or cron processes with `workers`.
    :param env: environment variables on top of the usual ones.
    :param options: further arguments of Odoo's command line.
    """

    ready_path = "/web/health"

    def __init__(
        self,
        db: str,
        *,
        cluster: Cluster,
        workers: int = 0,
        cron_threads: int = 2,
        port: int | None = None,
        env: Mapping[str, str] | None = None,
        options: Sequence[object] = (),
        name: str = "odoo",
    ) -> None:
        port = port or free_port()
        config = odoo_cli.write_config(cluster)
        # No word "server": it would end up in the longpolling process's own command
        command = [paths.PYTHON, paths.ODOO, "-c", config, "-d", db]
        command += ["--http-port", port, "--gevent-port", free_port()]
        command += ["--workers", workers, "--max-cron-threads", cron_threads]
        # Several servers of one run may share a name: the port tells their logs apart
        super().__init__(
            name, [*command, *options], odoo_cli.env(cluster, **(env or {})), port
        )
        self.log_path = paths.LOGS / f"{name}-{db}-{port}.log"
        self.db = db
        self._facts["cluster"] = cluster.name  # it must not be stopped before us


class SandboxServer(Server):
    """The simulated platforms, with their data loaded.

    :param options: arguments of `python -m sandbox`, such as `--scale full`.
    """

    def __init__(
        self, *, port: int | None = None, options: Sequence[object] = ()
    ) -> None:
        port = port or free_port()
        command = [paths.PYTHON, "-m", "sandbox", "--port", port, *options]
        env = child_env(**contracts.variables())
        super().__init__("sandbox", command, env, port)
