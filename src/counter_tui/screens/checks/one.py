"""One list of checks, item by item: what was found is kept at every answer and recorded by one key."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.commands import checks as commands
from counter_tui.commands import shell
from counter_tui.domain.checks.decide import may_look
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.i18n import _
from counter_tui.screens.checks.acts import CheckActs
from counter_tui.screens.checks.lines import dropped_row, item_columns, item_in_full, item_row
from counter_tui.screens.sheet import Sheet, nothing
from counter_tui.services.wording.checks import say_standing
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Section, plain_look
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.checks import ItemView, ListView


class CheckScreen(CheckActs):
    """The items with what was found; below them what counts as a fault at the marked one."""

    KEYS = (
        commands.RECORD,
        commands.FINE,
        commands.FAILED,
        commands.NOT_HERE,
        commands.REST,
        commands.RESTORE,
        shell.BACK,
        commands.ADD,
        commands.CLEAR,
        commands.DROP,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#check-items"
    CSS = """
    CheckScreen { #check-main { height: 1fr; } #check-items { height: 1fr; }
      #check-item { dock: bottom; height: 4; padding-left: 1; } }
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._begun = False

    def place(self) -> str:
        """Which list."""
        return self.word(self.check.name) if self.check else _("Checks")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How the list stands, and how much of what was found is not recorded."""
        if (check := self.check) is None:
            return ()
        far = _("Looked at {count} of {all}").format(count=check.answered, all=check.asked)
        pieces = [Piece(say_standing(check.standing) + "   ", "strong"), Piece(far + "   ", "text")]
        if self.found:
            unsaid = _("{key} records {count}").format(
                key=self.counter.key(commands.RECORD), count=len(self.found)
            )
            pieces.append(Piece(unsaid, "soon"))
        return tuple(pieces)

    def compose_body(self) -> ComposeResult:
        """The items, and the marked one."""
        with Vertical(id="check-main"):
            yield Section("", id="check-title")
            yield FactTable(item_columns(), id="check-items")
            yield Sheet(id="check-item")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask how the list stands; the first time also what this person found before and has not recorded."""
        self.ask(self._read, self._show_read, group="check")

    def _read(self) -> tuple[ListView | None, Mapping[str, Any]]:
        lists = self.services.checks.lists(self.actor)
        begun: Mapping[str, Any] = {}
        if not self._begun and self.may("write"):
            begun = self.services.check_words.begun(self.actor, self.code)
        return next((each for each in lists if each.list == self.code), None), begun

    def store_changed(self) -> None:
        """Somebody wrote: look again; what was found here stays."""
        self.look()

    def _show_read(self, read: tuple[ListView | None, Mapping[str, Any]]) -> None:
        self.check, begun = read
        first, self._begun = not self._begun, True
        if first and self.words.go_on_with(begun):
            self.found = {
                code: CheckAnswer(item=code, result=result, words=words)
                for code, (result, words) in begun.items()
            }
        known = {each.item for each in self.items()}
        self.found = {code: answer for code, answer in self.found.items() if code in known}
        self.refresh_status()
        self.show()
        if first and (table := self.table()) is not None:
            left = (each for each in self.items() if not each.result and each.item not in self.found)
            table.mark(next((each.item for each in left if may_look(self.actor, each.who)), ""))

    def show(self) -> None:
        """Show the items with what was found."""
        if (check := self.check) is None:
            return
        now, plain = self.now(), plain_look(self)
        rows = [item_row(each, self.found.get(each.item), now, self.zone, plain) for each in check.items] + [
            dropped_row(each) for each in check.dropped
        ]
        self.query_one("#check-items", FactTable).fill(rows)
        self.query_one("#check-title", Section).name_it(self.word(check.name))
        self._show_one()
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new table."""
        super().after_retranslation()
        self.show()

    def table(self) -> FactTable | None:
        """The table of the items, once it is there."""
        return next(iter(self.query("#check-items").results(FactTable)), None)

    def marked(self) -> ItemView | None:
        """The marked item; None on one that was dropped."""
        table = self.table()
        return self.item(table.marked or "") if table else None

    @on(FactTable.RowHighlighted, "#check-items")
    def _show_one(self) -> None:
        item, sheet = self.marked(), self.query_one("#check-item", Sheet)
        if item is None:
            sheet.show(nothing)
        else:
            sheet.show(item_in_full(item, self.found.get(item.item), self.now(), self.zone))
        self.refresh_bindings()

    async def on_unmount(self) -> None:
        """Keep what was found, whoever closed the screen: another clerk, the lock, the end of the program."""
        if self._begun and self.may("write"):
            with suppress(RuleBroken):
                await asyncio.to_thread(partial(self.words.keep, self.kept()))
