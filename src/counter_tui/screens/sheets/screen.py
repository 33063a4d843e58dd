"""The sheets of the last days and weeks, who has them, and the marked one in full."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.commands import sheets as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Lines, Sheet, nothing
from counter_tui.screens.sheets.lines import columns, id_of, in_full, row
from counter_tui.services.wording.sheet_marks import say_kind, say_recipient, say_way
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.facts.sheets import Office
    from counter_tui.services.views.printing import Printed
    from counter_tui.services.views.sheets import SheetLine, SheetView

_WAYS = ("paper", "file", "told")


class SheetTable(FactTable):
    """A list whose Enter shows the sheet, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class SheetsScreen(DeskScreen):
    """A list; Enter shows the marked sheet in its place, Esc the list again."""

    KEYS = (
        commands.OPEN,
        commands.SEND,
        commands.ACKNOWLEDGE,
        commands.PRINT,
        commands.SAVE,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#sheet-list"
    CSS = """
    SheetsScreen { #sheet-main { height: 1fr; } #sheet-list { height: 1fr; }
      #sheet-shown { height: 1fr; display: none; padding-left: 1; } #sheet-one { height: auto; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[SheetLine, ...] = ()
        self._to_do = 0
        self._looked = False
        self._view: SheetView | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Daily and weekly sheets")

    def second_line(self) -> tuple[Piece | str, ...]:
        """What is still to be done."""
        if not self._looked:
            return ()
        if self._to_do:
            said = _("To send or to acknowledge {count}").format(count=self._to_do)
            return (Piece(said, "soon"),)
        return (
            Piece(
                _("The daily sheet goes to the deputy, the weekly one to the deputy and the head"), "quiet"
            ),
        )

    def compose_body(self) -> ComposeResult:
        """The list, and in its place the sheet that is shown."""
        with Vertical(id="sheet-main"):
            yield Section(_("Sheets of the last days and weeks"), id="sheet-title")
            yield SheetTable(columns(), id="sheet-list")
            with VerticalScroll(id="sheet-shown"):
                yield Sheet(nothing, id="sheet-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask who has which sheet, and for the one that is shown."""
        sheets, actor, shown = self.services.sheets, self.actor, self._view

        def found() -> tuple[tuple[SheetLine, ...], int, SheetView | None]:
            view = None if shown is None else sheets.sheet(actor, shown.line.kind, shown.line.day)
            return sheets.lines(actor), sheets.waiting(actor), view

        self.ask(found, self._found, group="sheets")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def _found(self, found: tuple[tuple[SheetLine, ...], int, SheetView | None]) -> None:
        self._lines, self._to_do, view = found
        self._looked = True
        if self._view is not None and view is not None:
            self._view = view
        self._show()

    def _show(self) -> None:
        table = self.query_one("#sheet-list", FactTable)
        table.fill([row(each, self.today, self.zone) for each in self._lines])
        view = self._view
        self.query_one("#sheet-title", Section).display = view is None
        table.display = view is None
        shown = self.query_one("#sheet-shown", VerticalScroll)
        shown.display = view is not None
        one = self.query_one("#sheet-one", Sheet)
        one.show(nothing if view is None else partial(_drawn, self, view))
        (table if view is None else shown).focus()
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new widgets."""
        super().after_retranslation()
        if self._looked:
            self._show()

    def marked(self) -> SheetLine | None:
        """The sheet that is shown, else the marked one."""
        if self._view is not None:
            return self._view.line
        tables = self.query("#sheet-list").results(FactTable)
        marked = next((table.marked for table in tables), None)
        return next((each for each in self._lines if id_of(each) == marked), None)

    @on(FactTable.RowSelected)
    def _chosen(self) -> None:
        self.action_open()

    @on(FactTable.RowHighlighted)
    def _marked_another(self) -> None:
        self.refresh_bindings()

    def action_open(self) -> None:
        """Show the marked sheet."""
        if (line := self.marked()) is not None and self._view is None:
            make = self.services.sheets.sheet
            self.ask(partial(make, self.actor, line.kind, line.day), self._opened, group="sheet")

    def _opened(self, view: SheetView) -> None:
        self._view = view
        self._show()
        self.query_one("#sheet-shown", VerticalScroll).scroll_home(animate=False)

    def action_back(self) -> None:
        """From the sheet to the list, from the list to the screen before."""
        if self._view is None:
            super().action_back()
            return
        self._view = None
        self._show()

    def action_print_sheet(self) -> None:
        """Print the sheet."""
        if (line := self.marked()) is not None:
            make = self.services.sheets.print
            self.write(partial(make, self.actor, line.kind, line.day), self._printed, group="print")

    def _printed(self, printed: Printed) -> None:
        from counter_tui.services.wording.sheets import say_sheet_printed

        self.counter.tell(say_sheet_printed(printed))

    def action_save_workbook(self) -> None:
        """Save the sheet as a workbook."""
        if (line := self.marked()) is not None:
            make = self.services.sheets.save
            self.write(partial(make, self.actor, line.kind, line.day), self._saved, group="print")

    def _saved(self, where: str) -> None:
        self.counter.tell(_("Sheet in {where}").format(where=where))

    def action_send(self) -> None:
        """Ask how it went, and note that it did, to everybody who gets it."""
        if (line := self.marked()) is not None:
            from counter_tui.screens.dialogs.pick import Pick

            names = _(", ").join(say_recipient(mark.recipient) for mark in line.marks)
            choices = [Choice(way, say_way(way)) for way in _WAYS]
            title = _("{sheet} to {names}: how did it go?").format(sheet=say_kind(line.kind), names=names)
            self.app.push_screen(Pick(title, choices), partial(self._send, line))

    def _send(self, line: SheetLine, way: Any) -> None:
        if way is not None:
            send = self.services.sheets.send
            self.write(partial(send, self.actor, line.kind, line.day, way), self._sent)

    def _sent(self, view: SheetView) -> None:
        self.counter.tell(_("Noted as sent."))
        if self._view is not None:
            self._view = view
        self.look()

    def action_acknowledge(self) -> None:
        """Note that somebody has it; whoever leads says for whom, and how he knows."""
        line = self.marked()
        if line is None:
            return
        waiting = [mark for mark in line.marks if mark.sent and mark.sent.acknowledged_at is None]
        own = [mark for mark in waiting if mark.recipient.staff_no == self.actor.staff_no]
        if own:
            office = own[0].recipient.office
            deed = partial(self.services.sheets.acknowledge, self.actor, line.kind, line.day, office)
            self.write(deed, self._acknowledged)
        elif len(waiting) == 1:
            self._ask_words(line, waiting[0].recipient.office)
        elif waiting:
            from counter_tui.screens.dialogs.pick import Pick

            choices = [Choice(mark.recipient.office, say_recipient(mark.recipient)) for mark in waiting]
            self.app.push_screen(Pick(_("Who has it?"), choices), partial(self._ask_words, line))

    def _ask_words(self, line: SheetLine, office: Any) -> None:
        if office is None:
            return
        from counter_tui.screens.matter.ask import TextDialog
        from counter_tui.screens.matter.going_on import ask_going_on

        to: Office = office
        act = f"sheet {line.kind} {line.day.isoformat()} {to}"
        acknowledge = self.services.sheets.acknowledge

        def deed(text: str) -> Any:
            return acknowledge(self.actor, line.kind, line.day, to, text)

        title, place = _("How do you know that it arrived?"), _("such as: said so on the telephone")
        ask_going_on(
            self,
            self.services.action_words,
            ("", act),
            lambda words: TextDialog(title, deed, placeholder=place, words=words),
            self._acknowledged_in_words,
        )

    def _acknowledged_in_words(self, line: Any) -> None:
        if line is not None:
            self._acknowledged(line)

    def _acknowledged(self, _line: SheetLine) -> None:
        self.counter.tell(_("Noted as received."))
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the sheet, for this person."""
        line = self.marked() if self.is_mounted else None
        possible = {
            "open": line is not None and self._view is None,
            "print_sheet": line is not None,
            "save_workbook": line is not None,
            "send": line is not None,
            "acknowledge": line is not None and line.unacknowledged,
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)


def _drawn(screen: SheetsScreen, view: SheetView, cells: int, _plain: bool) -> Lines:
    return in_full(view, screen.zone, cells)
