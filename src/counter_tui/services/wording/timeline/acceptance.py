"""What an acceptance says: the request, what it goes back to, and that it was entered from paper."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.ids import parse_number
from counter_tui.i18n import _, language, ngettext
from counter_tui.services.wording.context import say_repeats
from counter_tui.services.wording.dates import say_moment
from counter_tui.services.wording.enquiry import first_asked
from counter_tui.services.wording.on_file import name_on_file
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def _accepted(fact: facts.MatterAccepted, telling: Telling) -> str:
    number = parse_number(fact.number)
    kind = telling.kind.name.say(language()) if telling.kind else fact.kind
    owed = len(fact.deferred)
    papers = ngettext("{count} paper to follow", "{count} papers to follow", owed).format(count=owed)
    said = _("Accepted {kind}, number {number}; first contact {name}").format(
        kind=kind, number=number.short if number else fact.number, name=telling.name_of(fact.first_contact)
    )
    known = _("on file already: {papers}").format(papers=_(", ").join(map(name_on_file, fact.on_file)))
    parts = (
        papers if owed else "",
        known if fact.on_file else "",
        _from_paper(fact.on_paper, telling),
        first_asked(fact.asked, telling.now, telling.zone),
    )
    return joined(said, say_repeats(fact.repeats), *parts)


def _from_paper(slip: facts.OnPaper | None, telling: Telling) -> str:
    """That it was entered from paper: when the customer came, which starts the promise, and when it was entered."""
    if slip is None:
        return ""
    return _("entered later from paper {slip}: the customer came {came}, entered {entered}").format(
        slip=slip.slip,
        came=say_moment(slip.claimed_at, telling.now, telling.zone),
        entered=say_moment(slip.entered_at, telling.now, telling.zone),
    )


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        facts.MatterAccepted.type: _accepted,
    }
)
"""One sentence for each of these facts."""
