"""Who leads: taken by two PINs, from whoever led when the form was opened, and never left without anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.reading import leading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.shift import ShiftTaken
from counter_tui.domain.staff.roles import Actor
from support.looking import looked_over
from support.shift import handed_to
from support.stations import LI, LIU, PINS, WANG, ZHAO, SmallStation, open_small_station

HEAD, QIAN = Actor("106", "赵所", "head"), Actor("107", "钱明", "lead")
PIN = {**PINS, "106": "729461", "107": "830572"}
TODAY = date(2025, 11, 20)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """Three who may lead; 王强 led since the station was set up."""
    station = open_small_station(tmp_path, empty=True)
    for each in (HEAD, QIAN):
        station.services.staff.add(WANG, each.staff_no, each.name, each.role, PIN[each.staff_no])
    yield station
    station.services.close()


def newest(small: SmallStation) -> int:
    with small.services.base.store.reading() as connection:
        return ledger.head(connection).seq


def taken(small: SmallStation) -> list[ShiftTaken]:
    with small.services.base.store.reading() as connection:
        found = [each.fact for each in ledger.of_types(connection, ShiftTaken.type)]
        return [each for each in found if isinstance(each, ShiftTaken)]


def take(
    small: SmallStation, incoming: str, signed_by: str, reason: str = "", was: str | None = None, **pins: str
) -> None:
    """``incoming`` takes the shift from whoever leads; both give their PINs."""
    given = {**PIN, **{f"{key[1:]}": pin for key, pin in pins.items()}}
    led = small.services.calls.lead_now() if was is None else was
    small.services.shift.take(LI, incoming, given[incoming], led, signed_by, given.get(signed_by, ""), reason)


def refused(small: SmallStation, call: object, code: str) -> RuleBroken:
    before = newest(small)
    with pytest.raises(RuleBroken) as broken:
        call()  # type: ignore[operator]
    assert (broken.value.code, newest(small)) == (code, before)
    return broken.value


def test_the_first_lead_of_a_station_leads_from_its_set_up_and_signing_in_changes_nothing(
    small: SmallStation,
) -> None:
    assert taken(small) == [ShiftTaken(lead="101")]
    small.services.staff.sign_in(QIAN.staff_no, PIN[QIAN.staff_no])
    assert small.services.calls.lead_now() == "101"
    assert small.services.station.view().lead == "王强"


def test_the_outgoing_and_the_incoming_sign_and_the_top_line_says_who_leads(small: SmallStation) -> None:
    take(small, "107", "101")
    assert taken(small)[-1] == ShiftTaken(lead="107", was="101", signed_by="101")
    assert small.services.station.view().lead == "钱明"
    view = small.services.shift.view(LIU)
    assert (view.lead, view.lead_name, view.since) == ("107", "钱明", small.clock.now())
    assert [(each.lead, each.was, each.signed_by_name) for each in view.changes][-1] == ("107", "101", "王强")
    assert looked_over(small.home).clean


def test_a_wrong_pin_counts_as_at_sign_in_says_whose_and_changes_no_lead(small: SmallStation) -> None:
    for incoming, other, whose in (("000000", PIN["101"], "incoming"), (PIN["107"], "000000", "signed_by")):
        with pytest.raises(RuleBroken, match="sign_in_refused") as broken:
            small.services.shift.take(LI, "107", incoming, "101", "101", other)
        assert broken.value.facts["whose"] == whose
        assert broken.value.facts["failures"] == 1
    assert small.services.calls.lead_now() == "101"


def test_a_second_window_sees_that_the_lead_has_changed(small: SmallStation) -> None:
    take(small, "107", "101")
    late = refused(small, lambda: take(small, "106", "101", was="101"), "lead_changed")
    assert late.facts["to"] == "107"
    # Enter pressed twice writes one change.
    refused(small, lambda: take(small, "107", "101", was="101"), "lead_changed")


@pytest.mark.parametrize(
    ("incoming", "code"), [("101", "lead_himself"), ("102", "cannot_lead"), ("104", "cannot_lead")]
)
def test_nobody_takes_it_from_himself_or_without_a_role_that_leads(
    small: SmallStation, incoming: str, code: str
) -> None:
    refused(small, lambda: take(small, incoming, "101"), code)


def test_who_is_away_takes_nothing_over(small: SmallStation) -> None:
    small.services.absences.away(WANG, "107", "102", "leave")
    refused(small, lambda: take(small, "107", "101"), "lead_away")


def test_a_lead_who_is_not_here_is_followed_by_whom_the_roster_names_with_a_witness_and_a_reason(
    small: SmallStation,
) -> None:
    small.services.shift.set_roster(WANG, TODAY, {"101": "lead", "102": "counter"}, "107")
    refused(small, lambda: take(small, "107", "106"), "lead_reason_missing")
    assert refused(small, lambda: take(small, "106", "107", "发烧"), "lead_not_named").facts["to"] == "107"
    refused(small, lambda: take(small, "107", "107", "发烧"), "lead_witness_same")
    assert (
        refused(small, lambda: take(small, "107", "102", "发烧"), "lead_witness_leads").facts["to"] == "106"
    )
    take(small, "107", "106", "发烧请假")
    assert taken(small)[-1] == ShiftTaken(lead="107", was="101", signed_by="106", reason="发烧请假")


def test_where_nobody_else_leads_any_colleague_is_the_witness(small: SmallStation) -> None:
    small.services.absences.away(WANG, "106", "102", "leave")
    take(small, "107", "103", "路上堵车")
    assert taken(small)[-1].signed_by == "103"


def test_who_leads_is_not_noted_as_away_and_does_not_leave_before_somebody_else_leads(
    small: SmallStation,
) -> None:
    absences, staff = small.services.absences, small.services.staff
    for act in (
        lambda: absences.away(HEAD, "101", "102", "ill"),
        lambda: absences.leave(HEAD, "101", "102"),
        lambda: staff.leave(HEAD, "101"),
    ):
        assert refused(small, act, "leads_shift").facts["to"] == "101"
    take(small, "107", "101")
    absences.away(HEAD, "101", "102", "ill")
    assert small.services.calls.lead_now() == "107"


def test_the_lead_stays_lead_over_the_night_and_the_day_shows_both_signatures_and_no_gap(
    small: SmallStation,
) -> None:
    small.clock.advance(timedelta(days=1))
    handed_to(small, "107", PIN["107"])
    small.clock.advance(timedelta(hours=3))
    day = small.services.shift.coverage(ZHAO)
    assert [(each.lead, each.signed_by) for each in day.changes] == [("101", ""), ("107", "101")]
    assert day.gaps == ()
    assert day.changes[0].until == day.changes[1].since
    before = small.services.shift.coverage(ZHAO, date(2025, 11, 13))
    assert (before.changes, before.gaps) == ((), ((before.begins, before.ends),))


def test_the_hall_opens_once_with_a_lead_who_is_here(small: SmallStation) -> None:
    refused(small, lambda: small.services.shift.open_hall(LI), "not_allowed")
    small.services.shift.open_hall(WANG)
    before = newest(small)
    small.services.shift.open_hall(HEAD)
    (today, *_rest) = small.services.shift.view(LI).days
    assert (today.opened_by, today.opened_at) == ("王强", small.clock.now())
    assert newest(small) == before


def test_a_hall_without_a_lead_does_not_open_and_where_nobody_leads_one_pin_takes_the_shift(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "lead", lambda _connection: "")
    refused(small, lambda: small.services.shift.open_hall(WANG), "hall_no_lead")
    small.services.shift.take(LI, "107", PIN["107"], "")
    assert taken(small)[-1] == ShiftTaken(lead="107")


def test_accepting_never_asks_whether_the_hall_was_opened(small: SmallStation) -> None:
    small.accept(LI, "BZ501", name="何静", phone="13812340009", fields={"content": "电费多了"})
    assert small.services.shift.view(LI).days[0].opened_at is None


def roster(small: SmallStation, day: date = TODAY, stand_in: str = "107", **posts: str) -> None:
    """A roster set by 王强; people by ``p101="lead"``."""
    given = {who[1:]: post for who, post in posts.items()} or {
        "101": "lead",
        "102": "counter",
        "103": "counter",
    }
    small.services.shift.set_roster(WANG, day, given, stand_in)


@pytest.mark.parametrize(
    ("posts", "stand_in", "code"),
    [
        ({"102": "counter"}, "107", "roster_no_lead"),
        ({"101": "lead", "106": "lead"}, "107", "roster_two_leads"),
        ({"102": "lead"}, "107", "cannot_lead"),
        ({"101": "lead"}, "102", "cannot_lead"),
        ({"101": "lead"}, "101", "roster_stand_in_is_lead"),
        ({"101": "lead"}, "", "roster_stand_in_missing"),
        ({"101": "lead", "999": "counter"}, "107", "staff_unknown"),
        ({"101": "lead", "102": "queen"}, "107", "roster_post_unknown"),
    ],
)
def test_a_roster_has_one_lead_and_somebody_else_who_may_lead_in_his_place(
    small: SmallStation, posts: dict[str, str], stand_in: str, code: str
) -> None:
    refused(small, lambda: small.services.shift.set_roster(WANG, TODAY, posts, stand_in), code)
    refused(small, lambda: small.services.shift.set_roster(LI, TODAY, {"101": "lead"}, "107"), "not_allowed")


def test_a_roster_is_for_today_and_the_days_ahead(small: SmallStation) -> None:
    refused(small, lambda: roster(small, TODAY - timedelta(days=1)), "roster_past")
    refused(small, lambda: roster(small, TODAY + timedelta(days=63)), "roster_far")
    roster(small, TODAY + timedelta(days=62))


def test_the_later_roster_counts_the_same_again_writes_nothing_and_an_older_state_is_refused(
    small: SmallStation,
) -> None:
    roster(small)
    (shown,) = small.services.shift.rosters(LI, TODAY)
    before = newest(small)
    roster(small)
    assert newest(small) == before
    roster(small, p107="lead", stand_in="106")
    late = lambda: small.services.shift.set_roster(HEAD, TODAY, {"101": "lead"}, "107", shown.head)  # noqa: E731
    refused(small, late, "roster_changed")
    (now,) = small.services.shift.rosters(LI, TODAY)
    assert (now.lead, now.stand_in, now.posts) == ("107", "106", {"107": "lead"})
    # Opening the hall changes nothing of the roster: what is being edited can still be saved.
    small.services.shift.open_hall(WANG)
    small.services.shift.set_roster(HEAD, TODAY, {"101": "lead"}, "107", now.head)


def test_nobody_who_is_away_is_put_on_a_roster_of_that_time_and_copying_leaves_him_out(
    small: SmallStation,
) -> None:
    roster(small, p101="lead", p102="counter", p103="counter")
    small.services.absences.away(WANG, "102", "103", "leave", TODAY + timedelta(days=2))
    small.services.absences.away(WANG, "107", "103", "ill", TODAY + timedelta(days=1))
    refused(small, lambda: roster(small, TODAY + timedelta(days=2)), "roster_away")
    copied = small.services.shift.copied(WANG, TODAY + timedelta(days=1))
    assert copied == ({"101": "lead", "103": "counter"}, "106")
    roster(small, TODAY + timedelta(days=3))
    assert small.services.shift.copied(WANG, TODAY + timedelta(days=4))[1] == "107"


def test_there_is_nothing_to_copy_without_an_earlier_roster(small: SmallStation) -> None:
    refused(small, lambda: small.services.shift.copied(WANG, TODAY), "roster_none_before")


def test_what_nobody_on_duty_can_do_is_shown_once_skills_are_noted(small: SmallStation) -> None:
    shift = small.services.shift
    roster(small)
    assert shift.rosters(LI, TODAY)[0].gaps == ()
    codes = [code for code, _name in shift.view(LI).groups]
    for code in codes[1:]:
        shift.give_skill(WANG, "102", code)
    shift.give_skill(WANG, "106", codes[0])
    assert [each.zh for each in shift.rosters(LI, TODAY)[0].gaps] == ["业扩报装"]
    roster(small, p101="lead", p102="counter", p106="duty")
    assert shift.rosters(LI, TODAY)[0].gaps == ()
    before = newest(small)
    shift.give_skill(WANG, "102", codes[1])
    assert newest(small) == before
    shift.withdraw_skill(WANG, "102", codes[1])
    assert len(shift.rosters(LI, TODAY)[0].gaps) == 1
    refused(small, lambda: shift.give_skill(WANG, "104", codes[0]), "skill_no_work")
    refused(small, lambda: shift.give_skill(WANG, "102", "dancing"), "skill_unknown")
    refused(small, lambda: shift.give_skill(LI, "102", codes[0]), "not_allowed")
