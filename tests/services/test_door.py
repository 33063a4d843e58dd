"""The door: the only way on which a request leaves the counter without being accepted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db import ledger
from counter_tui.db.reading import matters as rows
from counter_tui.db.subjects import VISIT
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.door import RefusalHeld, RequestEnded
from counter_tui.domain.matter.draft import Draft
from counter_tui.services.demo.texts import WISHES
from support.clocks import NOON
from support.looking import looked_over
from support.stations import BILL, CONNECTION, LI, LIU, PINS, WANG, SmallStation, open_small_station

EXCUSE = "没表了，请过几天再来"
PERSON = {
    "name": "王建国",
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "phone": "13812340001",
    "address": "和平路12号",
}


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def come(small: SmallStation, kind: str = CONNECTION) -> Draft:
    """Somebody has asked for something."""
    return small.draft(LI, kind, **PERSON)


def visit_facts(small: SmallStation, draft: Draft) -> list[Fact]:
    with small.services.base.store.reading() as connection:
        found = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(draft.visit)))
    return [entry.fact for entry in found]


def drafts(small: SmallStation) -> list[str]:
    return [each.draft_id for each in small.services.drafts.list(LI)]


def not_accepted(
    small: SmallStation, draft: Draft, words: str = "来人不是用电人，也没有委托书", **lead: str
) -> str:
    lead = {"lead_no": WANG.staff_no, "lead_pin": PINS[WANG.staff_no], **lead}
    return small.services.door.not_accept(LI, draft, "not_entitled", words, **lead)


def refused(code: str, call: Any, *given: Any, **more: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        call(*given, **more)
    assert broken.value.code == code
    return broken.value


def test_a_customers_own_wish_ends_the_request_once_and_is_kept(small: SmallStation) -> None:
    draft = come(small)
    for _twice in range(2):
        small.services.door.end(LI, draft, "customer_wish", "客户说月底再来办")
    ended = RequestEnded(
        draft=draft.draft_id, kind=CONNECTION, outcome="customer_wish", words="客户说月底再来办"
    )
    assert visit_facts(small, draft) == [ended]
    assert drafts(small) == []
    small.services.drafts.save(LI, draft)
    assert drafts(small) == []
    assert looked_over(small.home).clean


def test_a_forbidden_reason_is_held_back_and_kept_whatever_it_is_typed_for(small: SmallStation) -> None:
    draft = come(small)
    broken = refused("reason_forbidden", small.services.door.end, LI, draft, "customer_wish", EXCUSE)
    assert broken.facts["held"].resource == "meter"  # type: ignore[attr-defined]
    refused("reason_forbidden", not_accepted, small, draft, EXCUSE)
    held = visit_facts(small, draft)
    assert [(each.place, each.words) for each in held if isinstance(each, RefusalHeld)] == [
        ("customer_wish", EXCUSE),
        ("not_accept", EXCUSE),
    ]
    assert drafts(small) == [draft.draft_id]
    assert looked_over(small.home).clean


@pytest.mark.parametrize(
    ("words", "resource"),
    [
        ("没表了请过几天再来", "meter"),
        ("表箱没货，改天再办", "box"),
        ("no meter, come back tomorrow", "meter"),
        ("变压器容量不够，暂时办不了", "capacity"),
        ("太忙了，明天再来吧", "people"),
    ],
)
def test_what_is_offered_instead_follows_from_the_reason(
    small: SmallStation, words: str, resource: str
) -> None:
    broken = refused("reason_forbidden", small.services.door.end, LI, come(small), "customer_wish", words)
    assert broken.facts["held"].resource == resource  # type: ignore[attr-defined]


@pytest.mark.parametrize("wish", [*WISHES, "年后再来", "不想办了", "等儿子回来再说"])
def test_a_customer_may_want_to_come_another_day(small: SmallStation, wish: str) -> None:
    """In his own words, at the door and when he takes a matter back."""
    small.services.door.end(LI, come(small), "customer_wish", wish)
    matter = small.accept(LI, CONNECTION, **PERSON)
    assert small.services.matters.withdraw(LI, matter, wish).line.state == "withdrawn"


def test_what_the_customer_may_want_the_station_may_not_tell_him(small: SmallStation) -> None:
    matter = small.accept(LI, CONNECTION, **PERSON)
    refused("reason_forbidden", small.services.matters.answer, LI, matter, "年后再来", "not_possible")


@pytest.mark.parametrize("act", ["withdraw", "answer"])
def test_the_end_of_an_accepted_matter_passes_the_same_door(small: SmallStation, act: str) -> None:
    """A withdrawal in the clerk's own words, and a result that it is not possible, are refusals as well."""
    matters, draft = small.services.matters, come(small)
    small.services.acceptance.submit(LI, draft)
    more = ("not_possible",) if act == "answer" else ()
    refused("reason_forbidden", getattr(matters, act), LI, draft.draft_id, EXCUSE, *more)
    assert matters.view(LI, draft.draft_id).line.state == "accepted"
    assert [each for each in visit_facts(small, draft) if isinstance(each, RefusalHeld)]
    getattr(matters, act)(LI, draft.draft_id, "客户改变主意，不装了", *more)


