"""Questions at the counter: logged at once, left open with a promise, carried on as a matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.enquiry.state import Enquiry, fold
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.door import RefusalHeld
from counter_tui.services.enquiries import enquiry_subject
from counter_tui.services.station import matter_subject
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation, open_small_station

ASKED = "十月电费怎么比九月多"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def left_open(small: SmallStation, words: str = ASKED, contact: str = "") -> str:
    """A question the clerk could not answer; its id."""
    enquiry = small.services.enquiries.new(LI)
    small.services.enquiries.leave_open(LI, enquiry, "bill", words=words, contact=contact, seconds=60)
    return enquiry


def kept(small: SmallStation, enquiry: str) -> Enquiry:
    """The enquiry as its facts tell it."""
    with small.services.base.store.reading() as connection:
        known = fold(ledger.facts_of(connection, enquiry_subject(enquiry)))
    assert known is not None
    return known


def test_a_question_answered_at_once_takes_a_topic_only(small: SmallStation) -> None:
    enquiries = small.services.enquiries
    enquiries.answer(LI, enquiries.new(LI), "price", seconds=30)
    day = enquiries.day(LI)
    assert (day.total, day.answered, day.open) == (1, 1, 0)
    assert [(code, count) for code, _name, count in day.topics] == [("price", 1)]
    assert small.services.home.view(LI).enquiries == ()


def test_logging_the_same_question_twice_makes_one(small: SmallStation) -> None:
    enquiry = small.services.enquiries.new(LI)
    for _again in range(2):
        small.services.enquiries.answer(LI, enquiry, "price")
    assert small.services.enquiries.day(LI).total == 1


def test_what_is_asked_most_has_the_first_digits(small: SmallStation) -> None:
    enquiries = small.services.enquiries
    before = [topic.code for topic in enquiries.topics(LI)]
    for topic in ("safety", "safety", "invoice"):
        enquiries.answer(LI, enquiries.new(LI), topic)
    assert [topic.code for topic in enquiries.topics(LI)] == before, "the digits stay for the day"
    small.clock.advance(timedelta(days=1))
    rest = [code for code in before if code not in ("safety", "invoice")]
    assert [topic.code for topic in enquiries.topics(LI)] == ["safety", "invoice", *rest]
    small.clock.advance(timedelta(days=30))
    assert [topic.code for topic in enquiries.topics(LI)] == before


def test_a_question_left_open_waits_for_its_first_contact_and_for_the_lead(small: SmallStation) -> None:
    enquiry = left_open(small)
    for actor in (LI, WANG):
        assert [line.enquiry_id for line in small.services.home.view(actor).enquiries] == [enquiry]
    assert small.services.home.view(LIU).enquiries == ()
    (line,) = small.services.home.view(LI).enquiries
    # Asked on a Thursday: five working days later is the Thursday after.
    assert line.due_at is not None
    assert f"{line.due_at + timedelta(hours=8):%m-%d}" == "11-27"
    assert not line.late
    small.clock.advance(timedelta(days=8))
    assert small.services.home.view(LI).enquiries[0].late


def test_a_question_cannot_be_left_open_without_saying_what_it_was(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="enquiry_words_missing"):
        left_open(small, words="  ")
    assert small.services.enquiries.day(LI).total == 0


def test_nothing_open_is_done_without_the_words_of_its_answer(small: SmallStation) -> None:
    enquiry = left_open(small)
    with pytest.raises(RuleBroken, match="enquiry_answer_missing"):
        small.services.enquiries.answer_later(LI, enquiry, " ")
    assert len(small.services.home.view(LI).enquiries) == 1
    small.services.enquiries.answer_later(LIU, enquiry, "阶梯电价，用量过了第二档")
    assert small.services.home.view(LI).enquiries == ()
    with pytest.raises(RuleBroken, match="enquiry_not_open"):
        small.services.enquiries.answer_later(LI, enquiry, "再说一次")


def test_an_answer_that_turns_the_customer_away_is_held_back_and_kept(small: SmallStation) -> None:
    enquiry = left_open(small)
    with pytest.raises(RuleBroken, match="reason_forbidden"):
        small.services.enquiries.answer_later(LI, enquiry, "现在太忙没空，过几天再来吧")
    assert len(small.services.home.view(LI).enquiries) == 1
    with small.services.base.store.reading() as connection:
        assert ledger.latest(connection, RefusalHeld.type, enquiry.encode())


def test_words_for_no_open_question_are_not_held_back(small: SmallStation) -> None:
    answered, unknown = left_open(small), small.services.enquiries.new(LI)
    small.services.enquiries.answer_later(LIU, answered, "阶梯电价，用量过了第二档")
    for enquiry, code in ((answered, "enquiry_not_open"), (unknown, "enquiry_unknown")):
        with pytest.raises(RuleBroken, match=code):
            small.services.enquiries.answer_later(LI, enquiry, "现在太忙没空，过几天再来吧")
        with small.services.base.store.reading() as connection:
            assert not ledger.latest(connection, RefusalHeld.type, enquiry.encode())


def test_an_open_question_becomes_a_matter_of_its_first_contact(small: SmallStation) -> None:
    """Another clerk takes it down a day later: who was asked first and when stay, and the answer was promised then."""
    enquiry = left_open(small, contact="13812340009")
    promised = small.services.home.view(LI).enquiries[0].due_at
    small.clock.advance(timedelta(days=1))
    draft = small.services.enquiries.draft(LIU, enquiry)
    assert (draft.kind, draft.fields, draft.phone) == (BILL, {"content": ASKED}, "13812340009")
    accepted = small.services.acceptance.submit(LIU, draft)
    view = small.services.matters.view(LIU, accepted.matter_id)
    assert (view.line.first_contact, view.line.handler) == (LI.name, LIU.name)
    assert view.line.due_at == promised
    assert "最初作为咨询提出" in "".join(line.what for line in view.timeline)
    assert small.services.home.view(LI).enquiries == ()
    (line,) = small.services.enquiries.day(LI, promised and promised.date() - timedelta(days=7)).lines
    assert (line.state, line.number) == ("carried", accepted.number)


def test_an_enquiry_makes_one_matter_and_submitting_twice_makes_no_second(small: SmallStation) -> None:
    enquiry = left_open(small)
    first, second = (small.services.enquiries.draft(LI, enquiry) for _draft in range(2))
    accepted = small.services.acceptance.submit(LI, first)
    assert small.services.acceptance.submit(LI, first).number == accepted.number
    with pytest.raises(RuleBroken, match="enquiry_carried_on"):
        small.services.acceptance.submit(LI, second)
    with pytest.raises(RuleBroken, match="enquiry_carried_on"):
        small.services.enquiries.draft(LI, enquiry)
    with small.services.base.store.reading() as connection:
        assert ledger.facts_of(connection, matter_subject(second.draft_id)) == []
        assert len(ledger.facts_of(connection, enquiry_subject(enquiry))) == 2


def test_an_answered_question_can_still_become_a_matter(small: SmallStation) -> None:
    """The customer knows the answer and wants something done all the same: promised from the acceptance on."""
    enquiry = small.services.enquiries.new(LI)
    small.services.enquiries.answer(LI, enquiry, "bill", words=ASKED)
    small.clock.advance(timedelta(hours=2))
    accepted = small.services.acceptance.submit(LI, small.services.enquiries.draft(LI, enquiry))
    assert small.services.matters.view(LI, accepted.matter_id).line.first_contact == LI.name


def test_a_question_that_ends_answered_at_the_door_is_answered_with_those_words(small: SmallStation) -> None:
    """Once for both; words that are held answer neither, and ends that are no answer leave it open."""
    services, told = small.services, "您用到了第二档，单价高五分"
    enquiry = left_open(small, contact="13812340009")
    first, second = (services.enquiries.draft(LIU, enquiry) for _draft in range(2))
    with pytest.raises(RuleBroken, match="reason_forbidden"):
        services.door.end(LIU, first, "answered", "现在太忙没空，过几天再来吧")
    services.door.end(LIU, first, "mistake", "点错了，没有客户")
    assert [line.enquiry_id for line in services.home.view(LI).enquiries] == [enquiry]
    for _again in range(2):
        services.door.end(LIU, second, "answered", told)
    assert services.home.view(LI).enquiries == ()
    known = kept(small, enquiry)
    assert (known.state, known.first_contact, known.answer, known.facts) == ("answered", LI.staff_no, told, 2)
    assert looked_over(small.home).clean


def test_the_door_answers_no_question_twice(small: SmallStation) -> None:
    """One that was answered meanwhile keeps its answer; the request ends all the same."""
    services, enquiry = small.services, left_open(small, contact="13812340009")
    draft = services.enquiries.draft(LI, enquiry)
    services.enquiries.answer_later(LIU, enquiry, "阶梯电价，用量过了第二档")
    services.door.end(LI, draft, "answered", "已经解释过阶梯电价")
    assert kept(small, enquiry).answer == "阶梯电价，用量过了第二档"


def test_an_auditor_reads_the_day_and_logs_nothing(small: SmallStation) -> None:
    assert small.services.enquiries.day(ZHAO).total == 0
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.enquiries.new(ZHAO)
