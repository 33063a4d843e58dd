"""What the answer to a customer says, and the end of a matter."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.facts import matter as facts
from counter_tui.i18n import _, ngettext
from counter_tui.services.wording.matter import say_early, say_how
from counter_tui.services.wording.timeline.first_contact import say_call
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def _answered(fact: facts.MatterAnswered, _telling: Telling) -> str:
    left = len(fact.tasks_left)
    open_ = ngettext("{count} task left open", "{count} tasks left open", left).format(count=left)
    said = _("Answered: {text}").format(text=fact.answer)
    if fact.early:
        said = _("Answered early ({why}): {text}").format(why=say_early(fact.early), text=fact.answer)
    return joined(said, open_ if left else "")


def _informed(fact: facts.CustomerInformed, telling: Telling) -> str:
    said = _("The customer knows the answer ({how})").format(how=say_how(fact.how))
    if not fact.stand_in_for:
        return said
    return joined(said, _("in place of {name}").format(name=telling.name_of(fact.stand_in_for)))


def _not_reached(fact: facts.CustomerNotReached, telling: Telling) -> str:
    said = _("The customer was not reached ({how})").format(how=say_how(fact.how))
    return joined(said, say_call(fact.next_call_at, telling))


def _withdrawn(fact: facts.MatterWithdrawn, _telling: Telling) -> str:
    return _("Withdrawn by the customer: {text}").format(text=fact.wish)


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        facts.MatterAnswered.type: _answered,
        facts.CustomerInformed.type: _informed,
        facts.CustomerNotReached.type: _not_reached,
        facts.MatterClosed.type: lambda _fact, _telling: _("Closed"),
        facts.MatterWithdrawn.type: _withdrawn,
    }
)
"""One sentence for each of these facts."""
