"""An import killed at any instant is ended by running it again: nothing twice, nothing missing, one fact."""

from __future__ import annotations

from pathlib import Path
from random import Random

from counter_tui.services.intake.deliveries import BATCH
from support.importing import kill_while_importing, require_taken_in_once
from support.stations import open_small_station

KILLS = 3
SEED = 20_251_121


def test_an_import_killed_again_and_again_goes_on_where_it_was(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    count = 3 * BATCH + 11
    file, report = tmp_path / "customers.csv", tmp_path / "report.csv"
    lines = (f"33{number:08d},王{number},1381234{number % 10000:04d}\n" for number in range(count))
    file.write_text("户号,户名,手机1\n" + "".join(lines), "utf-8")
    random, far = Random(SEED), [0]
    for _kill in range(KILLS):
        far.append(kill_while_importing(small, file, report, random))
    assert max(far) > 0
    require_taken_in_once(small, file, report, count, 0)
