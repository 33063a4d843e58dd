"""The questions about a bad rating: choices by one digit, a colleague, days, words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.actions.form import Days
from counter_tui.screens.matter.ask import ActDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Typed, Words
from counter_tui.screens.recovery.digit import DigitLine
from counter_tui.screens.sheet import Lines, Sheet
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.cells import cut, pad
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

LONGEST = 400
"""Cells of a text."""
_AT = {
    "recovery_cause_missing": "cause",
    "recovery_remedy_missing": "remedy",
    "recovery_told_unfit": "told",
    "recovery_recording_missing": "recording",
    "receiver_unknown": "caller",
    "receiver_cannot_write": "caller",
}
"""The fields some broken rules are about."""


class Field(Struct, frozen=True):
    """One thing that is asked; ``begin`` stands in it at first: of a digit the id of a choice, of a day nothing.

    ``pressed`` says that ``begin`` was chosen just now: it goes before what was kept of an earlier try.
    """

    id: str
    kind: Literal["digit", "person", "day", "text"]
    label: str
    choices: tuple[Choice, ...] = ()
    begin: str = ""
    hint: str = ""
    usual: date | None = None
    optional: bool = False
    pressed: bool = False


Filled = Mapping[str, Any]
"""What was filled in: of a digit the id of the choice, of a person the number, of a day the day or None."""


class RecoveryForm(ActDialog):
    """Asks the fields in their order; a digit takes its choice and goes on, F10 sends from anywhere."""

    CSS_PATH = "../matter/dialogs.tcss"
    CSS = "RecoveryForm #digits { margin-top: 1; }"
    is_wide = True

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        deed: Callable[[Filled], Any],
        days: Days,
        *,
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._fields_asked, self._deed, self._days = tuple(fields), deed, days

    def compose_questions(self) -> ComposeResult:
        """The rows, and below them the choices of the one that takes a digit."""
        for place, field in enumerate(self._fields_asked):
            yield self._row(field, last=place == len(self._fields_asked) - 1).add_class(
                *(() if place else ("first",))
            )
        if any(field.kind == "digit" for field in self._fields_asked):
            yield Sheet(self._choices, id="digits")

    def _row(self, field: Field, *, last: bool) -> FieldRow:
        if field.kind == "person":
            pick = PickList(field.choices, chosen=field.begin, id=field.id)
            return FieldRow(field.label, pick, hint=field.hint, id=f"row-{field.id}")
        text = self._begins(field)
        given: dict[str, Any] = {"id": field.id, "enter_moves": not last, "placeholder": field.hint}
        if field.kind == "digit":
            line: LineInput = DigitLine(text, len(field.choices), **given)
        else:
            line = LineInput(text, max_cells=20 if field.kind == "day" else LONGEST, **given)
        row = FieldRow(
            field.label, line, verdict=self._said(field, text), hint=field.hint, id=f"row-{field.id}"
        )
        if field.kind == "text":
            row.add_class("long")
        return row

    def on_mount(self) -> None:
        """Begin with the first digit that has to be pressed and is not yet."""
        super().on_mount()
        asked = (each for each in self._digits() if not each.optional)
        first = next((each for each in asked if not self._text(each.id)), None)
        later = [each for each in self._fields_asked if each.kind != "digit"]
        target = first or next(iter(later), None)
        if target is not None:
            self.query_one(f"#{target.id}").focus()

    def action_cancel(self) -> None:
        """Leave without doing it; digits alone are pressed anew sooner than looked for, so they are not kept."""
        if not self.busy and not self.typed() and self.words is not None and self.typed_so_far():
            self.write(self.words.drop, self._dropped)
        else:
            super().action_cancel()

    def takes_kept(self, field: Any) -> bool:
        """What was chosen just now stays."""
        return field.id not in self._pressed() and super().takes_kept(field)

    def typed_so_far(self) -> Typed:
        """With the choice that was made on the way here, once anything is typed."""
        typed = super().typed_so_far()
        pressed = {name: self._text(name) for name in self._pressed()} if typed else {}
        return {**pressed, **typed}

    def _pressed(self) -> set[str]:
        return {each.id for each in self._fields_asked if each.pressed}

    def _begins(self, field: Field) -> str:
        return _digit_of(field, field.begin) if field.kind == "digit" else field.begin

    def _digits(self) -> list[Field]:
        return [each for each in self._fields_asked if each.kind == "digit"]

    def typed(self) -> bool:
        """Has anything been typed beyond digits?"""
        lines = [each for each in self._fields_asked if each.kind in ("text", "day")]
        return any(self._text(each.id) != each.begin for each in lines)

    def put_back(self) -> None:
        """Say again what is meant by what stands there."""
        for field in self._fields_asked:
            self._judge(field)

    def after_retranslation(self) -> None:
        """Say again what is meant by what stands there."""
        super().after_retranslation()
        self.put_back()

    @on(Input.Changed)
    def _changed_line(self, event: Input.Changed) -> None:
        field = next((each for each in self._fields_asked if each.id == event.input.id), None)
        if field is None:
            return
        self._judge(field)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show the choices of the field that has the focus."""
        self._redraw()

    def _redraw(self) -> None:
        for sheet in self.query("#digits").results(Sheet):
            sheet.show(self._choices)

    def _choices(self, cells: int, _plain: bool) -> Lines:
        """The choices of the digit field in two columns; as high whichever field it is."""
        digits = self._digits()
        focused = next((each for each in digits if self.focused and each.id == self.focused.id), None)
        high = max((len(each.choices) + 1) // 2 for each in digits)
        told = focused.choices if focused else ()
        half = cells // 2
        lines: Lines = []
        for line in range(high):
            pieces = []
            for place in (line, line + high):
                if place < len(told):
                    pieces += [
                        Piece(f"{place + 1} ", "accent"),
                        Piece(pad(cut(told[place].label, half - 4), half - 2)),
                    ]
            lines.append(pieces)
        return lines

    def _judge(self, field: Field) -> None:
        if field.kind in ("digit", "day"):
            self.query_one(f"#row-{field.id}", FieldRow).judge(*self._said(field, self._text(field.id)))

    def _said(self, field: Field, text: str) -> tuple[Piece, ...]:
        if field.kind == "digit":
            chosen = _choice(field, text)
            if chosen is None:
                return (Piece(_("press a digit that is shown"), "broken"),) if text else ()
            return (Piece(chosen.label),)
        if field.kind == "day":
            day = self._days.read(text) if text else field.usual
            if day is None:
                return (Piece(_("no day"), "broken"),)
            said = say_day(day, self._days.today)
            return (Piece(said, "broken" if day < self._days.today else "quiet"),)
        return ()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == self._fields_asked[-1].id:
            self.action_send()

    def action_send(self) -> None:
        """Do it with what was filled in."""
        try:
            filled = {field.id: self._value(field) for field in self._fields_asked}
        except RuleBroken as broken:
            self.refused(broken)
            return
        self.attempt(lambda: self._deed(filled))

    def _value(self, field: Field) -> Any:
        if field.kind == "person":
            return settled(self.query_one(f"#{field.id}", PickList), list(field.choices))
        text = self._text(field.id)
        if field.kind == "digit":
            chosen = _choice(field, text)
            if chosen is None and not (field.optional and not text):
                raise RuleBroken("recovery_digit_missing", field=field.id)
            return chosen.id if chosen else ""
        if field.kind == "day":
            day = self._days.read(text) if text else field.usual
            if day is None:
                raise RuleBroken("action_due_unfit")
            return day
        return text

    def _text(self, name: str) -> str:
        return next((each.value.strip() for each in self.query(f"#{name}").results(LineInput)), "")

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        if broken.code == "wording_improper":
            return
        asked = [each.id for each in self._fields_asked]
        name = _AT.get(broken.code, "words")
        if broken.code == "recovery_due_late":
            name = f"{broken.facts['what']}_by"
        name = str(broken.facts.get("field", name))
        self.query_one(f"#{name if name in asked else asked[0]}").focus()


def _choice(field: Field, text: str) -> Choice | None:
    """The choice whose digit this is."""
    place = int(text) if text.isascii() and text.isdigit() else 0
    return field.choices[place - 1] if 0 < place <= len(field.choices) else None


def _digit_of(field: Field, begin: str) -> str:
    return next((str(place) for place, each in enumerate(field.choices, 1) if each.id == begin), "")
