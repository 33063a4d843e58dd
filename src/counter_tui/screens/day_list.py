"""A list of one day, and the days before it by one key each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import events, on

from counter_tui.screens.desk import DeskScreen
from counter_tui.widgets.fact_table import FactTable


class DayScreen(DeskScreen):
    """Subclasses have one table, and ask in ``look`` for what stands in it on ``day``."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask for the day and show it."""

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None
        """The day shown; None: today, also after midnight."""

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        self.look()

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def action_move(self, days: int) -> None:
        """Another day; none after today."""
        self.day = min((self.day or self.today) + timedelta(days=days), self.today)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No day after today, nothing to open in an empty list."""
        if action == "move" and parameters == (1,) and (self.day is None or self.day >= self.today):
            return False
        if action == "open" and not any(table.row_count for table in self.query(FactTable)):
            return False
        return super().check_action(action, parameters)
