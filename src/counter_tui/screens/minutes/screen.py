"""The meetings, the newest first, found by what was said in them; the minutes of the marked one as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from counter_tui.commands import minutes as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Lines, Sheet, folded, nothing
from counter_tui.services.wording.dates import say_weekday
from counter_tui.services.wording.meeting import say_meeting, say_minutes
from counter_tui.services.wording.minutes import say_checked, say_minutes_printed
from counter_tui.widgets.cells import pad, width
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.domain.receipt.slip import Receipt
    from counter_tui.services.meeting.minutes import Minutes
    from counter_tui.services.views.meeting import MeetingLine

_WIDEST_LABEL = 12
_BAD = frozenset({"late", "held_late", "missed", "broken_off"})


class MinutesTable(FactTable):
    """A list whose Enter goes into the minutes, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.READ.label, show=True, id=commands.READ.id)]


class Paper(VerticalScroll, can_focus=True):
    """The minutes, read on with the arrow keys."""


class MinutesScreen(DeskScreen):
    """A field to search, the list, and the paper below it or beside it where there is room."""

    KEYS = (commands.READ, commands.SEARCH, commands.PRINT, commands.PROVE, shell.BACK)
    AREA = commands.AREA.title
    AUTO_FOCUS = "#minutes-list"
    CSS = """
    MinutesScreen { #minutes-main { height: 1fr; } #minutes-left { height: auto; }
      #minutes-list { height: auto; max-height: 7; } #minutes-empty { padding-left: 1; }
      #minutes-paper { height: 1fr; padding: 0 1; } #minutes-sheet { height: auto; } }
    MinutesScreen.-wide { #minutes-main { layout: horizontal; } #minutes-left { width: 50; height: 1fr; }
      #minutes-list { max-height: 1fr; } #minutes-paper { width: 1fr; padding: 0 1 0 2; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[MeetingLine, ...] = ()
        self._minutes: Minutes | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Meeting minutes")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many meetings the list has, and how many of them were not as they should be."""
        bad = sum(line.standing in _BAD for line in self._lines)
        counted = Piece(_("Meetings {count}").format(count=len(self._lines)) + "   ", "text")
        return (
            counted,
            Piece(_("not in time or not ended {count}").format(count=bad), "broken") if bad else "",
        )

    def compose_body(self) -> ComposeResult:
        """The field, the list, the paper."""
        heads = (Column(_("Day"), 15), Column(_("Chair"), 8, most=16), Column(_("How it was held"), 18))
        with Vertical(id="minutes-main"):
            with Vertical(id="minutes-left"):
                yield FieldRow(
                    _("Words"),
                    LineInput(id="minutes-words", max_cells=30, enter_moves=False),
                    hint=_("Words that were said, somebody's name or a day: water, Wang Qiang, 2025-11"),
                )
                yield MinutesTable(heads, id="minutes-list")
                yield Line(id="minutes-empty")
            with Paper(id="minutes-paper"):
                yield Section("", id="minutes-title")
                yield Sheet(nothing, id="minutes-sheet")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask which meetings there are."""
        words = self.query_one("#minutes-words", LineInput).value
        self.ask(partial(self.services.minutes.search, self.actor, words), self._found, group="minutes")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    @on(Input.Changed, "#minutes-words")
    def _typed(self) -> None:
        self.look()

    @on(Input.Submitted, "#minutes-words")
    def _to_the_list(self) -> None:
        self.query_one("#minutes-list").focus()

    def _found(self, lines: tuple[MeetingLine, ...]) -> None:
        self._lines = lines
        table = self.query_one("#minutes-list", FactTable)
        table.fill([_row(line) for line in lines])
        table.display = bool(lines)
        empty = self.query_one("#minutes-empty", Line)
        empty.display = not lines
        asked = self.query_one("#minutes-words", Input).value.strip()
        words = _("No meeting with these words.") if asked else _("No meeting was held yet.")
        empty.show([Piece(words, "quiet")])
        self.show_second_line()
        self._marked_one()

    def after_retranslation(self) -> None:
        """The minutes come with their words: ask for them anew."""
        super().after_retranslation()
        self.look()

    @on(FactTable.RowHighlighted, "#minutes-list")
    def _marked_one(self) -> None:
        day = self._day()
        if day is None:
            self._show(None)
        else:
            self.ask(partial(self.services.minutes.of, self.actor, day), self._show, group="paper")

    def _day(self) -> date | None:
        """The day of the marked meeting; None where there was none."""
        marked = self.query_one("#minutes-list", FactTable).marked
        held = (line.day for line in self._lines if line.begun_at is not None)
        return next((day for day in held if day.isoformat() == marked), None)

    def _show(self, minutes: Minutes | None) -> None:
        self._minutes = minutes
        title = self.query_one("#minutes-title", Section)
        title.name_it(minutes.paper.title if minutes else "", minutes.paper.copy if minutes else "")
        sheet = self.query_one("#minutes-sheet", Sheet)
        sheet.show(partial(_paper, minutes.paper) if minutes else partial(_none, self._lines))
        self.query_one("#minutes-paper").scroll_to(y=0, animate=False)
        self.refresh_bindings()

    @on(FactTable.RowSelected, "#minutes-list")
    def _chosen(self) -> None:
        self.action_read()

    def action_read(self) -> None:
        """Into the paper."""
        self.query_one("#minutes-paper").focus()

    def action_back(self) -> None:
        """From the paper or the field to the list, from there to the screen before."""
        if self.focused is not None and self.focused.id in ("minutes-paper", "minutes-words") and self._lines:
            self.query_one("#minutes-list").focus()
        else:
            self.counter.back()

    def action_search(self) -> None:
        """To the field for words."""
        self.query_one("#minutes-words").focus()

    def action_print(self) -> None:
        """Put the marked minutes into the folder for papers and print them."""
        if (day := self._day()) is not None:
            printing = partial(self.services.minutes.print, self.actor, day)
            self.write(printing, lambda printed: self.counter.tell(say_minutes_printed(printed)))

    def action_prove(self) -> None:
        """Say whether the ledger has the meeting as its minutes have it."""
        if (minutes := self._minutes) is None:
            return
        day = minutes.meeting.day
        checking = partial(self.services.minutes.check, self.actor, day, minutes.fingerprint)
        self.ask(checking, lambda said: self.counter.tell(say_checked(said, day.isoformat())), group="proof")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is over is printed and proved."""
        if action in ("print", "prove") and not (self._minutes and self._minutes.fingerprint):
            return False
        if action == "read" and self._minutes is None:
            return False
        return super().check_action(action, parameters)


