"""All praise, the newest first; the marked one in full, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.commands import praise as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.marked_list import MarkedListScreen
from counter_tui.screens.praise.lines import columns, in_full, row
from counter_tui.screens.sheet import Sheet, nothing
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.praise.decide import Typed
    from counter_tui.screens.matter.ask import ActDialog
    from counter_tui.screens.matter.words import Words
    from counter_tui.services.ratings.praise import PraiseLine
    from counter_tui.services.views.staff import StaffView


class PraiseScreen(MarkedListScreen):
    """A list, and the marked praise in full below it."""

    KEYS = (commands.NOTE, commands.PROVE, commands.CONFIRM, commands.TAKE_OUT, shell.BACK)
    AREA = commands.AREA.title
    LIST = "praise"
    AUTO_FOCUS = "#praise-list"
    CSS = """
    PraiseScreen { #praise-list { height: auto; max-height: 50vh; } #praise-empty { padding-left: 1; color: $quiet; }
      #praise-one { height: auto; margin-top: 1; padding-left: 1; } }
    """

    def __init__(self, marked: str = "") -> None:
        super().__init__(marked)
        self._lines: tuple[PraiseLine, ...] = ()
        self._staff: tuple[StaffView, ...] = ()

    def place(self) -> str:
        """Where am I."""
        return _("Praise register")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many count this month, how many wait for proof and for a lead."""
        if not self._looked:
            return ()
        month = self.today.replace(day=1)
        counts = sum(each.counts and each.day.replace(day=1) == month for each in self._lines)
        proof = sum(each.state == "noted" and not each.proof for each in self._lines)
        waits = sum(each.state == "noted" and bool(each.proof) for each in self._lines)
        said = [Piece(_("Counts this month: {count}").format(count=counts) + "   ", "done")]
        if waits:
            said.append(Piece(_("Not confirmed {count}").format(count=waits) + "   ", "soon"))
        if proof:
            said.append(Piece(_("Without proof {count}").format(count=proof), "soon"))
        return tuple(said)

    def compose_body(self) -> ComposeResult:
        """The list, and the marked praise."""
        with Vertical(id="praise-main"):
            yield FactTable(columns(), id="praise-list")
            yield Line(id="praise-empty")
            yield Sheet(nothing, id="praise-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask what there is, and who may be praised."""
        praise, staff, actor = self.services.praise, self.services.staff, self.actor
        self.ask(lambda: (praise.lines(actor), staff.list()), self._found, group="praise")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def _found(self, found: tuple[tuple[PraiseLine, ...], tuple[StaffView, ...]]) -> None:
        self._lines, self._staff = found
        self._looked = True
        self.draw_list()

    def draw_list(self) -> None:
        """Fill the list from what was found."""
        self.fill_list([row(each) for each in self._lines], self._nothing())

    def _nothing(self) -> str:
        if not self.role_allows(commands.NOTE.id):
            return _("No praise has been noted yet.")
        key = self.counter.key(commands.NOTE)
        return _("No praise has been noted yet. {key} notes one.").format(key=key)

    def marked(self) -> PraiseLine | None:
        """The marked praise."""
        marked = self.marked_row
        return next((each for each in self._lines if each.praise_id == marked), None)

    @on(FactTable.RowHighlighted, "#praise-list")
    def draw_one(self) -> None:
        """Show the marked one in full."""
        line, sheet = self.marked(), self.query_one("#praise-one", Sheet)
        if line is None:
            sheet.show(nothing)
        else:
            sheet.show(lambda cells, _plain: in_full(line, self.today, self.zone, cells))
        self.refresh_bindings()

    def action_note(self) -> None:
        """Take a praise down."""
        from counter_tui.screens.praise.form import PraiseForm
        from counter_tui.services.ratings.praise import NOTING

        praise, actor = self.services.praise, self.actor
        new, said = praise.new(actor), _("Noted. It counts when a lead has seen the proof.")

        def deed(typed: Typed) -> str:
            praise.note(actor, new, typed)
            return said

        def noted(said: Any) -> None:
            # What is done next, such as its proof, is about this one.
            self._to_mark = new if said else ""
            self._done(said)

        self._open(lambda words: PraiseForm(deed, self._staff, self.today, words), NOTING, noted)

    def action_prove(self) -> None:
        """Say what proves it."""
        if (line := self.marked()) is not None:
            place = _("such as: recording of the call, number 12 on the recorder")
            self._words(line, _("What proves it, and where is that kept?"), place, "prove", line.proof)

    def action_confirm(self) -> None:
        """Let it count."""
        if (line := self.marked()) is not None:
            deed = partial(self.services.praise.confirm, self.actor, line.praise_id)
            self.write(deed, lambda _none: self._done(_("Confirmed: it counts.")))

    def action_take_out(self) -> None:
        """Let it count no more."""
        if (line := self.marked()) is not None:
            place = _("such as: noted twice")
            self._words(line, _("Why does it not count?"), place, "take_out")

    def _words(self, line: PraiseLine, title: str, place: str, act: str, text: str = "") -> None:
        from counter_tui.screens.matter.ask import TextDialog

        do, actor, said = getattr(self.services.praise, act), self.actor, _("Written down.")

        def deed(typed: str) -> Any:
            do(actor, line.praise_id, typed)
            return said

        dialog = TextDialog(title, deed, placeholder=place, text=text)
        self.app.push_screen(dialog, self._done)

    def _open(self, dialog_with: Callable[[Words], ActDialog], act: str, done: Callable[[Any], None]) -> None:
        """Ask, and go on with what was typed for the same question before and not sent."""
        from counter_tui.screens.matter.going_on import ask_going_on

        ask_going_on(self, self.services.action_words, ("", act), dialog_with, done)

    def _done(self, said: Any) -> None:
        if said:
            self.counter.tell(said)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the marked praise, for this person."""
        line = self.marked() if self.is_mounted else None
        there = line is not None and line.state != "out"
        possible = {
            "note": self._looked,
            "prove": there,
            "confirm": line is not None and line.may_confirm,
            "take_out": there,
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)
