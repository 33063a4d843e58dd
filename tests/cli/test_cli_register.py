"""``register``: who was received on a day, the customer masked."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.stations import BILL, LI, PINS, open_small_station


def test_the_register_of_a_day_is_masked(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多"})
    small.services.register.print(LI, matter)
    small.services.register.sign(LI, matter)
    enquiry = small.services.enquiries.new(LI)
    small.services.enquiries.leave_open(LI, enquiry, "bill", words="电费多", contact="13812340008")
    small.services.close()
    who = ("--staff", "104", "--pin-file", private(tmp_path / "own", PINS["104"]), "--lang", "en")
    at = ("register", "--home", small.home.folder, *who)
    said = run(*at, "--date", "2025-11-20").out
    assert "138****0009" in said
    assert "李敏 > 李敏" in said
    assert "2025-11-20: 1 entry, 1 signed, 1 question open" in said
    assert "enquiry  138****0008" in said
    entry, question = run(*at, "--date", "2025-11-20", "--json").objects
    assert (entry["customer"], entry["phone"], entry["scope"]) == ("何*", "138****0009", "mine")
    assert (question["number"], question["phone"], question["first_contact"], question["state"]) == (
        "",
        "138****0008",
        "李敏",
        "open",
    )
    assert entry["printed"]
    assert entry["signed_at"]
    assert "Nobody was received on 2025-11-19" in run(*at, "--date", "2025-11-19").err
