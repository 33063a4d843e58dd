"""``stats ratings``: a month as a table, for scripts, as files; only for who oversees."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.rated_visits import visited
from support.stations import PINS, open_small_station


def test_a_month_is_read_and_written_and_a_wrong_one_refused(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    for level in (5, 2, None):
        visited(small, level=level)
    small.services.close()
    who = (
        "--staff",
        "101",
        "--pin-file",
        private(tmp_path / "own", PINS["101"]),
        "--home",
        small.home.folder,
    )
    month = ("--month", "2025-11")
    said = run("stats", "ratings", *month, *who, "--lang", "zh")
    assert said.code == 0
    assert "全部到访 3 2 66.67%" in " ".join(said.out.split())
    assert "何静" not in said.out
    (told,) = run("stats", "ratings", *month, *who, "--json").objects
    (counter,) = told["series"]
    assert (counter["series"], counter["all"]["levels"]) == (
        "counter",
        {"5": 1, "4": 0, "3": 0, "2": 1, "1": 0},
    )
    assert told["places"] == [
        {"clerk": "102", "name": "李敏", "rank": None, "missing": ["too_few", "recovery_open"]}
    ]
    assert (told["best"], told["award"], told["local"]) == (None, None, None)
    for form, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        file = tmp_path / f"month.{form}"
        assert run("stats", "ratings", *month, *who, f"--{form}", file).out == ""
        assert file.read_bytes().startswith(begins)
    assert run("stats", "ratings", *month, *who, "--pdf", small.home.folder / "month.pdf").code == 2
    wrong = run("stats", "ratings", "--month", "2025-13", *who, "--lang", "en")
    assert (wrong.code, wrong.out) == (2, "")
    assert "2025-13 is no month" in wrong.err
