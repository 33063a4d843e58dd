"""What a person has in hand as the lines of a pack, and those lines in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from counter_tui.db import ledger, people, station_keys
from counter_tui.db.reading import calls, packs, tokens, voice
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import papers as paper_rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import DeferredRow, MatterRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.pack import LineKind, PackLine
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.pack.state import ORDER, OWNED, Settled
from counter_tui.i18n import _, language
from counter_tui.services.customers.advice import account_marks, advice_of
from counter_tui.services.lines.checks import items_failed, problem_of
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.views.packs import PackLineView
from counter_tui.services.wording.packs import say_call_line

_MOST = 500
_EVER = 1 << 62


def lines_of(
    station: Station, connection: Reading, giver: str, to: str = "", *, lead: bool = False
) -> list[PackLine]:
    """What is in this person's hands now, as the lines of a pack for ``to``; with ``lead`` what waits for the lead."""
    rows = matter_rows.in_hand(connection, giver)
    lines = [_matter(station, row, giver) for row in rows]
    lines += _tasks(connection, giver)
    items = packs.items_of(connection, giver)
    failed = items_failed(connection, items)
    lines += [
        PackLine(
            kind="action",
            about=row.item_id.hex(),
            name=problem_of(row, failed),
            due=date.fromisoformat(row.due),
        )
        for row in items
    ]
    lines += [
        PackLine(kind="enquiry", about=row.enquiry_id.hex(), name=row.topic, due=_day(station, row.due_ms))
        for row in packs.enquiries_of(connection, giver)
    ]
    lines += _recoveries(station, connection, giver)
    lines += _papers(connection, rows)
    if lead:
        lines += _for_lead(station, connection)
    lines += _notices(station, connection, giver, to)
    return lines + _advice(station, connection, rows)


def _matter(station: Station, row: MatterRow, giver: str) -> PackLine:
    kind: LineKind = "matter" if row.handler == giver else "offer"
    due = date.fromisoformat(row.due_day) if row.due_day else _day(station, row.due_ms)
    return PackLine(kind=kind, about=row.matter_id.hex(), name=row.number, due=due)


def _tasks(connection: Reading, giver: str) -> list[PackLine]:
    tasks = packs.tasks_of(connection, giver)
    numbers = {row.matter_id: row.number for row in matter_rows.of(connection, [t.matter_id for t in tasks])}
    return [
        PackLine(
            kind="task",
            about=task.matter_id.hex(),
            part=task.task_id.hex(),
            name=numbers[task.matter_id],
            due=date.fromisoformat(task.due_day),
        )
        for task in tasks
    ]


def _recoveries(station: Station, connection: Reading, giver: str) -> list[PackLine]:
    """The bad ratings whose customers he calls back; those without a plan are no clerk's to know of."""
    rows = packs.recoveries_of(connection, giver)
    if not rows:
        return []
    from counter_tui.services.recovery.lines import next_due

    rated = tokens.of_visits(connection, [row.recovery for row in rows])
    known = matter_rows.of(connection, [each.matter for each in rated.values()])
    numbers = {row.matter_id: row.number for row in known}
    return [
        PackLine(
            kind="recovery",
            about=row.recovery.hex(),
            part=token.matter.hex(),
            name=numbers.get(token.matter, ""),
            due=next_due(station, connection, token),
        )
        for row in rows
        if (token := rated.get(row.recovery)) is not None
    ]


def _papers(connection: Reading, rows: Sequence[MatterRow]) -> list[PackLine]:
    numbers = {row.matter_id: row.number for row in rows}
    owed = [p for p in paper_rows.of(connection, list(numbers)) if p.state == "owed"]
    return [
        PackLine(
            kind="paper",
            about=paper.matter_id.hex(),
            part=paper.paper,
            name=numbers[paper.matter_id],
            due=date.fromisoformat(paper.due_day),
        )
        for paper in sorted(owed, key=lambda each: each.due_day)
    ]


def _for_lead(station: Station, connection: Reading) -> list[PackLine]:
    decide = [
        PackLine(kind="decide", about=row.matter_id.hex(), name=row.number)
        for row in matter_rows.for_lead(connection, None, _MOST)
    ]
    decide += [
        PackLine(
            kind="decide",
            about=row.matter_id.hex(),
            part=paper.paper,
            name=row.number,
            due=date.fromisoformat(paper.due_day),
        )
        for row, paper in paper_rows.asked(connection, None, _MOST)
    ]
    waiting = [
        PackLine(kind="call", about=row.call_id.hex(), due=_day(station, row.due_ms))
        for row in calls.waiting(connection, _MOST)
    ]
    return decide + waiting


def _notices(station: Station, connection: Reading, giver: str, to: str) -> list[PackLine]:
    """What either of the two has not read yet."""
    today = station.rules.day_of(station.clock.now()).isoformat()
    found: dict[tuple[str, str], PackLine] = {}
    for number in filter(None, (giver, to)):
        person = people.person(connection, number)
        for row in voice.unread(connection, number, person.role, today, _EVER) if person else ():
            code, edition = row.notice.decode(), str(row.edition)
            found[code, edition] = PackLine(kind="notice", about=code, part=edition, name=row.title)
    return list(found.values())


