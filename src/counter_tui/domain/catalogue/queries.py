"""Questions about the catalogue: which kind is meant, what it asks for, what it promises here."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from msgspec.structs import replace

from counter_tui.domain.catalogue.models import (
    AreaClass,
    Catalogue,
    CustomerClass,
    Kind,
    Paper,
    Profile,
    PromiseRule,
    Stage,
    Words,
)
from counter_tui.domain.errors import RuleBroken

_ORDER = {"public": 0, "internal": 1, "ceiling": 2}
_NO_TOP = 10


def kind(catalogue: Catalogue, code: str) -> Kind:
    """The kind with this code.

    Raises:
        RuleBroken: ``unknown_kind``; the fact ``kind`` is what was asked for.
    """
    found = known_kind(catalogue, code)
    if found is None:
        raise RuleBroken("unknown_kind", kind=code)
    return found


def known_kind(catalogue: Catalogue, code: str) -> Kind | None:
    """The kind with this code, None when this catalogue has none (a matter may be older than it)."""
    return next((each for each in catalogue.kinds if each.code == code), None)


def top_kinds(catalogue: Catalogue) -> tuple[Kind, ...]:
    """The kinds that have a digit on Home, in the order of the digits."""
    return tuple(sorted((each for each in catalogue.kinds if each.top), key=lambda each: each.top or _NO_TOP))


def by_initials(catalogue: Catalogue, typed: str) -> tuple[Kind, ...]:
    """The kinds meant by what was typed: pinyin initials, a part of the Chinese name, English words or a code.

    Exact first initials come first, then other exact initials, then beginnings, names and codes; within each, the kinds
    with a digit on Home come first. Nothing typed gives all kinds, those with a digit first. Width and case do not
    matter.
    """
    wanted = compared(typed)
    ranked = [(rank, each) for each in catalogue.kinds if (rank := _rank(each, wanted)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].top or _NO_TOP, pair[1].code))
    return tuple(each for _, each in ranked)


def compared(text: str) -> str:
    """A name of a kind, or what was typed for one, as the two are compared: width, brackets and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def papers_for(
    kind: Kind,
    customer_class: CustomerClass,
    fields: Mapping[str, str] | None = None,
    *,
    agent: bool = False,
) -> tuple[Paper, ...]:
    """The papers this kind needs of a customer of this class, the one to bring now first.

    ``fields`` are the values of the form (a missing one counts as its default); ``agent`` says that somebody acts for
    the customer.
    """
    values = _values(kind, fields or {})
    return tuple(
        paper
        for paper in kind.papers
        if customer_class in paper.classes and (agent or not paper.agent_only) and _equal(paper.when, values)
    )


def stages_for(kind: Kind, fields: Mapping[str, str]) -> tuple[Stage, ...]:
    """The stages a request of this kind passes, in their order; a missing field counts as its default."""
    values = _values(kind, fields)
    return tuple(stage for stage in kind.stages if _equal(stage.when, values))


def promises_for(
    kind: Kind, profile: Profile, area: AreaClass, customer_class: CustomerClass, fields: Mapping[str, str]
) -> tuple[PromiseRule, ...]:
    """The limits that run on a matter of this kind: public promises first, then internal lines, then ceilings.

    A ceiling behind which no public promise runs here is given as a public promise. A missing field counts as its
    default.
    """
    values = _values(kind, fields)
    running = [
        rule
        for rule in kind.promises
        if (not rule.profiles or profile in rule.profiles)
        and (not rule.areas or area in rule.areas)
        and (not rule.classes or customer_class in rule.classes)
        and _equal(rule.when, values)
    ]
    public = {rule.code for rule in running if rule.standing == "public"}
    given = [
        replace(rule, standing="public")
        if rule.standing == "ceiling" and not public.intersection(rule.backs)
        else rule
        for rule in running
    ]
    return tuple(sorted(given, key=lambda rule: _ORDER[rule.standing]))


def owners_of(catalogue: Catalogue, kind_code: str, promise_code: str) -> tuple[Words | None, Words | None]:
    """Who runs the business behind a promise of a kind, and who answers for its service; None where nobody is named."""
    kind = known_kind(catalogue, kind_code)
    family = next((each for each in catalogue.families if kind and each.code == kind.family), None)
    if kind is None or family is None:
        return None, None
    rules = (rule for rule in kind.promises if rule.code == promise_code and rule.business)
    own = next(rules, None)
    return (own.business if own else family.business), family.service


def _rank(kind: Kind, wanted: str) -> int | None:
    names = tuple(map(compared, (kind.name.zh, kind.short.zh, kind.name.en, kind.short.en)))
    if kind.initials[0] == wanted or wanted in names or kind.code.casefold() == wanted:
        return 0
    if wanted in kind.initials:
        return 1
    if any(initials.startswith(wanted) for initials in kind.initials):
        return 2
    if not wanted.isascii() and (wanted in names[0] or wanted in names[1]):
        return 2
    if _words_begin(wanted, f"{names[2]} {names[3]}"):
        return 3
    return 4 if kind.code.casefold().startswith(wanted) else None


def _words_begin(wanted: str, text: str) -> bool:
    words = text.replace("-", " ").replace("(", " ").split()
    typed = wanted.replace("-", " ").split()
    return bool(typed) and all(any(word.startswith(part) for word in words) for part in typed)


def _values(kind: Kind, fields: Mapping[str, str]) -> dict[str, str]:
    return {field.code: fields.get(field.code) or field.default for field in kind.fields}


def _equal(when: Mapping[str, str], values: Mapping[str, str]) -> bool:
    return all(values.get(code) == value for code, value in when.items())
