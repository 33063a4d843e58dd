"""Which inputs of a draft do not fit, and which are odd: what the rules say of each field before any promise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain import identity
from counter_tui.domain.catalogue.models import CustomerClass, FormField, Kind
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.numbers import number_kind
from counter_tui.domain.text import fold, fold_prose

LATER = {"address_missing": "address", "place_missing": "place"}
"""What is completed later the same day where it is missing at peak times, by the problem it is otherwise."""

_ORDER = ("id_number", "account", "name", "kind", "customer_class", "phone", "address")
_BELOW = ("agent_name", "agent_id_number", "phone2", "remark")
_NAMES = ("name", "agent_name")
_LONGEST_TEXT = 500
_NUMBER = r"[+-]?(\d{1,12}(\.\d{0,6})?|\.\d{1,6})"
"""A number as people write it: no powers of ten, no infinity, no digits of other scripts."""


class Problem(Struct, frozen=True):
    """An input that does not fit: the field it stands in, a code and its facts; of a kind's own field its ``label``."""

    field: str
    code: str
    facts: Mapping[str, object]


class Inputs(Struct, frozen=True):
    """What the inputs of a draft are like: ``problems`` refuse it, ``doubts`` are to be looked at again.

    ``later`` is what is missing and completed later the same day, because it is peak.
    """

    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    later: tuple[str, ...]


def look_at(
    draft: Draft,
    kind: Kind | None,
    customer_class: CustomerClass | None,
    verdicts: Mapping[str, identity.Verdict],
    context: Context,
) -> Inputs:
    """What the inputs of this draft are like, the problems in the order of the form."""
    problems = [*_identity_problems(draft, kind, customer_class, context)]
    problems += _number_problems(verdicts)
    places = _place_problems(draft, kind)
    comes_later = context.peak and kind is not None and place_comes_later(kind)
    later = tuple(LATER[missing.code] for missing in places) if comes_later else ()
    problems += [] if comes_later else places
    problems += _field_problems(draft, kind, context)
    odd_names = [odd for field in _NAMES if (odd := check_name(field, getattr(draft, field), context.today))]
    problems += [odd for odd in odd_names if odd.code == "name_is_number"]
    problems.sort(key=_place)
    doubts = tuple(odd for odd in odd_names if odd not in problems) + _own_agent(verdicts)
    return Inputs(tuple(problems), doubts, later)


def _place(problem: Problem) -> int:
    """Where on the form a problem stands: what every request has, then the kind's own fields, then the rest."""
    if problem.field in _ORDER:
        return _ORDER.index(problem.field)
    return len(_ORDER) + (1 + _BELOW.index(problem.field) if problem.field in _BELOW else 0)


def _own_agent(verdicts: Mapping[str, identity.Verdict]) -> tuple[Problem, ...]:
    """The doubt whether somebody acts for himself: the customer's number stands in the agent's field too."""
    customer, agent = verdicts.get("id_number"), verdicts.get("agent_id_number")
    if customer is None or agent is None or not (customer.valid and agent.valid):
        return ()
    same = customer.normalised == agent.normalised
    return (Problem("agent_id_number", "agent_is_customer", {}),) if same else ()


def _identity_problems(
    draft: Draft,
    kind: Kind | None,
    customer_class: CustomerClass | None,
    context: Context,
) -> list[Problem]:
    if not draft.kind:
        return [Problem("kind", "kind_missing", {})]
    if kind is None:
        return [Problem("kind", "kind_unknown", {"kind": draft.kind})]
    problems: list[Problem] = []
    if kind.identity == "one_paper":
        if not draft.id_number.strip():
            problems.append(Problem("id_number", "identity_missing", {}))
        if not fold_prose(draft.name):
            problems.append(Problem("name", "name_missing", {}))
        allowed = context.rules.catalogue.identity_kinds.get(customer_class, ()) if customer_class else ()
        if draft.id_number.strip() and draft.id_kind not in allowed:
            problems.append(Problem("id_number", "paper_not_for_class", {"paper": draft.id_kind}))
    elif kind.identity == "account" and not (draft.account.strip() or fold_prose(draft.name)):
        problems.append(Problem("account", "account_or_name_missing", {}))
    if customer_class is not None and customer_class not in kind.classes:
        problems.append(Problem("kind", "class_not_served", {"customer_class": customer_class}))
    return problems


