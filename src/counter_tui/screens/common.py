"""What full screens and dialogs share: translated keys, questions asked in the background, small errors."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from msgspec.structs import replace
from textual import events, on
from textual.binding import ActiveBinding
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from counter_tui.commands import Command, binding, shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.asking import Answered, Asking
from counter_tui.widgets.whole_signs import WholeSigns

if TYPE_CHECKING:
    from counter_tui.app import CounterApp
    from counter_tui.widgets.line_input import LineInput

Result = TypeVar("Result")


class Common(Asking, Screen[Result]):
    """What full screens and dialogs share: keys from commands, translation, background questions."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    """The commands this screen answers, in the order of the key line; ``action_...`` methods belong to them."""
    AREA: ClassVar[str] = ""
    """The area of the commands, for the help screen's heading (a message id)."""
    ready = False
    """Has the screen been drawn once with its focus? Keys typed ahead wait for it."""
    _language_built = 0
    _composed = _just_shown = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._compositor = WholeSigns()
        self._rebuilding = False
        self._standing = asyncio.Event()
        self._hurried: Widget | None = None
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

    def hint(self) -> str:
        """What the focused field expects, from its ``FieldRow``; empty when it says nothing."""
        for node in self.focused.ancestors_with_self if self.focused else ():
            if found := getattr(node, "hint", ""):
                return str(found) if isinstance(found, str) else ""
        return ""

    def coming(self, *details: Any) -> None:
        """This screen was prepared and is about to be shown, with these details. Default: nothing."""

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
        with self.rebuilding():
            while self._composed and self._language_built != self.counter.language_changes:
                self._language_built = self.counter.language_changes
                await self.retranslate()

    @property
    def stands(self) -> bool:
        """Are all widgets of the screen there? Not while it is built anew."""
        return not self._rebuilding

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """While the screen is built anew here, keys, answers and ``when_it_stands`` wait."""
        self._rebuilding = True
        self._standing.clear()
        try:
            yield
        finally:
            self._rebuilding = False
            self._standing.set()
        waiting, self._waiting = self._waiting, []
        for then in () if self.left else waiting:
            then()

    @property
    def left(self) -> bool:
        """Has somebody left this screen, so that its widgets go or are gone?"""
        return self._pruning or not self.is_attached

    def when_it_stands(self, then: Callable[[], None]) -> None:
        """Do this now, or when the widgets it looks at are there again."""
        if self._rebuilding:
            self._waiting.append(then)
        else:
            then()

    async def until_it_stands(self) -> None:
        """Come back when the widgets are there again."""
        while self._rebuilding:
            await self._standing.wait()

    async def retranslate(self) -> None:
        """Build the screen anew in the language in use; texts typed into fields with ids, and the focus, are kept."""
        kept = {each.id: each.kept() for each in self._fields() if each.id}
        focused = self.focused.id if self.focused else None
        await self.recompose()
        if self.left:
            # Nothing was put in the place of what it had.
            return
        for field in self._fields():
            if field.id in kept:
                field.restore(kept[field.id])
        if focused and (widget := next(iter(self.query(f"#{focused}")), None)):
            self.set_focus(widget)
        self.after_retranslation()
        self.refresh_bindings()

    def _fields(self) -> list[Any]:
        """The widgets that hold what was typed; the typed part of a list to pick from belongs to its list."""
        # The first frame has no fields, and waits for all that is loaded before it.
        from counter_tui.widgets.line_input import LineInput
        from counter_tui.widgets.pick_list import PickList

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

    def _screen_resized(self, size: Size) -> None:
        # Textual lays a screen out when it is shown and again when it is told the size it was laid out for, and the
        # screens below it as well.
        laid_out = size == self._compositor.size and (self._just_shown or not self.is_current)
        self._just_shown = False
        if not laid_out:
            super()._screen_resized(size)

    @on(events.ScreenResume)
    def _resumed(self) -> None:
        self._just_shown = True
        self.call_after_refresh(self._drawn)

    @on(events.Resize)
    def _place_cursor_after_resize(self) -> None:
        self.call_after_refresh(self.place_cursor)

    def see_at_once(self, field: Widget) -> None:
        """Draw what comes of a key in this field without waiting for the time of the next picture."""
        self._hurried = field

    async def _on_idle(self, event: events.Idle) -> None:
        # Textual draws once in a sixtieth of a second: a key struck while an answer is drawn would wait for the next.
        del event
        if self._hurried in self._dirty_widgets and self.is_current and not self.app._batch_count:
            self._hurried = None
            self._on_timer_update()

    async def _drawn(self) -> None:
        await self.keep_language()
        self.ready = True
        self.place_cursor()

    def place_cursor(self) -> None:
        """Put the terminal's own cursor into the focused field: an input method opens its window there."""
        if isinstance(self.focused, Input):
            self.app.cursor_position = self.focused.cursor_screen_offset
            self.focused.refresh()

    def on_line_input_full(self, event: LineInput.Full) -> None:
        """Say what was left out: nobody looks at every letter of what he pastes."""
        # By name: the first frame has no fields and loads none.
        event.stop()
        chinese = event.cells // 2
        words = (
            _(
                "The field is full; the rest was left out. It takes {letters} letters or {chinese} Chinese characters."
            )
            if chinese
            else _("The field is full; the rest was left out. It takes one letter or digit.")
        )
        self.counter.tell(words.format(letters=event.cells, chinese=chinese), "warning")

    @on(Worker.StateChanged)
    def _worker_failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.state is not WorkerState.ERROR or not isinstance(error, Exception):
            return
        self.refused(error) if isinstance(error, RuleBroken) else self.failed(error)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        if self.is_attached:
            self.when_it_stands(event.then)


def _translated(active: ActiveBinding) -> ActiveBinding:
    words = active.binding.description
    return (
        active._replace(binding=dataclasses.replace(active.binding, description=_(words)))
        if words
        else active
    )
