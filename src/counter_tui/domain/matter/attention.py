"""Facts that came to nothing, because another PC had recorded something else first: a lead looks and settles them."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import AttentionSettled
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import written
from counter_tui.domain.staff.roles import require


def decide_settle(matter: Matter, context: Context, fact: str, words: str) -> AttentionSettled:
    """The lead says what is to hold instead of a fact (hex) that came to nothing; on an ended matter too.

    What has to be done about it is done by the ordinary acts. Raises RuleBroken("not_allowed"), "attention_settled"
    where it waits no more, or "text_missing".
    """
    require(context.actor, "lead_matter")
    if not any(each.fact_id.hex() == fact and not each.settled_by for each in matter.attention):
        raise RuleBroken("attention_settled")
    return AttentionSettled(fact=fact, words=written(words, "text_missing"))


def not_seen(history: Iterable[Recorded], unfit: Recorded) -> tuple[Recorded, ...]:
    """What had been recorded on the matter before this fact, and its writer had not seen, in their order."""
    ordered = sorted(history, key=lambda each: each.order)
    seen = next((each.order for each in ordered if each.fact_id == unfit.seen), ("", b""))
    return tuple(each for each in ordered if seen < each.order < unfit.order)
