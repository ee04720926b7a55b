"""`./omni demo`: Odoo with the whole suite and demo data, ready to click through."""

import argparse
from contextlib import ExitStack
from xmlrpc.client import Fault, ProtocolError

from . import clusters, contracts, demo_connections, demo_database, paths, setup
from .addons import names as addon_names
from .console import console
from .failure import Failure
from .ports import free_port, is_free, require_free
from .postgres import Cluster
from .process import end_orphans
from .servers import OdooServer, SandboxServer, Server

_CRON_THREADS = 4  # one per lane of the queue, and one for Odoo's own
_SANDBOX_PORT = 8899  # if it is free: nothing depends on it


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./omni demo")
    parser.add_argument("--port", type=int, default=8069)
    parser.add_argument("--detach", action="store_true", help="run in the background")
    options = parser.parse_args(arguments)
    end_orphans()
    require_free(options.port, "demo")
    setup.prepare()
    setup.try_step(contracts.step())
    with ExitStack() as stack:
        cluster = _start_cluster(stack)
        console.do_steps([demo_database.step(cluster)])
        sandbox = _start_sandbox(stack, options.detach)
        odoo = _start(stack, _odoo(cluster, options.port), options.detach)
        if sandbox:
            _connect(odoo, sandbox)
        _introduce(cluster, odoo, sandbox)
        if options.detach:
            stack.pop_all()  # leave all of it running
            console.say("It runs in the background: ./omni stop ends it.")
            return 0
        console.say("Ctrl-C stops it; the data stay for the next time.")
        return _wait(odoo)


def _start_cluster(stack: ExitStack) -> Cluster:
    cluster = clusters.demo()
    stack.enter_context(cluster.running())
    return cluster


def _start(stack: ExitStack, server: Server, detached: bool) -> Server:
    stack.callback(server.stop)
    server.start(detached=detached)
    server.wait_until_ready()
    return server


def _start_sandbox(stack: ExitStack, detached: bool) -> Server | None:
    """Odoo is of use without the simulated platforms, so it does not fail for them."""
    if not (paths.ROOT / "sandbox" / "__main__.py").exists():
        return None
    port = _SANDBOX_PORT if is_free(_SANDBOX_PORT) else free_port()
    try:
        return _start(stack, SandboxServer(port=port), detached)
    except Failure as failure:
        console.warn(f"The simulated platforms are not there. {failure}")
        return None


def _connect(odoo: Server, sandbox: Server) -> None:
    """A demo whose administrator has another password by now is left as it is."""
    try:
        made = demo_connections.connect(odoo.url, sandbox.url)
    except (OSError, Fault, ProtocolError) as error:
        console.log(f"demo: {error}")
        console.warn("The simulated platforms could not be connected; see the log.")
        return
    for name in made:
        console.say(f"Connected {name}: its first synchronisation runs.")


def _odoo(cluster: Cluster, port: int) -> OdooServer:
    server = OdooServer(
        demo_database.NAME,
        cluster=cluster,
        port=port,
        cron_threads=_CRON_THREADS,
        name="demo",
    )
    server.ready_path = "/web/login"  # so that the first page is quick for the user
    return server


def _wait(server: Server) -> int:
    try:
        code = server.wait()
    except KeyboardInterrupt:
        console.say("\nStopping ...")
        return 0
    console.say(f"Odoo ended (exit code {code}); its log is {server.log_path}")
    return 0 if code == 0 else 1


def _introduce(cluster: Cluster, odoo: Server, sandbox: Server | None) -> None:
    console.say()
    console.say(f"  Odoo 19     {odoo.url}")
    console.say("  Log in as   admin, password admin")
    console.say(f"  Add-ons     {', '.join(addon_names())}")
    console.say(f"  In there    {demo_database.contents(cluster)}")
    if sandbox:
        console.say(f"  Simulators  {sandbox.url}")
    console.say(f"  Server log  {odoo.log_path}")
    console.say()
