"""The keys that call the lead, from whichever screen or question a person is at."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from counter_tui.app.watching import WatchingApp
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.common import Common

if TYPE_CHECKING:
    from counter_tui.screens.desk import DeskScreen


class CallingApp(WatchingApp, inherit_bindings=False):
    """An app whose screens can call the lead; the keys come before those of any field."""

    def action_report(self) -> None:
        """Report a problem upward."""
        self._call("report")

    def action_conflict(self) -> None:
        """Call the lead quietly."""
        self._call("conflict")

    def _call(self, how: str) -> None:
        front, below = self.screen, self._called_from()
        if below is None or not isinstance(front, Common):
            return
        from counter_tui.screens.calls import raising

        (raising.conflict if how == "conflict" else raising.report)(below, front)

    def _called_from(self) -> DeskScreen | None:
        """The full screen a person is at, under whatever questions; none where it is the customer's."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CounterScreen):
                return cast("DeskScreen", screen) if screen.with_bands and screen.calls_lead() else None
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The lead is called by somebody who works at this counter now."""
        if action in ("report", "conflict"):
            return bool(self.screen_stack) and self._called_from() is not None
        return super().check_action(action, parameters)