def _advice(station: Station, connection: Reading, rows: Iterable[MatterRow]) -> list[PackLine]:
    """The matters whose customers are served in a way of their own: the pack says which, never how or why."""
    return [
        PackLine(kind="advice", about=row.matter_id.hex(), name=row.number)
        for row in rows
        if _advice_on(station, connection, row)
    ]


def _advice_on(station: Station, connection: Reading, row: MatterRow) -> tuple[Words, ...]:
    matter = fold(ledger.facts_of(connection, matter_subject(row.matter_id.hex())))
    if matter is None:
        return ()
    account = account_marks(connection, row.account or matter.fields.get("account", ""))
    identity = station_keys.customer_marks(connection, matter.customer.id_number)
    return advice_of(connection, (*identity, *account), station.rules.day_of(station.clock.now()))


def _day(station: Station, ms: int | None) -> date | None:
    return station.rules.day_of(from_ms(ms)) if ms is not None else None


class LineWords:
    """Says lines in words, from what the store knows of them now."""

    def __init__(self, station: Station, connection: Reading, lines: Sequence[PackLine]) -> None:
        self._station, self._connection = station, connection
        on_matters = [each for each in lines if each.kind not in _APART]
        ids = [*(bytes.fromhex(each.about) for each in on_matters), *_ids(lines, "recovery", part=True)]
        ids = list(dict.fromkeys(ids))
        self._matters = {row.matter_id.hex(): row for row in matter_rows.of(connection, ids)}
        self._papers: dict[tuple[str, str], DeferredRow] = {
            (row.matter_id.hex(), row.paper): row for row in paper_rows.of(connection, ids)
        }
        tasks = packs.tasks(connection, _ids(lines, "task", part=True))
        self._tasks = {row.task_id.hex(): row.what for row in tasks}
        self._enquiries = {
            row.enquiry_id.hex(): row for row in packs.enquiries(connection, _ids(lines, "enquiry"))
        }
        self._topics = _topics() if self._enquiries else {}
        self._name_of = station.names(connection)
        self._today = station.rules.day_of(station.clock.now())

    def view(self, place: int, settled: Settled) -> PackLineView:
        """The line in words."""
        line = settled.line
        name, words = self._say(line)
        running = settled.outcome in ("", "taken", "refused")
        return PackLineView(
            place=place,
            kind=line.kind,
            name=name,
            words=words,
            due=line.due,
            late=running and line.due is not None and line.due < self._today,
            may_refuse=line.kind in OWNED,
            outcome=settled.outcome,
            reason=settled.reason,
        )

    def _say(self, line: PackLine) -> tuple[str, str]:
        if line.kind == "action":
            return line.name, ""
        if line.kind == "notice":
            return line.name, ""
        if line.kind == "enquiry":
            row = self._enquiries.get(line.about)
            topic = self._topics.get(line.name, Words(zh=line.name, en=line.name))
            return topic.say(language()), row.words if row else ""
        if line.kind == "call":
            row_of_call = calls.one(self._connection, bytes.fromhex(line.about))
            return say_call_line(row_of_call, self._name_of), row_of_call.words if row_of_call else ""
        return self._short(line), self._of_matter(line)

    def _short(self, line: PackLine) -> str:
        number = parse_number(line.name)
        return number.short if number else line.name

    def _of_matter(self, line: PackLine) -> str:
        row = self._matters.get(line.part if line.kind == "recovery" else line.about)
        if row is None:
            return ""
        if line.kind == "task":
            return self._tasks.get(line.part, "")
        if line.kind == "advice":
            said = [each.say(language()) for each in _advice_on(self._station, self._connection, row)]
            return _("; ").join(said)
        if line.part and (paper := self._papers.get((line.about, line.part))) is not None:
            return paper.name_zh if language() == "zh" else paper.name_en
        kind = self._station.words_of(row.kind).say(language())
        return " ".join(each for each in (kind, mask_name(row.customer_name)) if each)


_APART: frozenset[LineKind] = frozenset({"action", "enquiry", "recovery", "call", "notice"})
"""What is not about a matter by its id."""


def _ids(lines: Iterable[PackLine], kind: LineKind, *, part: bool = False) -> list[bytes]:
    return [bytes.fromhex(each.part if part else each.about) for each in lines if each.kind == kind]


def _topics() -> dict[str, Words]:
    from counter_tui.services.reference.enquiry import load_topics

    return {topic.code: topic.name for topic in load_topics()}


def views(station: Station, connection: Reading, lines: Iterable[Settled]) -> tuple[PackLineView, ...]:
    """These lines in words, in the order in which a pack is looked at."""
    known = list(lines)
    say: Callable[[int, Settled], PackLineView] = LineWords(
        station, connection, [each.line for each in known]
    ).view
    placed = sorted(enumerate(known), key=lambda each: (ORDER.index(each[1].line.kind), each[0]))
    return tuple(say(place, settled) for place, settled in placed)
