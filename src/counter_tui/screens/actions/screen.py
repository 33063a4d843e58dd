"""What is to be put right, the nearest day first; the marked item in full, and what its owner and others do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.commands import actions as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.actions.acts import ActionActs
from counter_tui.screens.actions.lines import columns, in_full, row
from counter_tui.screens.sheet import Sheet, nothing
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.actions.service import ActionLine
    from counter_tui.services.views.staff import StaffView

_BESIDE_FROM = 120
"""Columns from which the marked item stands beside the list."""


class ActionsScreen(ActionActs):
    """A list, and the marked item in full below it, or beside it where there is room."""

    KEYS = (
        commands.NAME,
        commands.AGAIN,
        commands.REPORT,
        commands.VERIFY,
        commands.SEND_BACK,
        commands.RECORD,
        commands.MOVE,
        commands.GIVE,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#action-list"
    CSS = """
    ActionsScreen { #action-main { height: 1fr; } #action-items { height: auto; max-height: 50vh; }
      #action-list { height: auto; max-height: 45vh; } #action-empty { padding-left: 1; color: $quiet; }
      #action-one { height: auto; margin-top: 1; padding-left: 1; } }
    ActionsScreen.-wide { #action-main { layout: horizontal; } #action-list { max-height: 1fr; }
      #action-items { width: 80; height: 1fr; max-height: 100%; }
      #action-one { width: 1fr; height: 1fr; margin-top: 0; padding-left: 2; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_FROM, "-wide")]

    def __init__(self, marked: str = "") -> None:
        super().__init__()
        self._to_mark = marked
        self._lines: tuple[ActionLine, ...] = ()
        self._record = False
        self._looked = False

    def place(self) -> str:
        """Where am I."""
        return _("Action items")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many are carried, how many are late, how many wait for this person."""
        if not self._looked:
            return ()
        if self._record:
            return (Piece(_("What was verified in the last thirty days"), "quiet"),)
        late = sum(each.late for each in self._lines)
        waiting = sum(each.may_verify and each.state == "reported" for each in self._lines)
        mine = sum(each.may_report and each.state == "open" for each in self._lines)
        counts = (
            Piece(_("Carried {count}").format(count=len(self._lines)) + "   ", "text"),
            Piece(_("Late {count}").format(count=late) + "   ", "broken") if late else "",
            Piece(_("Yours {count}").format(count=mine) + "   ", "soon") if mine else "",
            Piece(_("To look at {count}").format(count=waiting), "soon") if waiting else "",
        )
        return tuple(each for each in counts if each)

    def compose_body(self) -> ComposeResult:
        """The list, and the marked item."""
        with Vertical(id="action-main"):
            with Vertical(id="action-items"):
                yield Section("", id="action-title")
                yield FactTable(columns(), id="action-list")
                yield Line(id="action-empty")
            yield Sheet(id="action-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask what there is, and who may own it."""
        actions, actor = self.services.actions, self.actor
        ask = actions.verified if self._record else actions.carried
        self.ask(lambda: (ask(actor), self.services.staff.list()), self._found, group="actions")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def _found(self, found: tuple[tuple[ActionLine, ...], tuple[StaffView, ...]]) -> None:
        self._lines, self._staff = found
        self._looked = True
        self._show()

    def _show(self) -> None:
        table = self.query_one("#action-list", FactTable)
        table.fill([row(each, self.today) for each in self._lines])
        if self._to_mark:
            table.mark(self._to_mark)
            self._to_mark = ""
        table.display = bool(self._lines)
        empty = self.query_one("#action-empty", Line)
        empty.display = not self._lines
        empty.show([Piece(self._nothing(), "quiet")])
        title = _("Verified") if self._record else _("Carried until somebody else has looked")
        self.query_one("#action-title", Section).name_it(title, "")
        self._show_one()
        self.show_second_line()
        self.refresh_bindings()

    def _nothing(self) -> str:
        if self._record:
            return _("Nothing was verified in the last thirty days.")
        if not self.may("lead_matter"):
            return _("Nothing is to be put right.")
        return _("Nothing is to be put right. {key} names a problem.").format(
            key=self.counter.key(commands.NAME)
        )

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._looked:
            self._show()

    def marked(self) -> ActionLine | None:
        """The marked item."""
        tables = self.query("#action-list").results(FactTable)
        marked = next((table.marked for table in tables), None)
        return next((each for each in self._lines if each.item_id == marked), None)

    @on(FactTable.RowHighlighted, "#action-list")
    def _show_one(self) -> None:
        line = self.marked()
        sheet = self.query_one("#action-one", Sheet)
        if line is None:
            sheet.show(nothing)
        else:
            sheet.show(lambda cells, _plain: in_full(line, self.today, self.zone, cells))
        self.refresh_bindings()

    def action_record(self) -> None:
        """What was verified lately, or what is carried."""
        self._record = not self._record
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the marked item, for this person."""
        line = self.marked() if self.is_mounted else None
        possible = {
            "name_problem": self._looked,
            "again": line is not None and line.state == "verified",
            "report_done": line is not None and line.may_report and line.state == "open",
            "verify": line is not None and line.may_verify,
            "send_back": line is not None and line.may_verify and line.state == "reported",
            "move_day": line is not None and line.may_verify,
            "give": line is not None and line.state != "verified",
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)
