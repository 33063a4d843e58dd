"""A branch is left in which tokens of a pad were armed: they stand in the new epoch, for the pad too."""

from __future__ import annotations

from pathlib import Path

from counter_tui.db import ledger, sql
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.travel import branches
from support.looking import codes, looked_over
from support.stations import BILL, LI, open_small_station


def test_a_token_of_a_left_branch_is_one_of_the_new_epoch(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    store = small.services.base.store
    with store.reading() as connection:
        before = ledger.head(connection)
    small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    with store.writing() as writing:
        opened = branches.leave_branch(writing, before.epoch, before.seq)
    with store.reading() as connection:
        assert {row.epoch for row in sql.read(connection, TokenRow)} == {opened}
    small.services.close()
    assert codes(looked_over(small.home)) == set()
