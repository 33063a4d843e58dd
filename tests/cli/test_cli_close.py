"""``close``: what agrees and what does not, closing by a file with the PIN, and checking a printed sheet."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.closing import TODAY, a_day
from support.forging import forge
from support.stations import LI, PINS, WANG


def test_a_day_is_shown_counted_closed_and_checked_in_the_shell(run: Run, tmp_path: Path) -> None:
    small = a_day(tmp_path)
    small.services.close()
    day = TODAY.isoformat()
    lead = ("--staff", "101", "--pin-file", private(tmp_path / "lead", PINS["101"]), "--lang", "en")
    clerk = ("--staff", "102", "--pin-file", private(tmp_path / "clerk", PINS["102"]), "--lang", "en")
    at = ("close", "--home", small.home.folder, "--date", day)
    said = run(*at, *lead)
    assert "Accepted 1 = receipts 1 = promises 1" in said.out
    assert "cash  not counted yet: not explained" in said.out
    assert "Facts sent and acknowledged: no source" in said.out
    assert "145" not in run(*at, *clerk).out, "a clerk counts without being told what should be there"
    assert run(*at, *clerk, "--close").code == 3
    (closed,) = run(*at, *lead, "--close", "--cash", "145", "--json").objects
    assert (closed["closed_by"], closed["cash"]) == (
        "101",
        [{"paid": "cash", "fen": 14500, "counted": 14500}],
    )
    assert run(*at, *lead, "--close").code == 2
    check = ("close", "--home", small.home.folder, *lead, "--check", day, str(closed["fingerprint"]))
    assert run(*check).code == 0
    forge(small.home, int(closed["seq"]) - 2, "altered")
    told = run(*check, "--json")
    assert (told.code, told.objects[0]["verdict"]) == (1, "gone")


def test_a_sheet_and_its_ledger_are_verified_in_the_shell_by_anybody(run: Run, tmp_path: Path) -> None:
    small = a_day(tmp_path)
    small.services.close_day.close(LI, TODAY, WANG.staff_no, PINS[WANG.staff_no])
    small.services.close_day.print(WANG, TODAY)
    print_ = small.services.close_day.view(WANG, TODAY).fingerprint
    small.services.close()
    at = ("verify", "--home", small.home.folder, "--lang", "en")
    said = run(*at, "--paper", print_, "--day", TODAY.isoformat())
    assert (said.code, "Nothing was changed." in said.out) == (0, True)
    (told,) = run(*at, "--json").objects
    assert (told["clean"], told["ratings"], told["not_sealed"], told["sealed"]["day"]) == (
        *(True, 1, 0),
        TODAY.isoformat(),
    )
    assert run(*at, "--day", TODAY.isoformat()).code == 2
    assert run(*at, "--paper", "1234").code == 2
    forge(small.home, told["sealed"]["seq"] - 1, "removed")
    ran = run(*at, "--paper", print_, "--json")
    assert (ran.code, ran.objects[0]["paper"]["verdict"]) == (1, "gone")
    assert [(each["code"], each["day"]) for each in ran.objects[0]["findings"]][-1] == (
        "seal_differs",
        TODAY.isoformat(),
    )
