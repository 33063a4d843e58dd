"""The register of first contacts, a day at a time: who was received, with what, by whom, and who signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import register as commands
from counter_tui.commands import shell
from counter_tui.i18n import _, language
from counter_tui.screens.day_list import DayScreen
from counter_tui.screens.enquiry.asking import Enquiring
from counter_tui.screens.enquiry.lines import open_piece
from counter_tui.screens.sheet import Lines, Sheet, folded, labelled, nothing
from counter_tui.services.wording.dates import say_long_day, say_moment
from counter_tui.services.wording.first_contact import say_scope
from counter_tui.services.wording.register import say_count, say_papers, say_signature
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.lines.enquiries import EnquiryLine
    from counter_tui.services.views.register import OpenQuestion, RegisterDay, RegisterLine

_LABEL_CELLS = 12


class RegisterTable(FactTable):
    """A list whose Enter opens the matter, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class RegisterScreen(DayScreen, Enquiring):
    """The entries of a day and its open questions, the particulars of the marked one under them; customers masked."""

    KEYS = (commands.OPEN, commands.BEFORE, commands.AFTER, shell.BACK)
    AREA = commands.AREA.title
    AUTO_FOCUS = "#register-list"
    CSS = """
    RegisterScreen { #register-list { height: 1fr; } #register-main { height: 1fr; }
      #register-entry { height: auto; max-height: 6; padding-left: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._register: RegisterDay | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Register")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which day, how many entries, how many of them signed, how many questions stand open."""
        register = self._register
        if register is None:
            return ()
        return (Piece(say_long_day(register.day) + "   "), Piece(say_count(register), "strong"))

    def compose_body(self) -> ComposeResult:
        """The list, and the marked entry under it."""
        heads = (
            Column(_("Time"), 5),
            Column(_("Number"), 9),
            Column(_("Customer"), 8, most=24),
            Column(_("Asked for"), 16, most=40),
            Column(_("First"), 8, most=20),
            Column(_("Handler"), 9, most=24),
            Column(_("Signed"), 8, most=20),
        )
        with Vertical(id="register-main"):
            yield Section(_("Received on this day"))
            yield RegisterTable(heads, id="register-list")
            yield Section(_("Entry"))
            yield Sheet(nothing, id="register-entry")

    def look(self) -> None:
        """Ask for the day."""
        self.ask(partial(self.services.register.day, self.actor, self.day), self._show, group="register")

    def after_retranslation(self) -> None:
        """Papers come with their names: ask for them anew."""
        super().after_retranslation()
        self.look()

    def _show(self, register: RegisterDay) -> None:
        self._register = register
        rows = [(line.matter.accepted_at, _row(self, line)) for line in register.lines]
        rows += [(each.enquiry.asked_at, _question(self, each)) for each in register.questions]
        rows.sort(key=lambda each: each[0])
        self.query_one("#register-list", FactTable).fill([row for _at, row in rows])
        self._show_entry()
        self.show_second_line()
        self.refresh_bindings()

    @on(FactTable.RowHighlighted)
    def _show_entry(self) -> None:
        question = self._marked_question()
        if question is not None:
            due = say_moment(question.enquiry.due_at or self.now(), self.now(), self.zone)
            shown = partial(_asked, question, due)
        else:
            shown = partial(_entry, self._marked())
        self.query_one("#register-entry", Sheet).show(shown)

    def _marked(self) -> RegisterLine | None:
        marked = self.query_one("#register-list", FactTable).marked
        lines = self._register.lines if self._register else ()
        return next((line for line in lines if line.matter.matter_id == marked), None)

    def _marked_question(self) -> OpenQuestion | None:
        marked = self.query_one("#register-list", FactTable).marked
        questions = self._register.questions if self._register else ()
        return next((each for each in questions if each.enquiry.enquiry_id == marked), None)

    @on(FactTable.RowSelected)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the matter of the marked entry, or for who serves customers the window to answer a question."""
        if (line := self._marked()) is not None:
            self.open_matter(line.matter.matter_id)
        elif (question := self._marked_question()) is not None and self.may("accept"):
            due = question.enquiry.due_at or self.now()
            self.settle(question.enquiry, say_moment(due, self.now(), self.zone))

    def after_asking(self) -> None:
        """A question was answered: look again."""
        self.look()


def _row(screen: RegisterScreen, line: RegisterLine) -> Row:
    matter = line.matter
    cells = (
        f"{matter.accepted_at.astimezone(screen.zone):%H:%M}",
        matter.short,
        matter.customer,
        matter.kind.say(language()),
        matter.first_contact,
        matter.handler,
        Piece(say_signature(line), "done" if line.signed_at else "quiet"),
    )
    return Row(matter.matter_id, cells)


def _question(screen: RegisterScreen, question: OpenQuestion) -> Row:
    line = question.enquiry
    cells = (
        f"{line.asked_at.astimezone(screen.zone):%H:%M}",
        _("enquiry"),
        "",
        line.topic.say(language()),
        line.first_contact,
        line.first_contact,
        open_piece(line),
    )
    return Row(line.enquiry_id, cells)


def _asked(question: OpenQuestion, due: str, cells: int, _plain: bool) -> Lines:
    """The marked question: what was asked, where the customer is reached, by when an answer was promised."""
    room = cells - _LABEL_CELLS
    return [
        *labelled(_("Contact"), [[Piece(question.contact or _("not said"))]]),
        *labelled(_("Asked"), folded(question.enquiry.words, room, most=3)),
        *labelled(_("Answer by"), [[_due(question.enquiry, due)]]),
    ]


def _due(line: EnquiryLine, due: str) -> Piece:
    return Piece("   ".join((due, _("overdue"))), "broken") if line.late else Piece(due)


def _entry(line: RegisterLine | None, cells: int, _plain: bool) -> Lines:
    """The marked entry in full: contact, papers, whose it is."""
    if line is None:
        return [[Piece(_("Nobody was received on this day."), "secondary")]]
    room = cells - _LABEL_CELLS
    return [
        *labelled(_("Contact"), [[Piece(line.phone or _("not said"))]]),
        *labelled(_("Papers"), folded(say_papers(line), room, most=2)),
        *labelled(_("Matter of"), folded(say_scope(line.scope), room)),
        *labelled(_("Handler"), folded(line.matter.handler, room)),
    ]