def test_what_is_lacking_is_waited_for_while_the_promises_run(small: SmallStation) -> None:
    draft = come(small)
    plain = small.accept(LI, CONNECTION, **PERSON)
    waiting = small.services.door.accept_waiting(LI, draft, "meter").matter_id
    matters = small.services.matters
    view = matters.view(LI, waiting)
    assert [each.resource for each in view.waits] == ["meter"]
    assert [each.due_at for each in view.promises] == [
        each.due_at for each in matters.view(LI, plain).promises
    ]
    assert not view.line.paused
    refused("not_waiting", matters.arrived, LI, waiting, "box")
    assert matters.arrived(LI, waiting, "meter").waits == ()
    refused("not_waiting", matters.arrived, LI, waiting, "meter")
    assert matters.undo(LI, waiting).waits
    assert looked_over(small.home).clean


def test_a_lead_decides_with_his_own_pin_that_a_request_is_not_accepted(small: SmallStation) -> None:
    draft = come(small)
    number = not_accepted(small, draft)
    assert not_accepted(small, draft) == number
    view = small.services.matters.view(WANG, draft.draft_id)
    assert (view.line.number, view.line.state, view.promises, view.papers) == (number, "not_accepted", (), ())
    assert view.next_stage is None
    assert [small.services.home.view(who).not_accepted for who in (WANG, LI)] == [1, 0]
    notice = small.services.receipts.preview(WANG, draft.draft_id)
    assert "不予受理告知书" in notice
    assert "受理回执" not in notice
    assert all(words in notice for words in ("王强", "不是用电人", "12398"))
    told = view.timeline[0].what
    assert all(words in told for words in ("王强", "不是用电人", "12398"))
    assert drafts(small) == []
    refused("already_accepted", small.services.door.end, LI, draft, "customer_wish", "客户说不办了")
    assert small.services.acceptance.submit(LI, draft).number == number
    assert looked_over(small.home).clean


@pytest.mark.parametrize(
    ("lead", "code"),
    [
        ({"lead_pin": "000000"}, "sign_in_refused"),
        ({"lead_no": "103", "lead_pin": PINS["103"]}, "not_allowed"),
        ({"lead_no": "102", "lead_pin": PINS["102"]}, "not_allowed"),
    ],
)
def test_nobody_but_a_lead_lets_a_request_go(small: SmallStation, lead: dict[str, str], code: str) -> None:
    draft = come(small)
    refused(code, not_accepted, small, draft, **lead)
    with small.services.base.store.reading() as connection:
        assert rows.count_all(connection) == 0
    assert drafts(small) == [draft.draft_id]


def test_a_lead_at_the_counter_refuses_nobody_alone(small: SmallStation) -> None:
    draft = small.services.drafts.new(WANG, kind=CONNECTION).with_values(**PERSON)
    pin = PINS[WANG.staff_no]
    refuse = small.services.door.not_accept
    refused("refused_alone", refuse, WANG, draft, "danger", "线路烧毁，已书面告知", WANG.staff_no, pin)


def test_a_ground_is_one_of_the_kinds_and_is_explained(small: SmallStation) -> None:
    door, draft, pin = small.services.door, come(small), PINS[WANG.staff_no]
    refused("ground_unknown", door.not_accept, LI, draft, "unsettled", "电费没有结清", WANG.staff_no, pin)
    refused("words_too_short", not_accepted, small, draft, "不行")
    refused("text_missing", not_accepted, small, draft, "  ")
    refused("kind_missing", not_accepted, small, draft.with_values(kind=""))
    refused("outcome_unknown", door.end, LI, draft, "too_busy", "客户说月底再来")


def test_the_same_request_belongs_to_the_running_matter(small: SmallStation) -> None:
    running = small.accept(LI, CONNECTION, **PERSON)
    draft, end = come(small), small.services.door.end
    refused("matter_unknown", end, LI, draft, "running", matter="00" * 16)
    end(LI, draft, "running", matter=running)
    number = small.services.matters.view(LI, running).line.number
    assert [each.matter for each in visit_facts(small, draft) if isinstance(each, RequestEnded)] == [number]
    small.services.matters.withdraw(LI, running, "客户说不装了")
    refused("matter_ended", end, LI, come(small), "running", matter=running)


def test_somebody_who_has_come_does_not_vanish_with_the_draft(small: SmallStation) -> None:
    """Discarding it is refused, and so is emptying the form and leaving it."""
    service, draft = small.services.drafts, come(small)
    refused("door_only", service.discard, LI, draft.draft_id)
    service.save(LI, service.new(LI, visit=draft.visit).with_values(draft_id=draft.draft_id))
    kept = service.load(LI, draft.draft_id)
    assert kept is not None
    assert kept.name == "王建国"
    nobody = small.draft(LI, BILL)
    service.discard(LI, nobody.draft_id)
    assert drafts(small) == [draft.draft_id]


def test_a_request_that_stays_a_draft_for_an_hour_is_put_off(small: SmallStation) -> None:
    """Its clerk sees it red, a lead sees everybody's; saving it makes it no younger; nobody's form is none."""
    draft = come(small)
    small.draft(LI, BILL)
    counted = []
    for _minute in (0, 59, 60):
        small.clock.set(NOON + timedelta(minutes=_minute))
        small.services.drafts.save(LI, draft.with_values(remark=f"{_minute}"))
        counted.append([small.services.home.view(who).put_off for who in (LI, LIU, WANG)])
    assert counted == [[0, 0, 0], [0, 0, 0], [1, 0, 1]]
    assert [line.put_off for line in small.services.home.view(LI).drafts] == [True, False]
