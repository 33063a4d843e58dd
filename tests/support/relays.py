"""Random shifts at a real station: work is taken on, passed about, ended, and handed over in packs at the relay.

Who has what is kept here a second time, without the program, and compared after every act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from counter_tui.db import ledger
from counter_tui.db.rows.packs import PACK
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.pack import PackLine
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.pack.state import ORDER, OWNED
from counter_tui.domain.pack.state import fold as pack_of
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.station import matter_subject
from support.stations import BILL, LI, LIU, PINS, WANG, SmallStation

PEOPLE = (LI, LIU, WANG)
NUMBERS = {each.staff_no for each in PEOPLE}
_TASKS = (
    "SELECT hex(task_id), owner FROM matter_task JOIN matter USING (matter_id)"
    " WHERE matter_task.state IN ('given', 'taken') AND matter.state NOT IN ('closed', 'withdrawn')"
)
_ITEMS = "SELECT hex(item_id), owner FROM action_item WHERE state = 'open'"
_ASKED = "SELECT hex(enquiry_id), handler FROM enquiry WHERE state = 'open'"
_MATTERS = (
    "SELECT hex(matter_id), first_contact, handler, offered_to FROM matter"
    " WHERE state NOT IN ('closed', 'withdrawn')"
)
PackLines = tuple[PackLine, ...]


def _actor(staff_no: str) -> Actor:
    return next(each for each in PEOPLE if each.staff_no == staff_no)


@dataclass
class Hands:
    """Who has what, by id: the work on a matter, what is offered to whom, tasks, action items, questions."""

    first: dict[str, str] = field(default_factory=dict)
    work: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    task_of: dict[str, str] = field(default_factory=dict)
    actions: dict[str, str] = field(default_factory=dict)
    enquiries: dict[str, str] = field(default_factory=dict)

    def end(self, matter: str) -> None:
        """Nobody has anything of a matter that is over."""
        self.work.pop(matter)
        self.offers.pop(matter, None)
        for task in [task for task, of in self.task_of.items() if of == matter]:
            self.tasks.pop(task, None)

    def move(self, line: PackLine, giver: str, taker: str) -> None:
        """What a line that was not refused means: whatever of it the giver still has is the taker's."""
        about = line.about
        offered = self.offers.get(about, "")
        if line.kind in ("matter", "offer") and about in self.work and giver in (self.work[about], offered):
            self.work[about] = taker
            if offered in (giver, taker):
                del self.offers[about]
        for kind, have, key in (
            ("task", self.tasks, line.part),
            ("action", self.actions, about),
            ("enquiry", self.enquiries, about),
        ):
            if line.kind == kind and have.get(key) == giver:
                have[key] = taker


