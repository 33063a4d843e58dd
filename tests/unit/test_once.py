"""Calls that come once, after a while."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
import textual.timer
from textual.app import App

import counter_tui
from counter_tui.widgets.once import once
from support.apps import until


async def test_a_call_comes_though_the_program_stood_still_as_its_time_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An hour passes between any two looks at the clock."""
    app, called = App[None](), []
    async with app.run_test():
        hours = count(step=3600)
        monkeypatch.setattr(textual.timer, "_time", SimpleNamespace(get_time=lambda: float(next(hours))))
        once(app, 0.4, lambda: called.append("once"))
        await until(lambda: called)
    assert called == ["once"]


def test_nobody_asks_for_a_single_call_in_another_way() -> None:
    sources = Path(counter_tui.__file__).parent.rglob("*.py")
    assert [each.name for each in sources if ".set_timer(" in each.read_text("utf-8")] == ["once.py"]
