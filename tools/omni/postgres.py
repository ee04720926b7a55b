"""A private PostgreSQL cluster on a unix socket: nobody else can reach it."""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from . import pg_binaries
from .failure import Failure, explain
from .place import as_database_user, database_user, place
from .process import child_env, remembered

USER = "odoo"

# Nothing here survives a power cut, and nothing needs to: for tests only.
VOLATILE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "30min",
}
_COMMON = {
    "listen_addresses": "''",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "jit": "off",
}


class Cluster:
    """One cluster by name; `settings` are lines of postgresql.conf."""

    def __init__(self, name: str, settings: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.settings = dict(settings or {})
        self.folder = place() / f"pg-{name}"
        self.data = self.folder / "data"
        self.socket = self.folder / "socket"
        self._log = self.folder / "log"

    @property
    def env(self) -> dict[str, str]:
        """What libpq programs need to find this cluster."""
        env = {"PGHOST": str(self.socket), "PGUSER": USER}
        path = f"{pg_binaries.get()}{os.pathsep}{child_env()['PATH']}"
        return child_env(**env, PATH=path)

    def is_running(self) -> bool:
        if not (self.data / "PG_VERSION").exists():
            return False
        return self._call("pg_ctl", "-D", self.data, "status").returncode == 0

    def start(self) -> None:
        """Start it, making it first where there is none; no-op when it runs."""
        if self.is_running():
            return
        self._require_same_major()
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._init()
        self._write_settings()
        started = self._call(
            "pg_ctl", "-D", self.data, "-w", "-t", "120", "-l", self._log, "start"
        )
        if started.returncode:
            log = self._log.read_text(errors="replace") if self._log.exists() else ""
            sentence = f"PostgreSQL did not start; its own log is {self._log}"
            raise Failure(explain(log[-4000:] + started.stdout, sentence))

    def stop(self) -> None:
        for mode in ("fast", "immediate"):
            if not self.is_running():
                return
            self._call("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", "30", "stop")

    def restart(self, mode: str = "fast") -> None:
        """`immediate` is what a crash would be; returns when it answers again."""
        options = ("-D", self.data, "-m", mode, "-w", "-t", "120", "-l", self._log)
        self._call("pg_ctl", *options, "restart")
        if not self.is_running():
            raise Failure(f"PostgreSQL did not restart; its own log is {self._log}")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def running(self) -> Iterator["Cluster"]:
        """Run it for a while; the last of its users stops it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            with (self.folder / ".start").open("w") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                self.start()
            try:
                yield self
            finally:
                self._stop_if_last(users)

    def _stop_if_last(self, users) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        servers = (facts.get("cluster") for facts in remembered())
        if self.name not in servers:  # a demo in the background needs it still
            self.stop()

    # -- databases ---------------------------------------------------------------

    def query(self, sql: str, database: str = "postgres") -> list[str]:
        """Run SQL through psql; one string per row, columns joined by `|`."""
        command = [pg_binaries.get() / "psql", "-X", "-q", "-A", "-t"]
        command += ["-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]
        answer = subprocess.run(
            command, capture_output=True, text=True, check=False, env=self.env
        )
        if answer.returncode:
            raise Failure(
                explain(answer.stderr, f"PostgreSQL: {answer.stderr.strip()}")
            )
        return answer.stdout.splitlines()

    def databases(self) -> list[str]:
        return self.query("SELECT datname FROM pg_database WHERE NOT datistemplate")

    def create(self, database: str, template: str = "template0") -> None:
        self.query(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def drop(self, database: str) -> None:
        self.query(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def rename(self, database: str, name: str) -> None:
        self.query(f'ALTER DATABASE "{database}" RENAME TO "{name}"')

    # -- making ------------------------------------------------------------------

    def _make_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        user = database_user()
        if user:
            for folder in (self.folder, self.socket):
                shutil.chown(folder, user)

    def _init(self) -> None:
        work = self.folder / "unfinished"
        shutil.rmtree(work, ignore_errors=True)  # of a run that was killed
        made = self._call(
            "initdb",
            *("-D", work, "-U", USER, "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
        )
        if made.returncode:
            sentence = f"PostgreSQL could not make its cluster in {self.folder}: "
            raise Failure(explain(made.stdout, sentence + made.stdout.strip()[-200:]))
        with (work / "postgresql.conf").open("a") as config:
            config.write("include = 'omni.conf'\n")
        work.rename(self.data)  # whole or not at all

    def _write_settings(self) -> None:
        settings = _COMMON | {"unix_socket_directories": f"'{self.socket}'"}
        lines = [
            f"{name} = {value}\n" for name, value in (settings | self.settings).items()
        ]
        config = self.data / "omni.conf"
        config.write_text("".join(lines))
        config.chmod(0o644)

    def _require_same_major(self) -> None:
        version = self.data / "PG_VERSION"
        if not version.exists():
            return
        made_by, here = int(version.read_text()), pg_binaries.major(pg_binaries.get())
        if made_by != here:
            raise Failure(
                f"The databases in {self.folder} were made by PostgreSQL {made_by},"
                f" but {here} is installed: install {made_by}, or start afresh with"
                " ./omni clean"
            )

    def _call(self, program: str, *arguments: object) -> subprocess.CompletedProcess:
        command = [pg_binaries.get() / program, *map(str, arguments)]
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            errors="replace",
            cwd=self.folder if self.folder.exists() else "/",
            env=child_env(HOME=self.folder, LC_ALL="C.UTF-8"),
            **as_database_user(),
        )


def all_clusters() -> list[Cluster]:
    """Every cluster that exists in this clone, whoever made it."""
    found = place().glob("pg-*")
    return [Cluster(re.sub("^pg-", "", folder.name)) for folder in found]
