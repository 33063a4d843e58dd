"""Which number a text is taken for, and how a form's values are kept."""

from __future__ import annotations

from datetime import date

from counter_tui.domain import identity
from counter_tui.domain.catalogue.models import FormField
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.text import fold, fold_prose


def account_kind(value: str) -> str:
    """Which account number a typed one looks like, by its length."""
    length = len("".join(fold(value).split()))
    return {13: "account_sg13", 16: "account_csg16"}.get(length, "account_sg10")


def field_value(field: FormField, typed: str, today: date) -> str:
    """A form field's value as it is kept: texts as written, numbers normalised, everything else folded."""
    if field.type == "text":
        return fold_prose(typed)
    value = fold(typed)
    holds = number_kind(field, value)
    if holds and value:
        return identity.check(holds, value, today).normalised or value
    return value


def number_kind(field: FormField, value: str) -> str:
    """Which number a field holds, empty for other fields."""
    if field.type == "phone":
        return phone_kind(value)
    if field.type == "account":
        return account_kind(value)
    return "meter_asset22" if field.type == "meter" else ""
