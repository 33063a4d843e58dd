"""Being away, back, and leaving with everything given away, from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli_runs import Run, private
from support.stations import BILL, LI, PINS, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """The small station, closed again: the commands open it."""
    station = open_small_station(tmp_path, empty=True)
    station.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    station.services.close()
    return station


def acting(small: SmallStation, tmp_path: Path) -> list[object]:
    pin = private(tmp_path / "pin", PINS["101"])
    return ["--home", small.home.folder, "--staff", "101", "--pin-file", pin]


def test_somebody_is_away_and_back_and_the_list_says_who_stands_in(
    run: Run, small: SmallStation, tmp_path: Path
) -> None:
    """Without a stand-in there is no absence; a last day that has gone by is refused."""
    lead, home = acting(small, tmp_path), ["--home", small.home.folder]
    assert run("staff", "absent", "102", *lead).code == 2
    assert run("staff", "absent", "102", "--stand-in", "104", *lead).code == 2
    assert run("staff", "absent", "102", "--stand-in", "103", "--until", "2001-01-01", *lead).code == 2
    away = run("staff", "absent", "102", "--stand-in", "103", "--reason", "ill", *lead)
    assert (away.code, away.err.strip()) == (0, "102 不在岗")
    assert "102  李敏  柜员  （不在岗，103 代岗）" in run("staff", "list", *home).out
    assert '"stand_in":"103"' in run("staff", "list", "--json", *home).out.replace(": ", ":")
    assert run("staff", "back", "102", *lead).code == 0
    assert "不在岗" not in run("staff", "list", *home).out
    assert run("staff", "back", "102", *lead).code == 2
    for command in (["back", "999"], ["absent", "999", "--stand-in", "103"]):
        nobody = run("staff", *command, *lead)
        assert (nobody.code, "999" in nobody.err) == (2, True)


def test_leaving_names_a_stand_in_and_who_takes_the_work(
    run: Run, small: SmallStation, tmp_path: Path
) -> None:
    lead = acting(small, tmp_path)
    refused = run("staff", "leave", "102", *lead)
    assert refused.code == 2
    assert "代岗人" in refused.err
    assert run("staff", "leave", "102", "--stand-in", "103", *lead).code == 2
    left = run("staff", "leave", "102", "--stand-in", "103", "--to", "101", "--reason", "调走", *lead)
    assert left.code == 0
    assert left.out.strip().endswith("  王强")
    assert "102 已离所" in left.err
