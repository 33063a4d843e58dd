"""The fields of the form: text that is masked while nobody works on it, lists to pick from, the rows they stand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from msgspec import Struct
from rich.text import Text

from counter_tui.domain.masking import mask_identity, mask_phone
from counter_tui.i18n import N_, _
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList


class GoesOn(Protocol):
    """What a field asks of its screen: to find the next field that needs a person."""

    def go_on_from(self, key: str) -> None:
        """Enter was pressed in the field with this key."""


class FieldSpec(Struct, frozen=True):
    """A field every kind has: its key in the draft, label and hint (message ids), and how it is masked at rest."""

    key: str
    label: str
    hint: str = ""
    resting: Callable[[str], str] | None = None


IDENTITY = FieldSpec("id_number", N_("Identity"), N_("Read the card, scan, or type"), mask_identity)
ACCOUNT = FieldSpec("account", N_("Account"), N_("10, 13 or 16 digits"))
NAME = FieldSpec("name", N_("Name"), N_("As the paper shows it"))
KIND = FieldSpec("kind", N_("Kind of request"), N_("Initials (xz) or a digit"))
CLASS = FieldSpec("customer_class", N_("Class"), N_("Guessed from the paper"))
PHONE = FieldSpec("phone", N_("Phone"), N_("Mobile, or area code first"), mask_phone)
ADDRESS = FieldSpec("address", N_("Address"), N_("Where the power is used"))
PHONE2 = FieldSpec("phone2", N_("2nd phone"), N_("May stay empty"), mask_phone)
AGENT = FieldSpec("agent_name", N_("Agent"), N_("Who acts for the customer"))
AGENT_ID = FieldSpec("agent_id_number", N_("Agent's ID"), N_("18-digit ID number"), mask_identity)
REMARK = FieldSpec("remark", N_("Remark"), N_("May stay empty"))


def widget_id(key: str) -> str:
    """The widget's id for a field's key."""
    return "field-" + key.replace(":", "-")


class FormInput(LineInput):
    """A line of the form. ``resting`` masks it for the eyes of others while the focus is elsewhere."""

    def __init__(
        self, key: str, value: str = "", *, resting: Callable[[str], str] | None = None, max_cells: int = 0
    ) -> None:
        self.key, self.resting = key, resting
        super().__init__(value, enter_moves=False, max_cells=max_cells, id=widget_id(key))

    @property
    def _value(self) -> Text:
        if self.resting and self.value and not self.has_focus:
            return Text(self.resting(self.value), no_wrap=True, overflow="ignore", end="")
        return super()._value

    @property
    def entry(self) -> LineInput:
        """The line that takes the keys: itself."""
        return self

    async def action_submit(self) -> None:
        """Go on to the next field that needs a person."""
        cast(GoesOn, self.screen).go_on_from(self.key)

    def set_quietly(self, value: str) -> None:
        """Put a value into the field; where nobody is typing, its beginning is what is read."""
        super().set_quietly(value)
        if not self.has_focus:
            self.scroll_x = 0

    def on_blur(self) -> None:
        """Show the beginning of a text that was scrolled while it was typed."""
        self.scroll_x = 0


class FormPick(PickList):
    """A list of the form."""

    def __init__(self, key: str, choices: Sequence[Choice], chosen: str = "", typed: str = "") -> None:
        super().__init__(choices, chosen=chosen, typed=typed, id=widget_id(key))
        self.key = key
        self._moved = False

    def action_move(self, step: int) -> None:
        """Mark another choice; from now on Enter may take it without a letter typed."""
        self._moved = True
        super().action_move(step)

    def on_descendant_blur(self) -> None:
        """Somebody who comes back begins anew."""
        self._moved = False

    def take(self) -> None:
        """Take the marked choice and go on; where nothing was typed or marked by hand, stay and show the list.

        One Enter too many, after a card was read, would otherwise take whatever stands first.
        """
        if self.is_open:
            if not self._shown or not (self.typed.strip() or self._moved):
                return
            self._settle(self._shown[self._list.highlighted or 0], True)
        elif self.chosen is None:
            self._show(self.typed)
            return
        cast(GoesOn, self.screen).go_on_from(self.key)

    @property
    def value(self) -> str:
        """The code of what is chosen, else what was typed."""
        return self.chosen.id if self.chosen else self.typed.strip()


Control = FormInput | FormPick


def make_row(spec: FieldSpec, control: Control) -> FieldRow:
    """The row of a field every kind has."""
    return FieldRow(_(spec.label), control, hint=_(spec.hint) if spec.hint else "", id=f"row-{control.id}")
