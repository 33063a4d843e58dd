"""Putting right what was taken down: both values stay in the ledger."""

from __future__ import annotations

from counter_tui.domain import identity
from counter_tui.domain.catalogue import queries
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import MatterCorrected
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.matter.after.work import CORRECTABLE
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.numbers import account_kind, field_value
from counter_tui.domain.matter.problems import check_field, check_name, place_problem
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import require_working
from counter_tui.domain.text import fold_prose

_FORM = "field:"


def decide_correct(
    matter: Matter, context: Context, field: str, now: str, reason: str = ""
) -> MatterCorrected:
    """A particular of the customer (``name``, ``phone`` …), the ``remark`` or a form field (``field:<code>``).

    Raises RuleBroken("field_unknown"), "nothing_changed", "name_missing", or "value_unfit" with the verdict on a value
    that an acceptance would refuse.
    """
    require_working(matter, context)
    was = _was(matter, field)
    value = _value(matter, context, field, now)
    if value == was:
        raise RuleBroken("nothing_changed")
    return MatterCorrected(field=field, was=was, now=value, reason=fold_prose(reason))


def _was(matter: Matter, field: str) -> str:
    if field == "remark":
        return matter.remark
    if field.startswith(_FORM):
        return matter.fields.get(field.removeprefix(_FORM), "")
    if field in CORRECTABLE:
        return str(getattr(matter.customer, field))
    raise RuleBroken("field_unknown", field=field)


def _value(matter: Matter, context: Context, field: str, now: str) -> str:
    """The new value as it is kept, checked as an acceptance checks it."""
    if field.startswith(_FORM):
        return _form_value(matter, context, field, now)
    text = fold_prose(now)
    if field == "name" and not text and matter.customer.name:
        raise RuleBroken("name_missing")
    if field == "name" and (odd := check_name(field, text, context.today)) and odd.code == "name_is_number":
        raise RuleBroken("value_unfit", verdict=odd)
    if field == "address" and not text and matter.customer.address:
        _require_place(matter, context)
    if field == "id_kind" and text not in identity.PAPER_KINDS:
        raise RuleBroken("field_unknown", field=field)
    kind = _number_kind(matter, field, text)
    if not kind or not text:
        return text
    verdict = identity.check(kind, text, context.today)
    if not verdict.valid:
        raise RuleBroken("value_unfit", verdict=verdict)
    return verdict.normalised


def _require_place(matter: Matter, context: Context) -> None:
    kind = queries.known_kind(context.rules.catalogue, matter.kind)
    accounts = (matter.customer.account, matter.fields.get("account", ""))
    missing = place_problem(kind, "", accounts) if kind else None
    if missing is not None:
        raise RuleBroken("value_unfit", verdict=missing)


def _number_kind(matter: Matter, field: str, text: str) -> str:
    if field in ("phone", "phone2"):
        return phone_kind(text)
    if field == "account":
        return account_kind(text)
    return (matter.customer.id_kind or "resident_id") if field == "id_number" else ""


def _form_value(matter: Matter, context: Context, field: str, now: str) -> str:
    kind = queries.known_kind(context.rules.catalogue, matter.kind)
    code = field.removeprefix(_FORM)
    known = next((each for each in (kind.fields if kind else ()) if each.code == code), None)
    if known is None:
        raise RuleBroken("field_unknown", field=field)
    problem = check_field(known, now, context.today)
    if problem is not None:
        raise RuleBroken("value_unfit", verdict=problem)
    return field_value(known, now, context.today)
