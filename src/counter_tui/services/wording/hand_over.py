"""Hand-overs in words: why work is handed over, what became of it, how long nobody took it."""

from __future__ import annotations

from datetime import timedelta

from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_span

WORDS = {
    "offer_open": N_("{to} has not taken the hand-over yet: take it back first"),
    "not_in_hand": N_("This person has no open matter {number} in hand: check the number"),
    "lead_decides": N_("It was passed on and sent back already: now the shift lead decides who handles it"),
    "no_offer": N_("No hand-over is waiting: it was taken, sent back or taken back"),
    "offer_for_another": N_("This hand-over is for {to}: only {to} or the shift lead can take it"),
    "not_your_offer": N_("Somebody else handed this over: only that person or the shift lead takes it back"),
    "receiver_missing": N_("Who takes it over? Choose a colleague, or give a name and a phone"),
    "receiver_unknown": N_("Nobody here has this staff number: choose a colleague from the list"),
    "receiver_is_handler": N_("This person works on it already: choose somebody else"),
    "receiver_cannot_work": N_("This person's role does not work on matters: choose somebody else"),
    "receiver_cannot_write": N_("This person's role only looks on: choose somebody else"),
    "receiver_phone_unfit": N_("The phone does not fit: {verdict}"),
    "call_in_the_past": N_("The time of the next call is past: give a later one"),
}
"""The words of the rules by code."""

_HAND_OVER_REASONS = {
    "not_my_duty": N_("not my duty"),
    "needs_site": N_("needs work on site"),
    "customer_wish": N_("the customer's wish"),
    "shift_change": N_("change of shift"),
}
_OUTCOMES = {
    "open": N_("Not taken yet"),
    "accepted": N_("Taken"),
    "bounced": N_("Sent back"),
    "taken_back": N_("Taken back"),
    "to_lead": N_("For the lead to decide"),
}


def say_untaken(waited: timedelta) -> str:
    """That an offered hand-over was not taken in time, and how long it has waited."""
    return _("nobody took it for {span}").format(span=say_span(waited))


def say_hand_over_reason(reason: str) -> str:
    """Why work is handed over."""
    return say_code(_HAND_OVER_REASONS, reason)


def say_outcome(outcome: str) -> str:
    """What became of a hand-over."""
    return say_code(_OUTCOMES, outcome)
