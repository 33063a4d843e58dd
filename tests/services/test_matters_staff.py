"""The staff through the services: signing in, waiting after wrong PINs, and who may do what to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger, people
from counter_tui.db.reading import leading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import SignedIn, StaffPhoneChanged
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.staff.pin_hashing import verify_pin
from support.cheaply import shipped_costs as shipped_costs
from support.looking import looked_over
from support.shift import handed_to
from support.stations import LI, PINS, WANG, SmallStation, open_small_station

VERIFY = "counter_tui.services.staff.service.verify_pin"


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def refused(act: Callable[[], object]) -> dict[str, object]:
    with pytest.raises(RuleBroken, match="sign_in_refused") as broken:
        act()
    return broken.value.facts


def test_the_right_pin_signs_in_however_it_was_typed(small: SmallStation) -> None:
    assert small.services.staff.sign_in(" １０２ ", "３８５０２７") == LI


def test_wrong_pins_make_one_wait_and_the_right_one_ends_it(small: SmallStation) -> None:
    staff = small.services.staff
    assert refused(lambda: staff.sign_in("102", "000001")) == {"failures": 1, "wait_seconds": 0}
    assert refused(lambda: staff.sign_in("102", "000001")) == {"failures": 2, "wait_seconds": 0}
    assert refused(lambda: staff.sign_in("102", "000001")) == {"failures": 3, "wait_seconds": 5}
    with pytest.raises(RuleBroken, match="sign_in_wait") as waiting:
        staff.sign_in("102", PINS["102"])
    assert waiting.value.facts == {"wait_seconds": 6}
    small.clock.advance(timedelta(seconds=5))
    assert refused(lambda: staff.sign_in("102", "000001")) == {"failures": 4, "wait_seconds": 10}
    small.clock.advance(timedelta(seconds=11))
    assert staff.sign_in("102", PINS["102"]) == LI
    assert refused(lambda: staff.sign_in("102", "000001"))["failures"] == 1
    assert looked_over(small.home).clean


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_no_wait_is_cut_short_by_setting_the_date_of_the_pc_and_starting_anew(
    small: SmallStation, days: int
) -> None:
    for _wrong in range(4):
        with pytest.raises(RuleBroken, match="sign_in_refused"):
            small.services.staff.sign_in("102", "000001")
        small.clock.advance(timedelta(seconds=5))
    small.clock.set(small.clock.now() + timedelta(days=days))
    small.services.close()
    again = open_services(small.home, small.clock)
    with pytest.raises(RuleBroken, match="sign_in_wait") as waiting:
        again.staff.sign_in("102", PINS["102"])
    assert waiting.value.facts == {"wait_seconds": 6}
    small.clock.advance(timedelta(seconds=6))
    assert again.staff.sign_in("102", PINS["102"]) == LI
    again.close()
    assert looked_over(small.home).clean


def test_a_stranger_and_one_who_left_are_refused_alike(small: SmallStation) -> None:
    staff = small.services.staff
    staff.leave(WANG, "103")
    same = {"failures": 0, "wait_seconds": 0}
    assert refused(lambda: staff.sign_in("999", "000001")) == same
    assert refused(lambda: staff.sign_in("103", PINS["103"])) == same


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen while the next PIN is being checked, as another window may."""
    left = [act]

    def checked(pin: str, encoded: str) -> bool:
        if left:
            left.pop()()
        return verify_pin(pin, encoded)

    monkeypatch.setattr(VERIFY, checked)


