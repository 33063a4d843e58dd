"""What the work on a matter says: stages, pauses, notes, and who saw the full details."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.facts import matter as facts
from counter_tui.i18n import _, language
from counter_tui.services.wording.clocks import say_pause_reason
from counter_tui.services.wording.revealing import say_reveal_reason
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def _stage(fact: facts.StageReached, _telling: Telling) -> str:
    name = fact.name_en if language() == "en" else fact.name_zh
    return joined(_("Stage reached: {stage}").format(stage=name), fact.note)


def _paused(fact: facts.ClockPaused, _telling: Telling) -> str:
    return joined(_("Clocks paused: {reason}").format(reason=say_pause_reason(fact.reason)), fact.note)


def _resumed(fact: facts.ClockResumed, telling: Telling) -> str:
    if not fact.moved:
        return _("Clocks running again")
    nearest = min(fact.moved, key=lambda moved: moved.due_at)
    said = _("Clocks running again, now due {due}").format(due=telling.due(nearest.due_at))
    return _("{due} (provisional)").format(due=said) if nearest.provisional else said


def _shown(fact: facts.DetailsShown, _telling: Telling) -> str:
    return _("Saw the full details: {reason}").format(reason=say_reveal_reason(fact.reason, fact.words))


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        facts.StageReached.type: _stage,
        facts.ClockPaused.type: _paused,
        facts.ClockResumed.type: _resumed,
        facts.NoteAdded.type: lambda fact, _telling: _("Note: {text}").format(text=fact.text),
        facts.AttentionSettled.type: lambda fact, _telling: _("Settled what came to nothing: {text}").format(
            text=fact.words
        ),
        facts.ActUndone.type: lambda _fact, _telling: _("Undid the last act"),
        facts.DetailsShown.type: _shown,
    }
)
"""One sentence for each of these facts."""
