"""What a pack moves when it is signed for: all in the transaction of the signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counter_tui.db import ledger
from counter_tui.db.store import Writing
from counter_tui.db.subjects import ACTION_ITEM
from counter_tui.domain.actions import state as action_state
from counter_tui.domain.actions.decide import due_in, set_item
from counter_tui.domain.enquiry import state as enquiry_state
from counter_tui.domain.facts.actions import ActionItemGiven
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.pack import EnquiryTaken, PackLine, RecoveryTaken
from counter_tui.domain.ids import make_id, parse_number
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.pack.decide import on_matter
from counter_tui.domain.pack.state import Pack
from counter_tui.domain.recovery.state import fold as fold_recovery
from counter_tui.services.actions.service import action_subject, name_problem
from counter_tui.services.enquiries import enquiry_subject
from counter_tui.services.recovery.service import recovery_subject
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.wording.packs import again_words, given_words, problem_words

_MEND_DAYS = 1
"""Working days in which who kept a line says what becomes of it."""


def _name(line: PackLine) -> str:
    number = parse_number(line.name)
    return number.short if number else line.name


class Moving:
    """Moves the lines of one pack to whoever signs for it."""

    def __init__(self, station: Station, writing: Writing, context: Context, pack: Pack) -> None:
        self._station, self._writing, self._context, self._pack = station, writing, context, pack
        self._taker = context.actor.staff_no

    def take(self, places: Sequence[int]) -> tuple[int, ...]:
        """Move these lines; the places of those that had left the giver's hands, which are left alone."""
        lines = {place: self._pack.lines[place].line for place in places}
        changed = [*self._on_matters(lines)]
        for place, line in lines.items():
            apart = {"action": self._action, "enquiry": self._enquiry, "recovery": self._recovery}
            if line.kind in apart and not apart[line.kind](line):
                changed.append(place)
        return tuple(sorted(changed))

    def keep(self, place: int, reason: str) -> None:
        """A refused line stays with its owner and becomes an action item of his: what becomes of it is to be said."""
        line, context = self._pack.lines[place].line, self._context
        due = due_in(_MEND_DAYS, context.today, context.rules.calendar)
        fact = set_item(
            context,
            problem_words(line.kind, _name(line), reason),
            self._pack.giver,
            due,
            again_words(),
            "relay",
            f"relay {line.kind} {line.about} {line.part}".strip(),
        )
        subject = Subject(ACTION_ITEM, make_id(context.now, self._writing.pen.random(10)))
        name_problem(self._writing, context, subject, fact)

    def _on_matters(self, lines: dict[int, PackLine]) -> Iterator[int]:
        """Each matter is written once, whatever of it moves."""
        by_matter: dict[str, dict[int, PackLine]] = {}
        for place, line in lines.items():
            if line.kind in ("matter", "offer", "task", "paper"):
                by_matter.setdefault(line.about, {})[place] = line
        for matter_id, of_it in by_matter.items():
            yield from self._matter(matter_id, of_it)

    def _matter(self, matter_id: str, lines: dict[int, PackLine]) -> Iterator[int]:
        history = ledger.facts_of(self._writing.connection, matter_subject(matter_id))
        matter = fold(history)
        if matter is None:
            yield from lines
            return
        owed = {paper.paper for paper in matter.owed} if not matter.ended else set()
        fact = on_matter(
            matter,
            self._pack.giver,
            self._pack.pack_id.hex(),
            work=any(line.kind in ("matter", "offer") for line in lines.values()),
            tasks=[line.part for line in lines.values() if line.kind == "task"],
        )
        if fact is not None:
            self._station.write(self._writing, matter, fact, self._context.actor, history)
        for place, line in lines.items():
            if line.kind == "paper":
                moved = line.part in owed
            elif line.kind == "task":
                moved = fact is not None and line.part in fact.tasks
            else:
                moved = fact is not None and fact.work
            if not moved:
                yield place

    def _action(self, line: PackLine) -> bool:
        item = action_state.fold(ledger.facts_of(self._writing.connection, action_subject(line.about)))
        if item is None or item.owner != self._pack.giver or item.state != "open":
            return False
        fact = ActionItemGiven(owner=self._taker, reason=given_words())
        self._writing.append(action_subject(line.about), [fact], self._taker, item.head)
        return True

    def _enquiry(self, line: PackLine) -> bool:
        subject = enquiry_subject(line.about)
        history = ledger.facts_of(self._writing.connection, subject)
        enquiry = enquiry_state.fold(history)
        if enquiry is None or enquiry.state != "open" or enquiry.handler != self._pack.giver:
            return False
        fact = EnquiryTaken(giver=self._pack.giver, pack=self._pack.pack_id.hex())
        self._writing.append(subject, [fact], self._taker, enquiry.head, history)
        return True

    def _recovery(self, line: PackLine) -> bool:
        subject = recovery_subject(line.about)
        known = fold_recovery(ledger.facts_of(self._writing.connection, subject))
        if known is None or known.closed or known.plan is None or known.plan.caller != self._pack.giver:
            return False
        fact = RecoveryTaken(giver=self._pack.giver, pack=self._pack.pack_id.hex())
        self._writing.append(subject, [fact], self._taker, known.head)
        return True
