"""Sticks at the centre: every file gets its word, none is taken in part, no order matters."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import select as select_rows

from counter_centre.bundles import Outcome
from counter_centre.centre import Centre
from counter_centre.database import reading
from counter_centre.ordering import Orders
from counter_centre.tables import Quarantined
from counter_tui.streams.tables import FACT
from counter_tui.wire.bundle import make_bundle, read_bundle, read_return
from counter_tui.wire.envelope import proven, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import OBEYED, RECEIPT, Obeyed, ObeyedTold, Receipt
from counter_tui.wire.ranges import SignedRange
from counter_tui.wire.sealed import write_sealed
from counter_tui.wire.sticks import StickFailed
from support.bundles import stick_in
from support.centres import Caller, add_station, enrolled
from support.streams import NOON_MS, PaperDevice


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return Path(stick_in(tmp_path))


def put(centre: Centre, stick: Path, device: PaperDevice, *ranges: SignedRange, name: str = "") -> Path:
    """Write ranges of a device onto the stick as one file."""
    content = make_bundle(
        device.station,
        device.opening.letter,
        ranges or [device.signed()],
        device.key,
        centre.enroller.keys.sealing_public,
    )
    file = stick / "GW" / f"{name or read_bundle(content).header.stem}.gwb"
    file.write_bytes(content)
    return file


def verdicts(centre: Centre, stick: Path) -> dict[str, str]:
    return {each.name: each.verdict for each in centre.bundles.take(stick, NOON_MS)}


def facts(centre: Centre, station: str = "33010") -> int:
    query = select(func.count()).where(FACT.c.station == station)
    with reading(centre.engine) as session:
        return int(session.connection().execute(query).scalar_one())


def receipt_beside(centre: Centre, file: Path) -> Receipt:
    public = centre.enroller.keys.signing.public
    told = read_return(file.with_suffix(".gwr").read_bytes(), public)
    (signed,) = told.receipts
    return proven(signed, RECEIPT, public, Receipt)


def test_a_bundle_is_taken_and_its_receipt_lies_beside_it(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(9)
    file = put(centre, stick, device, device.signed(1, 4), device.signed(5, 9))
    assert centre.bundles.take(stick, NOON_MS) == [Outcome(file.name, "taken", 9, returned=True)]
    receipt = receipt_beside(centre, file)
    assert (receipt.seq, receipt.hash, receipt.device) == (9, device.entries[-1].hash, device.device)
    assert caller.welcome(device).streams[0].verdict == "behind"
    assert facts(centre) == 9


def test_the_same_stick_twice_is_stored_once(centre: Centre, caller: Caller, stick: Path) -> None:
    device = enrolled(centre, caller, "a")
    device.write(5)
    file = put(centre, stick, device)
    put(centre, stick, device, name="copy")
    for _turn in range(2):
        assert set(verdicts(centre, stick).values()) == {"taken"}
    assert facts(centre) == 5
    assert receipt_beside(centre, file).seq == 5


def test_the_order_of_the_files_does_not_matter(centre: Centre, caller: Caller, stick: Path) -> None:
    for number, order in enumerate(permutations(range(4))):
        device = enrolled(centre, caller, chr(ord("a") + number))
        device.write(8)
        files = [
            put(centre, stick, device, device.signed(2 * part + 1, 2 * part + 2), name=str(place))
            for place, part in enumerate(order)
        ]
        assert set(verdicts(centre, stick).values()) == {"taken"}
        assert facts(centre) == 8 * (number + 1)
        for file in files:
            file.unlink()


def test_what_leaves_a_gap_stays_good_until_the_rest_comes(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(9)
    late = put(centre, stick, device, device.signed(4, 6), device.signed(7, 9))
    assert verdicts(centre, stick) == {late.name: "gap"}
    assert facts(centre) == 0
    assert not late.with_suffix(".gwr").exists()
    put(centre, stick, device, device.signed(1, 3))
    assert set(verdicts(centre, stick).values()) == {"taken"}
    assert facts(centre) == 9


def test_orders_go_back_also_where_nothing_could_be_taken(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(9)
    late = put(centre, stick, device, device.signed(4, 9))
    key = centre.enroller.keys.signing
    Orders(centre.engine, key).give(device.device, "read_again", NOON_MS)
    assert verdicts(centre, stick) == {late.name: "gap"}
    told = read_return(late.with_suffix(".gwr").read_bytes(), key.public)
    assert (told.receipts, len(told.orders)) == ((), 1)


def test_every_file_of_a_left_branch_is_held_whichever_comes_first(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device, other = enrolled(centre, caller, "a"), PaperDevice("a")
    device.write(4)
    other.write(2)
    caller.put(device.signed())
    other.write(8, "从备份恢复之后")
    begun = put(centre, stick, other, other.signed(3, 5), name="z")
    later = put(centre, stick, other, other.signed(6, 10), name="a")
    assert verdicts(centre, stick) == {later.name: "held", begun.name: "held"}
    begun.unlink()
    assert verdicts(centre, stick) == {later.name: "held"}
    last = put(centre, stick, other, other.signed(9, 10))
    assert verdicts(centre, stick)[last.name] == "held"
    # Another branch of that branch follows nothing that is here.
    astray = PaperDevice("a")
    astray.write(9, "又一次")
    missing = put(centre, stick, astray, astray.signed(8, 9))
    assert verdicts(centre, stick)[missing.name] == "gap"


def test_sticks_of_two_stations_on_one_are_each_taken_for_their_own(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    add_station(centre, "33020", "和平供电所")
    for name, station, count in (("a", "33010", 5), ("b", "33020", 7)):
        device = enrolled(centre, caller, name, station)
        device.write(count)
        put(centre, stick, device)
    assert set(verdicts(centre, stick).values()) == {"taken"}
    assert (facts(centre), facts(centre, "33020")) == (5, 7)


def test_a_file_cut_off_at_any_byte_is_never_taken_in_part(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(4)
    file = put(centre, stick, device, device.signed(1, 2), device.signed(3, 4))
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert verdicts(centre, stick) == {file.name: "cut_off"}, length
    assert facts(centre) == 0
    file.write_bytes(whole)
    assert verdicts(centre, stick) == {file.name: "taken"}


def test_a_file_with_any_byte_changed_is_never_taken_in_part(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(4)
    file = put(centre, stick, device, device.signed(1, 2), device.signed(3, 4))
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert verdicts(centre, stick)[file.name] not in ("taken", "held", "gap"), place
    assert facts(centre) == 0


def test_a_range_the_device_did_not_sign_spoils_its_file_alone(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(4)
    good = device.signed(3, 4)
    forged = SignedRange(good.manifest, bytes(64), good.batch)
    bad = put(centre, stick, device, device.signed(1, 2), forged)
    assert verdicts(centre, stick) == {bad.name: "changed"}
    assert facts(centre) == 0
    shortened = SignedRange(good.manifest, good.signature, device.signed(3, 3).batch)
    put(centre, stick, device, device.signed(1, 2), shortened, name=bad.stem)
    assert verdicts(centre, stick) == {bad.name: "changed"}
    assert facts(centre) == 0


def test_a_revoked_devices_bundle_is_kept_apart_sealed_and_noted_once(
    centre: Centre, caller: Caller, stick: Path, tmp_path: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(4)
    file = put(centre, stick, device)
    Orders(centre.engine, SigningKey(bytes(range(32)))).revoke(device.device, "stolen")
    for _turn in range(2):
        assert verdicts(centre, stick) == {file.name: "revoked"}
    assert facts(centre) == 0
    assert not file.with_suffix(".gwr").exists()
    (kept,) = (tmp_path / "data" / "quarantine").iterdir()
    assert kept.read_bytes() == file.read_bytes()
    with reading(centre.engine) as session:
        row = session.exec(select_rows(Quarantined)).one()
    assert (row.device, row.first, row.last, f"{row.name}.gwb") == (device.device, 1, 4, kept.name)


def test_what_a_closed_pc_left_that_had_brought_everything_gets_its_word_too(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    centre.orders.revoke(device.device, "stolen")
    number = centre.orders.give(device.device, "wipe", NOON_MS)
    obeyed = Obeyed(number, device.station, device.device, "wipe", NOON_MS)
    told = ObeyedTold(device.device, sign(OBEYED, obeyed, device.key))
    (stick / "GW" / "33010-A-1.gws").write_bytes(write_sealed(told, []))
    assert verdicts(centre, stick) == {"33010-A-1.gws": "closed"}
    member = centre.bundles.members.member(device.device)
    assert member is not None
    assert member.orders == ()


def test_foreign_files_each_get_their_word_and_stop_nobody(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    stranger, renewed, moved = PaperDevice("s"), enrolled(centre, caller, "r"), enrolled(centre, caller, "m")
    for each in (device, stranger, renewed, moved):
        each.write(2)
    put(centre, stick, device, name="0")
    put(centre, stick, stranger, name="1")
    renewed.key = SigningKey(b"another key of thirty-two bytes!")
    put(centre, stick, renewed, name="2")
    moved.station = "33020"
    put(centre, stick, moved, name="3")
    (stick / "GW" / "4.gwb").write_bytes(
        make_bundle("33010", "A", [device.signed()], device.key, bytes([9, *bytes(31)]))
    )
    (stick / "GW" / "5.gwb").write_bytes(b"PK\x03\x04")
    (stick / "GW" / "6.gwb").mkdir()
    (stick / "GW" / "7.gwb").symlink_to(stick / "GW" / "0.gwb")
    assert list(verdicts(centre, stick).values()) == [
        *("taken", "unknown_device", "other_key", "other_station", "other_centre", "not_one"),
        *("unreadable", "unreadable"),
    ]
    assert facts(centre) == 2


def test_another_branch_is_held_for_the_devices_next_call(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(3)
    assert caller.put(device.signed()).status_code == 200
    branch = PaperDevice("a")
    branch.write(2)
    branch.write(3, "after the copy was put back ")
    file = put(centre, stick, branch, branch.signed(1, 3), branch.signed(4, 5))
    assert verdicts(centre, stick) == {file.name: "held"}
    assert facts(centre) == 3
    assert not file.with_suffix(".gwr").exists()
    assert caller.welcome(device).held == 2


def test_a_stick_that_takes_no_receipt_is_told_and_the_facts_are_there(
    centre: Centre, caller: Caller, stick: Path
) -> None:
    device = enrolled(centre, caller, "a")
    device.write(2)
    file = put(centre, stick, device)
    file.with_suffix(".gwr").mkdir()
    (file.with_suffix(".gwr") / "in the way").touch()
    assert centre.bundles.take(stick, NOON_MS) == [Outcome(file.name, "taken", 2, returned=False)]
    assert facts(centre) == 2


def test_a_folder_without_bundles_is_no_stick(centre: Centre, stick: Path) -> None:
    assert centre.bundles.take(stick, NOON_MS) == []
    shutil.rmtree(stick / "GW")
    with pytest.raises(StickFailed, match="missing"):
        centre.bundles.take(stick, NOON_MS)
