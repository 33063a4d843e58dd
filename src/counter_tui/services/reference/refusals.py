"""Reasons that may turn no customer away, found by the shipped rule set."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.door.decide import Held, Screen
from counter_tui.domain.door.models import Door

_WHY = Words(
    zh="不得以工作忙、无表计表箱、容量受限等理由拒办、拖办业务",
    en="nobody is turned away for being busy, for want of a meter or box, or for capacity",
)
_INSTEAD = Words(
    zh="先受理，缺什么写明等什么，承诺照走", en="Accept it and say what it waits for; its promises run"
)


def reason_screen(door: Door) -> Screen:
    """Looks at a text by the guard's rules for reasons; says too what the request could be accepted without."""
    # Read when somebody first gives a reason: no start waits for it.
    from counter_tui.domain.guard import screen
    from counter_tui.services.reference.guard import load_rules

    rules = load_rules("reason")
    # What only puts off or takes nothing on is no refusal where it is the customer who wants it so.
    weak = {rule.code for rule in rules.rules if rule.role == "weak"}

    def look(text: str, customers: bool) -> Held | None:
        verdict = screen(rules, text)
        if not verdict.blocked or (customers and verdict.rule in weak):
            return None
        rule, piece = verdict.rule or "", verdict.matched or ""
        resource = door.lacking(rule, piece)
        return Held(rule, piece, verdict.why or _WHY, verdict.instead or _INSTEAD, resource)

    return look
