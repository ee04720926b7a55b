"""The Docker set-up holds together: two Odoo hosts, one database, one filestore.

No Docker engine runs where these tests run. The file is held against the official
compose-spec JSON schema, which the package `check-jsonschema` carries (a requirement
of development, Apache-2.0); the rest is what a schema cannot see.
"""

import copy
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema

ROOT = Path(__file__).parents[2]
SECRETS = {
    "PGPASSWORD",
    "POSTGRES_PASSWORD",
    "OMNI_ADMIN_PASSWORD",
    "OMNI_VAULT_KEYS",
}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture
def services(compose):
    return compose["services"]


@pytest.fixture
def odoo_hosts(services):
    return [services["odoo1"], services["odoo2"]]


def schema_errors(document):
    schema = get_builtin_schema("vendor.compose-spec")
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [error.json_path for error in validator.iter_errors(document)]


def mounts(service):
    """(source, target, mode) of each volume."""
    for volume in service.get("volumes", []):
        yield (volume.split(":") + ["rw"])[:3]


def test_the_file_is_a_valid_compose_file(compose):
    assert schema_errors(compose) == []


def test_the_schema_would_notice_a_mistake(compose):
    broken = copy.deepcopy(compose)
    broken["services"]["odoo1"]["healthchek"] = {}
    assert schema_errors(broken)


def test_every_mounted_path_is_in_the_project(services):
    paths = {
        source
        for service in services.values()
        for source, _target, _mode in mounts(service)
        if source.startswith(".")
    }
    assert paths, "nothing is mounted, so this test would prove nothing"
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_files_of_the_project_are_mounted_read_only(services):
    for name, service in services.items():
        for source, target, mode in mounts(service):
            if source.startswith("."):
                assert mode == "ro", f"{name}: {target} could be changed from inside"


def test_every_named_volume_is_declared(compose):
    used = {
        source
        for service in compose["services"].values()
        for source, _target, _mode in mounts(service)
        if not source.startswith(".")
    }
    assert used == set(compose["volumes"])


def test_both_hosts_share_one_database_and_one_filestore(odoo_hosts):
    one, two = odoo_hosts
    assert one["environment"] == two["environment"]
    assert one["environment"]["PGHOST"] == "db"
    filestores = {
        source
        for host in odoo_hosts
        for source, target, _mode in mounts(host)
        if target == "/var/lib/odoo"
    }
    assert filestores == {"filestore"}


def test_the_images_are_the_official_ones(services):
    assert services["db"]["image"].startswith("postgres:")
    assert services["proxy"]["image"].startswith("nginx:")
    build = services["odoo1"]["build"]
    dockerfile = (ROOT / build["context"] / build["dockerfile"]).read_text()
    assert "ARG ODOO_IMAGE=odoo:19\nFROM ${ODOO_IMAGE}" in dockerfile


def test_the_image_gets_the_projects_requirements_and_drops_root(services):
    dockerfile = (ROOT / services["odoo1"]["build"]["dockerfile"]).read_text()
    assert "COPY requirements.txt" in dockerfile
    assert re.findall(r"^USER (\w+)$", dockerfile, re.MULTILINE)[-1] == "odoo"


def test_the_build_sees_nothing_but_the_requirements(services):
    dockerfile = ROOT / services["odoo1"]["build"]["dockerfile"]
    ignore = dockerfile.with_name(dockerfile.name + ".dockerignore").read_text()
    rules = [line for line in ignore.splitlines() if not line.startswith("#")]
    assert rules == ["*", "!requirements.txt"]


def test_no_secret_has_a_default(services):
    seen = set()
    for service in services.values():
        for key, value in service.get("environment", {}).items():
            if key in SECRETS:
                seen.add(key)
                assert re.fullmatch(r"\$\{\w+:\?.+\}", value), f"{key}: {value}"
    assert seen == SECRETS


def test_the_example_environment_names_every_variable_and_no_secret(services):
    example = dict(
        line.split("=", 1)
        for line in (ROOT / "config/omni.env.example").read_text().splitlines()
        if line and not line.startswith("#")
    )
    wanted = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert wanted == set(example)
    assert [key for key in SECRETS & set(example) if example[key]] == []


def test_a_filled_environment_file_never_enters_git():
    assert "/.env" in (ROOT / ".gitignore").read_text().splitlines()


def test_only_the_proxy_is_reachable_and_only_from_this_machine(services):
    published = {n: s["ports"] for n, s in services.items() if "ports" in s}
    assert published == {"proxy": ["${OMNI_LISTEN:-127.0.0.1:8080}:80"]}


def test_every_lasting_service_is_watched_and_starts_in_order(services):
    for name in ("db", "odoo1", "odoo2", "proxy"):
        assert services[name]["healthcheck"]["test"], name
        assert services[name]["restart"] == "unless-stopped"
    for name in ("odoo1", "odoo2"):
        needs = services[name]["depends_on"]
        assert needs["db"]["condition"] == "service_healthy"
        assert needs["install"]["condition"] == "service_completed_successfully"


def test_the_database_is_prepared_by_one_container_alone(services):
    install = services["install"]
    assert install["restart"] == "no"
    scripts = {t: s for s, t, _mode in mounts(install)}
    assert install["entrypoint"][-1] in scripts
    script = (ROOT / scripts[install["entrypoint"][-1]]).read_text()
    assert "odoo module install" in script


def test_a_new_database_does_not_keep_the_password_admin(services):
    assert services["install"]["environment"]["OMNI_ADMIN_PASSWORD"]
    script = (ROOT / "config/docker/install.sh").read_text()
    assert "OMNI_ADMIN_PASSWORD" in script


def test_running_jobs_may_finish_before_docker_kills_them(odoo_hosts):
    for host in odoo_hosts:
        # A drain of a lane takes up to 30 s and one exchange up to its own time-out.
        assert int(host["stop_grace_period"].removesuffix("s")) >= 60
