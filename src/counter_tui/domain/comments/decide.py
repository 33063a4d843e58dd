"""What may be done with anonymous comments.

Whoever types them in reads them that once; afterwards they are for leads. Nothing that says who wrote one is taken:
no long number, no time, no order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import get_args

from counter_tui.domain.comments.state import Batch
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.comments import Came, CommentSettled, CommentsTaken
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import require
from counter_tui.domain.text import fold_code
from counter_tui.domain.typed import words_within

CAME: tuple[Came, ...] = get_args(Came)
LONGEST, MOST = 300, 60
"""Characters of a comment; comments of a batch."""
BACK = timedelta(days=60)
"""So long ago a box may have been emptied."""
_NUMBER = re.compile(r"\d{7}")
"""As long as a telephone, account or identity number is at least."""

Random = Callable[[int], bytes]


def decide_take(
    context: Context, day: date, came: str, typed: Iterable[str], random: Random
) -> CommentsTaken:
    """Take a batch in; empty lines are left out, the order is by chance.

    Raises RuleBroken("not_allowed"), "comments_came_missing", "comments_none", "comments_many" (``most``),
    "comments_day", "comment_number" (``place``) or "reason_too_long".
    """
    require(context.actor, "write")
    if came not in CAME:
        raise RuleBroken("comments_came_missing")
    if not context.today - BACK <= day <= context.today:
        raise RuleBroken("comments_day", days=BACK.days)
    words = [text for each in typed if (text := words_within(each, LONGEST))]
    if not words:
        raise RuleBroken("comments_none")
    if len(words) > MOST:
        raise RuleBroken("comments_many", most=MOST)
    for place, text in enumerate(words, start=1):
        require_nameless(text, place)
    return CommentsTaken(day=day, came=came, words=shuffled(words, random))


def require_nameless(text: str, place: int) -> None:
    """Raise RuleBroken("comment_number") for a comment with a number by which somebody could be found."""
    if _NUMBER.search(fold_code(text)):
        raise RuleBroken("comment_number", place=place)


def shuffled(words: Iterable[str], random: Random) -> tuple[str, ...]:
    """The words in an order by chance: eight random bytes for each, and sorted by those."""
    return tuple(text for _chance, text in sorted((random(8), text) for text in words))


def decide_settle(batch: Batch, context: Context, place: int, words: str) -> CommentSettled:
    """A lead says how a comment was dealt with.

    Raises RuleBroken("not_allowed"), "comment_unknown", "comment_settled", "reason_missing" or "reason_too_long".
    """
    require(context.actor, "read_confidential")
    require(context.actor, "lead_matter")
    if not 1 <= place <= len(batch.words):
        raise RuleBroken("comment_unknown")
    if place in batch.settled:
        raise RuleBroken("comment_settled")
    text = words_within(words, LONGEST)
    if not text:
        raise RuleBroken("reason_missing")
    return CommentSettled(place=place, words=text)


def about(batch: str, place: int) -> str:
    """What an action item made of a comment is about, so that it is made once."""
    return f"comment/{batch}/{place}"
