"""Releases by stick: written at the centre beside the bundles, taken in at the station, each file with its word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_centre.refusing import Refusal
from counter_centre.releasing import ReleaseShelf
from counter_tui.db import sql
from counter_tui.db.travel import releases
from counter_tui.services.centre import releases as release_service
from counter_tui.sync.peer import change_peer
from counter_tui.wire import parcels
from counter_tui.wire import releases as wire
from counter_tui.wire.envelope import Signed
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.parcels import Address, make_parcels, read_parcel
from counter_tui.wire.sticks import RETURN_ENDING, StickFailed
from support.bundles import stick_in
from support.prices import BOOK
from support.release_halls import NOTICE, OUTAGES, Hall, open_hall
from support.stations import CODE, LI

_BAD = {"not_one", "later", "cut_off", "changed", "other_centre"}
ROUND = f"*{RETURN_ENDING}"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with open_hall(tmp_path) as found:
        yield found


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return Path(stick_in(tmp_path))


def at_centre(hall: Hall, stick: Path) -> list[str]:
    """Export at the station, import at the centre; the releases that lie on the stick then, by name."""
    hall.services.bundles.export(LI, str(stick))
    here = hall.centre.centre
    return [each.name for each in here.bundles.take(stick, here.now_ms()) if each.verdict == "given"]


def take_back(hall: Hall, stick: Path) -> dict[str, str]:
    """What became of each file with a release, by its kind and number."""
    found = hall.services.bundles.take_back(LI, str(stick))
    return {each.name: each.verdict for each in found if "-".join(each.name.split("-")[2:3]).isalpha()}


def parcels_on(stick: Path) -> list[Path]:
    return sorted(file for file in (stick / "GW").glob(ROUND) if file.stem.split("-")[2].isalpha())


def test_a_pc_that_never_calls_works_by_what_comes_back_on_its_stick(
    hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PART_BYTES", 200)
    monkeypatch.setattr(parcels, "PART_BYTES", 200)
    monkeypatch.setattr(parcels, "_ROOM", 700)
    lines = "".join(f"04180{n:05},石化名{n},1380000{n:04},解放路{n * 7919}号\n" for n in range(120))
    published = [
        hall.publish("prices", BOOK),
        hall.publish("notices", NOTICE),
        hall.publish("notices", NOTICE.replace("GS-1", "GS-2")),
        hall.publish("customers", "户号,户名,手机1,地址\n" + lines),
    ]
    given = at_centre(hall, stick)
    assert len(given) > len(published)
    assert {file.name for file in parcels_on(stick)} == set(given)
    assert not any("石化名".encode() in file.read_bytes() for file in parcels_on(stick))
    taken = take_back(hall, stick)
    assert set(taken.values()) <= {"taken", "part"}
    assert hall.states() == {"customers": "taken", "notices": "taken", "prices": "taken"}
    assert {(fact.kind, fact.number) for fact in hall.facts()} == {
        (each.kind, each.number) for each in published
    }
    assert sorted(each.code for each in hall.services.notices.unread(LI)) == ["GS-1", "GS-2"]
    with hall.services.base.store.reading() as connection:
        assert sql.scalar(connection, "SELECT count(*) FROM customer WHERE account LIKE '04180%'") == 120
    # The same stick again changes nothing; the next one tells the centre, and nothing is given twice.
    assert set(take_back(hall, stick).values()) == {"known"}
    assert at_centre(hall, stick) == []
    assert parcels_on(stick) == []
    here = hall.centre.centre
    assert all(each.has for row in here.shelf.all() for each in here.shelf.had(row))
    assert hall.call() == 0


def test_no_release_is_taken_before_the_one_it_follows(hall: Hall, stick: Path) -> None:
    for number in range(3):
        hall.publish("notices", NOTICE.replace("GS-1", f"GS-{number}"))
    at_centre(hall, stick)
    first, second, third = parcels_on(stick)
    aside = first.read_bytes()
    first.unlink()
    assert take_back(hall, stick) == {second.name: "missing", third.name: "missing"}
    assert hall.services.notices.unread(LI) == ()
    # What lies before it comes under a name that sorts behind the others: no order matters.
    (stick / "GW" / f"z-{first.name}").write_bytes(aside)
    hall.services.bundles.take_back(LI, str(stick))
    assert len(hall.services.notices.unread(LI)) == 3


def test_parts_of_a_stick_are_gone_on_with_over_a_line(
    hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PART_BYTES", 100)
    monkeypatch.setattr(parcels, "PART_BYTES", 100)
    monkeypatch.setattr(parcels, "_ROOM", 200)
    lines = "".join(f"0418{n * 7919 % 10**6:06},新{n},139{n * 104729 % 10**8:08}\n" for n in range(60))
    release = hall.publish("customers", "户号,户名,手机1\n" + lines)
    at_centre(hall, stick)
    *others, last = sorted(parcels_on(stick), key=lambda file: int(file.stem.split("-")[-1]))
    last.unlink()
    assert set(take_back(hall, stick).values()) == {"part"}
    with hall.services.base.store.reading() as connection:
        have = releases.count_parts(connection, "customers", release.number)
    assert 0 < have < release.parts
    assert len(others) > 1
    assert hall.call() == 1
    assert hall.states() == {"customers": "taken"}


def test_an_older_release_an_expired_one_and_one_of_no_use_are_each_said_so(
    hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = hall.centre.centre.now_ms
    hall.publish("notices", NOTICE)
    at_centre(hall, stick)
    (old,) = parcels_on(stick)
    content = old.read_bytes()
    hall.publish("notices", NOTICE.replace("GS-1", "GS-2"), whole=True)
    hall.publish("prices", BOOK, expires=wire.day_of(today()) + timedelta(days=2))
    hall.publish("roster", "日期,工号,岗位\n明天,101,值长\n")
    at_centre(hall, stick)
    monkeypatch.setattr(release_service.ReleaseService, "_today", lambda _: date(2199, 1, 1))
    said = {name.split("-")[2]: verdict for name, verdict in take_back(hall, stick).items()}
    assert said == {"notices": "taken", "prices": "expired", "roster": "parked"}
    old.write_bytes(content)
    assert take_back(hall, stick)[old.name] == "older"
    assert [each.code for each in hall.services.notices.unread(LI)] == ["GS-2"]


def test_what_is_not_whole_or_not_for_this_pc_is_said_so_and_never_kept(hall: Hall, stick: Path) -> None:
    hall.publish("outages", OUTAGES)
    at_centre(hall, stick)
    (file,) = parcels_on(stick)
    whole = file.read_bytes()
    header = read_parcel(whole).header
    here = hall.centre.centre
    keys = here.enroller.keys
    own = next(each for each in here._members.neighbours(CODE))
    row = here.shelf.all()[0]
    signed, parts = Signed(row.content, row.signature), ReleaseShelf(here.engine).parts(row.kind, row.number)

    def made(
        station: str = CODE,
        device: bytes = header.device,
        public: bytes = own.public,
        key: SigningKey = keys.signing,
        release: Signed = signed,
        some: list[bytes] = parts,
    ) -> bytes:
        address = Address(station, device, "A", public)
        return next(iter(make_parcels(address, release, 0, some, key)))[1]

    other = SigningKey(b"o" * 32)
    wrong = {
        "other_centre": made(key=other),
        "other_station": made(station="33020"),
        "other_device": made(device=b"d" * 16),
        "other_key": made(public=other.public),
        "later": whole.replace(b"counter-release 1", b"counter-release 2"),
        "not_one": b"\xff\xd8\xff\xe0 a photograph",
        "cut_off": whole[:-1],
        "changed": made(release=Signed(signed.content, bytes(64))),
    }
    for verdict, content in wrong.items():
        file.write_bytes(content)
        assert take_back(hall, stick) == {file.name: verdict}
        assert hall.services.sync.releases() == ()
    step = len(whole) // 12
    for place in (*range(0, len(whole), step), len(whole) - 1):
        (stick / "GW" / f"changed-{place}.gwr").write_bytes(
            whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        )
        (stick / "GW" / f"cut-{place}.gwr").write_bytes(whole[:place])
    file.unlink()
    for each in hall.services.bundles.take_back(LI, str(stick)):
        if each.name.startswith("c"):
            bad = _BAD if each.name.startswith("changed") else {"cut_off"}
            assert each.verdict in bad, each
            (stick / "GW" / each.name).unlink()
    assert hall.services.sync.releases() == ()
    # A file the centre signed around other parts than it announced is thrown away, and the true one taken then.
    file.write_bytes(made(some=[bytes(len(parts[0]))]))
    assert take_back(hall, stick) == {file.name: "changed"}
    file.write_bytes(whole)
    assert take_back(hall, stick) == {file.name: "taken"}


def test_a_pc_that_enrolled_anew_is_told_that_its_stick_is_for_the_key_before(
    hall: Hall, stick: Path
) -> None:
    hall.publish("notices", NOTICE)
    at_centre(hall, stick)
    change_peer(hall.services.base.store, key=b"n" * 32)
    assert set(take_back(hall, stick).values()) == {"other_key"}


def test_a_pc_that_brought_no_bundle_is_given_what_it_never_said_it_has(hall: Hall, stick: Path) -> None:
    here = hall.centre.centre
    hall.publish("notices", NOTICE)
    # What was taken after a call is told in the next one.
    assert (hall.call(), hall.call()) == (1, 0)
    second = hall.publish("notices", NOTICE.replace("GS-1", "GS-2"))
    prices = hall.publish("prices", BOOK)
    given = here.bundles.give(stick, CODE, here.now_ms())
    assert [each.verdict for each in given] == ["given", "given"]
    assert take_back(hall, stick) == {each.name: "taken" for each in given}
    assert {(fact.kind, fact.number) for fact in hall.facts()} >= {
        (each.kind, each.number) for each in (second, prices)
    }
    # All there is, for a PC that was put back: what is here is not taken twice.
    letter = given[0].name.split("-")[0]
    everything = here.bundles.give(stick, CODE, here.now_ms(), letter=letter, everything=True)
    assert [each.verdict for each in everything] == ["given"] * 3
    assert set(take_back(hall, stick).values()) == {"known"}


def test_a_stick_is_written_for_devices_of_the_station_alone(hall: Hall, stick: Path, tmp_path: Path) -> None:
    here = hall.centre.centre
    hall.publish("notices", NOTICE)
    for station, letter in ((CODE, "Z"), ("99999", "")):
        with pytest.raises(Refusal):
            here.bundles.give(stick, station, here.now_ms(), letter=letter)
    with pytest.raises(StickFailed):
        here.bundles.give(tmp_path / "none", CODE, here.now_ms())
    hall.centre.revoke_all()
    with pytest.raises(Refusal):
        here.bundles.give(stick, CODE, here.now_ms())
    assert parcels_on(stick) == []
