"""A field whose value is one of a list: type to filter, digit for a place, Enter takes the marked one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from counter_tui.widgets.choices import Choice, matching
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, content


class _PickInput(LineInput):
    """The typed part; Enter is answered by the list at once, so that the next key meets the next field."""

    within_pick = True

    async def action_submit(self) -> None:
        """Take what is marked."""
        if isinstance(self.parent, PickList):
            self.parent.take()


class PickList(Widget):
    """A field for one of several choices.

    Posts ``PickList.Chosen`` when the choice changes, ``PickList.Typed`` when the text does. ``chosen`` is the choice
    or None; ``typed`` is the text in the field, which is kept as it is while it means nothing; ``typed`` given at the
    start is such a text.
    """

    DEFAULT_CLASSES = "pick-list"
    BINDINGS = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    class Chosen(Message):
        """Another choice was taken."""

        def __init__(self, pick: PickList, choice: Choice) -> None:
            super().__init__()
            self.pick, self.choice = pick, choice

        @property
        def control(self) -> PickList:
            """The field it was taken in."""
            return self.pick

    class Typed(Message):
        """What stands in the field has been changed by hand and means no choice yet."""

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        chosen: str = "",
        typed: str = "",
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self.chosen: Choice | None = next((each for each in choices if each.id == chosen), None)
        self._input = _PickInput(
            self.chosen.label if self.chosen else typed,
            placeholder=placeholder,
            select_on_focus=True,
            id=f"{id}-typed" if id else None,
        )
        self._list = OptionList(markup=False, classes="pick-options")
        self._shown: list[Choice] = []
        self._begun = self.kept()

    def compose(self) -> ComposeResult:
        """The typed line, and the list over whatever is below."""
        self._list.can_focus = False
        self._list.display = False
        yield self._input
        yield self._list

    @property
    def entry(self) -> LineInput:
        """The line that takes the keys."""
        return self._input

    @property
    def typed(self) -> str:
        """The text in the field."""
        return self._input.value

    @property
    def is_open(self) -> bool:
        """Is the list shown?"""
        return bool(self._list.display)

    @property
    def at_a_loss(self) -> bool:
        """Does the text in the field mean none of the choices?"""
        typed = self._input.value
        return self.chosen is None and bool(typed.strip()) and not matching(self._choices, typed)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these choices from now on; a choice that is no longer there is forgotten, its text stays."""
        self._choices = tuple(choices)
        if self.chosen:
            self.chosen = next((each for each in choices if each.id == self.chosen.id), None)
        if self.is_open:
            self._show(self._input.value)

    def choose(self, id: str, *, tell: bool = True) -> bool:
        """Take the choice with this id, as if it had been picked; False when there is none."""
        choice = next((each for each in self._choices if each.id == id), None)
        if choice is None:
            return False
        self._settle(choice, tell)
        return True

    def as_begun(self) -> bool:
        """Does it hold what it was made with?"""
        return self.kept() == self._begun

    def kept(self) -> tuple[str, str]:
        """The id of the choice and the typed text, to be put back into a field made anew."""
        return (self.chosen.id if self.chosen else "", self._input.value)

    def restore(self, kept: tuple[str, str]) -> None:
        """Put back what ``kept`` gave, without telling anybody."""
        if not self.choose(kept[0], tell=False):
            self._input.set_quietly(kept[1])

    def take(self) -> None:
        """Take the marked choice and go on to the next field; with nothing to take, stay and show the list."""
        if self.is_open:
            if not self._shown:
                return
            self._settle(self._shown[self._list.highlighted or 0], True)
        elif self.chosen is None:
            self._show(self._input.value)
            return
        self.screen.focus_next()

    def close(self) -> bool:
        """Hide the list; False when it was not shown."""
        was_open, self._list.display = self.is_open, False
        return was_open

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """With the list hidden, or its first choice marked, up is the way to the row above."""
        if action == "move" and parameters == (-1,):
            return self.is_open and bool(self._list.highlighted)
        return super().check_action(action, parameters)

    def action_move(self, step: int) -> None:
        """Mark the next or the previous choice; down opens the list."""
        if not self.is_open:
            self._show("" if self.chosen else self._input.value)
        elif self._shown:
            self._list.highlighted = ((self._list.highlighted or 0) + step) % len(self._shown)

    def focus(self, scroll_visible: bool = True) -> PickList:
        """Put the focus into the typed part."""
        self._input.focus(scroll_visible)
        return self

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.chosen and event.value == self.chosen.label:
            return
        self.chosen = None
        self.post_message(self.Typed())
        if self._input.has_focus:
            self._show(event.value)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._settle(self._shown[event.option_index], True)
        self._input.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Open the list where nothing is chosen yet."""
        if event.widget is self._input and self.chosen is None and self._choices:
            self._show(self._input.value)

    def on_descendant_blur(self) -> None:
        """Leaving the field takes the only choice the text can mean; text that means nothing stays."""
        if self.chosen is None and self._input.value.strip():
            found = matching(self._choices, self._input.value)
            if len(found) == 1:
                self._settle(found[0], True)
        self.close()

    def _settle(self, choice: Choice, tell: bool) -> None:
        changed, self.chosen = self.chosen != choice, choice
        self._input.set_quietly(choice.label)
        self.close()
        if changed and tell:
            self.post_message(self.Chosen(self, choice))

    def _show(self, typed: str) -> None:
        self._shown = matching(self._choices, typed)
        plain = plain_look(self)
        self._list.clear_options()
        self._list.add_options([Option(self._row(each, plain)) for each in self._shown])
        self._list.display = bool(self._shown)
        marked = self._shown.index(self.chosen) if self.chosen in self._shown else 0
        self._list.highlighted = marked if self._shown else None

    def _row(self, choice: Choice, plain: bool) -> Content:
        place = self._choices.index(choice) + 1
        pieces = [Piece(f"{place} " if place <= 9 else "  ", "accent"), Piece(choice.label)]
        if choice.detail:
            pieces.append(Piece(f"  {choice.detail}", "quiet"))
        return content(pieces, plain=plain)
