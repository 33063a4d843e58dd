"""Who may look, add an item or drop one. What fails has words; what is required is dropped for a reason only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import get_args

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks.lists import CheckItem, CheckList
from counter_tui.domain.checks.state import ItemChange
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import (
    CheckAnswer,
    CheckDone,
    CheckItemAdded,
    CheckItemDropped,
    CheckItemRestored,
    Looker,
    Result,
)
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.absence import Standing
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.domain.typed import words_within

LONGEST = 120
"""Characters of what is said of an item: together with its name they fit into an action item."""
LONGEST_NAME = 60
"""Characters of the name of a station's own item."""


def decide_done(
    context: Context,
    check: CheckList,
    items: Sequence[CheckItem],
    day: date,
    answers: Sequence[CheckAnswer],
    lead: str,
) -> CheckDone:
    """Somebody looked at some or all items in force on a list; ``lead`` is who leads the shift now.

    Raises RuleBroken("not_allowed"), "check_no_lead" (a hall without a lead does not open), "check_empty",
    "check_item_unknown", "check_item_again" for one answered twice, "check_result_unknown", "check_for_lead",
    "check_words_missing" for what failed or a required item that is said not to be there, or "reason_too_long".
    """
    require(context.actor, "write")
    if check.needs_lead and not lead:
        raise RuleBroken("check_no_lead")
    if not answers:
        raise RuleBroken("check_empty")
    known = {item.code: item for item in items}
    found: dict[str, CheckAnswer] = {}
    for each in answers:
        if each.item not in known:
            raise RuleBroken("check_item_unknown", item=each.item)
        if each.item in found:
            raise RuleBroken("check_item_again", item=known[each.item].name)
        found[each.item] = _answer(context, known[each.item], each)
    ordered = tuple(found[code] for code in known if code in found)
    required = tuple(item.code for item in items if item.required)
    return CheckDone(list=check.code, day=day, answers=ordered, required=required)


def _answer(context: Context, item: CheckItem, given: CheckAnswer) -> CheckAnswer:
    if given.result not in get_args(Result):
        raise RuleBroken("check_result_unknown")
    if not may_look(context.actor, item.who):
        raise RuleBroken("check_for_lead", item=item.name)
    words = require_words(given.words, given.result, item.name, required=item.required)
    return CheckAnswer(item=item.code, result=given.result, words=words)


def may_look(actor: Actor, who: str) -> bool:
    """Whether this person may look at what somebody of the role ``who`` should: all but the lead's and the head's."""
    return may(actor.role, "lead_matter" if who in ("lead", "head") else "write")


def asks_words(result: str, *, required: bool) -> bool:
    """Whether what was found has to be told in words: what failed, or a required item that is not there."""
    return result == "failed" or (result == "not_here" and required)


def require_words(typed: str, result: str, name: Words, *, required: bool) -> str:
    """What is said of an item. Raises RuleBroken("check_words_missing") or "reason_too_long"."""
    words = words_within(typed, LONGEST)
    if not words and asks_words(result, required=required):
        raise RuleBroken("check_words_missing", item=name)
    return words


def decide_owner(context: Context, named: str, lead: str, standing: Standing) -> str:
    """Who puts right what failed: whoever is named, else the lead, else who looked; for who is away his stand-in.

    Raises RuleBroken("check_owner_other") for somebody else named by who does not lead: the lead gives work out.
    """
    own = context.actor.staff_no
    if named and named not in (own, lead) and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("check_owner_other", to=named)
    return standing.answering(named or lead or own)


def decide_add(
    context: Context,
    check: CheckList,
    items: Sequence[CheckItem],
    code: str,
    name: str,
    failed: str,
    who: str,
    *,
    required: bool,
) -> CheckItemAdded:
    """The station adds an item of its own; ``items`` are those in force on the list.

    Raises RuleBroken("not_allowed"), "check_name_missing", "check_failed_missing", "check_who_missing",
    "check_item_there" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    name, failed = words_within(name, LONGEST_NAME), words_within(failed, LONGEST)
    if not name:
        raise RuleBroken("check_name_missing")
    if not failed:
        raise RuleBroken("check_failed_missing")
    looker: Looker | None = next((each for each in get_args(Looker) if each == who), None)
    if looker is None:
        raise RuleBroken("check_who_missing")
    if any(name.casefold() in (item.name.zh.casefold(), item.name.en.casefold()) for item in items):
        raise RuleBroken("check_item_there", item=name)
    return CheckItemAdded(list=check.code, item=code, name=name, who=looker, failed=failed, required=required)


def decide_drop(
    context: Context, check: CheckList, items: Collection[CheckItem], code: str, reason: str
) -> CheckItemDropped:
    """An item in force is looked at no more. A required one is dropped by a lead only, who says why.

    Raises RuleBroken("not_allowed"), "check_item_unknown", "check_reason_missing" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    item = next((each for each in items if each.code == code), None)
    if item is None:
        raise RuleBroken("check_item_unknown", item=code)
    reason = words_within(reason, LONGEST)
    if item.required and not reason:
        raise RuleBroken("check_reason_missing", item=item.name)
    return CheckItemDropped(list=check.code, item=code, reason=reason)


def decide_restore(context: Context, change: ItemChange | None) -> CheckItemRestored:
    """A dropped item is looked at again. Raises RuleBroken("not_allowed") or "check_item_not_dropped"."""
    require(context.actor, "lead_matter")
    if change is None or not change.dropped:
        raise RuleBroken("check_item_not_dropped")
    return CheckItemRestored(list=change.list, item=change.item)
