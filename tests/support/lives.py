"""Random commands over the lives of many matters at a real station, and what must hold after each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from msgspec.structs import asdict

from counter_tui.db import ledger, sql
from counter_tui.db.reading import leading
from counter_tui.db.rows import projections
from counter_tui.db.rows.matters import MATTER_TABLES
from counter_tui.db.subjects import MATTER, VISIT
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.catalogue import queries
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.parts import OPEN_TASKS
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.station import matter_subject
from support.looking import matter_keys
from support.pressing import declined, rated, timed_out
from support.stations import (
    BILL,
    COMPLAINT,
    CONNECTION,
    LI,
    LIU,
    METER_TEST,
    REPAIR,
    WANG,
    ZHAO,
    SmallStation,
)
from support.two_pcs import never_round

TABLES: tuple[type[Any], ...] = (*MATTER_TABLES, TokenRow)
ACTORS = (LI, LIU, WANG, ZHAO)
RECEIVERS = (
    Receiver("102"),
    Receiver("103"),
    Receiver("104"),
    Receiver(person="马师傅", phone="13912345678"),
)
_PERSON = {"id_kind": "resident_id", "id_number": "110101199003074477", "address": "和平路12号"}
REQUESTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (BILL, {"fields": {"content": "电费多了"}}),
    (REPAIR, {"fields": {"content": "半户没电"}, "address": "万泉村4组"}),
    (COMPLAINT, {"fields": {"content": "抄错表"}}),
    (CONNECTION, _PERSON),
    (METER_TEST, {**_PERSON, "fields": {"account": "0417000018"}}),
)
COMMANDS_A_MATTER = 22
"""After about so many commands a new matter is accepted, so that some end and some go on."""

Command = Callable[["Lives", Actor, str], object]


@dataclass
class Lives:
    """A station on which random commands are given; what the rules refuse must change nothing."""

    small: SmallStation
    random: Random
    matters: list[str] = field(default_factory=list)
    first_contacts: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def live(self, commands: int) -> None:
        """Give so many commands, looking after each at the matter it was given to."""
        for number in range(commands):
            self.small.clock.advance(timedelta(seconds=self.random.choice([0, 1, 5, 20, 3_600, 90_000])))
            if number % COMMANDS_A_MATTER == 0:
                self._accept()
                continue
            # Mostly the latest matters, or most commands would come to ended ones.
            matter = self.random.choice(self.matters[-4:] if self.random.random() < 0.9 else self.matters)
            self._try(self.random.choice(ACTORS), matter)

    def _accept(self) -> None:
        kind, values = self.random.choice(REQUESTS)
        actor = self.random.choice((LI, LIU, WANG))
        matter = self.small.accept(actor, kind, name="何静", phone="13812340009", **values)
        self.matters.append(matter)
        self.first_contacts[matter] = actor.staff_no
        self.counts["accepted"] += 1
        self._look(matter)

    def _try(self, actor: Actor, matter: str) -> None:
        name, drawn = self.random.choice(sorted(COMMANDS)), self.random.random()
        if drawn < 0.06:
            actor, name = WANG, self.random.choice(("away", "back", "back", "reassign"))
        elif drawn < 0.2:
            actor = self.random.choice((actor, WANG))
            name = self.random.choice(
                ("give_task", "task_take", "task_done", "task_done", "task_back", "task_cancel")
            )
        elif drawn < 0.75:
            view = self.small.services.matters.view(actor, matter)
            can = view.can & COMMANDS.keys()
            # What moves a matter on comes before what can be done at any time.
            aside = {"note", "correct", "reveal", "pause", "withdraw", "undo", "ask_waiver", "give_task"}
            moving = sorted(can - (aside if view.for_lead else {*aside, "decide_handling"}))
            name = self.random.choice(moving or sorted(can) or [name])
        before = self.fact_count()
        try:
            COMMANDS[name](self, actor, matter)
        except RuleBroken:
            self.counts["refused"] += 1
            assert self.fact_count() == before
        else:
            self.counts[name] += 1
        self._look(matter)

    def _look(self, matter_id: str) -> None:
        with self.small.services.base.store.reading() as connection:
            matter = fold(ledger.facts_of(connection, matter_subject(matter_id)))
            standing = leading.standing_now(connection)
        assert matter is not None
        for who in (matter.first_contact, matter.handler):
            assert standing.answering(who) not in standing.away
        self.counts["seen with a stand-in"] += matter.first_contact in standing.away
        self._sound(matter)
        self.counts[f"seen {matter.state}"] += 1
        self.counts["seen for the lead"] += bool(matter.for_lead)

    def _sound(self, matter: Matter) -> None:
        assert matter.first_contact == self.first_contacts[matter.matter_id.hex()] != ""
        assert matter.handler
        assert matter.attention == ()
        kind = queries.known_kind(self.small.services.station.catalogue, matter.kind)
        assert kind is not None
        ways = tuple(stage.code for stage in kind.stages)
        reached = tuple(code for code, _at in matter.stages)
        assert reached == ways[: len(reached)]
        if matter.answered_at is not None:
            assert matter.early or reached == ways
        if matter.state == "closed":
            assert matter.informed_at is not None
            assert matter.answered_at is not None
            assert not matter.owed
            assert not any(task.state in OPEN_TASKS for task in matter.tasks)
            assert matter.offer is None
        assert (matter.state == "handed_over") == (matter.offer is not None)
        never_round(matter)
        assert matter.ended == (matter.ended_at is not None)

    def fact_count(self) -> int:
        """How many facts the ledger holds."""
        with self.small.services.base.store.reading() as connection:
            return ledger.head(connection).seq

    def paper(self, matter: str) -> str:
        """One of the matter's papers by its code, owed or not."""
        papers = self.small.services.matters.view(WANG, matter).papers
        return self.random.choice(papers).paper if papers else "none"

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Every projected row there is."""
        with self.small.services.base.store.reading() as connection:
            return {
                table.TABLE: sorted((asdict(row) for row in sql.read(connection, table)), key=repr)
                for table in TABLES
            }

    def rebuild(self) -> None:
        """Drop every projected row and compute it anew from the facts."""
        store = self.small.services.base.store
        with store.writing() as writing:
            for table in TABLES:
                writing.connection.execute(f"DELETE FROM {table.TABLE}")
            for kind in (MATTER, VISIT):
                for subject in ledger.subjects(writing.connection, kind):
                    projections.rebuild(writing.connection, subject, matter_keys, store.identity_key)


def _rate(lives: Lives, actor: Actor, matter: str) -> object:
    services, random = lives.small.services, lives.random
    visit = services.matters.view(actor, matter).visit
    if random.random() < 0.5:
        return rated(services, visit, random.randint(3, 5))
    return random.choice((declined, timed_out))(services, visit)


def _task(act: str, *words: str) -> Command:
    """An act on one of the matter's tasks, whatever state it is in."""

    def command(lives: Lives, actor: Actor, matter: str) -> object:
        tasks = lives.small.services.matters.view(WANG, matter).tasks
        task = lives.random.choice(tasks).task_id if tasks else "none"
        return getattr(lives.small.services.tasks, act)(actor, matter, task, *words)

    return command


