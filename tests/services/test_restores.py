"""Going back to a copy: who may, what is kept, what is said to be missing, and that no number is given twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger, sql
from counter_tui.db import station as station_rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.upkeep import StationRestored
from counter_tui.domain.ids import parse_number
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.backup.backups import back_up, back_up_to
from counter_tui.services.backup.restore_asker import Wanted
from counter_tui.services.backup.restore_epoch import SKIPPED
from counter_tui.services.backup.restores import Restored, restore_store
from counter_tui.services.set_up.opening import open_store
from support.clocks import NOON, SHANGHAI
from support.looking import codes, looked_over, matter_keys, reaching_in
from support.stations import BILL, LI, LIU, PINS, WANG, ZHAO, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path)


def copied(small: SmallStation) -> Path:
    (made,) = back_up(small.home, small.clock)
    assert made.file is not None
    return made.file


def accept(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def number_of(small: SmallStation, matter: str) -> str:
    return small.services.matters.view(LI, matter).line.number


def went_back(small: SmallStation, file: Path, actor: Actor | None = WANG, **wanted: str) -> Restored:
    small.services.close()
    return restore_store(small.home, file, Wanted(actor, **wanted), small.clock, SHANGHAI)


def opened(small: SmallStation) -> SmallStation:
    return SmallStation(open_services(small.home, small.clock), small.clock, small.home)


def test_what_was_done_after_the_copy_is_told_and_kept_aside(small: SmallStation) -> None:
    file = copied(small)
    small.clock.advance(timedelta(minutes=7))
    lost = number_of(small, accept(small))
    small.services.staff.leave(WANG, "104")
    small.services.staff.reset_pin(WANG, "102", "836154")
    small.services.staff.change_phone(WANG, "102", "13900000199")
    restored = went_back(small, file)
    assert restored.left is not None
    assert restored.left.matters == (lost,)
    assert restored.left.people == (("StaffLeft", "104"), ("PinReset", "102"), ("StaffPhoneChanged", "102"))
    assert (restored.fact.facts_left, restored.fact.since) == (5, NOON + timedelta(minutes=7))
    assert restored.aside is not None
    kept = open_store(Home(tidied(small, restored.aside)), small.clock, matter_keys)
    with kept.reading() as connection:
        assert ledger.head(connection).seq == 32
    kept.close()


def tidied(small: SmallStation, aside: Path) -> Path:
    """The set-aside store as a home of its own."""
    (aside / "station.key").write_bytes(small.home.key_file.read_bytes())
    return aside


def test_a_new_epoch_goes_on_from_the_end_of_the_copy_and_the_doctor_is_content(small: SmallStation) -> None:
    file = copied(small)
    accept(small)
    restored = went_back(small, file)
    now = opened(small)
    with now.services.base.store.reading() as connection:
        first, second = station_rows.epochs(connection)
        (told,) = ledger.latest(connection, StationRestored.type)
        assert ledger.head(connection).seq == 1
    assert (second.parent_epoch, second.parent_seq, second.parent_hash) == (first.epoch, 27, first.head_hash)
    assert (second.reason, told.fact, told.actor, told.seq) == ("restored", restored.fact, "101", 1)
    accept(now)
    assert looked_over(small.home).clean
    with reaching_in(small.home) as connection:
        connection.execute("UPDATE epoch SET parent_seq = 26 WHERE parent_seq = 27")
    assert "parent_wrong" in codes(looked_over(small.home))


def test_what_is_unsent_is_counted_over_all_epochs_of_this_pc_and_no_other(small: SmallStation) -> None:
    assert small.services.station.view().unsent == 27
    now = small
    for _time in range(2):
        went_back(now, copied(now))
        now = opened(now)
    with now.services.base.store.writing() as writing:
        other = replace(station_rows.epochs(writing.connection)[0], epoch=bytes(16), device_id=bytes(16))
        sql.put(writing.connection, other)
    assert now.services.station.view().unsent == 29
    accept(now)
    assert now.services.station.view().unsent == 31


def test_a_number_that_a_customer_has_on_paper_is_not_given_again(small: SmallStation) -> None:
    file = copied(small)
    lost = [parse_number(number_of(small, accept(small))) for _matter in range(3)]
    for _time in range(2):
        went_back(small, file)
        small = opened(small)
    given = parse_number(number_of(small, accept(small)))
    assert given is not None
    assert [number.ordinal for number in lost if number] == [
        given.ordinal - 3,
        given.ordinal - 2,
        given.ordinal - 1,
    ]
    small.clock.advance(timedelta(days=1))
    tomorrow = parse_number(number_of(small, accept(small)))
    assert tomorrow is not None
    assert tomorrow.ordinal == 1


def spoilt(small: SmallStation) -> None:
    """Damage every page of the store but leave it there."""
    small.services.close()
    small.home.store.write_bytes(bytes(small.home.store.stat().st_size))


def test_a_store_that_cannot_be_read_is_kept_and_the_day_goes_on_with_a_gap(small: SmallStation) -> None:
    file = copied(small)
    before = parse_number(number_of(small, accept(small)))
    spoilt(small)
    restored = went_back(small, file, None, staff_no="101", pin=PINS["101"])
    assert restored.left is None
    assert restored.aside is not None
    assert set((restored.aside / "station.db").read_bytes()) == {0}
    small = opened(small)
    given = parse_number(number_of(small, accept(small)))
    assert given is not None
    assert before is not None
    assert given.ordinal == before.ordinal + SKIPPED
    assert looked_over(small.home).clean


def test_the_log_of_a_store_that_cannot_be_read_is_kept_with_it_and_harms_nothing(
    small: SmallStation,
) -> None:
    file = copied(small)
    accept(small)
    log = small.home.store.with_name("station.db-wal")
    content = log.read_bytes()
    spoilt(small)
    log.write_bytes(content)
    restored = went_back(small, file, None, staff_no="101", pin=PINS["101"])
    assert restored.aside is not None
    assert (restored.aside / log.name).read_bytes() == content
    small = opened(small)
    with small.services.base.store.reading() as connection:
        assert ledger.head(connection).seq == 1
    assert looked_over(small.home).clean


def test_on_a_new_pc_key_and_copy_are_enough(small: SmallStation, tmp_path: Path) -> None:
    file = back_up_to(small.home, tmp_path / "stick", small.clock)
    other = Home(tmp_path / "other")
    other.folder.mkdir()
    other.key_file.write_bytes(small.home.key_file.read_bytes())
    wanted = Wanted(None, "101", PINS["101"])
    restored = restore_store(other, file, wanted, small.clock, SHANGHAI)
    assert (restored.aside, restored.left, restored.fact.aside) == (None, None, "")
    assert looked_over(other).clean


@pytest.mark.parametrize("actor", [LI, LIU, ZHAO], ids=lambda actor: actor.role)
def test_nobody_but_a_lead_or_head_goes_back(small: SmallStation, actor: Actor) -> None:
    file = copied(small)
    refused(small, file, "not_allowed", Wanted(actor))
    refused(small, file, "not_allowed", Wanted(None, "102", PINS["102"]))


@pytest.mark.parametrize("pin", ["000000", ""])
def test_without_the_right_pin_of_the_copy_nobody_goes_back(small: SmallStation, pin: str) -> None:
    refused(small, copied(small), "sign_in_refused", Wanted(None, "101", pin))


def test_wrong_pins_wait_as_at_sign_in_also_where_only_the_copy_knows_the_right_one(
    small: SmallStation,
) -> None:
    file, wrong, right = copied(small), Wanted(None, "101", "111222"), Wanted(None, "101", PINS["101"])
    small.services.close()
    small.home.store.unlink()
    seen: list[int] = []
    for _try in range(4):
        with pytest.raises(RuleBroken, match="sign_in_refused") as broken:
            restore_store(small.home, file, wrong, small.clock, SHANGHAI)
        seen.append(int(str(broken.value.facts["wait_seconds"])))
        with pytest.raises(RuleBroken, match="sign_in_refused"):
            restore_store(small.home, file, Wanted(None, "999", "111222"), small.clock, SHANGHAI)
        small.clock.advance(timedelta(seconds=seen[-1]))
    assert seen == [0, 0, 5, 10]
    small.clock.advance(timedelta(seconds=-1))
    for wanted in (wrong, right):
        with pytest.raises(RuleBroken, match="sign_in_wait") as broken:
            restore_store(small.home, file, wanted, small.clock, SHANGHAI)
        assert broken.value.facts["wait_seconds"] == 2
    assert small.home.wrong_pins.stat().st_mode & 0o077 == 0
    small.clock.advance(timedelta(seconds=1))
    restore_store(small.home, file, right, small.clock, SHANGHAI)
    assert not small.home.wrong_pins.exists()
    assert looked_over(small.home).clean


def test_a_clock_set_back_locks_nobody_out_and_a_spoilt_note_counts_as_none(small: SmallStation) -> None:
    file, wrong = copied(small), Wanted(None, "101", "111222")
    small.services.close()
    too_late = '{"101": [3, 1e400]}', '{"101": [3, 99999999999999999999]}'
    for spoilt in ("", "[]", '{"101": 3}', '{"101": [3, "x"]}', *too_late):
        small.home.wrong_pins.write_text(spoilt, "ascii")
        with pytest.raises(RuleBroken, match="sign_in_refused") as broken:
            restore_store(small.home, file, wrong, small.clock, SHANGHAI)
        assert broken.value.facts["failures"] == 1
    for _try in range(2):
        with pytest.raises(RuleBroken, match="sign_in_refused"):
            restore_store(small.home, file, wrong, small.clock, SHANGHAI)
    small.clock.advance(timedelta(days=-4000))
    restore_store(small.home, file, Wanted(None, "101", PINS["101"]), small.clock, SHANGHAI)


def refused(small: SmallStation, file: Path, code: str, wanted: Wanted) -> None:
    """The restore is refused, and the home is as it was."""
    small.services.close()
    with pytest.raises(RuleBroken, match=code):
        restore_store(small.home, file, wanted, small.clock, SHANGHAI)
    assert not [path for path in small.home.folder.iterdir() if "restor" in path.name]
    assert not small.home.set_aside.exists() or not list(small.home.set_aside.iterdir())
    assert looked_over(small.home).counts["facts"] == 27 * looked_over(small.home).counts["files"]


def test_a_copy_with_one_flipped_bit_is_refused(small: SmallStation, tmp_path: Path) -> None:
    file = back_up_to(small.home, tmp_path / "stick", small.clock)
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 16
    file.write_bytes(content)
    refused(small, file, "backup_damaged", Wanted(WANG))


def test_what_is_no_copy_is_refused(small: SmallStation, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "other.db").write_bytes(b"text" * 4000)
    refused(small, tmp_path / "nothing.db", "backup_missing", Wanted(WANG))
    refused(small, tmp_path / "empty.db", "backup_missing", Wanted(WANG))
    refused(small, tmp_path / "other.db", "backup_damaged", Wanted(WANG))
    refused(small, small.home.store, "backup_is_store", Wanted(WANG))


def test_a_copy_of_another_pcs_store_is_refused(small: SmallStation, tmp_path: Path) -> None:
    file = back_up_to(small.home, tmp_path / "stick", small.clock)
    with reaching_in(small.home) as connection:
        connection.execute("UPDATE station SET device_id = x'00'")
    small.services.close()
    with pytest.raises(RuleBroken, match="backup_of_another"):
        restore_store(small.home, file, Wanted(WANG), small.clock, SHANGHAI)


def test_while_the_station_is_open_nobody_goes_back(small: SmallStation) -> None:
    file = copied(small)
    with pytest.raises(RuleBroken, match="store_in_use"):
        restore_store(small.home, file, Wanted(WANG), small.clock, SHANGHAI)
    accept(small)
    assert looked_over(small.home).clean
    assert not small.home.restoring.exists()


def test_while_one_goes_back_nobody_opens_the_station_or_goes_back_too(small: SmallStation) -> None:
    file, met = copied(small), []
    small.services.close()

    def meanwhile(step: str) -> None:
        for act in (
            lambda: open_services(small.home, small.clock),
            lambda: restore_store(small.home, file, Wanted(WANG), small.clock, SHANGHAI),
        ):
            with pytest.raises(RuleBroken, match="restore_running"):
                act()
        met.append(step)

    restore_store(small.home, file, Wanted(WANG), small.clock, SHANGHAI, on_step=meanwhile)
    assert met == ["look", "copy", "verify", "compare", "epoch", "aside", "place", "over"]
    assert looked_over(small.home).clean


def test_a_copy_with_a_log_beside_it_is_taken_with_it(small: SmallStation, tmp_path: Path) -> None:
    """Somebody copied the three files by hand while the station was open."""
    accept(small)
    by_hand = tmp_path / "by-hand.db"
    for ending in ("", "-wal"):
        source = small.home.store.with_name(f"station.db{ending}")
        by_hand.with_name(by_hand.name + ending).write_bytes(source.read_bytes())
    restored = went_back(small, by_hand)
    assert restored.fact.parent_seq == 29
    assert by_hand.with_name("by-hand.db-wal").exists()


def test_the_key_must_be_there(small: SmallStation) -> None:
    file = copied(small)
    small.services.close()
    small.home.key_file.unlink()
    with pytest.raises(RuleBroken, match="key_missing"):
        restore_store(small.home, file, Wanted(WANG), small.clock, SHANGHAI)