def test_one_who_leaves_while_the_pin_is_checked_is_not_let_in(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = small.services.staff
    meanwhile(monkeypatch, lambda: staff.leave(WANG, "103"))
    refused(lambda: staff.sign_in("103", PINS["103"]))


def test_an_old_pin_reset_while_it_is_checked_does_not_let_in(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = small.services.staff
    meanwhile(monkeypatch, lambda: staff.reset_pin(WANG, "102", "730615"))
    assert refused(lambda: staff.sign_in("102", PINS["102"]))["failures"] == 1
    assert staff.sign_in("102", "730615") == LI


def test_tries_from_many_windows_wait_for_each_other(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right PIN does not help while it was being checked wrong ones brought the wait on."""
    staff = small.services.staff

    def guess() -> None:
        for _try in range(3):
            refused(lambda: staff.sign_in("102", "000001"))

    meanwhile(monkeypatch, guess)
    with pytest.raises(RuleBroken, match="sign_in_wait"):
        staff.sign_in("102", PINS["102"])


def test_a_wrong_old_pin_counts_like_a_wrong_sign_in(small: SmallStation) -> None:
    staff = small.services.staff
    for _try in range(3):
        refused(lambda: staff.change_pin(LI, "000001", "730615"))
    with pytest.raises(RuleBroken, match="sign_in_wait"):
        staff.change_pin(LI, PINS["102"], "730615")
    with pytest.raises(RuleBroken, match="sign_in_wait"):
        staff.sign_in("102", PINS["102"])


def test_a_changed_pin_is_the_one_that_counts(small: SmallStation) -> None:
    staff = small.services.staff
    with pytest.raises(RuleBroken, match="pin_too_simple"):
        staff.change_pin(LI, PINS["102"], "123456")
    staff.change_pin(LI, PINS["102"], "730615")
    refused(lambda: staff.sign_in("102", PINS["102"]))
    assert staff.sign_in("102", "730615") == LI


def test_only_a_lead_or_head_manages_people(small: SmallStation) -> None:
    staff = small.services.staff
    for act in (
        lambda: staff.add(LI, "105", "孙涛", "clerk", "618350"),
        lambda: staff.reset_pin(LI, "103", "618350"),
        lambda: staff.leave(LI, "103"),
    ):
        with pytest.raises(RuleBroken, match="not_allowed"):
            act()


@pytest.mark.parametrize(
    ("number", "name", "role", "pin", "code"),
    [
        ("1", "孙涛", "clerk", "618350", "staff_no_unfit"),
        ("105!", "孙涛", "clerk", "618350", "staff_no_unfit"),
        ("103", "孙涛", "clerk", "618350", "staff_no_taken"),
        ("105", " ", "clerk", "618350", "name_missing"),
        ("105", "孙" * 41, "clerk", "618350", "staff_name_too_long"),
        ("105", "孙涛", "boss", "618350", "role_unknown"),
        ("105", "孙涛", "clerk", "111111", "pin_too_simple"),
    ],
)
def test_a_person_who_does_not_fit_is_not_added(
    small: SmallStation, number: str, name: str, role: str, pin: str, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        small.services.staff.add(WANG, number, name, role, pin)
    assert len(small.services.staff.list()) == 4


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("＋86 139 0000 0105", "13900000105"),
        ("(0551) 62668800", "0551-62668800"),
        ("010-62668800转12", "010-62668800-12"),
    ],
)
def test_a_colleagues_phone_is_kept_as_a_customers_is(small: SmallStation, typed: str, kept: str) -> None:
    """Mobile or landline, folded; none at all is possible too."""
    assert small.services.staff.add(WANG, "105", "孙涛", "clerk", "618350", typed).phone == kept


@pytest.mark.parametrize("typed", ["1390000010", "139000001056", "62668800", "电话", "12900000105"])
def test_a_colleagues_wrong_phone_is_refused(small: SmallStation, typed: str) -> None:
    """It would stand on every receipt of whom this person is the first contact."""
    with pytest.raises(RuleBroken) as refused:
        small.services.staff.add(WANG, "105", "孙涛", "clerk", "618350", typed)
    assert refused.value.code == "phone_unfit"
    assert len(small.services.staff.list()) == 4


def test_a_changed_phone_is_kept_as_at_the_beginning_and_changed_by_a_fact_of_its_own(
    small: SmallStation,
) -> None:
    """Another way of writing the same number changes nothing, and empty takes it out."""
    staff, subject = small.services.staff, small.services.base.subject
    assert staff.change_phone(WANG, " １０２ ", "＋86 139 0000 0105")
    assert not staff.change_phone(WANG, "102", "139-0000-0105")
    assert staff.change_phone(WANG, "102", "010-62668800转12")
    assert staff.change_phone(WANG, "102", "  ")
    with small.services.base.store.reading() as connection:
        told = [(each.fact, each.actor) for each in ledger.facts_of(connection, subject)]
    assert [each for each in told if isinstance(each[0], StaffPhoneChanged)] == [
        (StaffPhoneChanged(staff_no="102", phone=phone), WANG.staff_no)
        for phone in ("13900000105", "010-62668800-12", "")
    ]
    assert {each.phone for each in staff.list() if each.staff_no == "102"} == {""}
    assert looked_over(small.home).clean


def test_a_phone_that_cannot_be_changed_stays_as_it_was(small: SmallStation) -> None:
    staff = small.services.staff
    staff.change_phone(WANG, "103", "13900000105")
    staff.leave(WANG, "103")
    before = staff.list(include_left=True)
    for actor, number, phone, code in (
        (WANG, "102", "1390000010", "phone_unfit"),
        (WANG, "103", "13900000199", "staff_unknown"),
        (WANG, "999", "13900000199", "staff_unknown"),
        (LI, "102", "13900000199", "not_allowed"),
        (Actor("103", "刘洋", "lead"), "102", "13900000199", "staff_left"),
    ):
        with pytest.raises(RuleBroken) as refused:
            staff.change_phone(actor, number, phone)
        assert refused.value.code == code, (number, phone)
    assert staff.list(include_left=True) == before


def test_the_last_who_can_manage_does_not_leave(small: SmallStation) -> None:
    staff = small.services.staff
    with pytest.raises(RuleBroken, match="last_lead"):
        staff.leave(WANG, "101")
    staff.add(WANG, "105", "孙涛", "head", "618350")
    with pytest.raises(RuleBroken, match="leads_shift"):
        staff.leave(WANG, "101")
    handed_to(small, "105", "618350")
    staff.leave(WANG, "101")
    with pytest.raises(RuleBroken, match="staff_unknown"):
        staff.leave(WANG, "101")
    with pytest.raises(RuleBroken, match="staff_unknown"):
        staff.reset_pin(WANG, "101", "730615")
    with pytest.raises(RuleBroken, match="staff_unknown"):
        staff.find("101")
    assert [person.staff_no for person in staff.list()] == ["102", "103", "104", "105"]
    assert len(staff.list(include_left=True)) == 5
    assert looked_over(small.home).clean


def test_a_real_station_shows_no_pins(small: SmallStation) -> None:
    assert {person.pin for person in small.services.staff.list()} == {""}


@pytest.mark.usefixtures("shipped_costs")
def test_pins_are_kept_as_hashes_only(small: SmallStation) -> None:
    """Of the others, whom other tests share, the PINs were hashed at the least cost."""
    small.services.staff.add(WANG, "108", "周平", "clerk", "861405")
    small.services.staff.reset_pin(WANG, "102", "918273")
    with small.services.base.store.reading() as connection:
        rows = people.everybody(connection)
    assert all(row.pin_hash.startswith("$argon2id$v=19$m=") for row in rows)
    dear = {row.staff_no for row in rows if row.pin_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")}
    assert dear == {"102", "108"}
    assert len({row.pin_hash for row in rows}) == len(rows)


def test_where_nobody_ever_took_the_shift_whoever_signed_in_last_as_lead_leads_however_long_ago(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "lead_taken", lambda _connection: "")
    base, staff = small.services.base, small.services.staff
    assert small.services.station.view().lead == "王强"
    with base.store.writing() as writing:
        writing.append(base.subject, [SignedIn(staff_no="103", role="clerk")] * 450, "103")
    assert small.services.station.view().lead == "王强"
    staff.add(WANG, "105", "孙涛", "lead", "618350")
    staff.sign_in("105", "618350")
    assert small.services.station.view().lead == "孙涛"