def _row(line: MeetingLine) -> Row:
    held = say_meeting(line.standing)
    if line.standing == "held" and line.seconds is not None:
        held = _("held, {minutes}").format(minutes=say_minutes(line.seconds))
    role: Role = "broken" if line.standing in _BAD else "text"
    return Row(
        line.day.isoformat(),
        (f"{line.day.isoformat()} {say_weekday(line.day)}", line.chair, Piece(held, role)),
    )


def _none(lines: Sequence[MeetingLine], cells: int, _plain: bool) -> Lines:
    """Of a day without a meeting there are no minutes."""
    return folded(_("There are no minutes: no meeting was begun."), cells, "quiet") if lines else []


def _paper(paper: Receipt, cells: int, _plain: bool) -> Lines:
    """The minutes over as many lines as they take, all labels in one column."""
    labels = [width(row.label) for part in paper.sections for row in part.rows]
    column = min(max(labels, default=0), _WIDEST_LABEL) + 2
    lines: Lines = []
    for part in paper.sections:
        for row in part.rows:
            said = folded(row.text, cells - column)
            heads = [row.label] + [""] * (len(said) - 1)
            lines += [
                [Piece(pad(head, column), "secondary"), *line] for head, line in zip(heads, said, strict=True)
            ]
        lines.append([])
    return [*lines, *folded(paper.foot, cells, "quiet")]
