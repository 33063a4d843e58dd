"""Hand-overs in words: why work is handed over, what became of it, how long nobody took it."""

from __future__ import annotations

from datetime import timedelta

from counter_tui.i18n import N_, _
from counter_tui.services.wording.clocks import say_pause_reason
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_span

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


def say_reason(reason: str) -> str:
    """The reason of a hand-over or of a pause."""
    return say_hand_over_reason(reason) if reason in _HAND_OVER_REASONS else say_pause_reason(reason)


def say_outcome(outcome: str) -> str:
    """What became of a hand-over."""
    return say_code(_OUTCOMES, outcome)
