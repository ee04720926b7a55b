"""The first `./omni setup` on a machine that has nothing of ours."""

import os
import signal
import time
from pathlib import Path

from . import debian


def wait_for(condition, timeout_s=300):
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def end_sleeper(clone):
    """The hanging dpkg outlives its killed parent."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                home = os.readlink(f"/proc/{entry.name}/cwd")
                name = Path(f"/proc/{entry.name}/comm").read_text().strip()
            except OSError:
                continue
            if name == "sleep" and home == str(clone.root):
                os.kill(int(entry.name), signal.SIGKILL)


def test_a_killed_first_run_is_recovered_by_the_next(clone, tmp_path):
    flag = tmp_path / "unpacking"
    clone.share_python_packages()
    clone.fake("apt-get", debian.APT_GET)
    clone.fake("dpkg", debian.dpkg_that_hangs(flag))
    with clone.start("setup") as first:
        wait_for(flag.exists)
        first.kill()
    end_sleeper(clone)
    unpacked = clone.cache / "odoo" / "19.0"
    assert not unpacked.exists(), "half a tree must not pass for Odoo"

    clone.fake("dpkg", debian.DPKG)
    second = clone.omni("setup")

    assert second.returncode == 0, second.stderr
    assert (unpacked / "usr/lib/python3/dist-packages/odoo/release.py").exists()
    assert (clone.state / "venv" / "bin" / "pytest").exists()


def test_a_second_run_finds_everything_done(clone):
    clone.share_python_packages()
    clone.fake("apt-get", debian.APT_GET)
    clone.fake("dpkg", debian.DPKG)
    first = clone.omni("setup")
    second = clone.omni("setup")
    assert "Odoo 19.0 ..." in first.stdout
    assert "..." not in second.stdout.replace("./omni", "")


def test_without_network_it_says_so(clone, sentence):
    clone.share_python_packages()
    clone.fake("apt-get", debian.APT_GET_OFFLINE)
    clone.fake("dpkg", debian.DPKG)
    assert "network" in sentence(clone.omni("setup"))


def test_with_a_full_disk_it_says_so(clone, sentence):
    clone.share_python_packages()
    clone.fake("apt-get", debian.APT_GET)
    clone.fake("dpkg", debian.DPKG_ON_A_FULL_DISK)
    assert "disk is full" in sentence(clone.omni("setup"))
    assert not (clone.cache / "odoo" / "19.0").exists()
