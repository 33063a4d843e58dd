"""The attention list: each record that came to nothing, with what stood against it; and what nobody can read yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import attention as commands
from counter_tui.commands import shell
from counter_tui.i18n import _, language
from counter_tui.screens.marked_list import MarkedListScreen
from counter_tui.screens.sheet import LABEL_CELLS, Lines, Sheet, folded, labelled, nothing
from counter_tui.services.wording.attention import say_unread, say_what_becomes
from counter_tui.services.wording.dates import say_moment
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.matter.attention import AttentionView, UnfitLine, UnreadLine


class AttentionTable(FactTable):
    """Enter opens the marked line, and the key line says so."""

    BINDINGS = [
        Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id),
    ]


class AttentionScreen(MarkedListScreen):
    """A list of records, the marked one in full below it."""

    KEYS = (commands.OPEN, commands.SETTLE, shell.BACK)
    AREA = commands.AREA.title
    LIST = "attention"
    AUTO_FOCUS = "#attention-list"
    CSS = """
    AttentionScreen { #attention-list { height: auto; max-height: 45vh; }
      #attention-empty { padding-left: 1; color: $quiet; }
      #attention-one { height: auto; margin-top: 1; padding-left: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view: AttentionView | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Double records")

    def compose_body(self) -> ComposeResult:
        """The list, and the marked record."""
        columns = (
            Column(_("Recorded"), 11),
            Column(_("Recorder"), 8, most=16),
            Column(_("Number"), 9),
            Column(_("Came to nothing"), 40, most=90),
        )
        with Vertical(id="attention-main"):
            yield AttentionTable(columns, id="attention-list")
            yield Line(id="attention-empty")
            yield Sheet(nothing, id="attention-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask for what waits."""
        self.ask(partial(self.services.attention.waiting, self.actor), self._found, group="attention")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def _found(self, view: AttentionView) -> None:
        self._view, self._looked = view, True
        self.draw_list()

    def draw_list(self) -> None:
        """Fill the list from what was found."""
        view = self._view
        rows = [*map(self._row, view.unfit), *map(self._unread_row, view.unread)] if view else []
        self.fill_list(rows, _("Nothing was recorded twice.") if self._looked else "")

    def _row(self, line: UnfitLine) -> Row:
        at = f"{line.what.at.astimezone(self.zone):%m-%d %H:%M}"
        return Row(line.fact_id, (Piece(at, "secondary"), line.what.who, line.short, line.what.what))

    def _unread_row(self, line: UnreadLine) -> Row:
        at = f"{line.at.astimezone(self.zone):%m-%d %H:%M}"
        return Row(
            line.fact_id, (Piece(at, "secondary"), line.who, "", Piece(say_unread(line.reason), "quiet"))
        )

    def marked(self) -> UnfitLine | None:
        """The marked record, where it is one that can be settled."""
        found = self._view.unfit if self._view else ()
        return next((each for each in found if each.fact_id == self.marked_row), None)

    def _marked_unread(self) -> UnreadLine | None:
        found = self._view.unread if self._view else ()
        return next((each for each in found if each.fact_id == self.marked_row), None)

    @on(FactTable.RowHighlighted, "#attention-list")
    def draw_one(self) -> None:
        """Show the marked one in full."""
        line, unread, sheet = self.marked(), self._marked_unread(), self.query_one("#attention-one", Sheet)
        if line is not None:
            sheet.show(partial(self._in_full, line))
        else:
            sheet.show(nothing if unread is None else partial(self._unread_in_full, unread))
        self.refresh_bindings()

    def _in_full(self, line: UnfitLine, cells: int, _plain: bool) -> Lines:
        room = cells - LABEL_CELLS
        head = f"{line.number}   {line.kind.say(language())}   {line.customer}"
        made: Lines = labelled(_("Matter"), folded(head, room))
        made += labelled(_("No effect"), folded(self._told(line.what), room, "strong", most=3))
        for place, each in enumerate(line.before):
            made += labelled(_("Before it") if not place else "", folded(self._told(each), room, most=2))
        key = self.counter.key(commands.SETTLE)
        ask = _("Do in the matter what is still to be done, then settle it with {key}.").format(key=key)
        return made + labelled("", folded(ask, room, "quiet", most=2))

    def _told(self, told: Any) -> str:
        return f"{say_moment(told.at, self.now(), self.zone)}   {told.who}   {told.what}"

    def _unread_in_full(self, line: UnreadLine, cells: int, _plain: bool) -> Lines:
        room = cells - LABEL_CELLS
        made: Lines = labelled(_("Unread"), folded(f"{line.type}   {say_unread(line.reason)}", room, most=2))
        made += labelled(_("Counter"), folded(f"{line.device}   {line.who}", room))
        words = say_what_becomes(line.reason)
        return made + labelled("", folded(words, room, "quiet", most=2))

    @on(FactTable.RowSelected, "#attention-list")
    def action_open(self) -> None:
        """The matter of the marked record."""
        if (line := self.marked()) is not None:
            self.open_matter(line.matter_id)

    def action_settle(self) -> None:
        """Say what is to hold."""
        if (line := self.marked()) is None:
            return
        from counter_tui.screens.matter.ask import TextDialog

        attention, actor, said = self.services.attention, self.actor, _("Settled.")

        def deed(text: str) -> Any:
            attention.settle(actor, line.matter_id, line.fact_id, text)
            return said

        place = _("such as: the answer holds, the customer was told by phone")
        self.app.push_screen(TextDialog(_("What is to hold?"), deed, placeholder=place), self._done)

    def _done(self, said: Any) -> None:
        if said:
            self.counter.tell(said)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to open or settle where no such record is marked."""
        if action in ("open", "settle"):
            return self.is_mounted and self.marked() is not None
        return super().check_action(action, parameters)
