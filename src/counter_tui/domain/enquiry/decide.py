"""What may be written of an enquiry. Nothing unanswered can be logged as done: it stands open, with a promise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.enquiry.state import Enquiry
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.enquiry import EnquiryAnswered, EnquiryLeftOpen
from counter_tui.domain.facts.matter import Asked, MatterAccepted
from counter_tui.domain.matter.assess import promises_of
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.staff.roles import require
from counter_tui.domain.typed import words_within

LONGEST = 500
"""Characters of a text of an enquiry."""
LONGEST_TALK = 8 * 3600
"""Seconds no talk at a counter lasts longer than: what is more was a window left open."""


def decide_answer(
    context: Context, topic: str, *, words: str = "", contact: str = "", seconds: int = 0
) -> EnquiryAnswered:
    """A question was answered at once. Raises RuleBroken("not_allowed") or "reason_too_long"."""
    require(context.actor, "accept")
    return EnquiryAnswered(
        topic=topic,
        first_contact=context.actor.staff_no,
        words=words_within(words, LONGEST),
        contact=words_within(contact, LONGEST),
        seconds=_talk(seconds),
    )


def decide_leave_open(
    context: Context, topic: str, kind: Kind, *, words: str = "", contact: str = "", seconds: int = 0
) -> EnquiryLeftOpen:
    """A question could not be answered at once: an answer is promised from when it was asked.

    Raises RuleBroken("not_allowed"), "reason_too_long", or "enquiry_words_missing": whoever answers later has to know
    what was asked.
    """
    require(context.actor, "accept")
    asked = words_within(words, LONGEST)
    if not asked:
        raise RuleBroken("enquiry_words_missing")
    seconds = _talk(seconds)
    return EnquiryLeftOpen(
        topic=topic,
        first_contact=context.actor.staff_no,
        words=asked,
        contact=words_within(contact, LONGEST),
        seconds=seconds,
        due_at=answer_due(context, kind, context.now - timedelta(seconds=seconds)),
    )


def require_open(enquiry: Enquiry) -> None:
    """Raise RuleBroken("enquiry_not_open") for a question that is answered or carried on."""
    if enquiry.state != "open":
        raise RuleBroken("enquiry_not_open")


def decide_answer_later(enquiry: Enquiry, context: Context, answer: str) -> EnquiryAnswered:
    """An open question was answered.

    Raises RuleBroken("enquiry_not_open"), "enquiry_answer_missing", "reason_too_long" or "not_allowed".
    """
    require(context.actor, "accept")
    require_open(enquiry)
    told = words_within(answer, LONGEST)
    if not told:
        raise RuleBroken("enquiry_answer_missing")
    return EnquiryAnswered(topic=enquiry.topic, first_contact=enquiry.first_contact, answer=told)


def carried_on(accepted: MatterAccepted, enquiry: Enquiry, kind: Kind, context: Context) -> MatterAccepted:
    """The acceptance of a request that began as an enquiry: its first contact stays, and when it was asked is kept.

    A question that stood open has been promised its answer from when it was asked.
    """
    asked = Asked(enquiry=enquiry.enquiry_id.hex(), asked_at=enquiry.asked_at.astimezone(UTC))
    first_contact = enquiry.first_contact or accepted.first_contact
    promises = accepted.promises
    if enquiry.state == "open" and kind.family == "enquiry":
        draft = Draft(draft_id="", visit="", fields=accepted.fields)
        customer_class = accepted.customer.customer_class
        promises = promises_of(draft, kind, customer_class, replace(context, now=enquiry.asked_at))
    return replace(accepted, first_contact=first_contact, asked=asked, promises=promises)


def answer_due(context: Context, kind: Kind, asked_at: datetime) -> datetime:
    """When an answer is promised: as the kind promises it, else as a question that cannot be answered at once.

    Five working days (国家电网公司供电服务质量标准); the catalogue of the station's profile says it.
    """
    asked = replace(context, now=asked_at)
    for each in (kind, *(known for known in context.rules.catalogue.kinds if known.family == "enquiry")):
        given = promises_of(Draft(draft_id="", visit=""), each, each.classes[0], asked)
        due = [promise.due_at for promise in given if promise.standing == "public"]
        if due:
            return min(due)
    raise RuleBroken("promise_unknown", kind=kind.code)


def _talk(seconds: int) -> int:
    return max(0, min(seconds, LONGEST_TALK))
