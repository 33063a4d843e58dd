"""Daily and weekly sheets: made from the store at any time, sent, and acknowledged by who got them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from counter_tui.db import begun, ledger, people
from counter_tui.db.reading import sheets as rows
from counter_tui.db.reading import site_card
from counter_tui.db.store import Reading
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.sheets import Office, SheetKind, Way
from counter_tui.domain.sheet.decide import decide_acknowledge, decide_send, require_begun
from counter_tui.domain.sheet.digest import changes, digest
from counter_tui.domain.sheet.models import RECIPIENTS, Sheet, days_of, first_of
from counter_tui.domain.sheet.state import Marks, fold
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.staff.site_card import states as card_states
from counter_tui.paths import Home
from counter_tui.services.sheets.day import figures_of_days, since
from counter_tui.services.sheets.reminder import sheets_waiting
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.views.printing import Printed
from counter_tui.services.views.sheets import Recipient, SheetLine, SheetMark, SheetView
from counter_tui.settings import read_settings

if TYPE_CHECKING:
    from counter_tui.domain.receipt.blocks import Block
    from counter_tui.domain.receipt.slip import Paper

ACKNOWLEDGING = "sheet"
"""The act under which the words of an acknowledgement are kept, with the sheet and the recipient behind it."""
_DAYS, _WEEKS = 10, 6
"""So many days and weeks are listed."""


class DaySheetService:
    """Whoever leads reports: each day to the deputy in charge, each week to the deputy and the head."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def lines(self, actor: Actor) -> tuple[SheetLine, ...]:
        """The sheets of the last days and weeks since the station began, the newest first, days before weeks."""
        require(actor, "oversee")
        today = self._today()
        with self._station.store.reading() as connection:
            first, recipients = since(self._station, connection), self._recipients(connection)
            monday = first_of("weekly", today)
            listed: tuple[tuple[SheetKind, Sequence[date]], ...] = (
                ("daily", [today - timedelta(days=each) for each in range(_DAYS)]),
                ("weekly", [monday - timedelta(days=7 * each) for each in range(_WEEKS)]),
            )
            return tuple(
                replace(
                    _line(kind, day, today, self._marks(connection, kind, day), recipients),
                    working=any(map(self._station.rules.calendar.is_working, days_of(kind, day))),
                )
                for kind, days in listed
                for day in days
                if days_of(kind, day)[-1] >= first
            )

    def waiting(self, actor: Actor) -> int:
        """How many sheets of the last working day and of last week are to be sent or acknowledged."""
        require(actor, "oversee")
        with self._station.store.reading() as connection:
            return sheets_waiting(connection, self._today(), self._station.rules.calendar)

    def sheet(self, actor: Actor, kind: SheetKind, day: date | None = None) -> SheetView:
        """The sheet of a day or of its week, else of today.

        Raises RuleBroken("not_allowed"), "sheet_day_ahead" or "sheet_day_before".
        """
        require(actor, "oversee")
        with self._station.store.reading() as connection:
            return self._view(connection, self._made(connection, kind, day))

    def send(self, actor: Actor, kind: SheetKind, day: date, way: Way, to: Office | None = None) -> SheetView:
        """Note that the sheet as it is now went to one recipient, or to all; what went already is not noted twice.

        Raises RuleBroken("sheet_day_ahead"), "sheet_day_before", "staff_left" or what ``decide_send`` raises.
        """
        require(actor, "lead_matter")
        with self._station.store.reading() as connection:
            # Made before anything is held: a week takes long enough for a counter to wait for it.
            made = self._made(connection, kind, day)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            context, recipients = self._station.context(actor, connection), self._recipients(connection)
            for office in (to,) if to else RECIPIENTS[kind]:
                marks = self._marks(connection, kind, made.day)
                fact = decide_send(context, made, marks, office, recipients[office].name, way)
                if fact is not None:
                    subject = rows.sheet_subject(kind, made.day)
                    writing.append(subject, [fact], actor.staff_no, marks.head)
            return self._view(connection, made)

    def acknowledge(
        self, actor: Actor, kind: SheetKind, day: date, to: Office | None = None, words: str = ""
    ) -> SheetLine:
        """Note that a recipient has the sheet: he says so himself, or in words of whoever leads.

        Without ``to`` it is the recipient who acts, else the first who got it and has not said so. Raises
        RuleBroken("staff_left") or what ``decide_acknowledge`` raises.
        """
        require(actor, "lead_matter")
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            first, recipients = first_of(kind, day), self._recipients(connection)
            marks = self._marks(connection, kind, first)
            office = to or _next(kind, marks, actor, recipients)
            context = self._station.context(actor, connection)
            fact = decide_acknowledge(context, kind, first, marks, office, recipients[office].staff_no, words)
            if fact is not None:
                writing.append(rows.sheet_subject(kind, first), [fact], actor.staff_no, marks.head)
            act = f"{ACKNOWLEDGING} {kind} {first.isoformat()} {office}"
            begun.discard(connection, self._station.subject.id, actor.staff_no, act)
            marks = self._marks(connection, kind, first)
            return _line(kind, first, self._today(), marks, recipients)

    def text(self, actor: Actor, kind: SheetKind, day: date | None = None) -> str:
        """The sheet as the lines of a sheet of A4. Raises what ``sheet`` raises."""
        from counter_tui.domain.receipt.blocks import plain
        from counter_tui.domain.receipt.slip import CELLS
        from counter_tui.domain.sheet.paper import layout
        from counter_tui.services.wording.sheets import say_sheet

        table = say_sheet(self.sheet(actor, kind, day), self._station.zone)
        return plain(layout(table, "a4"), CELLS["a4"])

    def pdf(self, actor: Actor, kind: SheetKind, day: date | None = None) -> bytes:
        """The sheet as PDF of A4. Raises what ``sheet`` raises."""
        from counter_tui.domain.sheet.paper import layout
        from counter_tui.services.printers.pdf import pdf
        from counter_tui.services.wording.sheets import say_sheet

        return pdf(layout(say_sheet(self.sheet(actor, kind, day), self._station.zone), "a4"), "a4")

    def xlsx(self, actor: Actor, kind: SheetKind, day: date | None = None) -> bytes:
        """The sheet as a workbook without formulas. Raises what ``sheet`` raises."""
        from counter_tui.services.tables.writing import write_xlsx
        from counter_tui.services.wording.sheet_marks import say_kind
        from counter_tui.services.wording.sheets import say_cells

        view = self.sheet(actor, kind, day)
        file = io.BytesIO()
        write_xlsx(file, [(say_kind(kind), say_cells(view, self._station.zone))])
        return file.getvalue()

    def print(self, actor: Actor, kind: SheetKind, day: date) -> Printed:
        """Write the sheet to the folder for papers, as PDF too, and print it.

        Raises what ``sheet`` raises, RuleBroken("papers_folder_inside_home") or "papers_unwritable".
        """
        from counter_tui.domain.sheet.paper import layout
        from counter_tui.services.papers.printing import hand_out_sheet
        from counter_tui.services.wording.sheets import say_sheet

        view = self.sheet(actor, kind, day)
        table = say_sheet(view, self._station.zone)

        def lay_out(paper: Paper) -> list[Block]:
            return layout(table, paper)

        return hand_out_sheet(self._station, lay_out, _file(kind, view.sheet.day))

    def save(self, actor: Actor, kind: SheetKind, day: date) -> str:
        """Write the workbook to the folder for papers; where it is. Raises what ``print`` raises."""
        from counter_tui.services.papers.printing import keep_file

        content = self.xlsx(actor, kind, day)
        return keep_file(self._station, f"{_file(kind, first_of(kind, day))}.xlsx", content)

    def _made(self, connection: Reading, kind: SheetKind, day: date | None) -> Sheet:
        now, today = self._station.clock.now(), self._today()
        days = days_of(kind, day or today)
        require_begun(days, since(self._station, connection), today)
        return Sheet(kind, figures_of_days(self._station, connection, days, now))

    def _view(self, connection: Reading, made: Sheet) -> SheetView:
        marks = self._marks(connection, made.kind, made.day)
        return SheetView(
            sheet=made,
            station=self._station.name,
            digest=digest(made),
            made_at=self._station.clock.now(),
            groups=self._groups(made),
            people=people.names(connection),
            line=_line(made.kind, made.day, self._today(), marks, self._recipients(connection), made),
            in_charge=self._in_charge(connection, days_of(made.kind, made.day)[-1]),
        )

    def _marks(self, connection: Reading, kind: SheetKind, day: date) -> Marks:
        return fold(ledger.facts_of(connection, rows.sheet_subject(kind, day)))

    def _recipients(self, connection: Reading) -> Mapping[Office, Recipient]:
        """Who holds the offices: as the settings say, else the heads among the staff."""
        settings = read_settings(Home(self._station.store.path.parent).settings)
        staff = [row for row in people.everybody(connection) if row.active]
        heads = [row.staff_no for row in staff if row.role == "head"]
        names = {row.staff_no: row.name for row in staff}
        offices: tuple[tuple[Office, str, Sequence[str]], ...] = (
            ("deputy", settings.sheet_deputy, heads[1:2]),
            ("head", settings.sheet_head, heads[:1]),
        )
        return {office: _recipient(office, said or "".join(usual), names) for office, said, usual in offices}

    def _in_charge(self, connection: Reading, last: date) -> tuple[str, str] | None:
        """Who answered for the station at the end of a day, with the phone."""
        end = datetime.combine(last + timedelta(days=1), time.min, self._station.zone)
        before = ledger.hlc_from(to_ms(end))
        known = card_states(each for each in site_card.all_set(connection) if each.hlc < before)
        return (known[-1].card.responsible, known[-1].card.phone) if known else None

    def _groups(self, sheet: Sheet) -> Mapping[str, Words]:
        levels = {str(each.level): each.name for each in self._station.scale.levels}
        return {
            row.key: levels.get(row.group, Words(zh=row.group, en=row.group))
            if row.code == "rated"
            else self._station.words_of(row.group)
            for row in sheet.rows
            if row.group
        }

    def _today(self) -> date:
        return self._station.clock.now().astimezone(self._station.zone).date()


