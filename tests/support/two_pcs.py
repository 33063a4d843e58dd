"""One matter lived on one PC or on two that meet now and then: what is done, and what holds whatever was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from random import Random
from typing import Any, Literal

from counter_tui.domain.catalogue import queries
from counter_tui.domain.clock import Hlc, from_ms, next_reading, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.ids import make_number
from counter_tui.domain.letter.commitment import decide_letter
from counter_tui.domain.matter import correct, ending, hand_over, tasks, work
from counter_tui.domain.matter.accept import decide_accept
from counter_tui.domain.matter.context import Context, Rules
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.parts import OPEN_TASKS
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.reference.catalogue import load_catalogue
from support.clocks import NOON, SHANGHAI

LI, LIU, WANG = Actor("102", "李敏", "clerk"), Actor("103", "刘伟", "clerk"), Actor("101", "王强", "lead")
ACTORS = (LI, LIU, WANG)
MATTER = Subject("matter", b"m" * 16)
RECEIVERS = (Receiver("102"), Receiver("103"), Receiver(person="马师傅", phone="13912345678", unit="抢修班"))


@cache
def rules() -> Rules:
    """The rules of the tests' station."""
    return Rules(load_catalogue(), load_calendar(), "state_grid", "urban", SHANGHAI)


@dataclass
class Pc:
    """One PC: the facts it has, and its wall clock, which may be wrong."""

    letter: str
    wrong_by: timedelta = timedelta(0)
    history: list[Recorded] = field(default_factory=list)

    def wall(self, now: datetime) -> datetime:
        """What this PC takes the time to be."""
        return now + self.wrong_by

    def write(self, fact: Fact, actor: Actor, now: datetime, seen: bytes) -> Recorded:
        """Record a fact above all this PC has."""
        newest = max((Hlc.parse(entry.hlc) for entry in self.history), default=None)
        wall = to_ms(self.wall(now))
        reading, flag = next_reading(newest, wall, to_ms(NOON), self.letter)
        seq = 1 + sum(entry.epoch == self.letter.encode() for entry in self.history)
        fact_id = sha256(f"{self.letter}{seq}".encode()).digest()[:16]
        entry = Recorded(
            fact=fact,
            fact_id=fact_id,
            subject=MATTER,
            epoch=self.letter.encode(),
            seq=seq,
            hlc=reading.text(),
            at=from_ms(wall),
            actor=actor.staff_no,
            seen=seen,
            hash=sha256(fact_id).digest(),
            clock_flag=flag,
        )
        self.history.append(entry)
        return entry


def first_fact(kind: str = "BZ101", now: datetime = NOON, fields: Any = None) -> facts.MatterAccepted:
    """The acceptance of a matter of this kind."""
    draft = Draft(
        draft_id=MATTER.id.hex(),
        visit="0" * 32,
        kind=kind,
        id_kind="resident_id",
        id_number="110101199003074477",
        name="王建国",
        phone="13812340001",
        address="和平路12号",
        fields=fields or {},
    )
    context = Context(rules(), LI, now)
    return decide_accept(draft, context, make_number("0417A", "C", now.date(), 1, MATTER.id), "101")


def some_paper(matter: Matter, pick: int) -> str:
    """One of the papers deferred, owed or not."""
    return matter.deferred[pick % len(matter.deferred)].paper if matter.deferred else "none"


def some_task(matter: Matter, pick: int) -> str:
    """One of the tasks by its id, settled or not."""
    return matter.tasks[pick % len(matter.tasks)].task_id if matter.tasks else "none"


