"""The words of the morning meeting: what may not be done, how a day stands, why somebody is not there, posts."""

from __future__ import annotations

from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.shift import say_post as say_roster_post

WORDS = {
    "meeting_not_begun": N_("The meeting of today has not begun: a shift lead begins it"),
    "meeting_not_today": N_("Only the meeting of today can be begun"),
    "meeting_nobody_expected": N_("Nobody is here today: nobody can meet"),
    "meeting_over": N_("The meeting is over: nothing in it can be changed"),
    "meeting_signed": N_("Somebody has signed already: go on with the signatures"),
    "meeting_not_counted": N_("{to} is neither here nor away: say which"),
    "meeting_absent_reason_missing": N_("Say why {to} is not here"),
    "meeting_chair_absent": N_("Whoever leads the meeting has to be here"),
    "meeting_look_words": N_("Say in a few words what is not in order"),
    "meeting_step_unknown": N_("This meeting has no such step"),
    "meeting_step_empty": N_("Nothing was recorded for this step: do it, or pass it over with a reason"),
    "meeting_reason_missing": N_("This step is required: say why it is passed over"),
    "meeting_point_missing": N_("Say what is to be watched"),
    "meeting_post_unknown": N_("There is no such post: counter, guide, on call, lead or none"),
    "meeting_post_missing": N_("{to} has no post yet"),
    "meeting_not_present": N_("{to} is not here: only those here sign"),
    "meeting_owner_unclear": N_("Say who puts it right: @ and initials, name or number of one person"),
    "meeting_steps_open": N_("Some steps are still open: settle them before anybody signs"),
}
"""The words of the rules by code."""

_STANDINGS = {
    "not_due": N_("no meeting on a day off"),
    "due": N_("not held yet"),
    "running": N_("under way"),
    "late": N_("not begun in time"),
    "held": N_("held"),
    "held_late": N_("held too late"),
    "missed": N_("not held"),
    "broken_off": N_("begun and not ended"),
}
_REASONS = {
    "ill": N_("sick leave"),
    "leave": N_("on leave"),
    "training": N_("in training"),
    "other_duty": N_("on other duty"),
    "rest": N_("day off"),
    "unknown": N_("not known why"),
}
_STATES = {"open": N_("open"), "done": N_("gone through"), "skipped": N_("passed over")}


def say_meeting(standing: str) -> str:
    """How the meeting of a day stands; an unknown standing as it is written."""
    return say_code(_STANDINGS, standing)


def say_absent(reason: str) -> str:
    """Why somebody is not there; an unknown reason as it is written."""
    return say_code(_REASONS, reason)


def say_post(post: str) -> str:
    """A post of the day as the roster calls it; none is said too."""
    return _("no post") if post == "none" else say_roster_post(post)


def say_step_state(state: str) -> str:
    """How a step stands; an unknown state as it is written."""
    return say_code(_STATES, state)


def say_minutes(seconds: int) -> str:
    """A time as minutes and seconds: 8:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def appearance_again() -> str:
    """How it will be looked at whether somebody has put his appearance right."""
    return _("look again")
