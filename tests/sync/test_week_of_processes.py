"""A day of a station's two PCs as processes: lines that fail, a centre that is killed and put back, a PC put back.

``torture/test_week_of_stations.py`` lives a week of three stations with a clone, on both databases.
"""

from __future__ import annotations

from pathlib import Path

from support.weeks import week

SEED = 20_251_120


def test_what_was_acknowledged_at_any_pc_is_at_the_centre_once_and_on_both_pcs(tmp_path: Path) -> None:
    with week(tmp_path, SEED, "sqlite", (("0417A", "C"), ("0417A", "D"))) as lived:
        centre, other = lived.centre, lived.pcs[1]
        lived.work(6)
        lived.call()
        centre.copy("old.db")
        lived.copy_a_pc(other, tmp_path / "old-copy")
        for _shift in range(2):
            lived.pass_hours(3)
            lived.bad_lines(0.2)
            lived.work(6)
            lived.call()
        lived.put_a_pc_back(other, tmp_path / "old-copy")
        lived.work(4)
        lived.good_lines()
        lived.call()
        assert other.continued() == ["branched"]
        lived.put_the_centre_back("old.db")
        lived.call()
        lived.settle()
        lived.check()
        assert lived.counted["acknowledged"] > 10
