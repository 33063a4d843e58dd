"""Random lives of a matter that is passed on among many who come and go, without a store.

Who has the work, who answers for it, and when the lead decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from random import Random

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.absence import CameBack, StandInNamed
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.matter import ending, hand_over, work
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from support.clocks import NOON
from support.crew import Crew
from support.two_pcs import LI, Pc, first_fact, never_round, rules, told

LEAD = Actor("101", "王强", "lead")
CLERKS = (LI, *(Actor(str(number), f"柜员{number}", "clerk") for number in range(103, 109)))
OUTSIDE = Receiver(person="马师傅", phone="13912345678")
MOST_ACTS = 60
MAKES = (
    "offer",
    "offer",
    "offer",
    "take",
    "take",
    "take",
    "take",
    "take",
    "take",
    "bounce",
    "take_back",
    "decide",
    "end",
    "undo",
    "away",
    "back",
    "leave",
    "reassign",
)

Make = Callable[[Matter, Context, Random], Fact]
_first = cache(first_fact)


def one_life(random: Random, counts: Counter[str]) -> Matter:
    """Live one matter on one PC, looking after each act; counts what happened and how long the loops were."""
    pc, now, crew = Pc("A"), NOON, Crew((*CLERKS, LEAD), LEAD)
    pc.write(_first(), LI, now, b"")
    matter = told(pc)
    owners = [matter.handler]
    for _act in range(MOST_ACTS):
        now += timedelta(minutes=random.choice([0, 1, 20]))
        name = random.choice(MAKES)
        actor = _actor(name, matter, crew, random)
        context = Context(rules(), actor, now, crew.standing().stands_in_for(actor.staff_no))
        try:
            fact = _come_and_go(name, matter, crew, context, random) or _fact(
                name, matter, pc, crew, context, random
            )
        except RuleBroken as broken:
            counts[f"refused {broken.code}"] += 1
            continue
        before = matter
        if fact.type not in STATION:
            pc.write(fact, actor, now, matter.head)
            matter = told(pc)
            _look(before, matter)
            _told_by(fact, before, context)
            owners = _counted(fact, before, matter, owners, counts)
        _answered_for(matter, crew, counts)
        counts[name] += 1
        stands_in = isinstance(fact, facts.CustomerInformed) and bool(fact.stand_in_for)
        counts["told by a stand-in"] += stands_in and actor != LEAD
        if matter.ended:
            break
    counts["to the lead" if matter.for_lead else "ended" if matter.ended else "running"] += 1
    return matter


STATION = frozenset({StandInNamed.type, CameBack.type})
"""What is a fact about the station and not about the matter."""


def _come_and_go(name: str, matter: Matter, crew: Crew, context: Context, random: Random) -> Fact | None:
    """Somebody is away, is back, or leaves; leaving gives the work away in the same act. None for another act."""
    if name == "away":
        # Mostly those on whom the matter rests.
        rests = [matter.first_contact, crew.standing().answering(matter.first_contact), matter.handler]
        return crew.away(random, context.now, random.choice([*rests, ""]))
    if name == "back":
        return crew.back(random, context.now)
    if name != "leave" or random.random() < 0.6:
        if name == "leave":
            raise RuleBroken("not_yet")
        return None
    who = random.choice([matter.first_contact, matter.handler, random.choice(CLERKS).staff_no])
    in_hand = not matter.ended and who in (matter.handler, matter.offer.fact.to if matter.offer else "")
    gone = crew.gone(random, context.now, who)
    return hand_over.decide_handling(matter, context, gone.stand_in, "离岗") if in_hand else gone


def _answered_for(matter: Matter, crew: Crew, counts: Counter[str]) -> None:
    """At every moment somebody who is here answers for the matter, and somebody who is here may work on it."""
    now, here = crew.standing(), {each.staff_no for each in crew.here()}
    answers = now.answering(matter.first_contact)
    assert answers in here
    assert matter.ended or now.answering(matter.handler) in here
    counts["seen with a stand-in"] += answers != matter.first_contact
    chain, at = 0, matter.first_contact
    while at in now.away:
        chain, at = chain + 1, now.away[at]
    counts["longest chain"] = max(counts["longest chain"], chain)


def _actor(name: str, matter: Matter, crew: Crew, random: Random) -> Actor:
    """Mostly whoever may: otherwise most acts would be refused."""
    wanted = matter.handler
    if name in ("take", "bounce") and matter.offer is not None:
        wanted = matter.offer.fact.to or matter.offer.by
    if name == "end" and matter.answered_at is not None and matter.informed_at is None:
        wanted = matter.first_contact
    if name == "end" and random.random() < 0.1:
        return random.choice(CLERKS)
    if name in ("decide", "reassign", "leave") or random.random() < 0.1:
        return LEAD
    wanted = crew.standing().answering(wanted)
    return next((clerk for clerk in CLERKS if clerk.staff_no == wanted), random.choice(CLERKS))


def _fact(name: str, matter: Matter, pc: Pc, crew: Crew, context: Context, random: Random) -> Fact:
    others = [each for each in crew.here() if each != LEAD] or [LEAD]
    if name == "offer":
        to = OUTSIDE if random.random() < 0.15 else Receiver(random.choice(others).staff_no)
        return hand_over.decide_hand_over(matter, context, to, "not_my_duty", note="请接手")
    if name == "decide":
        if not matter.for_lead and random.random() < 0.8:
            raise RuleBroken("no_need")
        return hand_over.decide_handling(matter, context, random.choice(others).staff_no, "不再来回")
    if name == "reassign":
        if matter.handler not in crew.standing().away:
            raise RuleBroken("no_need")
        return hand_over.decide_handling(matter, context, random.choice(others).staff_no, "病假")
    if name == "undo":
        return work.decide_undo(pc.history, context)
    if name == "end":
        drawn = random.random()
        if drawn < 0.04:
            return ending.decide_withdraw(matter, context, "不办了")
        # Somebody tries to close too early.
        return ending.decide_close(matter, context) if drawn > 0.9 else _ending(matter, context)
    acts: dict[str, Callable[[], Fact]] = {
        "take": lambda: hand_over.decide_take(matter, context),
        "bounce": lambda: hand_over.decide_bounce(matter, context, "不在片区"),
        "take_back": lambda: hand_over.decide_take_back(matter, context),
    }
    return acts[name]()


def _ending(matter: Matter, context: Context) -> Fact:
    """The next step towards the end: the answer, the customer who knows it, the papers, closing."""
    if matter.answered_at is None:
        return ending.decide_answer(matter, context, "已答复", "not_possible")
    if matter.informed_at is None:
        return ending.decide_inform(matter, context, "phone")
    if matter.owed:
        return work.decide_collect(matter, context, matter.owed[0].paper)
    return ending.decide_close(matter, context)


def _look(before: Matter, after: Matter) -> None:
    assert after.first_contact == before.first_contact == LI.staff_no
    assert after.handler
    assert after.attention == ()
    assert (after.state == "handed_over") == (after.offer is not None)
    never_round(after)
    if after.for_lead:
        assert after.for_lead_at is not None
        assert all(each.reason for each in after.for_lead if each.outcome == "bounced")
    if after.state == "closed":
        assert after.informed_at is not None
        assert after.answered_at is not None


def _told_by(fact: Fact, matter: Matter, context: Context) -> None:
    """Whoever says that the customer knows is the first contact, his stand-in or a lead."""
    if isinstance(fact, facts.CustomerInformed):
        assert context.actor == LEAD or context.acts_for(matter.first_contact)


def _counted(fact: Fact, before: Matter, after: Matter, owners: list[str], counts: Counter[str]) -> list[str]:
    """Who had the work one after another since the lead last decided; a loop that was stopped by its length."""
    if isinstance(fact, (facts.HandlingDecided, facts.ActUndone)):
        return [after.handler]
    if isinstance(fact, facts.HandedOver) and after.for_lead and not before.for_lead and fact.to in owners:
        counts[f"loop of {len(owners) - owners.index(fact.to)}"] += 1
    return [*owners, after.handler] if after.handler != owners[-1] else owners
