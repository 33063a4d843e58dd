"""The two kinds of screens: full ones with their bands, and questions over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.screen import ModalScreen, Screen

from counter_tui.commands import Command, binding, key_name, shell
from counter_tui.i18n import _
from counter_tui.screens.common import Common, Result
from counter_tui.widgets.key_bar import KeyBar
from counter_tui.widgets.lines import Banner, Line, TopLine
from counter_tui.widgets.roles import Piece

SMALLEST = (80, 24)
"""Columns and rows of the smallest terminal the screens are drawn for."""


class CounterScreen(Common[None]):
    """A full screen. Subclasses give ``KEYS``, ``compose_body`` and usually ``place`` and ``second_line``.

    Bands, from the top: the status line; the second line, with a banner above it while there is a
    warning; the body (``#body``); the key line. Below 80 x 24 a message covers all of them and what is
    under it stays as it is.
    """

    BINDINGS = [binding(shell.BACK)]
    KEYS: ClassVar[tuple[Command, ...]] = (shell.BACK,)
    with_bands: ClassVar[bool] = True
    """False for a screen that is the customer's: no status, no keys."""
    tells_low: ClassVar[bool] = False
    """True for a screen that tells a lead of bad ratings by itself, so that the banner need not."""
    _status_shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The four bands."""
        self._status_shown = ()
        if self.with_bands:
            yield TopLine(id="top-line")
            yield Banner(id="banner")
            yield Line(*self.second_line(), id="second-line")
        with Container(id="body"):
            yield from self.compose_body()
        if self.with_bands:
            yield KeyBar(key_name, self.key_order, id="key-bar")
        yield Line(id="too-small")

    def key_order(self) -> list[str]:
        """The ids of the commands in the order of the key line: the screen's own, help last."""
        return [each.id for each in self.KEYS if each is not shell.HELP] + [shell.HELP.id]

    def compose_body(self) -> ComposeResult:
        """The widgets between the second line and the key line."""
        yield from ()

    def place(self) -> str:
        """Where am I: the name of this screen in the top line; empty shows the station's name."""
        return ""

    def second_line(self) -> tuple[Piece | str, ...]:
        """What the hall needs now, or what this screen is about."""
        return ()

    def show_second_line(self, *pieces: Piece | str) -> None:
        """Show these pieces in the second line; none brings back ``second_line()``."""
        if self.with_bands and self.is_mounted:
            self.query_one("#second-line", Line).show(pieces or self.second_line())

    def refresh_status(self) -> None:
        """Draw the status line anew from what the app knows, if that has changed; called by the app at every tick."""
        app = self.counter
        # Working out the local time would hold the first frame up.
        now = app.now() if app.station is not None else None
        minute = now and (now.hour, now.minute)
        said = (app.status, self.place(), minute, app.warning, app.theme)
        if (
            not self.with_bands
            or said == self._status_shown
            or not (top := self.query_one_optional("#top-line", TopLine))
        ):
            return
        self._status_shown = said
        top.status, top.place = app.status, self.place()
        if now is not None:
            top.set_time(now)
        warnings = "   ".join(filter(None, self._warnings()))
        self.query_one("#banner", Banner).warn(warnings)
        self.set_class(bool(warnings), "-warned")

    def _warnings(self) -> tuple[str, str]:
        """What the banner says: who is called to the counter goes there first, then what a customer pressed."""
        app = self.counter
        low = "" if self.tells_low else app.status.low
        return (app.warning, low) if app.status.called else (low, app.warning)

    def store_changed(self) -> None:
        """Another program wrote into the store; screens that show lists say so or ask again. Default: nothing."""

    def call_moved(self) -> None:
        """The call to the centre has come further or is over; who shows it draws it anew. Default: nothing."""

    def calls_lead(self) -> bool:
        """Can the lead be called from this screen now? Default: no."""
        return False

    def covered(self) -> None:
        """The counter is being locked; what only the person who leaves may see is hidden here. Default: nothing."""

    def action_back(self) -> None:
        """Go back to the screen before; on the first one nothing happens."""
        self.counter.back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Back is there only where there is something to go back to."""
        if action == "back" and len(self.app.screen_stack) <= 2:
            return False
        return super().check_action(action, parameters)

    @property
    def too_small(self) -> bool:
        """Is the terminal smaller than the screens are drawn for?"""
        return self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]

    def after_retranslation(self) -> None:
        """Show the status in the new language."""
        self._check_size()
        self.refresh_status()

    @on(events.ScreenResume)
    def _show_status(self) -> None:
        self.refresh_status()
        self._check_size()

    @on(events.Resize)
    def _check_size(self) -> None:
        if (cover := self.query_one_optional("#too-small", Line)) is not None:
            cover.display = self.too_small
            cover.show([Piece(_("Window too small: 80 x 24 needed, nothing is lost."), "soon")])


class CounterDialog(Common[Result], ModalScreen[Result]):
    """A question over the screen below: Esc is the safe answer (``None``), the first focus is on it too.

    Subclasses compose a container with the id ``dialog`` and answer with ``dismiss``.
    """

    # The app's own keys end at a question; only the one that covers the screen goes through.
    BINDINGS = [
        Binding("escape", "dismiss", show=False),
        Binding("ctrl+l", "app.lock", show=False, id=shell.LOCK.id),
    ]


Factory = Callable[..., Screen[Any]]
Screens = Mapping[str, Factory]
"""Screens by name, made anew each time one is opened; what is passed is up to the screen."""
