"""A pytest plugin: a run that tested nothing, or skipped the browser, is no success."""

import pytest

_NO_TESTS = pytest.ExitCode.NO_TESTS_COLLECTED


class _Guard:
    def __init__(self) -> None:
        self.ran = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        if report.skipped and not hasattr(report, "wasxfail") and _uses_browser(item):
            reason = call.excinfo.value if call.excinfo else "skipped"
            report.outcome = "failed"
            report.longrepr = f"A browser test must not be skipped: {reason}"
        return report

    def pytest_runtest_logreport(self, report) -> None:
        if report.when == "call" and not report.skipped or report.failed:
            self.ran += 1

    def pytest_sessionfinish(self, session, exitstatus) -> None:
        only_listed = session.config.option.collectonly
        if exitstatus == pytest.ExitCode.OK and not self.ran and not only_listed:
            session.exitstatus = _NO_TESTS


def pytest_configure(config) -> None:
    config.pluginmanager.register(_Guard(), "omni-guard")


def _uses_browser(item) -> bool:
    """True for Odoo's HttpCase, by name: without Odoo there is nothing to import."""
    bases = getattr(getattr(item, "cls", None), "__mro__", ())
    return any(base.__name__ == "HttpCase" for base in bases)
