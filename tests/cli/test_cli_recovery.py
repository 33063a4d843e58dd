"""``recovery``: what is not made good yet, and with ``--all`` what is."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.services import clock
from support.cli_runs import Run, private
from support.recoveries import PLAN, low, made_good
from support.stations import PINS, WANG, open_small_station


def test_what_is_open_is_listed_and_with_all_what_was_made_good(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = open_small_station(tmp_path, empty=True)
    monkeypatch.setattr(clock, "SystemClock", lambda: small.clock)
    done, visit = low(small), low(small, 2, "E201")
    made_good(small.services, done)
    small.services.recoveries.plan(WANG, visit, PLAN)
    small.services.close()
    at = ("recovery", "--home", small.home.folder, "--lang", "en", "--pin-file")
    lead, clerk = (
        (private(tmp_path / number, PINS[number]), "--staff", number, *("--json",))
        for number in ("101", "102")
    )
    said = run(*at, *lead[:3])
    assert "2025-11-21  To call back  李敏  Dissatisfied  Waited too long" in said.out
    assert "Waited too long → Apology, served first  calls back: 李敏" in said.out
    assert "1 bad rating open   late: 0" in said.err
    (line,) = run(*at, *lead).objects
    assert (line["visit"], line["level"], line["step"], line["call_by"]) == (visit, 2, "call", "2025-11-21")
    (hidden,) = run(*at, *clerk).objects
    assert (hidden["visit"], hidden["level"], hidden["caller"]) == (visit, None, "102")
    both = run(*at, *lead, "--all").objects
    assert {(each["visit"], each["step"]) for each in both} == {(visit, "call"), (done, "closed")}
