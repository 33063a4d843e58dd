"""The states, reasons and parts of a matter in words. Every function is total: an unknown code stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.catalogue.ratings import RatingScale
from counter_tui.domain.identity import KINDS
from counter_tui.i18n import N_, _, language, ngettext
from counter_tui.services.wording.dates import say_span
from counter_tui.services.wording.identity import name_of_kind
from counter_tui.services.wording.promise import pause_words
from counter_tui.services.wording.staff import say_action, say_role

__all__ = [
    "say_action",
    "say_before",
    "say_clock_state",
    "say_collector",
    "say_customer_class",
    "say_early",
    "say_fact",
    "say_field",
    "say_hand_over_reason",
    "say_how",
    "say_id_kind",
    "say_level",
    "say_limit",
    "say_outcome",
    "say_paper",
    "say_paper_state",
    "say_pause_reason",
    "say_place",
    "say_rating_reason",
    "say_reason",
    "say_role",
    "say_stage",
    "say_standing",
    "say_state",
    "say_token_state",
    "say_untaken",
    "say_value",
]

_STATES = {
    "accepted": N_("Accepted"),
    "working": N_("In work"),
    "handed_over": N_("Handed over, not taken yet"),
    "answered": N_("Answered"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
    "not_accepted": N_("Not accepted"),
}
_PAPER_STATES = {
    "owed": N_("Owed"),
    "collected": N_("Received"),
    "waived": N_("Waived"),
    "lapsed": N_("Not needed any more"),
}
_CLOCK_STATES = {
    "running": N_("Running"),
    "paused": N_("Paused"),
    "met": N_("Kept"),
    "broken": N_("Overdue"),
}
_STANDINGS = {
    "public": N_("Public promise"),
    "internal": N_("Internal limit"),
    "ceiling": N_("Regulator's limit"),
}
_COLLECTORS = {
    "first_contact": N_("first contact"),
    "surveyor": N_("surveyor on site"),
    "installer": N_("meter installer"),
}
_PLACES = {
    "first_contact": N_("at the counter"),
    "surveyor": N_("at the address, during the survey"),
    "installer": N_("at the address, when the meter is fitted"),
}
_HAND_OVER_REASONS = {
    "not_my_duty": N_("not my duty"),
    "needs_site": N_("needs work on site"),
    "customer_wish": N_("the customer's wish"),
    "shift_change": N_("change of shift"),
}
_HOW = {
    "in_person": N_("in person"),
    "phone": N_("by phone"),
    "message": N_("by message"),
    "letter": N_("by letter"),
    "no_contact": N_("not at all: no contact was left"),
}
_EARLY = {"not_possible": N_("cannot be done"), "duplicate": N_("asked for twice")}
_OUTCOMES = {
    "open": N_("Not taken yet"),
    "accepted": N_("Taken"),
    "bounced": N_("Sent back"),
    "taken_back": N_("Taken back"),
    "to_lead": N_("For the lead to decide"),
}
_TOKEN_STATES = {
    "armed": N_("Not rated yet"),
    "rated": N_("Rated"),
    "declined": N_("Declined to rate"),
    "timed_out": N_("No rating in time"),
}
_CLASSES = {
    "resident": N_("Resident"),
    "business": N_("Business"),
    "small_business": N_("Small business"),
    "institution": N_("Institution"),
}
_FIELDS = {
    "first_contact": N_("First contact"),
    "kind": N_("Request"),
    "customer_class": N_("Customer class"),
    "id_kind": N_("Kind of ID"),
    "id_number": N_("ID number"),
    "name": N_("Name"),
    "phone": N_("Phone"),
    "phone2": N_("Second phone"),
    "address": N_("Address"),
    "account": N_("Account"),
    "remark": N_("Remark"),
    "agent_name": N_("Agent"),
    "agent_id_number": N_("Agent's ID"),
}
_FACTS = {
    "ScopeSet": N_("whose it is"),
    "FirstContactStepDone": N_("the first contact's step"),
    "CustomerCalled": N_("the call"),
    "CallPromised": N_("the promised call"),
    "MatterAccepted": N_("acceptance"),
    "ChargeTaken": N_("charge"),
    "ChargeVoided": N_("voiding of a charge"),
    "InvoiceSettled": N_("e-invoice"),
    "ChargeSlipPrinted": N_("charge slip"),
    "BoundaryExplained": N_("explanation of the boundary"),
    "StageReached": N_("stage"),
    "HandedOver": N_("hand-over"),
    "HandOverAccepted": N_("taking over"),
    "HandOverBounced": N_("sending back"),
    "HandOverTakenBack": N_("taking back"),
    "HandlingDecided": N_("decision who handles it"),
    "TaskGiven": N_("giving a task"),
    "TaskTaken": N_("taking a task"),
    "TaskDone": N_("the task's result"),
    "TaskReturned": N_("the task's coming back"),
    "TaskCancelled": N_("cancelling a task"),
    "RegisterPrinted": N_("register entry"),
    "RegisterSigned": N_("signature in the register"),
    "PaperCollected": N_("paper received"),
    "PaperWaived": N_("paper waived"),
    "WaiverAsked": N_("question to the lead"),
    "ClockPaused": N_("pause"),
    "ClockResumed": N_("end of the pause"),
    "NoteAdded": N_("note"),
    "MatterCorrected": N_("correction"),
    "MatterAnswered": N_("answer"),
    "CustomerInformed": N_("customer told"),
    "CustomerNotReached": N_("customer not reached"),
    "MatterClosed": N_("closing"),
    "MatterWithdrawn": N_("withdrawal"),
    "MatterNotAccepted": N_("not accepting"),
    "ResourceAwaited": N_("waiting"),
    "ResourceArrived": N_("arrival"),
    "ReportSent": N_("report upward"),
    "ConflictCalled": N_("lead called to the counter"),
    "CallNoted": N_("note to a call"),
    "CallAnswered": N_("call answered"),
    "AnswerSeen": N_("answer read"),
    "EnquiryAnswered": N_("enquiry answered"),
    "EnquiryLeftOpen": N_("enquiry not answered at once"),
    "EnquiryCarriedOn": N_("enquiry became a matter"),
    "RequestEnded": N_("end without acceptance"),
    "RefusalHeld": N_("reason held back"),
    "ReceiptPrinted": N_("receipt"),
    "CommitmentPrinted": N_("commitment letter"),
    "DetailsShown": N_("full details shown"),
    "ActUndone": N_("undoing"),
}


def _say(words: Mapping[str, str], code: str) -> str:
    return _(words[code]) if code in words else code


def say_state(state: str) -> str:
    """Where a matter stands."""
    return _say(_STATES, state)


def say_paper_state(state: str) -> str:
    """Where a deferred paper stands."""
    return _say(_PAPER_STATES, state)


def say_clock_state(state: str) -> str:
    """What has become of a promise."""
    return _say(_CLOCK_STATES, state)


def say_standing(standing: str) -> str:
    """Whether a limit is promised to customers, internal, or the regulator's."""
    return _say(_STANDINGS, standing)


