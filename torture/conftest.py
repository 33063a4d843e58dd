"""The long forms. Each tells what it did in one line of the summary: how often, what it acknowledged, its seed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from telling import Tell

from counter_tui.db import engine


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Tell a figure for the summary, also when the test fails later."""

    def _tell(**figures: object) -> None:
        for name, value in figures.items():
            record_property(name, value)

    return _tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a test that told figures, and the engine they hold for."""
    reports = [
        (group, report)
        for group in ("passed", "failed", "xfailed")
        for report in terminalreporter.stats.get(group, [])
        if getattr(report, "user_properties", None)
    ]
    if reports:
        terminalreporter.section(f"torture, SQLite {engine.version()}")
    for outcome, report in reports:
        figures = ", ".join(f"{name} {value}" for name, value in report.user_properties)
        terminalreporter.write_line(f"{outcome} {report.nodeid.split('::')[-1]}: {figures}")
