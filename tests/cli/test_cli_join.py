"""A station's next PC, set up by a join file of the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter_tui.bootstrap import Services, open_services
from counter_tui.paths import Home
from counter_tui.services.set_up.join_file import Joining, read_join_file, sealed
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.http import HttpLine
from support.cli_runs import Ran, Run, private
from support.looking import looked_over
from support.second_pc import PASSPHRASE
from support.served_centre import ServedCentre, served_centre
from support.stations import BILL, CODE, LI, PINS, WANG, SmallStation, open_small_station


@dataclass
class Place:
    """The first PC of the station, its centre, and a folder for the others."""

    small: SmallStation
    centre: ServedCentre
    folder: Path
    run: Run

    def share(self, name: str, **wished: str) -> Path:
        """Write a join file."""
        file = self.folder / name
        self.small.services.station_keys.share(WANG, PASSPHRASE, file, **wished)
        return file

    def join(self, file: Path, home: str, *more: str, passphrase: str = PASSPHRASE) -> Ran:
        """Set another PC up by it."""
        told = private(self.folder / "passphrase", passphrase)
        given = ("--join-passphrase-file", told, "--home", self.folder / home, *more)
        return self.run("--lang", "en", "init", "--join", file, *given)


@pytest.fixture
def place(tmp_path: Path, run: Run) -> Iterator[Place]:
    with served_centre(tmp_path / "centre", CODE) as centre:
        small = open_small_station(tmp_path / "first")
        yield Place(small, centre, tmp_path, run)
        small.services.close()


def enrol(place: Place) -> None:
    services, centre = place.small.services, place.centre
    services.sync.enrol(WANG, centre.address, centre.code(CODE), "", lambda _name: True)
    assert services.sync.call_now().result == "done"


def who(services: Services) -> list[tuple[str, str]]:
    return [(each.staff_no, each.name) for each in services.staff.list(include_left=True)]


def test_the_next_pc_has_the_stations_people_pins_and_matters_after_its_first_call(place: Place) -> None:
    small = place.small
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "多"})
    enrol(place)
    file = place.share("join", enrolment=place.centre.code(CODE))
    ran = place.join(file, "second")
    assert (ran.code, "sign in here" in ran.err) == (0, True), ran
    second = open_services(Home(place.folder / "second"), small.clock)
    assert who(second) == who(small.services)
    assert second.staff.sign_in(LI.staff_no, PINS[LI.staff_no]).name == LI.name
    assert second.matters.view(LI, matter).visit == small.services.matters.view(LI, matter).visit
    assert second.base.device not in ("", small.services.base.device)
    assert (second.base.code, second.base.profile) == (CODE, small.services.base.profile)
    second.close()
    assert looked_over(Home(place.folder / "second")).findings == ()
    # Once more is no harm where people are here already; the file makes no third PC.
    assert place.join(file, "second").code == 0
    used = place.join(file, "third")
    assert (used.code, "was used by another PC" in used.err) == (3, True), used


def test_two_files_written_before_either_pc_is_there_give_two_letters(place: Place) -> None:
    def letter_of(name: str, **wished: str) -> str:
        told = read_join_file(place.share(name, **wished)).opened(PASSPHRASE).next_pc
        assert told is not None
        return told.letter

    own = place.small.services.base.device
    first, second = letter_of("first.join"), letter_of("second.join")
    assert len({own, first, second}) == 3
    # The first one was lost: the same PC gets another file.
    assert letter_of("first-again.join", letter=first) == first
    for number in range(23):
        letter_of(f"{number}.join")
    assert letter_of("one-more.join") == first


def test_what_a_pc_cannot_be_set_up_by_is_told(place: Place) -> None:
    lone = place.share("lone")
    enrol(place)
    file = place.share("join")
    old = place.folder / "old"
    old.write_text(sealed(CODE, Joining((b"k" * 32,), frozenset()), PASSPHRASE), "ascii")
    none = private(place.folder / "none", "a shopping list")
    for ran, code, words in (
        (place.join(none, "x"), 2, "no join file"),
        (place.join(file, "x", passphrase="not this one at all"), 3, "does not open"),
        (place.join(old, "x"), 2, "write a new one"),
        (place.join(lone, "x"), 2, "belongs to no centre"),
        (place.join(file, "x"), 2, "--enrolment"),
    ):
        assert ran.code == code, ran
        assert words in ran.err
    # Only the last was a file of the station with a centre: the PC is set up, and goes on from there.
    assert place.join(file, "x", "--enrolment", "WRONGCODE2").code == 3
    assert place.join(file, "x", "--enrolment", place.centre.code(CODE)).code == 0


def test_a_pc_set_up_without_a_line_goes_on_when_it_is_there(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(place)
    file = place.share("join", enrolment=place.centre.code(CODE), letter="q")

    def nobody(*_: object) -> None:
        raise NoAnswer("not_reached")

    with monkeypatch.context() as patch:
        patch.setattr(HttpLine, "enrol", nobody)
        ran = place.join(file, "second")
        assert (ran.code, "give this command again" in ran.err) == (75, True), ran
    assert place.join(file, "second").code == 0
    second = open_services(Home(place.folder / "second"))
    assert (second.base.device, len(who(second))) == ("Q", len(who(place.small.services)))
    second.close()
