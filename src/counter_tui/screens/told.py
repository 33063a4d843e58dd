"""Screens that tell things in a toast without covering anything that is read: one at a time, under the second line."""

from __future__ import annotations

from typing import Literal

from textual.screen import Screen

from counter_tui.screens.desk import DeskScreen

_EMPTY = 1
"""Rows that are empty under the second line; a toast of one row needs no more."""


class Told(DeskScreen):
    """A screen whose toasts stand under the second line: what is below makes way for those of more rows."""

    def on_mount(self) -> None:
        """Look at the rows of the toasts whenever anything has been laid out."""
        self.screen_layout_refresh_signal.subscribe(self, self._make_way, immediate=True)

    def tell_alone(
        self, words: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Show these words instead of what was told before: that is answered, or not true any more."""
        self.app.clear_notifications()
        self.counter.tell(words, severity)

    def _make_way(self, _screen: Screen[object]) -> None:
        holders = [holder for rack in self.query_children("ToastRack") for holder in rack.children]
        for holder in holders:
            # A toast that is taken away before its time leaves its holder, a row high.
            if holder.is_mounted and not holder.children:
                holder.remove()
        rows = sum(toast.outer_size.height for holder in holders for toast in holder.children)
        body = self.query_one("#body")
        if body.styles.padding.top != max(_EMPTY, rows):
            body.styles.padding = body.styles.padding._replace(top=max(_EMPTY, rows))
