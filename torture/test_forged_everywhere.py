"""Every fact before a closing sheet removed, doubled and altered, the ledger written anew: the sheet tells."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from telling import Tell

from counter_tui.bootstrap import open_services
from counter_tui.db import close
from counter_tui.db.tables.close import DayCloseRow
from counter_tui.domain.close.fingerprint import fingerprint
from counter_tui.paths import Home
from support.clocks import StillClock
from support.forging import WAYS, forge
from support.looking import codes, looked_over, reaching_in
from support.stations import WANG
from support.tampering import busy_station


def _sheets(home: Home) -> list[DayCloseRow]:
    with reaching_in(home) as connection:
        return close.closes(connection)


def test_no_fact_before_a_sheet_is_changed_unseen(tmp_path: Path, tell: Tell) -> None:
    """With and without what the closes in the ledger say of it: the printed fingerprint alone is enough."""
    home = busy_station(tmp_path)
    sheets, kept = _sheets(home), tmp_path / "kept.db"
    shutil.copy(home.store, kept)
    tried, missed = 0, []
    for sheet in sheets:
        assert sheet.seq is not None
        printed, day = fingerprint(sheet.hash.hex()), sheet.close_day.decode()
        for seq in range(2, sheet.seq + 1):
            for way in WAYS:
                shutil.copy(kept, home.store)
                forge(home, seq, way)
                services = open_services(home, StillClock())
                verdict = services.close_day.check(WANG, date.fromisoformat(day), printed).verdict
                services.close()
                tried += 1
                if verdict == "stands" or "close_differs" not in codes(looked_over(home)):
                    missed.append((day, seq, way, verdict))
    tell(tried=tried, missed=len(missed))
    assert missed == []