def _recipient(office: Office, said: str, names: Mapping[str, str]) -> Recipient:
    if said in names:
        return Recipient(office, names[said], said)
    by_name = [number for number, name in names.items() if said and name == said]
    return Recipient(office, said, by_name[0] if len(by_name) == 1 else "")


def _next(kind: SheetKind, marks: Marks, actor: Actor, recipients: Mapping[Office, Recipient]) -> Office:
    """Whose acknowledgement is meant where nobody is named."""
    offices = RECIPIENTS[kind]
    waiting = [each for each in offices if each in marks.sent and not marks.acknowledged(each)]
    own = [each for each in waiting if recipients[each].staff_no == actor.staff_no]
    return (own or waiting or list(offices))[0]


def _line(
    kind: SheetKind,
    day: date,
    today: date,
    marks: Marks,
    recipients: Mapping[Office, Recipient],
    made: Sheet | None = None,
) -> SheetLine:
    last = days_of(kind, day)[-1]
    said = []
    for office in RECIPIENTS[kind]:
        sent = marks.sent.get(office)
        told = changes(sent.figures, sent.digest, made) if sent is not None and made is not None else ()
        said.append(SheetMark(recipients[office], sent, told))
    return SheetLine(kind, day, last, last < today, tuple(said))


def _file(kind: SheetKind, day: date) -> str:
    return f"sheet-{kind}-{day.isoformat()}"
