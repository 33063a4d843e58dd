"""``meeting``: whether the meeting of a day was held, its steps, who was there and signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from counter_tui.domain.facts.meeting import Absent
from support.cli_runs import Run, private
from support.clocks import SHANGHAI
from support.stations import PINS, WANG, open_small_station


def test_the_meeting_of_a_day_is_told_in_lines_and_as_an_object(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    services = small.services
    small.clock.set(datetime(2025, 11, 20, 7, 55, tzinfo=SHANGHAI))
    services.meeting.begin(WANG)
    absent = [Absent(staff_no="103", reason="ill"), Absent(staff_no="104", reason="rest")]
    services.meeting_steps.attendance(WANG, ["101", "102"], absent)
    small.clock.advance(timedelta(minutes=9))
    known = services.meeting.view(WANG).meeting
    assert known is not None
    for step in known.open_steps:
        services.meeting.skip(WANG, step, "抢修")
    for who in ("101", "102"):
        services.meeting.sign(WANG, who, PINS[who])
    services.close()
    own = ("--staff", "104", "--pin-file", private(tmp_path / "own", PINS["104"]))
    at = ("meeting", "--home", small.home.folder, "--date", "2025-11-20", *own)
    said = run(*at, "--lang", "en").out
    assert "2025-11-20  held" in said
    assert "begun 07:55, led by 王强" in said
    assert "Questions  passed over  0:00  抢修" in said
    assert "李敏  signed 08:04" in said
    assert "刘伟  sick leave" in said
    assert "Roll call  gone through" in said
    assert "整队点名  已完成" in run(*at, "--lang", "zh").out
    (day,) = run(*at, "--json").objects
    assert (day["standing"], day["red"], day["meeting"]["seconds"]) == ("held", False, 540)
    assert [each["staff_no"] for each in day["meeting"]["signed"]] == ["101", "102"]
    month = run(*at, "--month", "--lang", "zh")
    assert "2025-11-20  已开  07:55  9:00  王强  2/2" in month.out
    assert "标红：4" in month.err
