"""What is marked or typed in a step: kept at every pause, until the step is written."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from textual import events, on
from textual.timer import Timer

from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.matter.words import PAUSE, Words
from counter_tui.screens.meeting.pane import LINE, OF, Deed
from counter_tui.widgets.once import once

SIGNING = "sign"


class Keeper(DeskScreen):
    """Keeps the marks and the line of each step; a PIN is kept nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, dict[str, str]] = {}
        self.kept: dict[str, Words] = {}
        self.at = ""
        self._pause: Timer | None = None

    def words_of(self, step: str) -> Words:
        """What keeps a step's marks; made anew after they were written."""
        if step not in self.kept:
            service, actor = self.services.meeting_words, self.actor
            self.kept[step] = Words(
                {}, partial(service.keep, actor, step), partial(service.drop, actor, step)
            )
        return self.kept[step]

    def found_begun(self, begun: Mapping[str, Mapping[str, str]]) -> None:
        """What was kept before comes back, where nothing was marked since."""
        for step, marks in begun.items():
            if not self.marks.get(step) and self.words_of(step).go_on_with(marks):
                self.marks[step] = dict(marks)

    def mark(self, marks: Mapping[str, str]) -> None:
        """New marks of the step at hand."""
        self.marks[self.at] = dict(marks)
        self.keep()

    def keep_soon(self, text: str, of: str) -> None:
        """The line as it stands is kept after a pause, with the row it is said of."""
        self.marks.setdefault(self.at, {}).update({LINE: text, OF: of})
        if self._pause is not None:
            self._pause.stop()
        self._pause = once(self, PAUSE, self.keep)

    @on(events.ScreenSuspend)
    def keep(self) -> None:
        """Keep the marks of the step at hand now."""
        step, marks = self.at, dict(self.marks.get(self.at, {}))
        if step in ("", SIGNING) or not marks:
            return
        if not self.write(partial(self.words_of(step).keep, marks), lambda _none: None, group="words"):
            self._pause = once(self, PAUSE, self.keep)

    def sent(self, step: str, deed: Deed) -> Deed:
        """The deed with which the step's marks go; refused, they stay."""
        return partial(self.words_of(step).sending, deed)

    def forget(self, step: str) -> None:
        """The step was written: its marks and line are gone."""
        self.marks.pop(step, None)
        self.kept.pop(step, None)

    async def on_unmount(self) -> None:
        """Keep what is marked, whoever closed the screen."""
        step, marks = self.at, dict(self.marks.get(self.at, {}))
        if step not in ("", SIGNING) and marks:
            with suppress(RuleBroken):
                await asyncio.to_thread(self.words_of(step).keep, marks)