def _number_problems(verdicts: Mapping[str, identity.Verdict]) -> list[Problem]:
    return [
        Problem(field, verdict.code, {"verdict": verdict})
        for field, verdict in verdicts.items()
        if not verdict.valid
    ]


def _place_problems(draft: Draft, kind: Kind | None) -> list[Problem]:
    own = [
        draft.fields.get(each.code, "") for each in (kind.fields if kind else ()) if each.type == "account"
    ]
    missing = place_problem(kind, draft.address, [draft.account, *own]) if kind else None
    return [missing] if missing else []


def place_comes_later(kind: Kind) -> bool:
    """Whether the place may be completed later the same day: not where somebody goes there within hours."""
    return all(promise.unit not in ("minute", "hour") for promise in kind.promises)


def place_problem(kind: Kind, address: str, accounts: Iterable[str]) -> Problem | None:
    """What is missing for whoever works on it to find the place, or None.

    Any words will do as an address; for a supply that exists its account is enough.
    """
    if kind.place == "none" or fold_prose(address):
        return None
    if kind.place == "new":
        return Problem("address", "address_missing", {})
    return None if any(map(fold, accounts)) else Problem("address", "place_missing", {})


def _field_problems(draft: Draft, kind: Kind | None, context: Context) -> list[Problem]:
    problems = [
        Problem(field, "text_too_long", {"longest": _LONGEST_TEXT})
        for field in ("name", "address", "remark", "agent_name")
        if len(getattr(draft, field)) > _LONGEST_TEXT
    ]
    for field in kind.fields if kind else ():
        problem = check_field(field, draft.fields.get(field.code, field.default), context.today)
        if problem:
            problems.append(replace(problem, facts={**problem.facts, "label": field.name}))
    return problems


def check_name(field: str, name: str, today: date) -> Problem | None:
    """What is odd about a name: it is a number ("name_is_number"), or only has one ("name_has_number"); or None."""
    if identity.is_number(name, today):
        return Problem(field, "name_is_number", {})
    return Problem(field, "name_has_number", {}) if identity.has_number(name) else None


def check_field(field: FormField, typed: str, today: date) -> Problem | None:
    """What is wrong with a form field's value, or None."""
    where, value = f"field:{field.code}", fold(typed)
    if not value:
        missing = Problem(where, "words_missing" if field.type == "text" else "field_missing", {})
        return missing if field.required else None
    if len(value) > _LONGEST_TEXT:
        return Problem(where, "text_too_long", {"longest": _LONGEST_TEXT})
    if field.type == "number":
        return _check_number(field, where, value)
    if field.type == "choice" and value not in {choice.code for choice in field.choices}:
        return Problem(where, "choice_unknown", {})
    if field.type == "date":
        try:
            # Weeks are no way of writing a day that anybody at a counter reads.
            date.fromisoformat("" if "W" in value else value)
        except ValueError:
            return Problem(where, "date_unreadable", {})
    if holds := number_kind(field, value):
        verdict = identity.check(holds, value, today)
        if not verdict.valid:
            return Problem(where, verdict.code, {"verdict": verdict})
    return None


def _check_number(field: FormField, where: str, value: str) -> Problem | None:
    if not re.fullmatch(_NUMBER, value, re.ASCII):
        return Problem(where, "number_unreadable", {})
    number = float(value)
    low = field.minimum if field.minimum is not None else float("-inf")
    high = field.maximum if field.maximum is not None else float("inf")
    if not low <= number <= high:
        return Problem(where, "number_out_of_range", {"minimum": field.minimum, "maximum": field.maximum})
    return None
