"""The marked customer or matter: beside the hits in a wide terminal, and in full for a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on

from counter_tui.screens.find.beside import customer_lines
from counter_tui.screens.find.looking import Looking
from counter_tui.screens.find.parts import Results
from counter_tui.screens.home.detail import detail_lines
from counter_tui.screens.revealing import Asked
from counter_tui.screens.sheet import Lines, Sheet, nothing
from counter_tui.widgets.fact_table import FactTable

if TYPE_CHECKING:
    from counter_tui.services.customers.reveals import Particulars
    from counter_tui.services.views.found import Found
    from counter_tui.services.views.matter import MatterView

BESIDE_FROM = 120
"""Columns from which the marked customer or matter stands beside the hits."""


class Marked(Looking):
    """What ``FindScreen`` shows of the row that is marked."""

    def __init__(self) -> None:
        super().__init__()
        self._asked_in_full = Asked()

    @on(FactTable.RowHighlighted)
    @on(events.DescendantFocus)
    def _another_marked(self) -> None:
        self.show_beside()

    @on(events.Resize)
    def _resized(self) -> None:
        self.show_beside()

    def show_beside(self) -> None:
        """Ask for what is marked in the list in use, else in the first list that has rows."""
        found, used = self._found, self.focused
        if self.app.size.width < BESIDE_FROM or not self.query("#find-beside"):
            return
        if not isinstance(used, Results):
            used = next((each for each in self.query(Results) if each.row_count), None)
        marked = used.marked if used is not None else None
        if used is None or marked is None or found is None:
            self.query_one("#find-beside", Sheet).show(nothing)
        elif used.id == "find-matters":
            if self.may("see_matters"):
                self.ask(
                    partial(self.services.matters.view, self.actor, marked),
                    self._matter_beside,
                    group="beside",
                )
        else:
            asked = partial(self.services.find.find, self.actor, marked)
            self.ask(asked, partial(self._customer_beside, marked), group="beside")

    def _matter_beside(self, view: MatterView) -> None:
        now, zone = self.now(), self.zone

        def draw(cells: int, _plain: bool) -> Lines:
            return [list(line) for line in detail_lines(view, now, zone, cells)]

        self.query_one("#find-beside", Sheet).show(draw)

    def _customer_beside(self, account: str, known: Found) -> None:
        now, zone, lines = self.now(), self.zone, self._found.customers if self._found else ()
        line = next((each for each in lines if each.account == account), None)
        if line is not None:
            beside = self.query_one("#find-beside", Sheet)
            beside.show(lambda cells, plain: customer_lines(line, known.matters, now, zone, cells, plain))

    def action_reveal(self) -> None:
        """Show the marked customer's full particulars, with a reason."""
        from counter_tui.screens.matter.deeds import why_in_full
        from counter_tui.screens.matter.words import Words

        actor, reveals = self.actor, self.services.reveals
        account = self.query_one("#find-customers", Results).marked or ""

        def deed(reason: str) -> Particulars:
            return self._asked_in_full.asking(
                self.counter.seconds(), lambda: reveals.customer(actor, account, reason)
            )

        given = (actor, account)
        words = Words({}, partial(reveals.keep_words, *given), partial(reveals.drop_words, *given))
        # Who may write nothing keeps nothing beside the ledger either.
        dialog = why_in_full(deed, words if self.may("write") else None)
        self.app.push_screen(dialog, self._revealed)
        if dialog.words is not None:
            self.ask(partial(reveals.begun, *given), dialog.go_on_with, group="begun")

    def _revealed(self, shown: Any) -> None:
        from counter_tui.screens.find.particulars import FullParticulars

        until = self._asked_in_full.until(self.counter.seconds())
        if shown is not None and until is not None:
            self.app.push_screen(FullParticulars(shown, until))

    def covered(self) -> None:
        """The counter is being locked: what was asked for in full is not shown any more."""
        super().covered()
        self._asked_in_full.forget()