EARLY: tuple[facts.EarlyEnd | Literal[""], ...] = ("", "not_possible", "duplicate")
Deed = Callable[[Matter, list[Recorded], Context, int], Fact]
DEEDS: dict[str, Deed] = {
    "stage": lambda m, _h, c, _p: work.decide_reach_stage(m, c),
    "answer": lambda m, _h, c, p: ending.decide_answer(m, c, f"答复{p}", EARLY[p % 3], tasks_left=p % 2 == 0),
    "inform": lambda m, _h, c, p: ending.decide_inform(m, c, "phone", p % 4 != 0),
    "close": lambda m, _h, c, _p: ending.decide_close(m, c),
    "withdraw": lambda m, _h, c, p: ending.decide_withdraw(m, c, "不办了" if p % 5 == 0 else ""),
    "offer": lambda m, _h, c, p: hand_over.decide_hand_over(m, c, RECEIVERS[p % 3], "needs_site"),
    "take": lambda m, _h, c, _p: hand_over.decide_take(m, c),
    "bounce": lambda m, _h, c, _p: hand_over.decide_bounce(m, c, "不是我的片区"),
    "take_back": lambda m, _h, c, _p: hand_over.decide_take_back(m, c),
    "decide": lambda m, _h, c, p: hand_over.decide_handling(m, c, ("101", "102", "103")[p % 3], f"定{p}"),
    "collect": lambda m, _h, c, p: work.decide_collect(m, c, some_paper(m, p)),
    "waive": lambda m, _h, c, p: work.decide_waive(m, c, some_paper(m, p), "已核验"),
    "ask_waiver": lambda m, _h, c, p: work.decide_ask_waiver(m, c, some_paper(m, p), "证件在外地"),
    "pause": lambda m, _h, c, _p: work.decide_pause(m, c, "customer_works"),
    "resume": lambda m, _h, c, _p: work.decide_resume(m, c),
    "task_give": lambda m, _h, c, p: tasks.decide_give(
        m,
        c,
        f"任务{p}",
        tasks.Owner(staff_no="103")
        if p % 2
        else tasks.Owner(unit="BILLING", unit_zh="电费班", unit_en="Billing"),
        c.today,
        after=tuple(each.task_id for each in m.tasks[-1:] if p % 3 == 0),
        instead=next((each.task_id for each in m.tasks if each.state == "returned"), ""),
    ),
    "task_take": lambda m, _h, c, p: tasks.decide_task_taken(m, c, some_task(m, p)),
    "task_done": lambda m, _h, c, p: tasks.decide_task_done(m, c, some_task(m, p), "查过"),
    "task_back": lambda m, _h, c, p: tasks.decide_task_returned(m, c, some_task(m, p), "不归我们"),
    "task_cancel": lambda m, _h, c, p: tasks.decide_task_cancelled(m, c, some_task(m, p), "不用了"),
    "note": lambda m, _h, c, p: work.decide_note(m, c, f"备注{p}"),
    "correct": lambda m, _h, c, p: correct.decide_correct(m, c, "address", f"和平路{p}号"),
    "receipt": lambda m, _h, _c, _p: paper_facts.ReceiptPrinted(copy_no=m.receipts, format="58"),
    "letter": lambda m, _h, c, _p: decide_letter(m, c, "1", "58"),
    "undo": lambda _m, h, c, _p: work.decide_undo(h, c),
}


def begun(*deeds: tuple[str, int]) -> list[Any]:
    """The beginning of a life: deeds of the first contact, known to both PCs."""
    return [(name, LI, 0, pick, 60, True) for name, pick in deeds]


PAPERS = [("collect", 0), ("collect", 1), ("collect", 2), ("collect", 3)]
STAGES = [("stage", 0)] * 5
BEGINNINGS = [
    begun(),
    begun(("offer", 1)),
    begun(("pause", 0), ("answer", 1)),
    begun(*PAPERS, *STAGES[:4]),
    begun(*PAPERS, *STAGES, ("answer", 0), ("inform", 1)),
    begun(*PAPERS, *STAGES, ("answer", 0), ("inform", 1), ("close", 0)),
    begun(*PAPERS, ("answer", 1), ("inform", 1)),
    begun(*PAPERS, ("stage", 0), ("answer", 2), ("inform", 1), ("close", 0)),
]


def meet(one: Pc, other: Pc) -> None:
    """Both PCs have all facts afterwards."""
    known = {entry.fact_id: entry for entry in (*one.history, *other.history)}
    one.history, other.history = list(known.values()), list(known.values())


def told(pc: Pc) -> Matter:
    """The matter as this PC tells it."""
    matter = fold(pc.history)
    assert matter is not None
    return matter


def live(steps: list[Any], pcs: tuple[Pc, Pc], check: Callable[[Matter, Matter], None]) -> None:
    """Try each step on its PC; what the rules refuse does not happen."""
    now = NOON
    pcs[0].write(first_fact(), LI, now, b"")
    meet(*pcs)
    for name, actor, place, pick, seconds, meets in steps:
        now += timedelta(seconds=seconds)
        pc = pcs[place]
        before = told(pc)
        context = Context(rules(), actor, pc.wall(now))
        try:
            fact = DEEDS[name](before, pc.history, context, pick)
        except RuleBroken:
            continue
        pc.write(fact, actor, now, before.head)
        check(before, told(pc))
        if meets:
            meet(*pcs)
    meet(*pcs)


