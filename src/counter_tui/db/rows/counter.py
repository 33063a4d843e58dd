"""The rows of what happens at the counter beside matters: ratings, enquiries, calls, action items."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.db.subjects import Rows
from counter_tui.db.tables.counter import ActionItemRow, EnquiryRow, LeadCallRow, TokenRow
from counter_tui.domain.actions import state as actions
from counter_tui.domain.calls import state as calls
from counter_tui.domain.clock import to_ms
from counter_tui.domain.enquiry import state as enquiries
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.visit import rating


def token_rows(history: Iterable[Recorded]) -> Rows:
    """The row of one visit's token, none before it was armed."""
    token = rating.fold(history)
    if token is None:
        return {}
    return {
        TokenRow: [
            {
                "visit": token.visit,
                "matter": bytes.fromhex(token.matter),
                "clerk": token.clerk,
                "series": token.series,
                "follows": bytes.fromhex(token.follows),
                "epoch": token.epoch,
                "armed_ms": to_ms(token.armed_at),
                "state": token.state,
                "shown_ms": to_ms(token.shown_at) if token.shown_at else None,
                "pad": token.pad,
                "level": token.level,
                "reason": token.reason,
                "latency_ms": token.latency_ms,
                "decided_ms": to_ms(token.decided_at) if token.decided_at else None,
                "presses_refused": token.presses_refused,
                "head": token.head,
                "facts": token.facts,
            }
        ]
    }


def enquiry_rows(history: Iterable[Recorded]) -> Rows:
    """The row of one enquiry, none when its facts tell none."""
    enquiry = enquiries.fold(history)
    if enquiry is None:
        return {}
    return {
        EnquiryRow: [
            {
                "enquiry_id": enquiry.enquiry_id,
                "topic": enquiry.topic,
                "state": enquiry.state,
                "first_contact": enquiry.first_contact,
                "handler": enquiry.handler,
                "words": enquiry.words,
                "asked_ms": to_ms(enquiry.asked_at),
                "due_ms": to_ms(enquiry.due_at) if enquiry.due_at else None,
                "answered_ms": to_ms(enquiry.answered_at) if enquiry.answered_at else None,
                "seconds": enquiry.seconds,
                "number": enquiry.number,
                "head": enquiry.head,
                "facts": enquiry.facts,
            }
        ]
    }


def call_rows(history: Iterable[Recorded]) -> Rows:
    """The row of one call for the lead, none when its facts tell none."""
    call = calls.fold(history)
    if call is None:
        return {}
    return {
        LeadCallRow: [
            {
                "call_id": call.call_id,
                "kind": call.kind,
                "caller": call.caller,
                "lead": call.lead,
                "screen": call.place.screen,
                "field": call.place.field,
                "matter_id": bytes.fromhex(call.place.matter),
                "number": call.place.number,
                "words": call.words,
                "raised_ms": to_ms(call.raised_at),
                "due_ms": to_ms(call.due_at) if call.due_at else None,
                "answer": call.answer,
                "answered_by": call.answered_by,
                "answered_ms": to_ms(call.answered_at) if call.answered_at else None,
                "seen_ms": to_ms(call.seen_at) if call.seen_at else None,
                "head": call.head,
                "facts": call.facts,
            }
        ]
    }


def action_rows(history: Iterable[Recorded]) -> Rows:
    """The row of one action item, none when its facts tell none."""
    item = actions.fold(history)
    if item is None:
        return {}
    return {
        ActionItemRow: [
            {
                "item_id": item.item_id,
                "words": item.words,
                "owner": item.owner,
                "check_words": item.check,
                "origin": item.origin,
                "about": item.about,
                "set_by": item.set_by,
                "set_ms": to_ms(item.set_at),
                "opened_ms": to_ms(item.opened_at),
                "first_due": item.first_due.isoformat(),
                "due": item.due.isoformat(),
                "state": item.state,
                "words_done": item.words_done,
                "reported_ms": to_ms(item.reported_at) if item.reported_at else None,
                "verified_by": item.verified_by,
                "verified_ms": to_ms(item.verified_at) if item.verified_at else None,
                "moved": item.moved,
                "sent_back": item.sent_back,
                "came_back": item.came_back,
                "head": item.head,
                "facts": item.facts,
            }
        ]
    }
