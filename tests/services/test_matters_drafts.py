"""Drafts: saved as one types, one's own, gone when submitted; and one submission makes one matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from support.looking import looked_over
from support.shift import handed_to
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def test_a_draft_comes_back_as_it_was_typed(small: SmallStation) -> None:
    drafts = small.services.drafts
    draft = drafts.new(LI, kind=BILL).with_values(name=" 何　静", phone="138-1234", focus="phone")
    drafts.save(LI, draft)
    drafts.save(LI, draft.with_values(phone="138-12345"))
    assert drafts.load(LI, draft.draft_id) == draft.with_values(phone="138-12345")
    assert [line.draft_id for line in drafts.list(LI)] == [draft.draft_id]
    assert drafts.list(LIU) == ()


@pytest.mark.parametrize("field", ["name", "id_number", "agent_name", "agent_id_number", "remark", "account"])
def test_whatever_was_typed_first_is_kept(small: SmallStation, field: str) -> None:
    draft = small.services.drafts.new(LI).with_values(**{field: "1"})
    small.services.drafts.save(LI, draft)
    assert small.services.drafts.load(LI, draft.draft_id) == draft


def test_a_draft_in_which_everything_was_wiped_out_is_gone(small: SmallStation) -> None:
    drafts = small.services.drafts
    draft = drafts.new(LI)
    drafts.save(LI, draft.with_values(name="何"))
    drafts.save(LI, draft)
    assert drafts.load(LI, draft.draft_id) is None


def test_somebody_elses_draft_is_not_read_changed_or_discarded(small: SmallStation) -> None:
    drafts = small.services.drafts
    draft = drafts.new(LI).with_values(name="何静")
    drafts.save(LI, draft)
    with pytest.raises(RuleBroken, match="not_your_draft"):
        drafts.load(LIU, draft.draft_id)
    with pytest.raises(RuleBroken, match="not_your_draft"):
        drafts.save(LIU, draft.with_values(name="别人"))
    with pytest.raises(RuleBroken, match="not_your_draft"):
        drafts.discard(LIU, draft.draft_id)
    assert drafts.load(LI, draft.draft_id) == draft
    small.services.door.end(LI, draft, "customer_wish", "客户说月底再来")
    drafts.discard(LI, draft.draft_id)
    assert drafts.load(LI, draft.draft_id) is None


def test_the_drafts_of_one_who_leaves_go_to_whoever_records_it(small: SmallStation) -> None:
    """Nothing typed is lost, no particulars lie where nobody reaches them; others' drafts stay theirs."""
    drafts, staff = small.services.drafts, small.services.staff
    begun = small.draft(LIU, BILL, name="何静")
    small.draft(LIU, BILL, name="吕梁")
    others = small.draft(LI, BILL, name="单志勇")
    assert {person.staff_no: person.drafts for person in staff.list()}["103"] == 2
    assert staff.leave(WANG, "103") == 2
    assert {line.draft_id for line in drafts.list(LI)} == {others.draft_id}
    assert drafts.load(WANG, begun.draft_id) == begun
    assert [line.customer for line in small.services.home.view(WANG).drafts] == ["何*", "吕*"]
    small.services.door.end(WANG, begun, "customer_wish", "客户说月底再来")
    assert len(drafts.list(WANG)) == 1
    assert {person.staff_no: person.drafts for person in staff.list(include_left=True)}["103"] == 0
    assert looked_over(small.home).clean


def test_a_form_still_open_for_one_who_has_left_keeps_nothing_more(small: SmallStation) -> None:
    """Neither the draft that is the lead's now, nor a new one nobody could reach."""
    drafts = small.services.drafts
    begun, new = small.draft(LIU, BILL, name="何静"), drafts.new(LIU)
    small.services.staff.leave(WANG, "103")
    for draft in (begun, new):
        with pytest.raises(RuleBroken, match="staff_left"):
            drafts.save(LIU, draft.with_values(name="别人"))
    assert drafts.list(LIU) == ()
    assert drafts.load(WANG, begun.draft_id) == begun


def test_a_lead_does_not_leave_drafts_behind_by_recording_the_own_leaving(small: SmallStation) -> None:
    staff = small.services.staff
    staff.add(WANG, "105", "孙涛", "head", "618350")
    handed_to(small, "105", "618350")
    draft = small.draft(WANG, BILL, name="何静")
    with pytest.raises(RuleBroken, match="holds_drafts"):
        staff.leave(WANG, "101")
    assert [person.active for person in staff.list(include_left=True)] == [True] * 5
    small.services.door.end(WANG, draft, "customer_wish", "客户说月底再来")
    assert staff.leave(WANG, "101") == 0


def test_the_auditor_takes_nothing_down(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.drafts.new(ZHAO)


def test_submitting_twice_makes_one_matter_and_the_draft_stays_gone(small: SmallStation) -> None:
    services = small.services
    draft = services.drafts.new(LI, kind=BILL).with_values(
        name="何静", phone="13812340009", fields={"content": "电费多了"}
    )
    services.drafts.save(LI, draft)
    before = looked_over(small.home).counts["facts"]
    first = services.acceptance.submit(LI, draft)
    second = services.acceptance.submit(LI, draft)
    assert (first.again, second.again) == (False, True)
    assert (first.matter_id, first.number) == (second.matter_id, second.number)
    services.drafts.save(LI, draft)
    assert services.drafts.list(LI) == ()
    assert services.home.view(LI).matter_count == 1
    assert looked_over(small.home).counts["facts"] == before + 2


def test_a_draft_that_does_not_fit_stays_and_writes_nothing(small: SmallStation) -> None:
    services = small.services
    draft = services.drafts.new(LI, kind=BILL).with_values(name="何静", phone="1381234")
    services.drafts.save(LI, draft)
    before = looked_over(small.home).counts
    with pytest.raises(RuleBroken, match="draft_unfit"):
        services.acceptance.submit(LI, draft)
    assert services.drafts.load(LI, draft.draft_id) == draft
    assert looked_over(small.home).counts == before


def test_numbers_of_a_day_count_up(small: SmallStation) -> None:
    for ordinal in (1, 2, 3):
        matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费"})
        assert small.services.matters.view(LI, matter).line.short == f"1120-{ordinal:04d}"
