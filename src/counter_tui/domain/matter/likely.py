"""What typed texts most likely mean while a form is being filled in: the paper a number is of, the day a text names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from counter_tui.domain import identity
from counter_tui.domain.catalogue.models import Catalogue, CustomerClass, Kind
from counter_tui.domain.matter.numbers import account_kind
from counter_tui.domain.text import fold, fold_code, is_ascii_digits

_RESIDENT = "resident_id"
_SHORTEST_CERTAIN = 9
_SOLID = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?", re.ASCII)
_AHEAD = re.compile(r"\+(\d{1,3})", re.ASCII)
_NAMED = {"今天": 0, "明天": 1, "后天": 2}


def papers_offered(
    catalogue: Catalogue, kind: Kind | None, customer_class: CustomerClass | None
) -> tuple[str, ...]:
    """The identity papers that may open a case of this kind, of one class of customers or of all it serves."""
    served: tuple[CustomerClass, ...] = kind.classes if kind else tuple(catalogue.identity_kinds)
    classes = (customer_class,) if customer_class in served else served
    found = [paper for name in classes if name for paper in catalogue.identity_kinds.get(name, ())]
    return tuple(dict.fromkeys(found))


def likely_paper(number: str, offered: tuple[str, ...], today: date) -> str:
    """The paper a typed number most likely is of, one of those offered if any fits; empty for no number."""
    typed = fold_code(number)
    if not typed:
        return ""
    if is_ascii_digits(typed) and len(typed) < _SHORTEST_CERTAIN and _RESIDENT in offered:
        return _RESIDENT
    guesses = identity.guess_kinds(number)
    fitting = [kind for kind in guesses if kind in offered]
    fitting += [kind for kind in offered if identity.check(kind, number, today).valid]
    return (*fitting, *guesses, *offered, _RESIDENT)[0]


def is_account(number: str, today: date) -> bool:
    """Whether a typed number has the form of an account number."""
    return identity.check(account_kind(number), number, today).valid


def likely_day(typed: str, today: date) -> str:
    """The day a typed text names as ``YYYY-MM-DD``: eight digits, +5, 今天; any other text as it is."""
    text = fold(typed)
    if text in _NAMED:
        return (today + timedelta(days=_NAMED[text])).isoformat()
    if ahead := _AHEAD.fullmatch(text):
        return (today + timedelta(days=int(ahead[1]))).isoformat()
    if found := _SOLID.fullmatch(text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return typed
    return typed
