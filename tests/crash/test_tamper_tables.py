"""One row of any table edited, deleted, inserted or swapped by somebody with the key: the doctor finds it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from support.looking import looked_over, reaching_in
from support.stations import BILL, CONNECTION, LI, LIU, PINS, WANG, SmallStation, open_small_station
from support.tampering import NOTES, REGISTER, found, some, tables

OF_EACH = 2
SEED = 20_251_121


def busy_station(folder: Path) -> SmallStation:
    """A closed station in which every table has rows that facts speak for."""
    small = open_small_station(folder, empty=True)
    services = small.services
    person = {"id_kind": "resident_id", "id_number": "110101199003074477", "phone": "13812340001"}
    matter = small.accept(LI, CONNECTION, name="王建国", address="和平路12号", **person)
    small.clock.advance(timedelta(minutes=3))
    bill = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    services.matters.hand_over(LI, bill, Receiver("103"), "needs_site", note="核对")
    services.matters.take(LIU, bill)
    services.matters.note(LI, matter, "客户来电催办")
    token = services.ratings.open_token(LI)
    assert token is not None
    services.ratings.press(token.visit, 5)
    with pytest.raises(RuleBroken, match="sign_in_refused"):
        services.staff.sign_in("103", "000000")
    services.staff.reset_pin(WANG, "102", "730518")
    services.staff.sign_in("101", PINS["101"])
    services.station.confirm_date(WANG)
    services.close()
    assert looked_over(small.home).findings == ()
    return small


def test_one_changed_row_of_any_table_is_found(tmp_path: Path) -> None:
    small = busy_station(tmp_path)
    with reaching_in(small.home) as connection:
        drawn = list(some(connection, Random(SEED), OF_EACH))
    missed = [(table, change.words) for table, change in drawn if not found(small.home, change)]
    assert missed == []
    assert len(drawn) > 60


def test_every_table_is_one_that_facts_speak_for_or_is_named_as_one_that_they_do_not(tmp_path: Path) -> None:
    small = busy_station(tmp_path)
    with reaching_in(small.home) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        spoken_for = {table.name for table in tables(connection)}
        register = {name for name in names if name.startswith(REGISTER)}
        assert names == spoken_for | register | set(NOTES)
        filled = {name for name in spoken_for if connection.execute(f"SELECT 1 FROM {name}").fetchone()}
    # Attention takes two PCs that disagree.
    assert spoken_for - filled <= {"attention"}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER gift AFTER INSERT ON fact BEGIN DELETE FROM draft; END",
        "CREATE TABLE beside (k INTEGER)",
        "DROP INDEX fact_by_type",
        "ALTER TABLE staff ADD COLUMN more TEXT",
        "DELETE FROM alembic_version",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_a_changed_schema_is_found(tmp_path: Path, statement: str) -> None:
    small = busy_station(tmp_path)
    with reaching_in(small.home) as connection:
        connection.execute(statement)
    assert "schema_differs" in {finding.code for finding in looked_over(small.home).findings}
