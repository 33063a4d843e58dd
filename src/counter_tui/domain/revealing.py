"""Showing personal data in full: who may see it, for which reasons, for how long, and what of it is recorded."""

from __future__ import annotations

import re
from datetime import timedelta

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import CustomerShown
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.typed import words_within

SHOWN_FOR = timedelta(seconds=60)
"""How long full particulars are shown after one asking."""
REASONS = ("call", "papers", "site", "audit")
"""The usual reasons: to call the customer, to check papers, to go to the site, to check the records."""
OWN = "own"
"""The code of a reason in own words."""
LONGEST = 60
"""Characters of a reason in own words: one line."""

_FIELDS = ("name", "id_number", "phone", "phone2", "address", "agent_name", "agent_id_number")
_NUMBER = re.compile(r"(?:\d[ -]?){7}")


def decide_show_customer(actor: Actor, account: str, on_file: object, reason: str) -> CustomerShown:
    """Somebody sees the full particulars of a customer on file. Raises what ``decide_reason`` raises."""
    require(actor, "find")
    code, words = decide_reason(reason)
    return CustomerShown(account=account, reason=code, words=words, fields=given(on_file))


def decide_reason(text: str) -> tuple[str, str]:
    """The code of a reason, and the words of one in own words.

    Raises RuleBroken("reason_missing"), "reason_too_long", or "reason_has_number" for words that hold a number which
    may be somebody's.
    """
    if text in REASONS:
        return text, ""
    words = words_within(text, LONGEST)
    if not words:
        raise RuleBroken("reason_missing")
    if _NUMBER.search(words):
        raise RuleBroken("reason_has_number")
    return OWN, words


def given(particulars: object) -> tuple[str, ...]:
    """Which particulars of a customer there are to be seen."""
    return tuple(name for name in _FIELDS if getattr(particulars, name, ""))
