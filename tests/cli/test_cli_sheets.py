"""``sheets``: which are sent and acknowledged; one of them to read, for scripts, as a file, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.stations import BILL, LI, PINS, open_small_station


def test_a_sheet_is_read_written_sent_and_acknowledged(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    small.services.close()
    who = (
        "--staff",
        "101",
        "--pin-file",
        private(tmp_path / "own", PINS["101"]),
        "--home",
        small.home.folder,
    )
    day = ("--date", "2025-11-20")
    said = run("sheets", "daily", *day, *who, "--lang", "zh")
    assert said.code == 0
    assert "受理事项 1" in " ".join(said.out.split())
    assert "何静" not in said.out
    (sheet,) = run("sheets", "weekly", *day, *who, "--json").objects
    (accepted,) = (each for each in sheet["figures"] if (each["code"], each["group"]) == ("accepted", ""))
    assert sheet["day"] == "2025-11-17"
    assert accepted["values"][:4] == [0, 0, 0, 1]
    assert accepted["total"] == sum(each or 0 for each in accepted["values"])
    for form, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        file = tmp_path / f"week.{form}"
        assert run("sheets", "weekly", *day, *who, f"--{form}", file).out == ""
        assert file.read_bytes().startswith(begins)
    inside = run("sheets", "weekly", *day, *who, "--pdf", small.home.folder / "week.pdf")
    assert inside.code == 2
    assert run("sheets", "daily", *day, *who, "--acknowledged", "电话").code == 2
    sent = run("sheets", "daily", *day, *who, "--send", "--lang", "en")
    assert "as a file, not acknowledged" in sent.out
    done = run("sheets", "daily", *day, *who, "--acknowledged", "电话中答复已收到", "--lang", "en")
    assert "电话中答复已收到" in done.out
    (sheet,) = run("sheets", "daily", *day, *who, "--json").objects
    (mark,) = sheet["recipients"]
    assert (mark["office"], mark["way"], bool(mark["acknowledged_at"])) == ("deputy", "file", True)
    assert mark["digest"] == sheet["digest"]
    # A year later nobody is reminded of that day, but of those since.
    said = run("sheets", *who, "--lang", "en")
    assert "2 sheets are to be sent or acknowledged" in said.err
    assert said.out.count("not sent") == 10 + 2 * 6