def _give_task(lives: Lives, actor: Actor, matter: str) -> object:
    random, due = lives.random, lives.small.clock.now().date() + timedelta(days=2)
    owner: dict[str, Any] = random.choice(({"unit": "METERING"}, {"to": "103"}, {"to": "101"}))
    tasks = lives.small.services.matters.view(WANG, matter).tasks
    after = (random.choice(tasks).task_id,) if tasks and random.random() < 0.3 else ()
    back = next((each.task_id for each in tasks if each.state == "returned"), "")
    return lives.small.services.tasks.give(actor, matter, "核对", due, after=after, instead=back, **owner)


COMMANDS: dict[str, Command] = {
    "away": lambda v, a, _m: v.small.services.absences.away(
        a, v.random.choice(ACTORS).staff_no, v.random.choice(ACTORS).staff_no, "ill"
    ),
    "back": lambda v, a, _m: v.small.services.absences.back(a, v.random.choice(ACTORS).staff_no),
    "reassign": lambda v, a, _m: v.small.services.reassigning.move(
        a, v.random.choice(("102", "103")), [v.random.choice(("101", "102", "103"))], "病假"
    ),
    "give_task": _give_task,
    "task_take": _task("take"),
    "task_done": _task("done", "查过"),
    "task_back": _task("give_back", "不归我们"),
    "task_cancel": _task("cancel", "不用了"),
    "reach_stage": lambda v, a, m: v.small.services.matters.reach_stage(a, m),
    "answer": lambda v, a, m: v.small.services.matters.answer(
        a,
        m,
        "已处理",
        v.random.choice(("", "", "not_possible", "duplicate")),
        tasks_left=v.random.random() < 0.5,
    ),
    "inform": lambda v, a, m: v.small.services.matters.inform(a, m, "phone", reached=v.random.random() < 0.8),
    "close": lambda v, a, m: v.small.services.matters.close(a, m),
    "withdraw": lambda v, a, m: v.small.services.matters.withdraw(
        a, m, v.random.choice(["", "", "", "不办了"])
    ),
    "hand_over": lambda v, a, m: v.small.services.matters.hand_over(
        a, m, v.random.choice(RECEIVERS), "needs_site"
    ),
    "take": lambda v, a, m: v.small.services.matters.take(a, m),
    "bounce": lambda v, a, m: v.small.services.matters.bounce(a, m, "不在片区"),
    "take_back": lambda v, a, m: v.small.services.matters.take_back(a, m),
    "decide_handling": lambda v, a, m: v.small.services.matters.decide_handling(
        a, m, v.random.choice(("101", "102", "103")), v.random.choice(("不再来回", "不再来回", ""))
    ),
    "pause": lambda v, a, m: v.small.services.matters.pause(a, m, "customer_works"),
    "resume": lambda v, a, m: v.small.services.matters.resume(a, m),
    "collect": lambda v, a, m: v.small.services.matters.collect(a, m, v.paper(m)),
    "waive": lambda v, a, m: v.small.services.matters.waive(a, m, v.paper(m), "已核验"),
    "ask_waiver": lambda v, a, m: v.small.services.matters.ask_waiver(a, m, v.paper(m), "证件在外地"),
    "correct": lambda v, a, m: v.small.services.matters.correct(
        a, m, "name", v.random.choice("王李张刘") + "静"
    ),
    "note": lambda v, a, m: v.small.services.matters.note(a, m, "来电催办"),
    "undo": lambda v, a, m: v.small.services.matters.undo(a, m),
    "reveal": lambda v, a, m: v.small.services.matters.reveal(a, m, v.random.choice(["call", "", "核对"])),
    "rate": _rate,
}
"""What is tried, by the name under which ``MatterView.can`` offers it where it does."""
