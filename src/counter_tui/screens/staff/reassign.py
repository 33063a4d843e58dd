"""Giving somebody's open matters to colleagues: which, to whom, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import staff as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _, language, ngettext
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.leaving import Leaving
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.widgets.cells import cut
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece, sign

if TYPE_CHECKING:
    from datetime import datetime

    from counter_tui.services.views.lines import MatterLine
    from counter_tui.services.views.staff import Moved, StaffView, Workload

LONGEST = 200
Move = Callable[[Sequence[str], str, Collection[str]], "Moved"]
"""Gives the matters with these ids to these people for this reason."""


class Reassign(Leaving[str]):
    """All open matters are chosen at first, Space leaves one out; two colleagues share them.

    Answers with the words of what was done.
    """

    KEYS = (commands.SAVE,)
    BINDINGS = [binding(commands.SAVE)]
    AUTO_FOCUS = ""
    CSS = """
    Reassign #dialog { width: 76; max-height: 22; }
    Reassign #matters { height: auto; max-height: 8; margin-top: 1; }
    Reassign #row-to { margin-top: 1; }
    Reassign #dialog .line-input { margin: 0; }
    Reassign #dialog .pick-options { margin: 0; max-height: 6; }
    Reassign #row-reason .field-control { width: 1fr; }
    Reassign #row-reason .field-verdict { width: 0; display: none; }
    Reassign #words { height: auto; margin-top: 1; }
    """

    def __init__(
        self,
        person: StaffView,
        others: Sequence[StaffView],
        *,
        look: Callable[[], Workload],
        move: Move,
        say_when: Callable[[datetime], str],
    ) -> None:
        super().__init__()
        self._person, self._look, self._move, self._say_when = person, look, move, say_when
        self._others = [each for each in others if may(each.role, "work")]
        self._workload: Workload | None = None
        self.chosen: set[str] = set()

    def compose(self) -> ComposeResult:
        """Heading, the matters, to whom, why."""
        columns = (Column("", 3), Column("", 10), Column("", 18), Column("", 12), Column("", 14))
        with Vertical(id="dialog"):
            yield Section(_("Reassign what {name} has in hand").format(name=self._person.name), id="heading")
            yield FactTable(columns, id="matters")
            hint = _("initials of a colleague")
            yield FieldRow(_("To"), PickList(colleagues(self._others), id="to"), hint=hint, id="row-to")
            also = _("a second one shares them; or empty")
            yield FieldRow(_("And"), PickList(colleagues(self._others), id="also"), hint=also, id="row-also")
            reason = LineInput(
                id="reason", max_cells=LONGEST, enter_moves=False, placeholder=_("everybody reads it")
            )
            yield FieldRow(_("Why"), reason, id="row-reason")
            yield Sheet(id="words")
            yield Line(
                Piece(f"{self.counter.key(commands.SAVE)} ", "accent"),
                _("Reassign"),
                Piece("   " + _("Space") + " ", "accent"),
                _("leave out, take in"),
                Piece("   Esc ", "accent"),
                _("Back"),
            )

    def on_mount(self) -> None:
        """Ask what there is to give away; keys typed meanwhile are this form's already."""
        self.query_one("#matters", FactTable).show_header = False
        self.query_one("#to").focus()
        self.ask(self._look, self._show, group="workload")

    def _show(self, workload: Workload) -> None:
        self._workload = workload
        self.chosen = {line.matter_id for line in workload.lines}
        self._fill()

    def after_retranslation(self) -> None:
        """Show them in the other language."""
        super().after_retranslation()
        self.query_one("#matters", FactTable).show_header = False
        self._fill()

    def _fill(self) -> None:
        if self._workload is None:
            return
        self.query_one("#matters", FactTable).fill([self._row(line) for line in self._workload.lines])
        count = ngettext("{count} matter", "{count} matters", len(self.chosen)).format(count=len(self.chosen))
        title = _("Reassign what {name} has in hand").format(name=self._person.name)
        remark = count
        if self._workload.answering:
            more = _("first contact of {count} more").format(count=self._workload.answering)
            remark = _("{first}, {second}").format(first=count, second=more)
        self.query_one("#heading", Section).name_it(title, remark)

    def _row(self, line: MatterLine) -> Row:
        mine = line.matter_id in self.chosen
        role = "text" if mine else "quiet"
        mark = sign("chosen" if mine else "free", plain_look(self))
        due = self._say_when(line.due_at) if line.due_at else "-"
        cells = (mark, line.short, cut(line.kind.say(language()), 18), cut(line.customer, 12), due)
        return Row(line.matter_id, tuple(Piece(each, role) for each in cells))  # type: ignore[arg-type]

    def on_key(self, event: events.Key) -> None:
        """Space leaves the marked matter out, or takes it in again."""
        table = self.query_one("#matters", FactTable)
        if event.key == "space" and self.focused is table and table.marked is not None:
            self.chosen ^= {table.marked}
            self._fill()

    @on(PickList.Chosen)
    def _picked(self, event: PickList.Chosen) -> None:
        event.stop()
        self._say("")

    @on(Input.Submitted, "#reason")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Give them away."""
        people, picks = colleagues(self._others), ("#to", "#also")
        to = [settled(self.query_one(pick, PickList), people) for pick in picks]
        if self._workload is None:
            return
        if not self._workload.lines:
            self._say(_("{name} has no open matter in hand.").format(name=self._person.name))
            return
        if not self.chosen:
            self._say(_("No matter is chosen."))
            self.query_one("#matters").focus()
            return
        reason, chosen = self.query_one("#reason", LineInput).value, frozenset(self.chosen)
        self.write(partial(self._move, [each for each in to if each], reason, chosen), self._moved)

    def _moved(self, done: Moved) -> None:
        shares = Counter(name for _line, name in done.moved)
        said = _(", ").join(f"{name} {count}" for name, count in shares.items())
        words = _("Reassigned: {shares}").format(shares=said or "0")
        if done.left:
            line, broken = done.left[0]
            words += "  " + _("Left {count}, {number}: {why}").format(
                count=len(done.left), number=line.short, why=self.counter.say(broken)
            )
        self.dismiss(words)

    def _say(self, words: str) -> None:
        self.query_one("#words", Sheet).show(
            lambda cells, _plain: folded(words, cells, "broken", most=2) if words else []
        )

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        self._say(self.counter.say(broken))
        self.query_one("#reason" if broken.code == "reason_missing" else "#to").focus()