class Relays:
    """A station on which random people do random acts; what the rules refuse changes nothing."""

    def __init__(self, small: SmallStation, random: Random) -> None:
        self.small, self.random = small, random
        self.hands, self.packs = Hands(), dict[str, tuple[str, str]]()
        self.counts = Counter[str]()
        self._acts: dict[str, Callable[[], None]] = {
            "accept": self._accept,
            "hand_over": self._hand_over,
            "settle": self._settle,
            "task": self._task,
            "task_done": self._task_done,
            "action": self._action,
            "enquiry": self._enquiry,
            "answer": self._answer,
            "withdraw": self._withdraw,
            "offer": self._offer,
            "offer_again": self._offer,
            "take": self._take,
            "take_again": self._take,
            "take_then": self._take,
            "pack_back": self._pack_back,
        }

    def live(self, acts: int) -> None:
        """Do so many acts, looking after each who has what."""
        for number in range(acts):
            self.small.clock.advance(timedelta(minutes=self.random.choice([0, 1, 7, 240])))
            name = "accept" if number < 2 else self.random.choice(sorted(self._acts))
            try:
                self._acts[name]()
            except (RuleBroken, IndexError) as broken:
                # An empty choice is nothing to act on.
                self.counts[f"refused {broken.code}" if isinstance(broken, RuleBroken) else "nothing"] += 1
            else:
                self.counts[name] += 1
            self._look()

    def _look(self) -> None:
        """The rows say the same as what was kept here: one holder for everything there is."""
        with self.small.services.base.store.reading() as connection:
            rows = [tuple(row) for row in connection.execute(_MATTERS)]
            tasks, items, asked = (dict(connection.execute(each)) for each in (_TASKS, _ITEMS, _ASKED))
        have, lower = self.hands, str.lower
        assert {lower(id_): first for id_, first, _handler, _to in rows}.items() <= have.first.items()
        assert {lower(id_): handler for id_, _first, handler, _to in rows} == have.work
        assert {lower(id_): to for id_, _first, _handler, to in rows if to} == have.offers
        for found, wanted in ((tasks, have.tasks), (items, have.actions), (asked, have.enquiries)):
            assert {lower(id_): who for id_, who in found.items()} == wanted
            assert set(found.values()) <= NUMBERS

    def minutes_without_anybody(self) -> int:
        """Of all matters together: the minutes from its acceptance to its end, or now, in which nobody had it."""
        now = self.small.clock.now()
        with self.small.services.base.store.reading() as connection:
            return sum(
                _unowned(ledger.facts_of(connection, matter_subject(matter)), first, now)
                for matter, first in self.hands.first.items()
            )

    def _accept(self) -> None:
        who = self.random.choice(PEOPLE)
        matter = self.small.accept(who, BILL, name="何静", phone="13812340009", fields={"content": "电费多"})
        self.hands.first[matter] = self.hands.work[matter] = who.staff_no

    def _some_matter(self) -> str:
        return self.random.choice(sorted(self.hands.work))

    def _hand_over(self) -> None:
        matter, to = self._some_matter(), self.random.choice(PEOPLE).staff_no
        giver = _actor(self.hands.work[matter])
        self.small.services.matters.hand_over(giver, matter, Receiver(to), "not_my_duty", note="请接手")
        with self.small.services.base.store.reading() as connection:
            after = fold(ledger.facts_of(connection, matter_subject(matter)))
        # Back to somebody who had it, the offer goes to the lead and waits for nobody else.
        if after is not None and not after.for_lead:
            self.hands.offers[matter] = to

    def _settle(self) -> None:
        matter = self.random.choice(sorted(self.hands.offers))
        to, matters = self.hands.offers[matter], self.small.services.matters
        how = self.random.choice(("take", "bounce", "take_back"))
        if how == "take":
            matters.take(_actor(to), matter)
            self.hands.work[matter] = to
        elif how == "bounce":
            matters.bounce(_actor(to), matter, "不在片区")
        else:
            matters.take_back(_actor(self.hands.work[matter]), matter)
        del self.hands.offers[matter]

    def _task(self) -> None:
        matter, to = self._some_matter(), self.random.choice(PEOPLE).staff_no
        day = self.small.clock.now().date() + timedelta(days=9)
        giver = _actor(self.hands.work[matter])
        before = {each.task_id for each in self.small.services.matters.view(WANG, matter).tasks}
        view = self.small.services.tasks.give(giver, matter, "核对", day, to=to)
        (new,) = {each.task_id for each in view.tasks} - before
        self.hands.tasks[new], self.hands.task_of[new] = to, matter

    def _task_done(self) -> None:
        task = self.random.choice(sorted(self.hands.tasks))
        owner = _actor(self.hands.tasks[task])
        self.small.services.tasks.done(owner, self.hands.task_of[task], task, "查过")
        del self.hands.tasks[task]

    def _action(self) -> None:
        actions, who = self.small.services.actions, self.random.choice(PEOPLE).staff_no
        words, due = f"第{len(self.hands.actions)}处{self.counts['action']}", self.small.clock.now().date()
        item = actions.set(WANG, actions.new(WANG), words, who, due + timedelta(days=9), "看").item_id
        self.hands.actions[item] = who

    def _enquiry(self) -> None:
        who, enquiries = self.random.choice(PEOPLE), self.small.services.enquiries
        enquiry = enquiries.new(who)
        enquiries.leave_open(who, enquiry, "bill", words="电费多")
        self.hands.enquiries[enquiry] = who.staff_no

    def _answer(self) -> None:
        enquiry = self.random.choice(sorted(self.hands.enquiries))
        who = _actor(self.hands.enquiries[enquiry])
        self.small.services.enquiries.answer_later(who, enquiry, "阶梯电价")
        del self.hands.enquiries[enquiry]

    def _withdraw(self) -> None:
        if self.random.random() < 0.5:
            matter = self._some_matter()
            self.small.services.matters.withdraw(_actor(self.hands.work[matter]), matter, "不办了")
            self.hands.end(matter)

    def _offer(self) -> None:
        giver, to = self.random.sample(PEOPLE, 2)
        packs = self.small.services.packs
        pack = packs.offer(giver, PINS[giver.staff_no], packs.new(giver), to.staff_no).pack_id
        self.packs[pack] = (giver.staff_no, to.staff_no)

    def _take(self) -> None:
        """Everything but what is refused is the taker's; what is refused stays where it is, whoever has it."""
        pack = self.random.choice(sorted(self.packs))
        giver, taker = self.packs[pack]
        lines = self._lines(pack)
        share = self.random.choice((0.0, 0.3, 1.0))
        refused = {
            place: "先不接"
            for place, line in enumerate(lines)
            if line.kind in OWNED and line.kind != "paper" and self.random.random() < share
        }
        self.small.services.packs.take(_actor(taker), PINS[taker], pack, tuple(ORDER), refused)
        del self.packs[pack]
        self._moved(lines, refused, giver, taker)
        self._named(giver)
        self.counts["refused lines"] += len(refused)
        self.counts["taken lines"] += len(lines) - len(refused)

    def _moved(self, lines: PackLines, refused: dict[int, str], giver: str, taker: str) -> None:
        for place, line in enumerate(lines):
            if place not in refused:
                self.hands.move(line, giver, taker)

    def _named(self, giver: str) -> None:
        """What was refused is an action item of the old owner, unless such a one is carried already."""
        with self.small.services.base.store.reading() as connection:
            items = {id_.lower(): who for id_, who in connection.execute(_ITEMS)}
        new = {id_: who for id_, who in items.items() if id_ not in self.hands.actions}
        assert set(new.values()) <= {giver}
        self.hands.actions.update(new)

    def _lines(self, pack: str) -> PackLines:
        with self.small.services.base.store.reading() as connection:
            known = pack_of(ledger.facts_of(connection, Subject(PACK, bytes.fromhex(pack))))
        assert known is not None
        return tuple(each.line for each in known.lines)

    def _pack_back(self) -> None:
        if self.random.random() < 0.3:
            pack = self.random.choice(sorted(self.packs))
            self.small.services.packs.withdraw(_actor(self.packs[pack][0]), pack)
            del self.packs[pack]


def _unowned(history: list[Recorded], first: str, now: datetime) -> int:
    """The minutes of one matter in which nobody had it; its first contact is the same after every fact."""
    told = [fold(history[: place + 1]) for place in range(len(history))]
    ends = [*(each.at for each in history[1:]), now]
    missing = 0
    for state, entry, end in zip(told, history, ends, strict=True):
        assert state is not None
        assert (state.first_contact, state.attention) == (first, ())
        if state.handler not in NUMBERS and not state.ended:
            missing += to_ms(end) - to_ms(entry.at)
    return missing // 60_000
