"""Whatever is killed: no job is lost, none has its effect twice, and all run again.

Real servers, real commits, real kill -9, on an idle queue: no traffic wakes a worker.
Odoo's own net is taken away as well: its cron workers sleep for a day where they look
for work once a minute. So what runs again after the strike does because the engine
noticed. How soon is what `./omni bench kill` measures, amid thousands of jobs too.
"""

import pytest

from bench import kill
from bench.lab import OURS


@pytest.fixture(scope="module")
def one_host(bench):
    with bench.running(OURS, "prefork", only_woken=True) as running:
        yield running


def assert_nothing_happened(aftermath):
    assert aftermath.victims, "the strike met nobody: it proved nothing"
    assert (aftermath.lost, aftermath.twice, aftermath.stuck) == (0, 0, 0)


def test_a_worker_killed_in_mid_exchange_gives_its_jobs_back(one_host):
    assert_nothing_happened(kill.survive(one_host, kill.worker_in_exchange))


def test_a_worker_killed_in_mid_apply_leaves_no_half_effect(one_host):
    assert_nothing_happened(kill.survive(one_host, kill.worker_in_apply))


def test_a_worker_that_lost_one_of_its_connections_keeps_no_job(one_host):
    assert_nothing_happened(kill.survive(one_host, kill.connection_in_apply))


def test_terminated_connections_are_only_a_pause(one_host):
    assert_nothing_happened(kill.survive(one_host, kill.connections_terminated))


def test_a_killed_server_goes_on_where_it_was(one_host):
    assert_nothing_happened(kill.survive(one_host, kill.whole_server))


def test_a_restart_of_postgresql_and_odoo_is_only_a_pause(one_host):
    after = kill.survive(one_host, kill.postgres_and_odoo_restarted)
    assert_nothing_happened(after)


def test_the_other_host_takes_over(bench):
    with bench.running(OURS, "prefork", hosts=2, only_woken=True) as two_hosts:
        after = kill.survive(two_hosts, kill.one_of_two_hosts)
    assert_nothing_happened(after)
