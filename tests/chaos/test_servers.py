"""The servers that benchmarks and chaos tests start, kill and start again."""

import pytest

from tools.omni import clusters, databases
from tools.omni.process import start_time
from tools.omni.servers import OdooServer


@pytest.fixture(scope="module")
def cluster():
    with databases.ready(clusters.test()) as cluster:
        yield cluster


@pytest.fixture
def database(cluster):
    with databases.copied(cluster, "chaos_servers") as name:
        yield name


def test_a_killed_server_is_gone_with_all_its_workers(cluster, database):
    with OdooServer(database, cluster=cluster, workers=2, cron_threads=1) as odoo:
        before = odoo.pids()
        # the master, two workers, a cron worker and the one for websockets
        assert len(before) >= 5
        odoo.kill9()
        assert not odoo.is_alive()
        assert [pid for pid in before if start_time(pid)] == []


def test_what_was_committed_outlives_a_kill(cluster, database):
    with OdooServer(database, cluster=cluster) as odoo:
        cluster.query("UPDATE res_company SET name = 'Kept'", database)
        odoo.kill9()
    with OdooServer(database, cluster=cluster) as odoo:
        assert odoo.is_ready()
    assert "Kept" in cluster.query("SELECT name FROM res_company", database)


def test_two_servers_share_one_database(cluster, database):
    with OdooServer(database, cluster=cluster) as one:
        with OdooServer(database, cluster=cluster) as other:
            assert one.port != other.port
            assert one.is_ready() and other.is_ready()
        assert one.is_ready() and not other.is_alive()


def test_a_copy_holds_what_the_template_holds(cluster, database):
    modules = databases.installed(cluster, database)
    assert {"omni_core", "sale_management", "stock_delivery"} <= modules
    assert cluster.query("SELECT count(*) > 20 FROM account_account", database) == ["t"]
