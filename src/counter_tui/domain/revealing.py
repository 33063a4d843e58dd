"""Showing personal data in full: who may see it, for which reasons, for how long, and what of it is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import DetailsShown
from counter_tui.domain.facts.station import CustomerShown
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor, may, require
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


def decide_show(matter: Matter, context: Context, reason: str) -> DetailsShown:
    """Who is concerned with a matter, or may see every one of them, sees the customer's full particulars.

    ``reason`` is a code of ``REASONS`` or own words. Raises RuleBroken("not_allowed"), "details_not_yours" for somebody
    who neither works on the matter, nor is its first contact, nor is offered it, nor stands in for one of them,
    "reason_missing", "reason_too_long", or "reason_has_number" for own words that hold a number which may be that of
    somebody.
    """
    require_concerned(matter, context)
    code, words = decide_reason(reason)
    return DetailsShown(reason=code, words=words, fields=_given(matter.customer))


def require_concerned(matter: Matter, context: Context) -> None:
    """Raise RuleBroken("not_allowed"), or "details_not_yours" for who may not have the customer's full particulars."""
    actor = context.actor
    require(actor, "see_matters")
    concerned = {matter.handler, matter.first_contact, matter.offer.fact.to if matter.offer else ""}
    if not may(actor.role, "see_details") and not any(map(context.acts_for, concerned)):
        raise RuleBroken("details_not_yours", handler=matter.handler, first_contact=matter.first_contact)


def decide_show_customer(actor: Actor, account: str, on_file: object, reason: str) -> CustomerShown:
    """Somebody sees the full particulars of a customer on file. Raises what ``decide_show`` raises of the reason."""
    require(actor, "find")
    code, words = decide_reason(reason)
    return CustomerShown(account=account, reason=code, words=words, fields=_given(on_file))


def shown_now(history: Iterable[Recorded], context: Context) -> bool:
    """Whether the actor has asked for the matter's full particulars, and the time they are shown for is not over."""
    return any(
        isinstance(entry.fact, DetailsShown)
        and entry.actor == context.actor.staff_no
        and timedelta(0) <= context.now - entry.at < SHOWN_FOR
        for entry in history
    )


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


def _given(particulars: object) -> tuple[str, ...]:
    return tuple(name for name in _FIELDS if getattr(particulars, name, ""))
