"""What an enquiry's facts tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.enquiry import EnquiryAnswered, EnquiryCarriedOn, EnquiryLeftOpen
from counter_tui.domain.facts.pack import EnquiryTaken

State = Literal["answered", "open", "carried"]


class Enquiry(Struct, frozen=True):
    """One question at the counter. ``number`` and ``matter`` (hex) are those of the matter it became.

    ``handler`` answers it while it stands open: the first contact, or who took it on at a relay.
    """

    enquiry_id: bytes
    topic: str
    state: State
    first_contact: str
    handler: str
    words: str
    contact: str
    asked_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    answer: str
    seconds: int
    number: str
    matter: str
    head: bytes
    facts: int


def fold(recorded: Iterable[Recorded]) -> Enquiry | None:
    """The enquiry its facts tell, whatever order they come in; None without a beginning."""
    enquiry: Enquiry | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        if enquiry is None:
            enquiry = _begun(entry)
        else:
            after = _after(enquiry, entry)
            enquiry = replace(after, head=entry.fact_id, facts=enquiry.facts + 1)
    return enquiry


def _begun(entry: Recorded) -> Enquiry | None:
    fact = entry.fact
    if not isinstance(fact, EnquiryAnswered | EnquiryLeftOpen):
        return None
    answered = isinstance(fact, EnquiryAnswered)
    return Enquiry(
        enquiry_id=entry.subject.id,
        topic=fact.topic,
        state="answered" if answered else "open",
        first_contact=fact.first_contact,
        handler=fact.first_contact,
        words=fact.words,
        contact=fact.contact,
        asked_at=entry.at - timedelta(seconds=fact.seconds),
        due_at=fact.due_at if isinstance(fact, EnquiryLeftOpen) else None,
        answered_at=entry.at if answered else None,
        answer=fact.answer if isinstance(fact, EnquiryAnswered) else "",
        seconds=fact.seconds,
        number="",
        matter="",
        head=entry.fact_id,
        facts=1,
    )


def _after(enquiry: Enquiry, entry: Recorded) -> Enquiry:
    fact = entry.fact
    if isinstance(fact, EnquiryAnswered) and enquiry.state == "open":
        return replace(enquiry, state="answered", answered_at=entry.at, answer=fact.answer)
    if isinstance(fact, EnquiryTaken) and enquiry.state == "open" and enquiry.handler == fact.giver:
        return replace(enquiry, handler=entry.actor)
    if isinstance(fact, EnquiryCarriedOn) and enquiry.state != "carried":
        return replace(enquiry, state="carried", number=fact.number, matter=fact.matter)
    return enquiry
