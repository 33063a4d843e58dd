"""What an acceptance keeps of a draft, and what it refuses."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import Customer, MatterAccepted, OnPaper
from counter_tui.domain.ids import make_number
from counter_tui.domain.matter.accept import decide_accept
from counter_tui.domain.matter.assess import assess
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.paper_day import decide_accept_from_paper, paper_ids
from counter_tui.domain.matter.promises import steps_of
from counter_tui.domain.matter.state import give
from counter_tui.domain.promise import Step
from counter_tui.domain.staff.roles import Actor
from support.clocks import NOON, SHANGHAI
from support.two_pcs import LI, WANG, rules

CARD = "110101199003074477"
DRAFT = Draft(
    draft_id="6d" * 16,
    visit="0f" * 16,
    kind="BZ101",
    id_kind="resident_id",
    id_number=f" {CARD} ",
    name=" 王\n建国 ",
    phone="138-1234-0001",
    phone2="0551-62345678",
    address=" 和平路\n12号 ",
    account="0417000018",
    remark=" 有\n狗 ",
    agent_name=" 李\n敏 ",
    agent_id_number="11010519491231002x",
    papers_shown=("lease",),
)
NUMBER = make_number("0417A", "C", NOON.date(), 1, b"m" * 16)
CLERK = Context(rules(), LI, NOON)


def accepted(**values: object) -> MatterAccepted:
    """The acceptance of the draft with these values."""
    return decide_accept(DRAFT.with_values(**values), CLERK, NUMBER, "101")


def test_what_was_typed_is_kept_tidied_and_numbers_as_they_are_written() -> None:
    fact = accepted()
    assert fact.customer == Customer(
        customer_class="resident",
        name="王 建国",
        id_kind="resident_id",
        id_number=CARD,
        phone="13812340001",
        phone2="0551-62345678",
        address="和平路 12号",
        account="0417000018",
        agent_name="李 敏",
        agent_id_number="11010519491231002X",
    )
    assert (fact.number, fact.kind, fact.visit, fact.remark) == (str(NUMBER), "BZ101", "0f" * 16, "有 狗")
    assert (fact.first_contact, fact.handler, fact.lead) == ("102", "102", "101")
    assert fact.catalogue == rules().catalogue.version
    assert fact.on_paper is None


def test_the_papers_shown_the_promises_and_the_papers_owed_are_those_the_form_told() -> None:
    told = assess(DRAFT, CLERK)
    fact = accepted()
    assert told.acceptable
    assert [paper.code for paper in told.by_number] == ["agent_identity"]
    assert fact.shown == (*(paper.code for paper in told.now_papers), "agent_identity", "lease")
    assert (fact.promises, fact.deferred) == (told.promises, told.deferred)
    assert fact.promises
    assert fact.deferred


def test_a_kind_of_paper_without_its_number_is_none() -> None:
    fact = accepted(
        kind="BZ501",
        id_kind="passport",
        id_number=" ",
        agent_name="",
        agent_id_number="",
        fields={"content": " 电费\n多了 "},
    )
    assert (fact.customer.id_kind, fact.customer.id_number) == ("", "")
    assert fact.fields["content"] == "电费 多了"
    assert "" not in fact.fields.values()


def test_a_draft_that_does_not_fit_is_refused_with_everything_that_does_not() -> None:
    unfit = DRAFT.with_values(name=" ", phone="138")
    with pytest.raises(RuleBroken) as refused:
        decide_accept(unfit, CLERK, NUMBER, "101")
    assert refused.value.code == "draft_unfit"
    assert refused.value.facts == {"problems": assess(unfit, CLERK).problems}
    assert [(each.field, each.code) for each in assess(unfit, CLERK).problems] == [
        ("name", "name_missing"),
        ("phone", "too_short"),
    ]
    with pytest.raises(RuleBroken) as refused:
        decide_accept(DRAFT, Context(rules(), Actor("104", "赵静", "auditor"), NOON), NUMBER, "101")
    assert refused.value.facts == {"action": "accept", "role": "auditor"}


def test_promises_run_from_what_was_given() -> None:
    given = accepted().promises
    doubtful = replace(given[0], provisional=True)
    first, *_others = give((doubtful, *given[1:]))
    assert (first.given, first.due_at, first.due_day) == (doubtful, doubtful.due_at, doubtful.due_day)
    assert (first.provisional, first.steps, first.met_at) == (True, doubtful.steps, None)
    step = given[0].steps[0]
    assert steps_of(first)[0] == Step(step.kind, step.first, step.last, step.reason, step.n, step.at, step.to)
    assert len(steps_of(first)) == len(given[0].steps)


def test_a_slip_of_paper_counts_from_its_own_time_and_says_when_it_was_entered() -> None:
    lead = Context(rules(), WANG, NOON)
    came = (NOON - timedelta(days=7)).astimezone(SHANGHAI)
    fact = decide_accept_from_paper(DRAFT, lead, "7", came, LI, NUMBER, "101")
    assert fact.on_paper == OnPaper(slip="7", claimed_at=came.astimezone(UTC), entered_at=NOON)
    assert (fact.first_contact, fact.lead, fact.number) == ("102", "101", str(NUMBER))
    assert {promise.started_at for promise in fact.promises} == {came}
    now = decide_accept_from_paper(DRAFT, lead, "7", NOON, LI, NUMBER, "101")
    assert now.on_paper is not None
    assert now.on_paper.claimed_at == NOON


def test_a_slip_from_the_future_or_too_old_or_entered_by_a_clerk_is_refused() -> None:
    lead = Context(rules(), WANG, NOON)
    second = timedelta(seconds=1)
    for context, came, code, known in (
        (lead, NOON + second, "paper_time_ahead", {}),
        (lead, NOON - timedelta(days=7) - second, "paper_time_too_old", {"days": 7}),
        (CLERK, NOON, "not_allowed", {"action": "import_matters", "role": "clerk"}),
    ):
        with pytest.raises(RuleBroken) as refused:
            decide_accept_from_paper(DRAFT, context, "7", came, LI, NUMBER, "101")
        assert (refused.value.code, refused.value.facts) == (code, known)


def test_a_slip_makes_the_same_ids_for_ever_and_each_slip_its_own() -> None:
    assert paper_ids("0417A", "7", "2025-11-20") == (
        "6bfc37d51d6baacc22b85ceb718651aa",
        "6368138ec977700228616d0b07739755",
    )
    others = {
        paper_ids("0417A", "7", "2025-11-21"),
        paper_ids("0417A", "8", "2025-11-20"),
        paper_ids("0418A", "7", "2025-11-20"),
    }
    assert len({each for pair in others for each in pair}) == 6
