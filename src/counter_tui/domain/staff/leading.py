"""Who leads the shift now: who took it last; where nobody ever took it, whoever signed in last as lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counter_tui.domain.staff.absence import Colleague, standing


def lead_now(taken: str, staff: Sequence[Colleague], signed_in: Iterable[str]) -> str:
    """The staff number of who leads, empty when there is nobody.

    ``taken`` took the shift last, empty where nobody ever did; ``signed_in`` signed in as lead, the newest first. Who
    took it and is not here any more, which only two PCs that did not know of each other can make, is stood in for by
    whom he named, as far as that person may lead.
    """
    named = {each.staff_no: each for each in staff}
    here = [each for each in signed_in if each in named and named[each].present]
    if not taken:
        return next(iter(here), "")
    now = standing(staff)
    may_lead = {each.staff_no for each in staff if each.present and each.may_lead}
    instead = (each for each in (taken, now.answering(taken), *here) if each in may_lead)
    return next(instead, now.lead or taken)
