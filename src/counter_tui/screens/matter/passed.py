"""Work that was passed on and came back, in lines: who to whom and why, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.i18n import _
from counter_tui.screens.sheet import Lines, folded
from counter_tui.services.views.matter import PassedOn
from counter_tui.services.wording.hand_over import say_hand_over_reason


def passed_lines(passed: Sequence[PassedOn], cells: int) -> Lines:
    """Each hand-over with its reasons, the oldest first."""
    lines: Lines = []
    for each in passed:
        said = _("{by} to {to}: {reason}").format(
            by=each.by, to=each.to, reason=say_hand_over_reason(each.reason)
        )
        lines += folded(_("; ").join(part for part in (said, each.note, _became(each)) if part), cells)
    return lines


def _became(passed: PassedOn) -> str:
    if passed.outcome == "bounced":
        return _("{name} sent it back: {reason}").format(name=passed.settled_by, reason=passed.back)
    return _("taken") if passed.outcome == "accepted" else _("had it already")
