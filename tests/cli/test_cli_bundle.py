"""``bundle``: sync by stick from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.bundles import PAPER_CENTRE, belong_to, stick_in
from support.cli_runs import Run, private
from support.stations import LI, PINS, open_small_station

Acting = list[object]


@pytest.fixture
def acting(tmp_path: Path) -> Acting:
    small = open_small_station(tmp_path)
    belong_to(small.services, PAPER_CENTRE)
    small.services.close()
    pin = private(tmp_path / "pin", PINS[LI.staff_no])
    return ["--home", small.home.folder, "--staff", LI.staff_no, "--pin-file", pin, "--lang", "en"]


def test_a_stick_goes_out_and_its_receipts_come_back(run: Run, acting: Acting, tmp_path: Path) -> None:
    stick = stick_in(tmp_path)
    out = run("bundle", "export", stick, *acting)
    assert out.code == 0
    assert "The stick is safe to remove." in out.out
    (file,) = Path(stick, "GW").glob("*.gwb")
    file.with_suffix(".gwr").write_bytes(PAPER_CENTRE.receipt_for(file.read_bytes()))
    back = run("bundle", "import", stick, "--json", *acting)
    assert (back.code, back.objects) == (0, [{"file": f"{file.stem}.gwr", "verdict": "taken"}])
    status = run("bundle", "status", "--json", *acting)
    assert status.objects[0]["waiting"] == 0
    assert status.objects[0]["received_at"].startswith("2026-03-02")


def test_a_file_that_is_not_taken_is_said_and_ends_with_one(run: Run, acting: Acting, tmp_path: Path) -> None:
    stick = stick_in(tmp_path)
    Path(stick, "GW", "a.gwr").write_bytes(b"{")
    ran = run("bundle", "import", stick, *acting)
    assert (ran.code, ran.out) == (1, "a.gwr  its end is missing: copy it from the centre again\n")
    again = run("bundle", "receipt", stick, *acting)
    assert (again.code, again.out) == (ran.code, ran.out)


def test_a_stick_that_is_not_in_is_said(run: Run, acting: Acting, tmp_path: Path) -> None:
    for command in ("export", "import", "receipt"):
        ran = run("bundle", command, tmp_path / "none", *acting)
        assert (ran.code, ran.out) == (2, "")
        assert "Is the stick in?" in ran.err
