"""What every screen stands on: bands, translated keys, questions asked in the background, small errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Container
from textual.screen import ModalScreen, Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from counter_tui.commands import Command, binding, key_name, shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.asking import Answered, Asking
from counter_tui.widgets.key_bar import KeyBar
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Banner, Line, TopLine
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.app import CounterApp

Result = TypeVar("Result")
SMALLEST = (80, 24)
"""Columns and rows of the smallest terminal the screens are drawn for."""


class Common(Asking, Screen[Result]):
    """What full screens and dialogs share: keys from commands, translation, background questions."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    """The commands this screen answers, in the order of the key line; ``action_...`` methods belong to them."""
    AREA: ClassVar[str] = ""
    """The area of the commands, for the help screen's heading (a message id)."""
    ready = False
    """Has the screen been drawn once with its focus? Keys typed ahead wait for it."""
    _language_built = 0
    _composed = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._rebuilding = False
        self._waiting: list[Callable[[], None]] = []

    def __init_subclass__(cls, **more: Any) -> None:
        own = cls.__dict__.get("KEYS")
        if own is not None and "BINDINGS" not in cls.__dict__:
            cls.BINDINGS = [binding(command) for command in own if command.keys]
        super().__init_subclass__(**more)

    @property
    def counter(self) -> CounterApp:
        """The app, by its own type."""
        return cast("CounterApp", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language in use."""
        return {key: _translated(active) for key, active in super().active_bindings.items()}

    def commands(self) -> tuple[Command, ...]:
        """The commands that can be used on this screen now, its own before those of everywhere."""
        return tuple(each for each in (*self.KEYS, *shell.EVERYWHERE) if self.counter.allows(each, self))

    def named(self, command: Command) -> tuple[str, tuple[str, ...]]:
        """What the palette calls a command on this screen, and what else may be typed to find it."""
        return _(command.label), command.words

    def take_scan(self, text: str) -> bool:
        """What an ID reader or scanner sent in one burst; True when the screen has put it where it belongs.

        False (the default) lets the text be typed into the focused field instead.
        """
        del text
        return False

    def put_scan(self, field: LineInput, text: str) -> bool:
        """Put a scanned text into the field it belongs to, in place of what stood there; for ``take_scan``.

        The focus stays where it is, unless it is in that field: then it goes on, as after Enter.
        """
        field.value = text
        field.cursor_position = len(text)
        field.post_message(Input.Submitted(field, text))
        if self.focused is field and field.enter_moves:
            self.focus_next()
        return True

    def hint(self) -> str:
        """What the focused field expects, from its ``FieldRow``; empty when it says nothing."""
        for node in self.focused.ancestors_with_self if self.focused else ():
            if found := getattr(node, "hint", ""):
                return str(found) if isinstance(found, str) else ""
        return ""

    def station_opened(self) -> None:
        """The station this screen did not wait for is open now. Default: nothing."""

    def leaving_question(self) -> str:
        """What to ask before the program is closed now; empty when nothing would be lost."""
        return _("Something is still being saved. Quit all the same?") if self.writing else ""

    async def keep_language(self) -> None:
        """Build the screen anew if the language has changed since it was built.

        Answers that arrive meanwhile wait until their widgets are there again, and so does another change.
        """
        if self._rebuilding:
            return
        self._rebuilding = True
        try:
            while self._composed and self._language_built != self.counter.language_changes:
                self._language_built = self.counter.language_changes
                await self.retranslate()
        finally:
            self._rebuilding = False
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    async def retranslate(self) -> None:
        """Build the screen anew in the language in use; texts typed into fields with ids, and the focus, are kept."""
        kept = {each.id: each.kept() for each in self._fields() if each.id}
        focused = self.focused.id if self.focused else None
        await self.recompose()
        for field in self._fields():
            if field.id in kept:
                field.restore(kept[field.id])
        if focused and (widget := next(iter(self.query(f"#{focused}")), None)):
            self.set_focus(widget)
        self.after_retranslation()
        self.refresh_bindings()

    def _fields(self) -> list[Any]:
        """The widgets that hold what was typed; the typed part of a list to pick from belongs to its list."""
        return [*self.query(PickList), *(each for each in self.query(LineInput) if not each.within_pick)]

    def after_retranslation(self) -> None:
        """Fill the new widgets with what the screen shows; the default leaves them as composed."""

    def named_keys(self, command: Command) -> Command:
        """The command with the keys it has on this PC, for lists for reading."""
        return replace(command, keys=self.counter.keys_of(command))

    async def _compose(self) -> None:
        if not self._composed:
            self._bindings = self.counter.with_own_keys(self._bindings, self.KEYS)
        self._language_built = self.counter.language_changes
        await super()._compose()
        self._composed = True

    @on(events.ScreenResume)
    def _resumed(self) -> None:
        self.call_after_refresh(self._drawn)

    @on(events.Resize)
    def _place_cursor_after_resize(self) -> None:
        self.call_after_refresh(self.place_cursor)

    async def _drawn(self) -> None:
        await self.keep_language()
        self.ready = True
        self.place_cursor()

    def place_cursor(self) -> None:
        """Put the terminal's own cursor into the focused field: an input method opens its window there."""
        if isinstance(self.focused, Input):
            self.app.cursor_position = self.focused.cursor_screen_offset
            self.focused.refresh()

    @on(Worker.StateChanged)
    def _worker_failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.state is not WorkerState.ERROR or not isinstance(error, Exception):
            return
        self.refused(error) if isinstance(error, RuleBroken) else self.failed(error)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        if self._rebuilding:
            self._waiting.append(event.then)
        elif self.is_attached:
            event.then()


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
        if not self.with_bands or said == self._status_shown or not self.query("#top-line"):
            return
        self._status_shown = said
        top = self.query_one("#top-line", TopLine)
        top.status, top.place = app.status, self.place()
        if now is not None:
            top.set_time(now)
        self.query_one("#banner", Banner).warn(app.warning)

    def store_changed(self) -> None:
        """Another program wrote into the store; screens that show lists say so or ask again. Default: nothing."""

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
        for cover in self.query("#too-small").results(Line):
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


def _translated(active: ActiveBinding) -> ActiveBinding:
    words = active.binding.description
    return active._replace(binding=replace(active.binding, description=_(words))) if words else active


Factory = Callable[..., Screen[Any]]
Screens = Mapping[str, Factory]
"""Screens by name, made anew each time one is opened; what is passed is up to the screen."""