@cache
def ways() -> tuple[str, ...]:
    """The stages of the kind, in order."""
    kind = queries.known_kind(rules().catalogue, "BZ101")
    assert kind is not None
    return tuple(stage.code for stage in kind.stages)


def reached(matter: Matter) -> set[str]:
    """The stages that count as reached."""
    return {code for code, _at in matter.stages}


SENT_BACK = 2
"""So often work is sent back before the lead decides; said here again, so that another number in the rules shows."""


def never_round(matter: Matter) -> None:
    """Between two decisions of the lead nobody gets the work twice, and it is sent back twice at the most.

    Nor is it offered again to anybody who sent it back: that comes to the lead.

    Counted anew from the hand-overs: what ``Matter.for_lead`` says has to follow.
    """
    firsts = [matter.first_contact, *(decision.to for decision in matter.decisions)]
    places = [0, *(decision.hand_overs for decision in matter.decisions), len(matter.hand_overs)]
    for first, (start, end) in zip(firsts, pairwise(places), strict=True):
        passed = [each for each in matter.hand_overs[start:end] if each.outcome != "taken_back"]
        takers = [each.offer.fact.to for each in passed if each.outcome == "accepted" and each.offer.fact.to]
        # Back from somebody without a PC to whoever gave it to him is no round: nobody else was handler meanwhile.
        takers = [taker for before, taker in pairwise(["", first, *takers]) if taker != before]
        assert len(set(takers)) == len(takers), takers
        assert sum(each.outcome == "bounced" for each in passed) <= SENT_BACK
        refusers: set[str] = set()
        handler = first
        for each in passed:
            to = each.offer.fact.to
            # What comes back to the handler from somebody without a PC is his own.
            if to and to != handler:
                assert to not in refusers or each.outcome == "to_lead"
                refusers |= {to} if each.outcome == "bounced" else set()
            handler = to if to and each.outcome == "accepted" else handler
        assert all(each.outcome != "to_lead" for each in passed[:-1])
    bounced = sum(each.outcome == "bounced" for each in passed)
    stuck = bounced >= SENT_BACK or (bool(passed) and passed[-1].outcome == "to_lead")
    assert bool(matter.for_lead) == (stuck and not matter.ended and matter.offer is None)
    assert not (stuck and matter.offer is not None)


def sound(before: Matter, after: Matter) -> None:
    """What holds of a matter whatever happened."""
    assert after.first_contact == before.first_contact == LI.staff_no
    assert after.handler
    assert after.facts == before.facts + 1
    if after.state == "closed":
        assert after.informed_at is not None
        assert after.answered_at is not None
        assert not after.owed
        assert not any(task.state in OPEN_TASKS for task in after.tasks)
        assert after.offer is None
        assert after.early or reached(after) >= set(ways())
    assert (after.state == "handed_over") == (after.offer is not None)
    assert after.ended == (after.ended_at is not None)
    never_round(after)
    assert all(one.until is not None for one, _later in pairwise(after.pauses))


def sound_in_part(matter: Matter | None) -> None:
    """What holds of whatever part of a matter's facts has come, in whatever order it came."""
    if matter is None:
        return
    assert matter.first_contact == LI.staff_no
    assert matter.handler
    if matter.state == "closed":
        assert matter.informed_at is not None
        assert matter.answered_at is not None
        assert matter.early or reached(matter) >= set(ways())
    assert (matter.state == "handed_over") == (matter.offer is not None)
    never_round(matter)


def arrived(history: list[Recorded], random: Random) -> list[Recorded]:
    """The facts in an order in which they may come to a third PC: each writer's own in the order he wrote them."""
    queues = [
        sorted((entry for entry in history if entry.epoch == epoch), key=lambda entry: entry.seq)
        for epoch in sorted({entry.epoch for entry in history})
    ]
    coming: list[Recorded] = []
    while queues:
        queue = random.choice(queues)
        # A line that comes back after a while brings much at once.
        for _each in range(min(len(queue), random.choice([1, 1, 2, 5]))):
            coming.append(queue.pop(0))
        queues = [each for each in queues if each]
    return coming


def random_steps(random: Random, count: int) -> list[Any]:
    """A beginning and as many more steps, on one PC or the other, which sometimes meet."""
    return [
        *random.choice(BEGINNINGS),
        *(
            (
                random.choice(sorted(DEEDS)),
                random.choice(ACTORS),
                random.randrange(2),
                random.randrange(20),
                random.choice([0, 1, 20, 45, 90_000]),
                random.random() < 0.5,
            )
            for _step in range(count)
        ),
    ]
