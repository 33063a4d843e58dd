"""What the door says of a matter: that it was not accepted, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.facts import door
from counter_tui.i18n import _, language
from counter_tui.services.wording.door import say_ground, say_resource, say_unit
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def _not_accepted(fact: door.MatterNotAccepted, telling: Telling) -> str:
    said = _("Not accepted, decided by {lead}: {ground}").format(
        lead=telling.name_of(fact.decided_by), ground=say_ground(fact.ground)
    )
    told = fact.told_en if language() == "en" else fact.told_zh
    return joined(said, fact.words, _("customer told: {text}").format(text=told))


def _awaited(fact: door.ResourceAwaited, _telling: Telling) -> str:
    return _("Waits for: {resource} ({unit}); the promises run on").format(
        resource=say_resource(fact.resource), unit=say_unit(fact.resource)
    )


def _arrived(fact: door.ResourceArrived, _telling: Telling) -> str:
    return _("No longer waits for: {resource}").format(resource=say_resource(fact.resource))


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        door.MatterNotAccepted.type: _not_accepted,
        door.ResourceAwaited.type: _awaited,
        door.ResourceArrived.type: _arrived,
    }
)
"""One sentence for each of these facts."""
