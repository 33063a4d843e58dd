"""What is typed for a problem in one line: words, @ who, + working days, = how it will be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from counter_tui.domain.text import fold, fold_prose

_SIGNS = str.maketrans("＠＋＝", "@+=")
_WHO = re.compile(r"\s*@(\S*)")
_DAYS = re.compile(r"(?:^|\s)\+(\d{1,2})(?=\s|$)")


class Named(Struct, frozen=True):
    """Somebody who may be named after the @: staff number, name, initials."""

    staff_no: str
    name: str
    initials: str


class TypedProblem(Struct, frozen=True):
    """A line as it was read. ``trouble`` says whether nobody or several are called as typed after the @."""

    words: str
    owner: str = ""
    days: int = 0
    check: str = ""
    trouble: Literal["", "nobody", "several"] = ""


def read_problem(text: str, people: Iterable[Named], usual: str = "") -> TypedProblem:
    """What a line says; ``usual`` is who is meant where nobody is named. Due today, unless days are given."""
    line, _equals, check = text.translate(_SIGNS).partition("=")
    days = _DAYS.search(line)
    line = _DAYS.sub(" ", line)
    who = _WHO.search(line)
    words = fold_prose(_WHO.sub(" ", line, count=1))
    count = int(days[1]) if days else 0
    if who is None:
        return TypedProblem(words, usual, count, fold_prose(check))
    found = _called(who[1], list(people))
    owner = found[0] if len(found) == 1 else ""
    trouble: Literal["", "nobody", "several"] = "" if owner else "several" if found else "nobody"
    return TypedProblem(words, owner, count, fold_prose(check), trouble)


def _called(typed: str, people: list[Named]) -> list[str]:
    """The staff numbers of those called so: as a whole before by a beginning."""
    typed = fold(typed)
    text = typed.casefold()
    if not text:
        return []
    whole = [each.staff_no for each in people if text in (each.staff_no, each.name, each.initials.casefold())]
    if whole:
        return whole
    return [
        each.staff_no
        for each in people
        if each.initials.casefold().startswith(text) or each.name.startswith(typed)
    ]
