"""Every fact before a closing sheet removed, doubled and altered, the ledger written anew: the sheet tells."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from telling import Tell

from counter_tui.bootstrap import open_services
from counter_tui.db.reading import close
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
    """By what the close in the ledger says of it, and by the printed fingerprint alone."""
    home = busy_station(tmp_path)
    *_earlier, sheet = _sheets(home)
    kept, missed, tried = tmp_path / "kept.db", [], 0
    shutil.copy(home.store, kept)
    assert sheet.seq is not None
    printed, day = fingerprint(sheet.hash.hex()), date.fromisoformat(sheet.close_day.decode())
    for seq in range(2, sheet.seq + 1):
        # What is put in behind the last fact the sheet vouches for is no concern of it.
        for way in WAYS if seq < sheet.seq else ("removed", "altered"):
            shutil.copy(kept, home.store)
            forge(home, seq, way)
            services = open_services(home, StillClock())
            verdict = services.close_day.check(WANG, day, printed).verdict
            services.close()
            tried += 1
            if verdict == "stands" or "close_differs" not in codes(looked_over(home)):
                missed.append((seq, way, verdict))
    tell(tried=tried, missed=len(missed))
    assert missed == []
