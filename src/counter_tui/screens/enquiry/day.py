"""The questions of a day: how many by topic, which stand open, which became matters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from counter_tui.commands import enquiries as commands
from counter_tui.commands import home as home_commands
from counter_tui.commands import shell
from counter_tui.i18n import _, language
from counter_tui.screens.day_list import DayScreen
from counter_tui.screens.enquiry.asking import Enquiring
from counter_tui.screens.enquiry.lines import open_piece
from counter_tui.screens.sheet import Lines, Sheet
from counter_tui.services.wording.dates import say_day, say_moment
from counter_tui.services.wording.enquiry import say_enquiry_state
from counter_tui.widgets.cells import fold_between
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from datetime import date

    from counter_tui.services.enquiries import EnquiryDay
    from counter_tui.services.lines.enquiries import EnquiryLine

TOPIC_CELLS, WORDS_CELLS = 22, 24
_APART = "   "


class EnquiryTable(FactTable):
    """A list whose Enter settles, and the key line says so."""

    BINDINGS = [
        Binding("enter", "select_cursor", commands.SETTLE.label, show=True, id=commands.SETTLE.id),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is offered only on a question that stands open."""
        if action == "select_cursor":
            return self.screen.check_action("settle", ())
        return super().check_action(action, parameters)


class EnquiriesScreen(DayScreen, Enquiring):
    """A list, the newest first; Enter settles one that stands open."""

    KEYS = (
        commands.SETTLE,
        commands.REQUEST,
        home_commands.ENQUIRY,
        commands.BEFORE,
        commands.AFTER,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#enquiries-list"
    CSS = """
    EnquiriesScreen { #enquiries-columns { height: 1fr; } #enquiries-main { width: 1fr; height: 1fr; }
      #enquiries-topics { height: auto; padding-left: 1; } }
    """

    def __init__(self, marked: str = "", day: date | None = None) -> None:
        super().__init__()
        self._to_mark, self.day = marked, day
        self._view: EnquiryDay | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Enquiries")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many of which day, and how many stand open."""
        view = self._view
        if view is None:
            return ()
        words = _("{day}: {total} asked, {answered} answered, {carried} became matters").format(
            day=say_day(view.day, self.today),
            total=view.total,
            answered=view.answered,
            carried=view.carried,
        )
        late = Piece(
            "   " + _("not answered {count}").format(count=view.open), "soon" if view.open else "quiet"
        )
        return (Piece(words, "text"), late)

    def compose_body(self) -> ComposeResult:
        """The list, and under it how many by topic."""
        columns = (
            Column(_("Time"), 6),
            Column(_("Topic"), TOPIC_CELLS, most=40),
            Column(_("What was asked"), WORDS_CELLS, most=80),
            Column(_("State"), 17),
        )
        with Horizontal(id="enquiries-columns"), Vertical(id="enquiries-main"):
            yield Section(_("Enquiries"))
            yield EnquiryTable(columns, id="enquiries-list")
            yield Section(_("By topic"))
            yield Sheet(id="enquiries-topics")

    def look(self) -> None:
        """Ask for the day."""
        self.ask(partial(self.services.enquiries.day, self.actor, self.day), self._show, group="day")

    def after_asking(self) -> None:
        """Something was logged: look again."""
        self.look()

    def _show(self, view: EnquiryDay) -> None:
        self._view = view
        table = self.query_one("#enquiries-list", FactTable)
        table.fill([self._row(line) for line in view.lines])
        if self._to_mark:
            table.mark(self._to_mark)
            self._to_mark = ""
        counted = _APART.join(f"{name.say(language())} {count}" for _code, name, count in view.topics)
        told = partial(_topics, counted or _("Nothing was asked on this day."))
        self.query_one("#enquiries-topics", Sheet).show(told)
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._view is not None:
            self._show(self._view)

    def _row(self, line: EnquiryLine) -> Row:
        state = Piece(say_enquiry_state(line.state), "secondary")
        if line.state == "open":
            state = open_piece(line)
        elif line.number:
            state = Piece(line.number[-12:], "text")
        cells = (
            f"{line.asked_at.astimezone(self.zone):%H:%M}",
            line.topic.say(language()),
            line.words,
            state,
        )
        return Row(line.enquiry_id, cells)

    def _marked(self) -> EnquiryLine | None:
        marked = self.query_one("#enquiries-list", FactTable).marked
        lines = self._view.lines if self._view else ()
        return next((line for line in lines if line.enquiry_id == marked), None)

    @on(FactTable.RowSelected)
    def _chosen(self) -> None:
        self.action_settle()

    @on(FactTable.RowHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_settle(self) -> None:
        """Write down what the customer was told."""
        if (line := self._marked()) is not None and line.state == "open":
            self.settle(line, say_moment(line.due_at or self.now(), self.now(), self.zone))

    def action_request(self) -> None:
        """Open the form with what was asked."""
        if (line := self._marked()) is not None and line.state != "carried":
            self.make_request(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the marked one."""
        if action in ("settle", "request") and self.is_mounted:
            line = self._marked() if self.query("#enquiries-list") else None
            wanted = ("open",) if action == "settle" else ("open", "answered")
            return line is not None and line.state in wanted and super().check_action(action, parameters)
        return super().check_action(action, parameters)


def _topics(counted: str, cells: int, _plain: bool) -> Lines:
    """How many by topic, each in one line."""
    return [[Piece(line, "secondary")] for line in fold_between(counted, _APART, cells)]
