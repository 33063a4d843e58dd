"""The bad ratings that are not made good yet, the most urgent first; the marked one in full, and what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.commands import recovery as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.recovery.acts import RecoveryActs
from counter_tui.screens.recovery.lines import Showing, columns
from counter_tui.screens.sheet import Sheet, nothing
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.recovery import RecoveryLine
    from counter_tui.services.views.staff import StaffView

_BESIDE_FROM = 120
"""Columns from which the marked rating stands beside the list."""


class RecoveryScreen(RecoveryActs):
    """A list, and the marked rating in full below it; it opens at the newest nobody has planned."""

    KEYS = (
        commands.PLAN,
        commands.CALL,
        commands.CORRECT,
        commands.CLOSE,
        commands.SECOND,
        commands.STATE,
        commands.APPEAL,
        commands.REVIEW,
        commands.OPEN,
        commands.RECORD,
        *commands.CAUSES,
        shell.BACK,
    )
    AREA = commands.AREA.title
    LIST = "recovery"
    AUTO_FOCUS = "#recovery-list"
    CSS = """
    RecoveryScreen { #recovery-main { height: 1fr; } #recovery-items { height: auto; max-height: 40vh; }
      #recovery-list { height: auto; max-height: 35vh; } #recovery-empty { padding-left: 1; color: $quiet; }
      #recovery-one { height: auto; margin-top: 1; padding-left: 1; } }
    RecoveryScreen.-wide { #recovery-main { layout: horizontal; } #recovery-list { max-height: 1fr; }
      #recovery-items { width: 80; height: 1fr; max-height: 100%; }
      #recovery-one { width: 1fr; height: 1fr; margin-top: 0; padding-left: 2; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_FROM, "-wide")]

    def __init__(self, marked: str = "") -> None:
        super().__init__(marked)
        self._lines: tuple[RecoveryLine, ...] = ()
        self._record = False

    def place(self) -> str:
        """Where am I."""
        return _("Bad ratings")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many are open, how many are late, how many wait for this person."""
        if not self._looked:
            return ()
        if self._record:
            return (Piece(_("What was made good in the last month"), "quiet"),)
        late, mine = sum(each.late for each in self._lines), sum(each.mine for each in self._lines)
        counts = (
            Piece(_("Open {count}").format(count=len(self._lines)) + "   ", "text"),
            Piece(_("Late {count}").format(count=late) + "   ", "broken") if late else "",
            Piece(_("Yours {count}").format(count=mine), "soon") if mine else "",
        )
        return tuple(each for each in counts if each)

    def compose_body(self) -> ComposeResult:
        """The list, and the marked rating."""
        with Vertical(id="recovery-main"):
            with Vertical(id="recovery-items"):
                yield Section("", id="recovery-title")
                yield FactTable(columns(), id="recovery-list")
                yield Line(id="recovery-empty")
            yield Sheet(id="recovery-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask what there is, and who may call back."""
        recoveries, actor = self.services.recoveries, self.actor
        ask = recoveries.closed if self._record else recoveries.open
        self.ask(
            lambda: (ask(actor), self.services.staff.list(), recoveries.measures),
            self._found,
            group="recoveries",
        )

    def store_changed(self) -> None:
        """Somebody wrote, perhaps a customer at the pad: look again."""
        self.look()

    def _found(self, found: tuple[tuple[RecoveryLine, ...], tuple[StaffView, ...], object]) -> None:
        self._lines, self._staff, _measures = found
        if not self._looked and not self._to_mark:
            # The one the alert tells of: the newest nobody has planned.
            unplanned = [each for each in self._lines if each.step == "plan" and "plan" in each.may]
            first = max(unplanned, key=lambda each: each.pressed_at, default=None)
            self._to_mark = first.visit if first else ""
        elif not self._looked and not self._record and self._to_mark not in {e.visit for e in self._lines}:
            # Made good already: it stands in the record.
            self._record = True
            self.look()
            return
        self._looked = True
        self.draw_list()

    @property
    def _showing(self) -> Showing:
        services = self.services
        return Showing(services.station.scale, services.recoveries.measures, self.now(), self.zone)

    def draw_list(self) -> None:
        """Fill the list from what was found."""
        title = _("Made good") if self._record else _("Not made good yet")
        self.query_one("#recovery-title", Section).name_it(title, "")
        words = _("Nothing was made good in the last month.") if self._record else _("No bad rating is open.")
        showing = self._showing
        rows = [showing.row(each) for each in self._lines]
        self.fill_list(rows, words, columns(record=self._record))

    def marked(self) -> RecoveryLine | None:
        """The marked rating."""
        marked = self.marked_row
        return next((each for each in self._lines if each.visit == marked), None)

    @on(FactTable.RowHighlighted, "#recovery-list")
    def draw_one(self) -> None:
        """Show the marked one in full."""
        line, sheet = self.marked(), self.query_one("#recovery-one", Sheet)
        if line is None:
            sheet.show(nothing)
        else:
            showing = self._showing
            sheet.show(lambda cells, _plain: showing.in_full(line, cells))
        self.refresh_bindings()

    @on(FactTable.RowSelected, "#recovery-list")
    def _chosen(self) -> None:
        self.action_open()

    def action_record(self) -> None:
        """What was made good lately, or what is open."""
        self._record = not self._record
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the marked rating, for this person."""
        line = self.marked() if self.is_mounted else None
        may = line.may if line else frozenset()
        needs = {
            "plan": "plan",
            "cause": "plan",
            "call": "call",
            "correct": "correct",
            "close_it": "close",
            "second": "second",
            "state": "state",
            "appeal": "appeal",
            "review": "decide",
        }
        if action in needs and needs[action] not in may:
            return False
        if action == "open" and (line is None or not line.matter_id):
            return False
        return super().check_action(action, parameters)
