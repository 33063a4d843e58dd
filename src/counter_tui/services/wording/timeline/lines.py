"""What happened to a matter, one sentence for each fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from types import MappingProxyType

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts import door as door_facts
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import visit as ratings
from counter_tui.domain.facts.base import Erased, Recorded
from counter_tui.domain.facts.voice import WordingHeld
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.visit.rating import CUSTOMER
from counter_tui.i18n import _
from counter_tui.services.views.matter import TimelineLine
from counter_tui.services.wording.fact_names import say_fact
from counter_tui.services.wording.prices import TELLERS as MONEY_TELLERS
from counter_tui.services.wording.staff import NameOf
from counter_tui.services.wording.tasks import tell_task
from counter_tui.services.wording.timeline import (
    acceptance,
    answers,
    corrections,
    door,
    first_contact,
    hand_over,
    papers,
    work,
)
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def lines(
    history: Sequence[Recorded],
    *,
    kind: Kind | None,
    name_of: NameOf,
    now: datetime,
    zone: tzinfo,
    full: bool = False,
    visit: Sequence[Recorded] = (),
    concealed: bool = False,
) -> tuple[TimelineLine, ...]:
    """The history of one matter and of its visit's rating, newest first; what was undone or did not fit is marked.

    With ``concealed``, of what people wrote only that they did is told.
    That the customer rated is told, never how. What a person wrote stands there as it was written, as plain text.
    """
    telling = Telling(kind, name_of, now, zone, full)
    by_id = {entry.fact_id.hex(): entry for entry in history}
    undone = {entry.fact.undone for entry in history if isinstance(entry.fact, facts.ActUndone)}
    matter = fold(history)
    doubtful = {item.fact_id for item in matter.attention} if matter else set()
    to_lead = (
        {each.offer.fact_id for each in matter.hand_overs if each.outcome == "to_lead"} if matter else set()
    )
    return tuple(
        TimelineLine(
            fact_id=entry.fact_id.hex(),
            at=entry.at,
            who=_who(entry, name_of),
            what=joined(
                say_fact(entry.fact.type) if concealed and _speaks(entry) else _what(entry, by_id, telling),
                _("they had it already: the lead decides") if entry.fact_id in to_lead else "",
            ),
            undone=entry.fact_id.hex() in undone,
            doubtful=entry.fact_id in doubtful,
        )
        for entry in sorted([*history, *_told(visit)], key=lambda entry: entry.order, reverse=True)
    )


def _speaks(entry: Recorded) -> bool:
    """Whether the fact holds words or particulars; an acceptance is told without them."""
    return bool(entry.fact.personal) and not isinstance(entry.fact, facts.MatterAccepted)


def _who(entry: Recorded, name_of: NameOf) -> str:
    return _("customer") if entry.actor == CUSTOMER else name_of(entry.actor)


def _told(visit: Sequence[Recorded]) -> list[Recorded]:
    """What of a visit belongs to the matter's story: a press that counts for nothing does not, nor another request."""
    silent = (
        ratings.TokenArmed,
        ratings.TokenShown,
        ratings.ReasonGiven,
        ratings.PressRefused,
        door_facts.RequestEnded,
        door_facts.RefusalHeld,
        WordingHeld,
    )
    return [entry for entry in visit if not isinstance(entry.fact, silent)]


def tell(entry: Recorded, telling: Telling) -> str:
    """One sentence for one fact; an unknown kind of fact is told by its name."""
    if entry.fact.type in MONEY_TELLERS:
        return MONEY_TELLERS[entry.fact.type](entry.fact, telling.name_of)
    teller = TELLERS.get(entry.fact.type)
    return teller(entry.fact, telling) if teller else say_fact(entry.fact.type)


def _what(entry: Recorded, by_id: Mapping[str, Recorded], telling: Telling) -> str:
    fact = entry.fact
    if isinstance(fact, facts.ActUndone) and fact.undone in by_id:
        return _("Undone: {act}").format(act=say_fact(by_id[fact.undone].fact.type))
    if said := tell_task(fact, by_id, telling.name_of, telling.day):
        return said
    return tell(entry, telling)


def _erased(_fact: Erased, _telling: Telling) -> str:
    return _("Erased for the protection of personal data")


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        **acceptance.TELLERS,
        **work.TELLERS,
        **hand_over.TELLERS,
        **papers.TELLERS,
        **corrections.TELLERS,
        **answers.TELLERS,
        **door.TELLERS,
        **first_contact.TELLERS,
        ratings.RatingGiven.type: lambda _fact, _telling: _("Rated this visit"),
        ratings.RatingDeclined.type: lambda _fact, _telling: _("Did not want to rate this visit"),
        ratings.RatingTimedOut.type: lambda _fact, _telling: _("Rated nothing in the time allowed"),
        ratings.PadFailed.type: lambda _fact, _telling: _(
            "The rating pad stopped before the customer pressed"
        ),
        Erased.type: _erased,
    }
)
"""What tells each kind of fact of a matter and of its visit's rating."""