def say_collector(collector: str) -> str:
    """Who collects a deferred paper."""
    return _say(_COLLECTORS, collector)


def say_place(collector: str) -> str:
    """Where this collector of a deferred paper takes it."""
    return _say(_PLACES, collector)


def say_before(before: str, kind: Kind | None) -> str:
    """Before what a deferred paper is due: a stage of the kind, or the answer."""
    if before == "answer":
        return _("before the answer")
    return _("before {stage}").format(stage=say_stage(before, kind))


def say_stage(code: str, kind: Kind | None) -> str:
    """The name of a stage of the kind."""
    for stage in kind.stages if kind else ():
        if stage.code == code:
            return stage.name.say(language())
    return code


def say_paper(code: str, kind: Kind | None) -> str:
    """The name of a paper of the kind."""
    for paper in kind.papers if kind else ():
        if paper.code == code:
            return paper.name.say(language())
    return code


def say_untaken(waited: timedelta) -> str:
    """That an offered hand-over was not taken in time, and how long it has waited."""
    return _("nobody took it for {span}").format(span=say_span(waited))


def say_hand_over_reason(reason: str) -> str:
    """Why work is handed over."""
    return _say(_HAND_OVER_REASONS, reason)


def say_pause_reason(reason: str) -> str:
    """Why the clocks of a matter stand still."""
    try:
        return pause_words(reason)
    except KeyError:
        return reason


def say_reason(reason: str) -> str:
    """The reason of a hand-over or of a pause."""
    return say_hand_over_reason(reason) if reason in _HAND_OVER_REASONS else say_pause_reason(reason)


def say_how(how: str) -> str:
    """How the customer was told."""
    return _say(_HOW, how)


def say_early(early: str) -> str:
    """Why a matter has its answer before all stages were reached."""
    return _say(_EARLY, early)


def say_outcome(outcome: str) -> str:
    """What became of a hand-over."""
    return _say(_OUTCOMES, outcome)


def say_token_state(state: str) -> str:
    """What became of a visit's rating."""
    return _say(_TOKEN_STATES, state)


def say_customer_class(customer_class: str) -> str:
    """The class a customer belongs to."""
    return _say(_CLASSES, customer_class)


def say_level(scale: RatingScale, level: int) -> str:
    """The name of a level of the rating, the number itself where the scale has none."""
    return next((known.name.say(language()) for known in scale.levels if known.level == level), str(level))


def say_rating_reason(scale: RatingScale, code: str) -> str:
    """The text of a reason of the rating."""
    reasons = (reason for level in scale.levels for reason in level.reasons)
    return next((reason.text.say(language()) for reason in reasons if reason.code == code), code)


def say_id_kind(kind: str) -> str:
    """The name of a kind of identity paper."""
    return name_of_kind(kind) if kind in KINDS else kind


def say_field(field: str, kind: Kind | None = None) -> str:
    """The name of a particular of the customer, or of a field of the kind's form (``field:<code>``)."""
    if field.startswith("field:"):
        code = field.removeprefix("field:")
        found = next((known for known in (kind.fields if kind else ()) if known.code == code), None)
        return found.name.say(language()) if found else code
    return _say(_FIELDS, field)


def say_value(field: str, value: str, kind: Kind | None) -> str:
    """A value of the kind's form as people say it: the choice's name, the number with its unit."""
    found = next((known for known in (kind.fields if kind else ()) if known.code == field), None)
    if found is None:
        return value
    if found.type == "choice":
        return next((each.name.say(language()) for each in found.choices if each.code == value), value)
    return f"{value} {found.unit}" if found.unit and value else value


def say_limit(limit: int, unit: str) -> str:
    """A limit with its unit, such as 5 working days."""
    if unit == "minute":
        return ngettext("{count} minute", "{count} minutes", limit).format(count=limit)
    if unit == "hour":
        return ngettext("{count} hour", "{count} hours", limit).format(count=limit)
    if unit == "calendar_day":
        return ngettext("{count} day", "{count} days", limit).format(count=limit)
    return ngettext("{count} working day", "{count} working days", limit).format(count=limit)


def say_fact(name: str) -> str:
    """What kind of fact it is, by its recorded name."""
    return _say(_FACTS, name)
