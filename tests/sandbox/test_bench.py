"""A breath of the benchmark, so that it does not rot; its figures mean nothing here."""

from __future__ import annotations

import json

from bench import sandbox as bench
from sandbox.kernel.config import PLATFORMS


def test_it_asks_every_platform_and_reports(tmp_path, capsys):
    file = tmp_path / "figures.json"

    code = bench.main(["--seconds", "0.05", "--json", str(file)])

    report = json.loads(file.read_text())
    names = [figure["name"] for figure in report["figures"]]
    assert names == [*(f"sandbox_rps_{code}" for code in PLATFORMS), "sandbox_rps"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["RATIO", name] for name in names]
    all_well = all(figure["verdict"] == "ok" for figure in report["figures"])
    assert code == (0 if all_well else 1)
    for platform in PLATFORMS:
        assert report["raw"][platform]["requests"] > 0
        assert report["raw"][platform]["refused"] == {}
