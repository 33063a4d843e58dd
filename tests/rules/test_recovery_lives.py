"""Recoveries of bad ratings lived at random by everybody: what comes of them keeps the rules, in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.recovery import AppealDecided, CallOutcome, RecoveryClosed, RecoveryPlanned
from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery import appeal, decide
from counter_tui.domain.recovery.case import Case, Plan
from counter_tui.domain.recovery.measures import parse_measures
from counter_tui.domain.recovery.state import Recovery, fold, is_late
from counter_tui.domain.recovery.turns import Turn, is_turn_of
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.visit.rating import Token
from counter_tui.services.reference.catalogue import load_ratings
from counter_tui.services.reference.files import shipped
from counter_tui.services.reference.recovery import load_measures
from support.clocks import NOON
from support.stations import LI, LIU, WANG, ZHAO
from support.two_pcs import rules

HEAD = Actor("108", "周所长", "head")
PEOPLE = (LI, LIU, WANG, HEAD, ZHAO)
MEASURES = load_measures()
RULES = rules()
TOKEN = Token(
    visit=b"\x01" * 16,
    clerk=LI.staff_no,
    matter="02" * 16,
    series="counter",
    armed_at=NOON,
    state="rated",
    level=1,
    decided_at=NOON,
)


def recorded(fact: Fact, actor: str, at: datetime, number: int) -> Recorded:
    """A fact as the ledger has it."""
    return Recorded(
        fact=fact,
        fact_id=number.to_bytes(16),
        subject=Subject("recovery", TOKEN.visit),
        epoch=b"\x00",
        seq=number,
        hlc=f"{number:06}",
        at=at,
        actor=actor,
        seen=b"",
        hash=number.to_bytes(8),
    )


def acts(random: Random, case: Case, context: Context) -> dict[str, Callable[[], Fact]]:
    """Everything somebody may try now."""
    day = context.today + timedelta(days=random.randrange(-1, 30))
    plan = Plan("waiting", "priority", random.choice(("", "103")), random.choice((None, day)))
    outcome: CallOutcome = random.choice(("reached", "not_reached", "no_wish"))
    return {
        "plan": lambda: decide.decide_plan(case, context, MEASURES, plan),
        "call": lambda: decide.decide_call(case, context, outcome, "好", random.choice((0, 4)), "LY-1"),
        "correct": lambda: decide.decide_correct(case, context, "已改"),
        "state": lambda: appeal.decide_state(case, context, "说明"),
        "appeal": lambda: appeal.decide_appeal(case, context, random.choice(("wrong", "malicious")), "误评"),
        "decide": lambda: appeal.decide_finding(
            case, context, random.choice(("stands", "wrong", "malicious")), "已核"
        ),
        "close": lambda: decide.decide_close(case, context, MEASURES),
    }


def keeps_the_rules(before: Recovery, fact: Fact, actor: Actor, token: Token) -> None:
    """What a fact needs, told without the rules that decided it."""
    tries = MEASURES.limit("state_grid").tries
    assert before.closed is None
    assert actor.role != "auditor"
    if isinstance(fact, RecoveryPlanned):
        assert actor in (WANG, HEAD)
        assert fact.call_by <= fact.correct_by
    if isinstance(fact, AppealDecided):
        assert before.appeal is not None
        assert actor.staff_no not in (token.clerk, before.appeal.said.by)
    if isinstance(fact, RecoveryClosed):
        answered = [each for each in before.calls if each.outcome != "not_reached"]
        assert before.plan is not None
        assert answered or len(before.calls) >= tries
        found = before.appeal.finding if before.appeal else ""
        assert before.corrected or found in ("wrong", "malicious")
        assert before.appeal is None or found
        assert actor.staff_no != token.clerk
        assert actor in (WANG, HEAD)


def test_a_recovery_lived_at_random_is_closed_only_when_it_is_made_good() -> None:
    random, ends = Random(28), Counter[str]()
    for _life in range(400):
        token = replace(TOKEN, clerk=random.choice((LI, WANG)).staff_no)
        told: list[Recorded] = []
        now = NOON
        for number in range(1, 40):
            now += timedelta(hours=random.choice((1, 5, 30)))
            known = fold(told) or Recovery(token.visit)
            actor = random.choice(PEOPLE)
            context = Context(RULES, actor, now)
            name, act = random.choice(list(acts(random, Case(token, known, LI.staff_no), context).items()))
            try:
                fact = act()
            except RuleBroken as broken:
                ends[broken.code] += 1
                continue
            keeps_the_rules(known, fact, actor, token)
            told.append(recorded(fact, actor.staff_no, now, number))
            ends[name] += 1
        shuffled = random.sample(told, len(told))
        assert fold(shuffled) == fold(told)
    # Otherwise the lives would be too poor to prove much.
    assert min(ends[each] for each in ("plan", "call", "correct", "state", "appeal", "decide", "close")) > 20
    assert min(ends[f"recovery_{each}"] for each in ("closed", "reviewed", "yours", "not_called")) > 5


def test_whose_turn_it_is_can_take_the_next_step_or_review() -> None:
    random, taken = Random(31), Counter[str]()
    for _life in range(60):
        token = replace(TOKEN, clerk=random.choice((LI, WANG)).staff_no)
        told: list[Recorded] = []
        for number in range(1, 25):
            known = fold(told) or Recovery(token.visit)
            case, step = Case(token, known, LI.staff_no), known.step(2)
            turn = Turn(known, token.clerk, LI.staff_no)
            now = NOON + timedelta(hours=5 * number)
            asked = [each for each in PEOPLE if is_turn_of(turn, step, Context(RULES, each, now))]
            for actor in asked:
                context = Context(RULES, actor, now)
                tried: dict[str, Callable[[], Fact]] = {
                    **acts(random, case, context),
                    "plan": partial(decide.decide_plan, case, context, MEASURES, Plan("waiting", "priority")),
                    "call": partial(decide.decide_call, case, context, "no_wish", ""),
                }
                assert _lawful(tried[step]) or _lawful(tried["decide"])
                taken[f"{step} {actor.role}"] += 1
            assert asked or known.closed or known.reviewed, "somebody is asked for all but some reviews"
            assert not (asked and known.closed)
            actor = random.choice(PEOPLE)
            context = Context(RULES, actor, now)
            with suppress(RuleBroken):
                fact = random.choice(list(acts(random, case, context).values()))()
                told.append(recorded(fact, actor.staff_no, now, number))
    assert set(taken) == {
        f"{step} {role}" for step in ("plan", "call", "correct", "close") for role in ("lead", "head")
    } | {"call clerk", "correct clerk"}


def test_facts_in_any_number_and_order_fold_to_something() -> None:
    random = Random(1)
    case = Case(TOKEN, Recovery(TOKEN.visit), LI.staff_no)
    made = [act() for act in acts(Random(3), case, Context(RULES, LI, NOON)).values() if _lawful(act)]
    made += [AppealDecided(finding="wrong", words="无"), RecoveryClosed(), RecoveryClosed()]
    for _try in range(50):
        some = random.choices(made, k=8)
        known = fold(recorded(each, "103", NOON, number) for number, each in enumerate(some))
        assert known is not None
        assert known.facts == 8
        limits = MEASURES.limits_from(NOON, RULES)
        assert is_late(known, limits, 2, date(2030, 1, 1)) is (known.closed is None)


def _lawful(act: Callable[[], Fact]) -> bool:
    try:
        act()
    except RuleBroken:
        return False
    return True


def test_every_reason_of_a_bad_level_speaks_for_a_cause_the_hall_knows() -> None:
    reasons = [each.code for level in (1, 2) for each in load_ratings().reasons_for(level)]
    assert all(MEASURES.likely(code) for code in reasons)
    named = [code for cause in MEASURES.causes for code in cause.reasons]
    assert sorted(named) == sorted(reasons), "each reason stands with one cause"


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ('code = "skill"', 'code = "manner"', "twice"),
        ('profile = "southern_grid"', 'profile = "state_grid"', "twice"),
        ('[[limit]]\nprofile = "state_grid"\ncall_days = 1\ncorrect_days = 15\ntries = 2\n', "", "missing"),
        ("tries = 2", "tries = 0", "out_of_range"),
        ("[[remedy]]", "[[money]]", "unknown_field"),
        ("worded = true", "woded = true", "unknown_field"),
    ],
)
def test_a_file_of_measures_that_does_not_fit_is_refused(was: str, becomes: str, problem: str) -> None:
    with pytest.raises(CatalogueBroken) as caught:
        parse_measures(shipped("recovery.toml").replace(was, becomes, 1))
    assert caught.value.problem == problem
