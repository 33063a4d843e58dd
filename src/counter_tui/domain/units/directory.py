"""The directory of a station: what ships with the program, and what its leads entered or took out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.units import UnitDropped, UnitEntered
from counter_tui.domain.text import fold_code, fold_prose
from counter_tui.domain.units.models import CODE_FORM, ShippedUnit

LONGEST = 80
"""Characters a name, a duty, a person or hours may have at most."""
_CODE = re.compile(CODE_FORM)
_PHONE = re.compile(r"^[0-9]{3,12}(-[0-9]{1,8}){0,2}$")
"""Short numbers of hotlines and of the company's own exchange too, and an extension."""


class Unit(Struct, frozen=True):
    """A unit or an outside body as this station knows it; ``entered`` says that a lead has entered something of it."""

    code: str
    name: Words
    answers: Words
    outside: bool
    phone: str = ""
    person: str = ""
    hours: str = ""
    entered: bool = False


Directory = dict[str, Unit]
"""The units by code, in the order they are shown in: the shipped ones first."""


def fold_directory(shipped: Iterable[ShippedUnit], history: Iterable[Recorded]) -> Directory:
    """The directory as the facts tell it, whatever order they come in."""
    known = {unit.code: unit for unit in shipped}
    units = {
        code: Unit(code, unit.name, unit.answers, unit.outside, unit.phone) for code, unit in known.items()
    }
    for entry in sorted(history, key=lambda each: each.order):
        if isinstance(entry.fact, UnitDropped):
            units.pop(entry.fact.code, None)
        elif isinstance(entry.fact, UnitEntered):
            units[entry.fact.code] = _entered(entry.fact, known.get(entry.fact.code))
    order = {code: place for place, code in enumerate(known)}
    return dict(sorted(units.items(), key=lambda each: (order.get(each[0], len(order)), each[0])))


def _entered(fact: UnitEntered, shipped: ShippedUnit | None) -> Unit:
    return Unit(
        code=fact.code,
        name=_words(fact.name, shipped.name if shipped else None, fact.code),
        answers=_words(fact.answers, shipped.answers if shipped else None, "-"),
        outside=fact.outside,
        phone=fact.phone or (shipped.phone if shipped else ""),
        person=fact.person,
        hours=fact.hours,
        entered=True,
    )


def _words(own: str, shipped: Words | None, otherwise: str) -> Words:
    if not own and shipped is not None:
        return shipped
    return Words(zh=own or otherwise, en=own or otherwise)


def find_unit(directory: Directory, code: str) -> Unit:
    """The unit with this code. Raises RuleBroken("unit_unknown")."""
    unit = directory.get(fold_code(code))
    if unit is None:
        raise RuleBroken("unit_unknown", unit=code)
    return unit


def decide_enter(
    directory: Directory,
    shipped: Iterable[ShippedUnit],
    code: str,
    *,
    name: str = "",
    answers: str = "",
    outside: bool = False,
    phone: str = "",
    person: str = "",
    hours: str = "",
) -> UnitEntered:
    """A unit is entered, or what was entered of it is put right.

    A shipped one keeps its side of the company, its own name and duty stand where nothing else is given. Raises
    RuleBroken: "unit_code_unfit", "name_missing", "unit_answers_missing", "unit_phone_unfit", "unit_text_too_long" or
    "nothing_changed".
    """
    known = {unit.code: unit for unit in shipped}
    folded = fold_code(code)
    if not _CODE.match(folded):
        raise RuleBroken("unit_code_unfit", unit=code)
    base, own = known.get(folded), _own(known.get(folded), name, answers, phone)
    if base is None and not own["name"]:
        raise RuleBroken("name_missing")
    if base is None and not own["answers"]:
        raise RuleBroken("unit_answers_missing")
    fact = UnitEntered(
        code=folded,
        outside=base.outside if base else outside,
        person=_text(person),
        hours=_text(hours),
        **own,
    )
    if directory.get(folded) == _entered(fact, base):
        raise RuleBroken("nothing_changed")
    return fact


def _own(base: ShippedUnit | None, name: str, answers: str, phone: str) -> dict[str, str]:
    """What differs from the shipped unit: its own words typed again are no change of them."""
    own = {"name": _text(name), "answers": _text(answers), "phone": unit_phone(phone)}
    if base is not None:
        same = {
            "name": (base.name.zh, base.name.en),
            "answers": (base.answers.zh, base.answers.en),
            "phone": (base.phone,),
        }
        own = {field: "" if text in same[field] else text for field, text in own.items()}
    return own


def decide_drop(directory: Directory, code: str) -> UnitDropped:
    """A unit leaves the directory. Raises RuleBroken("unit_unknown")."""
    return UnitDropped(code=find_unit(directory, code).code)


def unit_phone(phone: str) -> str:
    """A phone of a unit as it is kept, also a short one; empty for none. Raises RuleBroken("unit_phone_unfit")."""
    # A hyphen before an extension says something: only blanks go.
    folded = re.sub(r"[-‐‑‒–—―−－ー转]+", "-", "".join(phone.split())).translate(_DIGITS)
    if folded and not _PHONE.match(folded):
        raise RuleBroken("unit_phone_unfit", phone=phone)
    return folded


_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}


def _text(text: str) -> str:
    folded = fold_prose(text)
    if len(folded) > LONGEST:
        raise RuleBroken("unit_text_too_long", longest=LONGEST)
    return folded
