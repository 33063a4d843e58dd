"""What waits for a person on the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Kind
    from counter_tui.domain.visit.rating import AtPad
    from counter_tui.services.checks.opening import Waits
    from counter_tui.services.lines.calls import CallsView
    from counter_tui.services.lines.enquiries import EnquiryLine
    from counter_tui.services.meeting.waits import Waits as MeetingWaits
    from counter_tui.services.ratings.alert import LowRatings
    from counter_tui.services.views.lines import DraftLine, MatterLine, PaperLine, TaskLine
    from counter_tui.services.views.voice import NoticeView


class HomeView(Struct, frozen=True):
    """What waits for a person: matters by nearest promise, hand-overs offered, papers due, drafts, customers to tell.

    Everything of those this person stands in for (``stands_in_for``, by name) is among it; ``stand_in`` is who stands
    in for this person, who is noted as away.

    ``given`` are the offers nobody has taken that this person made, or of matters this person answers for;
    ``for_lead`` the matters whose handler the lead has to decide: all of them for who may, the own ones for others.
    ``tasks`` are the parts of others' matters this person has to do, and those he gave that are late or came back.
    So it is with ``silent``, the matters on which nobody has said a word for too long.

    ``follow_ups`` are the matters for whose customers this person, as first contact, has something to do today.

    The counts are of everything; the lists hold what a screen can show. ``to_inform`` counts what ``to_tell`` lists:
    answers of which this person, as first contact, still has to tell the customer. ``not_accepted`` counts the requests
    of today that were not accepted, for a lead; ``put_off`` the requests that have been drafts for too long, for a lead
    those of everybody. ``enquiries`` are questions nobody has answered yet: the own ones, for a lead everybody's;
    ``notices`` are those this person has to read. ``station`` are the matters of the whole station by nearest promise,
    for who oversees it; ``station_late`` of how many the promise is past. ``viewer`` is the staff number of the person.
    ``packs`` counts the hand-over packs that wait for this person's signature.
    ``action_items`` counts what this person, or those he stands in for, are to put right by today, and what somebody
    else has put right and this person may look at. ``sheets_waiting`` counts the sheets of the last days that a lead
    still has to send, or that nobody has acknowledged. ``opening_check`` says whether today's opening check waits for
    this person, in time or not.
    ``meeting`` is whether the morning meeting waits for who leads.
    ``releases_expired`` counts what came from the centre and is past its last day, for a lead.
    ``card_gap`` is what is wrong with the site card, for a lead (``domain.staff.site_card.Gap``).
    ``low`` are the bad ratings of the last days nobody has planned anything for, for a lead.
    ``recoveries`` counts the bad ratings whose next step is this person's, ``recoveries_late`` those that are late
    of all this person may know of.
    ``attention`` counts what two PCs recorded without knowing of each other and nobody has settled, for a lead.
    ``unclosed`` counts the last days before today that nobody closed, for a lead.
    """

    matters: tuple[MatterLine, ...]
    matter_count: int
    inbox: tuple[MatterLine, ...]
    given: tuple[MatterLine, ...]
    for_lead: tuple[MatterLine, ...]
    papers: tuple[PaperLine, ...]
    stopped: tuple[PaperLine, ...]
    drafts: tuple[DraftLine, ...]
    to_tell: tuple[MatterLine, ...]
    follow_ups: tuple[MatterLine, ...]
    to_inform: int
    due_today: int
    overdue: int
    offers_waiting: int
    not_accepted: int
    put_off: int
    top_kinds: tuple[Kind, ...]
    enquiries: tuple[EnquiryLine, ...] = ()
    notices: tuple[NoticeView, ...] = ()
    stands_in_for: tuple[str, ...] = ()
    stand_in: str = ""
    viewer: str = ""
    station: tuple[MatterLine, ...] = ()
    station_count: int = 0
    station_late: int = 0
    calls: CallsView | None = None
    silent: tuple[MatterLine, ...] = ()
    silent_count: int = 0
    tasks: tuple[TaskLine, ...] = ()
    action_items: int = 0
    attention: int = 0
    recoveries: int = 0
    recoveries_late: int = 0
    sheets_waiting: int = 0
    opening_check: Waits = ""
    meeting: MeetingWaits = ""
    unclosed: int = 0
    releases_expired: int = 0
    card_gap: str = ""
    packs: int = 0
    rating: tuple[str, AtPad] = ("", "")
    low: LowRatings | None = None
