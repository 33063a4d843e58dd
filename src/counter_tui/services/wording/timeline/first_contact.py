"""What the first contact did for a customer, as the history says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from counter_tui.domain.facts import first_contact as facts
from counter_tui.i18n import _
from counter_tui.services.wording.dates import say_moment
from counter_tui.services.wording.first_contact import say_other_unit, say_scope, say_step, say_way
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def _scope_set(fact: facts.ScopeSet, telling: Telling) -> str:
    if fact.scope != "company":
        return _("Whose it is: {scope}").format(scope=say_scope(fact.scope))
    said = _("Another unit answers for it, told to the customer: {unit}").format(unit=say_other_unit(fact))
    return joined(said, fact.told, say_call(fact.next_call_at, telling))


def _step_done(fact: facts.FirstContactStepDone, _telling: Telling) -> str:
    words = say_way(fact.words) if fact.step == "brought" else fact.words
    return _("First contact: {step}: {words}").format(step=say_step(fact.step), words=words)


def _called(fact: facts.CustomerCalled, telling: Telling) -> str:
    said = _("Called the customer: {text}").format(text=fact.said)
    return joined(said, say_call(fact.next_call_at, telling))


def _promised(fact: facts.CallPromised, telling: Telling) -> str:
    return _("Promised the customer a call by {when}").format(
        when=say_moment(fact.at, telling.now, telling.zone)
    )


def say_call(at: datetime | None, telling: Telling) -> str:
    """By when the customer is called next; empty where nothing was promised."""
    return _("next call by {when}").format(when=say_moment(at, telling.now, telling.zone)) if at else ""


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        facts.ScopeSet.type: _scope_set,
        facts.FirstContactStepDone.type: _step_done,
        facts.CustomerCalled.type: _called,
        facts.CallPromised.type: _promised,
    }
)
"""One sentence for each of these facts."""
