"""Which promises were broken in a day, a week or a month: when, by how much, and who had the ball."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import breaches as commands
from counter_tui.commands import shell
from counter_tui.i18n import _, language
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Lines, Sheet, folded, labelled
from counter_tui.services.wording.breach import (
    say_ball,
    say_counts,
    say_late,
    say_owners,
    say_passed,
    say_shares,
)
from counter_tui.services.wording.dates import say_day, say_moment
from counter_tui.services.wording.holder import say_holder
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.services.matter.breaches import BreachLedger, BreachLine

SpanName = Literal["month", "day", "week"]
SPANS: tuple[SpanName, ...] = ("month", "day", "week")
_ONE_DAY = timedelta(days=1)


class BreachTable(FactTable):
    """Enter opens the marked line, and the key line says so."""

    BINDINGS = [
        Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id),
    ]


class BreachesScreen(DeskScreen):
    """The lines of a span above, the marked one in full below."""

    KEYS = (
        commands.OPEN,
        commands.EARLIER,
        commands.LATER,
        commands.SPAN,
        commands.STANDING,
        shell.BACK,
    )
    AUTO_FOCUS = "#breach-list"
    CSS = """
    BreachesScreen { #breach-main { height: 1fr; } #breach-list { height: auto; max-height: 1fr; }
      #breach-empty { padding-left: 1; color: $quiet; } #breach-one { height: auto; margin-top: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._span: SpanName = "month"
        self._day: date | None = None
        self._all = False
        self._ledger: BreachLedger | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Broken promises")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many there are."""
        ledger = self._ledger
        if ledger is None:
            return ()
        role: Role = "broken" if ledger.public else "secondary"
        return (Piece(say_counts(ledger), role),)

    def compose_body(self) -> ComposeResult:
        """The list, and the marked line in full."""
        with Vertical(id="breach-main"):
            yield Section("", id="breach-title")
            yield BreachTable(_columns(), id="breach-list")
            yield Line(id="breach-empty")
            yield Sheet(id="breach-one")

    @on(events.ScreenResume)
    def _look(self) -> None:
        first, last = self.days()
        self.ask(
            partial(self.services.breaches.ledger, self.actor, first, last), self._show, group="breaches"
        )

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self._look()

    def days(self) -> tuple[date, date]:
        """The first and the last day shown."""
        day = self._day or self.today
        if self._span == "day":
            return day, day
        if self._span == "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return day.replace(day=1), after - _ONE_DAY

    def _show(self, ledger: BreachLedger) -> None:
        self._ledger = ledger
        lines = self._lines()
        self.query_one("#breach-list", FactTable).fill(
            [Row(f"{place}:{line.matter_id}", self._cells(line)) for place, line in enumerate(lines)]
        )
        self.query_one("#breach-list").display = bool(lines)
        empty = self.query_one("#breach-empty", Line)
        empty.display = not lines
        hidden = ledger.internal + ledger.ceiling if not self._all else 0
        words = _("No limit was passed.") if self._all else _("No promise to a customer was broken.")
        empty.show([Piece(words, "quiet")])
        self._name_it(hidden)
        self._show_one()
        self.show_second_line()
        self.refresh_bindings()

    def _name_it(self, hidden: int) -> None:
        first, last = self.days()
        today = self.today
        title = say_day(first, today) if first == last else f"{first.isoformat()} - {last.isoformat()}"
        remark = _("Yours alone") if self._ledger and self._ledger.mine else _("The whole station")
        if hidden:
            more = _("{count} other limits not shown").format(count=hidden)
            remark = _("{first}, {second}").format(first=remark, second=more)
        self.query_one("#breach-title", Section).name_it(title, remark)

    def _lines(self) -> list[BreachLine]:
        lines = self._ledger.lines if self._ledger else ()
        return [line for line in lines if self._all or line.standing == "public"]

    def _cells(self, line: BreachLine) -> tuple[Piece | str, ...]:
        names, plain = language(), plain_look(self)
        public = line.standing == "public"
        mark = sign("broken" if public else "soon", plain)
        role: Role = "broken" if public else "soon"
        return (
            Piece(f"{line.at.astimezone(self.zone):%m-%d %H:%M}", "secondary"),
            line.short,
            line.kind.say(names),
            line.promise.say(names),
            Piece(f"{mark} {say_late(line.late)}", role),
            say_holder(line.holder),
        )

    def _marked(self) -> BreachLine | None:
        place = (self.query_one("#breach-list", FactTable).marked or "").partition(":")[0]
        lines = self._lines()
        return lines[int(place)] if place and int(place) < len(lines) else None

    @on(FactTable.RowHighlighted, "#breach-list")
    def _show_one(self) -> None:
        line = self._marked()
        self.query_one("#breach-one", Sheet).show(
            lambda cells, _plain: self._one(line, cells) if line else []
        )

    def _one(self, line: BreachLine, cells: int) -> Lines:
        names, room = language(), cells - 10
        now, zone = self.now(), self.zone
        role: Role = "broken" if line.standing == "public" else "soon"
        late = _("late by {late}").format(late=say_late(line.late))
        done = (
            _("done {when}").format(when=say_moment(line.done_at, now, zone))
            if line.done_at
            else _("still open")
        )
        head = f"{line.number}   {line.kind.say(names)}   {line.customer}"
        rows: Lines = labelled(_("Matter"), folded(head, room))
        rows += labelled(
            _("Limit"), folded(f"{line.promise.say(names)}   {say_passed(line.standing)}", room, role, most=2)
        )
        rows += labelled(_("Late"), folded(f"{late}   {done}", room))
        rows += labelled(_("With"), folded(say_ball(line.holder), room, "strong"))
        rows += labelled(_("Time used"), folded(say_shares(line), room, most=2))
        answers = [
            _("first contact {name}").format(name=line.first_contact),
            *say_owners(line, names),
        ]
        return rows + labelled(_("Answers"), folded("   ".join(answers), room, "secondary"))

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._ledger is not None and self.query("#breach-list"):
            self._show(self._ledger)

    @on(FactTable.RowSelected, "#breach-list")
    def action_open(self) -> None:
        """The matter of the marked line."""
        if (line := self._marked()) is not None:
            self.open_matter(line.matter_id)

    def action_span(self) -> None:
        """Month, day, week, round and round."""
        self._span = SPANS[(SPANS.index(self._span) + 1) % len(SPANS)]
        self._look()

    def action_standing(self) -> None:
        """Promises to customers alone, or every limit."""
        self._all = not self._all
        if self._ledger is not None:
            self._show(self._ledger)

    def action_earlier(self) -> None:
        """The span before."""
        self._go(self.days()[0] - _ONE_DAY)

    def action_later(self) -> None:
        """The span after; not beyond today."""
        self._go(self.days()[1] + _ONE_DAY)

    def _go(self, day: date) -> None:
        self._day = min(day, self.today)
        self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to open without a line, nothing later than today."""
        if action == "open":
            return bool(self._lines())
        if action == "later":
            return self.days()[1] < self.today
        return super().check_action(action, parameters)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Broken at"), 11),
        Column(_("Number"), 9),
        Column(_("Request"), 12, most=40),
        Column(_("Limit"), 12, most=40),
        Column(_("Late"), 14),
        Column(_("With"), 8, most=24),
    )
