"""The configuration files cure the traps of Odoo 19, and say why, line by line."""

import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from importlib.util import find_spec
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[2] / "config"
ODOO_FILES = ["odoo.dev.conf", "odoo.production.conf"]
# Odoo's cron workers sleep 60 s + pid % 10 and only then show a sign of life.
SHORTEST_CRON_LIMIT_S = 120


def options(name):
    parser = RawConfigParser()
    parser.read(CONFIG / name)
    return dict(parser["options"])


@pytest.fixture
def production():
    return options("odoo.production.conf")


@pytest.fixture
def nginx():
    """nginx.conf without its comments."""
    return re.sub(
        r"^\s*#.*\n", "", (CONFIG / "nginx.conf").read_text(), flags=re.MULTILINE
    )


def block(text, head):
    """The body of the block that begins with `head`."""
    return re.search(re.escape(head) + r" \{\n(.*?)\n\s*\}", text, re.DOTALL).group(1)


# --- Odoo ---


@pytest.mark.parametrize("name", ODOO_FILES)
def test_one_database_is_named_and_none_is_filtered(name):
    """dbfilter lists all databases at every webhook; no db_name lets crons roam."""
    assert options(name)["db_name"]
    assert options(name)["dbfilter"] == ""


@pytest.mark.parametrize("name", ODOO_FILES)
def test_idle_cron_workers_are_not_killed(name):
    limit = int(options(name)["limit_time_real_cron"])
    assert limit == 0 or limit >= SHORTEST_CRON_LIMIT_S


@pytest.mark.parametrize("name", ODOO_FILES)
def test_more_than_one_lane_of_jobs_can_run(name):
    assert int(options(name)["max_cron_threads"]) >= 2


@pytest.mark.parametrize("name", ODOO_FILES)
def test_every_line_is_explained(name):
    """An option stands below a comment, alone or with its next of kin."""
    paragraphs = (CONFIG / name).read_text().split("\n\n")
    with_options = [p for p in paragraphs if re.search(r"^\w+ =", p, re.MULTILINE)]
    assert [p for p in with_options if not p.startswith("#")] == []


@pytest.mark.skipif(not find_spec("odoo"), reason="Odoo is not importable")
@pytest.mark.parametrize("name", ODOO_FILES)
def test_odoo_knows_every_option(name):
    """A misspelt option is a mere warning in the log, and its cure does nothing."""
    read = (
        "import sys; from odoo.tools import config; config.parse_config(sys.argv[1:])"
    )
    command = [sys.executable, "-c", read, "-c", str(CONFIG / name)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "unknown option" not in done.stderr


def test_bursts_of_webhooks_find_enough_workers(production):
    assert int(production["workers"]) >= 4


def test_a_job_is_not_cut_off_for_using_the_processor(production):
    assert int(production["limit_time_cpu"]) > 60


def test_production_hides_its_databases_and_has_no_master_password(production):
    assert production["list_db"] == "False"
    assert production["admin_passwd"] == ""


def test_production_keeps_no_secret_in_the_file(production):
    assert not {"db_password", "smtp_password", "omni_vault_keys"} & set(production)


def test_production_believes_its_proxy_and_development_nobody(production):
    assert production["proxy_mode"] == "True"
    dev = options("odoo.dev.conf")
    assert dev["proxy_mode"] == "False"
    assert dev["http_interface"] == "127.0.0.1"


def test_two_hosts_fit_into_the_connections_of_postgresql(production):
    """Four connections a worker, as measured, and the pool of the websocket process."""
    workers = int(production["workers"]) + int(production["max_cron_threads"])
    pool = int(production["db_maxconn"])
    compose = (CONFIG.parent / "docker-compose.yml").read_text()
    ceiling = int(re.search(r"max_connections=(\d+)", compose).group(1))
    assert 2 * (workers * 4 + pool) <= ceiling


# --- nginx ---


def test_websockets_go_to_the_gevent_port_of_both_hosts(nginx, production):
    assert "proxy_pass http://odoo_websocket;" in block(nginx, "location /websocket")
    port = production["gevent_port"]
    servers = re.findall(r"server (\S+)", block(nginx, "upstream odoo_websocket"))
    assert servers == [f"odoo1:{port}", f"odoo2:{port}"]


def test_everything_else_goes_to_the_http_port_of_both_hosts(nginx, production):
    assert "proxy_pass http://odoo_http;" in block(nginx, "location /")
    port = production["http_port"]
    servers = re.findall(r"server (\S+)", block(nginx, "upstream odoo_http"))
    assert servers == [f"odoo1:{port}", f"odoo2:{port}"]


def test_an_oversized_webhook_is_refused_before_it_costs_a_worker(nginx):
    webhook = block(nginx, "location /omni/webhook/")
    assert "client_max_body_size 2m;" in webhook
    assert "client_body_buffer_size 2m;" in webhook, "bodies would go over the disk"


def test_a_webhook_is_offered_to_the_other_host_when_one_has_died(nginx):
    assert "non_idempotent" in block(nginx, "location /omni/webhook/")
    assert nginx.count("non_idempotent") == 1, "no other POST may be sent twice"


def test_the_secret_path_of_a_webhook_stays_out_of_the_logs(nginx):
    log_format = re.search(r"log_format omni (.*?);", nginx, re.DOTALL).group(1)
    assert "$logged_path" in log_format
    assert not re.search(r"\$(request|request_uri|uri|args)\b", log_format)
    assert "error_log /dev/stderr crit;" in block(nginx, "location /omni/webhook/")


def test_odoo_learns_who_called_from_the_proxy_alone(nginx):
    headers = dict(re.findall(r"proxy_set_header (\S+) (\S+);", nginx))
    assert headers["X-Forwarded-Host"] == "$http_host"
    assert headers["X-Forwarded-For"] == "$remote_addr"
    assert headers["X-Forwarded-Proto"] == "$caller_scheme"
    assert headers["X-Odoo-Database"] == '""', "a caller must not choose a database"


def test_no_location_drops_the_headers_of_the_others(nginx):
    """nginx: a location that sets one proxy header inherits none."""
    for head in re.findall(r"location \S+", nginx):
        assert "proxy_set_header" not in block(nginx, head), head


def test_the_database_manager_is_closed(nginx):
    assert "return 404;" in block(nginx, "location /web/database/")


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_itself_accepts_the_file(tmp_path):
    """Host names are replaced: nginx looks them up even when it only checks."""
    text = re.sub(r"\bodoo[12]:", "127.0.0.1:", (CONFIG / "nginx.conf").read_text())
    text = text.replace("/tmp/nginx.pid", str(tmp_path / "nginx.pid"))
    copy = tmp_path / "nginx.conf"
    copy.write_text(text)
    command = ["nginx", "-t", "-p", str(tmp_path), "-c", str(copy)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
