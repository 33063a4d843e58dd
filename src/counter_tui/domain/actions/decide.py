"""What may be done with an action item. It is carried until somebody other than its owner has looked at it."""

from __future__ import annotations

from datetime import date, timedelta

from counter_tui.domain.actions.state import ActionItem
from counter_tui.domain.calendar.working import WorkingCalendar
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.actions import (
    ActionItemCameBack,
    ActionItemGiven,
    ActionItemMoved,
    ActionItemReported,
    ActionItemSentBack,
    ActionItemSet,
    ActionItemVerified,
    Origin,
)
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import require
from counter_tui.domain.text import fold
from counter_tui.domain.typed import words_within

LONGEST = 200
"""Characters of a text of an action item."""
FARTHEST = 366
"""Days ahead an action item may be due at most."""
SAME_WITHIN = timedelta(days=30)
"""The same problem so long after it was verified is that item again."""


def decide_set(
    context: Context,
    words: str,
    owner: str,
    due: date,
    check: str,
    origin: Origin = "lead",
    about: str = "",
) -> ActionItemSet:
    """Name a problem, who puts it right, by when and how that will be looked at.

    Raises RuleBroken("not_allowed"), "action_words_missing", "action_check_missing", "action_owner_missing",
    "action_due_past", "action_due_far" (``days``) or "reason_too_long". Whether the owner works here the
    caller has looked up.
    """
    require(context.actor, "lead_matter")
    return set_item(context, words, owner, due, check, origin, about)


def set_item(
    context: Context, words: str, owner: str, due: date, check: str, origin: Origin, about: str
) -> ActionItemSet:
    """The same for a problem that names itself, whoever came upon it: a check that failed.

    Raises what ``decide_set`` raises but for "not_allowed": whoever may do the check may have it put right. What failed
    at a check is looked at by that check again: no words say how.
    """
    words, check = words_within(words, LONGEST), words_within(check, LONGEST)
    if not words:
        raise RuleBroken("action_words_missing")
    if not owner:
        raise RuleBroken("action_owner_missing")
    if not check and origin != "check":
        raise RuleBroken("action_check_missing")
    _require_ahead(due, context)
    return ActionItemSet(words=words, owner=owner, due=due, check=check, origin=origin, about=about)


def decide_report(item: ActionItem, context: Context, words: str) -> ActionItemReported:
    """The owner, or who stands in for him, says that it is done.

    Raises RuleBroken("action_verified"), "action_not_yours", "action_words_missing", "reason_too_long" or
    "not_allowed".
    """
    require(context.actor, "write")
    _require_open(item)
    if not context.acts_for(item.owner):
        raise RuleBroken("action_not_yours", to=item.owner)
    words = words_within(words, LONGEST)
    if not words:
        raise RuleBroken("action_words_missing")
    return ActionItemReported(words=words)


def decide_verify(item: ActionItem, context: Context, words: str = "") -> ActionItemVerified:
    """Somebody other than the owner looked at it and it is done, whether or not the owner said so.

    Nobody looks who stands in for the owner, or who said himself that it is done.

    Raises RuleBroken("action_verified"), "action_yours", "reason_too_long" or "not_allowed".
    """
    _require_other(item, context)
    return ActionItemVerified(words=words_within(words, LONGEST))


def decide_send_back(item: ActionItem, context: Context, reason: str, due: date) -> ActionItemSentBack:
    """Somebody other than the owner looked at it and it is not done.

    Raises what ``decide_verify`` raises, RuleBroken("reason_missing"), "action_not_reported", "action_due_past" or
    "action_due_far".
    """
    _require_other(item, context)
    if item.state != "reported":
        raise RuleBroken("action_not_reported")
    _require_ahead(due, context)
    return ActionItemSentBack(reason=_reason(reason), due=due)


def decide_move(item: ActionItem, context: Context, due: date, reason: str) -> ActionItemMoved:
    """Move the day by which it is to be done, with a reason; nobody moves the day of his own.

    Raises RuleBroken("action_verified"), "action_yours", "reason_missing", "reason_too_long", "action_due_past",
    "action_due_far", "action_due_same" or "not_allowed".
    """
    _require_other(item, context)
    _require_ahead(due, context)
    if due == item.due:
        raise RuleBroken("action_due_same")
    return ActionItemMoved(due=due, reason=_reason(reason))


def decide_give(item: ActionItem, context: Context, owner: str, reason: str) -> ActionItemGiven:
    """Let somebody else own it.

    Raises RuleBroken("action_verified"), "action_owner_missing", "action_owner_same", "reason_missing",
    "reason_too_long" or "not_allowed".
    """
    require(context.actor, "lead_matter")
    _require_open(item)
    if not owner:
        raise RuleBroken("action_owner_missing")
    if owner == item.owner:
        raise RuleBroken("action_owner_same")
    return ActionItemGiven(owner=owner, reason=_reason(reason))


def came_back(item: ActionItem, named: ActionItemSet, context: Context) -> ActionItemCameBack | None:
    """The item opened anew where the problem that is named now is the one it had; None where it is another.

    The same problem is what is about the same thing, at most thirty days after it was verified.
    """
    if not named.about or named.about != item.about or item.state != "verified" or item.verified_at is None:
        return None
    if context.now - item.verified_at > SAME_WITHIN:
        return None
    return ActionItemCameBack(words=named.words, owner=named.owner, due=named.due, origin=named.origin)


def named_by(words: str) -> str:
    """What a problem is about that a person names by these words alone: the same words are the same problem."""
    return fold(words).casefold().replace(" ", "")


def due_in(working_days: int, today: date, calendar: WorkingCalendar) -> date:
    """The day so many working days from today; today with none."""
    day = today
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= calendar.is_working(day)
    return day


def _require_other(item: ActionItem, context: Context) -> None:
    require(context.actor, "lead_matter")
    _require_open(item)
    if context.acts_for(item.owner) or context.actor.staff_no == item.reported_by:
        raise RuleBroken("action_yours")


def _require_open(item: ActionItem) -> None:
    if item.state == "verified":
        raise RuleBroken("action_verified")


def _require_ahead(due: date, context: Context) -> None:
    if due < context.today:
        raise RuleBroken("action_due_past")
    if (due - context.today).days > FARTHEST:
        raise RuleBroken("action_due_far", days=FARTHEST)


def _reason(typed: str) -> str:
    reason = words_within(typed, LONGEST)
    if not reason:
        raise RuleBroken("reason_missing")
    return reason
