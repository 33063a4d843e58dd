"""What the catalogue gives the form: kinds to pick from, classes of customers, the fields of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from counter_tui.domain.catalogue.models import CustomerClass, FormField, Kind, Words
from counter_tui.domain.masking import mask_phone
from counter_tui.i18n import _, language
from counter_tui.screens.acceptance.fields import Control, FormInput, FormPick
from counter_tui.services.wording.particulars import say_customer_class
from counter_tui.widgets.cells import width
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow

_BRACKETED = re.compile(r"\s*[（(][^（()）]*[)）]")
CONTROL_CELLS = 26


def without_brackets(text: str) -> str:
    """A name without what it explains in brackets."""
    return _BRACKETED.sub("", text) or text


def kind_choices(kinds: Iterable[Kind]) -> list[Choice]:
    """The kinds as choices, in the order given; the initials stand beside each."""
    return [_kind_choice(kind) for kind in kinds]


def _kind_choice(kind: Kind) -> Choice:
    full, short = kind.name.say(language()), kind.short.say(language())
    label = full if width(full) <= CONTROL_CELLS else short
    words = (*kind.initials, kind.code, kind.name.zh, kind.short.zh, kind.name.en, kind.short.en)
    return Choice(kind.code, label, words, kind.initials[0])


def class_choices(classes: Iterable[CustomerClass]) -> list[Choice]:
    """Classes of customers as choices."""
    return [Choice(each, say_customer_class(each)) for each in classes]


def field_key(field: FormField) -> str:
    """The key of a kind's field, as problems and verdicts name it."""
    return f"field:{field.code}"


def field_label(field: FormField) -> str:
    """The label of a kind's field, without what it explains in brackets."""
    return without_brackets(field.name.say(language()))


def kind_row(field: FormField, value: str | None) -> FieldRow:
    """The row of a kind's field, holding this value or else what is usual."""
    control = _control(field, field.default if value is None else value)
    return FieldRow(field_label(field), control, hint=_hint(field), id=f"row-{control.id}")


def _control(field: FormField, value: str) -> Control:
    key = field_key(field)
    if field.type == "choice":
        choices = [Choice(each.code, each.name.say(language()), _both(each.name)) for each in field.choices]
        return FormPick(key, choices, value, typed=value)
    return FormInput(key, value, resting=mask_phone if field.type == "phone" else None)


def _both(name: Words) -> tuple[str, str]:
    return (name.zh, name.en)


def _hint(field: FormField) -> str:
    if field.type == "date":
        return _("Such as 20261120 or +30")
    if field.type in ("account", "meter", "phone"):
        return {
            "account": _("10, 13 or 16 digits"),
            "meter": _("22 digits on the meter"),
            "phone": _("Mobile, or area code first"),
        }[field.type]
    name = field.name.say(language())
    if without_brackets(name) != name:
        return name[len(without_brackets(name)) :].strip("（() ）")
    if field.type == "number":
        return field.unit
    return "" if field.required else _("May stay empty")
