"""The words of the morning brief: what each figure counts, what a share is of, why something is spoken of."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.papers import say_collector

_FIGURES = {
    "accepted": N_("Matters accepted"),
    "ended": N_("Matters ended"),
    "not_accepted": N_("Requests not accepted"),
    "enquiries": N_("Questions asked"),
    "waits": N_("Waiting times"),
    "served": N_("Customers served"),
    "promises_kept": N_("Promises kept"),
    "promises_broken": N_("Promises not kept"),
    "limits_passed": N_("Other limits passed"),
    "tokens": N_("Ratings offered"),
    "rated": N_("Rated"),
    "declined": N_("Did not want to rate"),
    "timed_out": N_("Nobody pressed in time"),
    "not_rated": N_("Not rated yet"),
    "low_ratings": N_("Low ratings"),
    "recoveries": N_("Low ratings made good"),
    "recoveries_due": N_("Low ratings to make good by the day"),
    "refusals_held": N_("Unlawful reasons held"),
    "wording_held": N_("Improper words held"),
    "bounced": N_("Hand-overs sent back"),
    "corrections": N_("Corrections"),
    "undone": N_("Acts taken back"),
    "waived": N_("Papers done without"),
    "complaints": N_("Complaints"),
    "praise": N_("Praise"),
    "papers_deferred": N_("Papers deferred"),
    "papers_collected": N_("Deferred papers received"),
    "promises_due": N_("Promises due today"),
    "papers_due": N_("Papers due today"),
    "papers_late": N_("Papers overdue"),
    "outages": N_("Outages of the day"),
    "calls": N_("Calls promised to customers"),
    "answers_due": N_("Answers promised to questions"),
    "notices_unread": N_("Notices not read yet"),
    "staff_away": N_("People away"),
    "skill_gaps": N_("Business nobody on duty can do"),
    "actions": N_("Action items carried"),
    "checks_due": N_("Checks of the day"),
    "site_card": N_("Site card not in order"),
}
_SHORT = {
    "accepted": N_("accepted"),
    "ended": N_("ended"),
    "not_accepted": N_("not accepted"),
    "enquiries": N_("asked"),
    "waits": N_("waiting time"),
    "served": N_("served"),
    "promises_kept": N_("kept"),
    "promises_broken": N_("broken"),
    "limits_passed": N_("other limits"),
    "tokens": N_("offered"),
    "rated": N_("rated"),
    "declined": N_("declined"),
    "timed_out": N_("timed out"),
    "not_rated": N_("unrated"),
    "low_ratings": N_("low"),
    "recoveries": N_("made good"),
    "recoveries_due": N_("to make good"),
    "refusals_held": N_("unlawful reasons"),
    "wording_held": N_("improper words"),
    "bounced": N_("sent back"),
    "corrections": N_("corrections"),
    "undone": N_("undone"),
    "waived": N_("done without"),
    "complaints": N_("complaints"),
    "praise": N_("praised"),
    "papers_deferred": N_("papers later"),
    "papers_collected": N_("received"),
    "promises_due": N_("promises"),
    "papers_due": N_("papers"),
    "papers_late": N_("papers overdue"),
    "outages": N_("outages"),
    "calls": N_("calls"),
    "answers_due": N_("answers"),
    "notices_unread": N_("notices unread"),
    "staff_away": N_("away"),
    "skill_gaps": N_("nobody can do"),
    "actions": N_("action items"),
    "checks_due": N_("checks"),
    "site_card": N_("site card"),
}
_HELD = {
    "no_meter": N_("meters lacking"),
    "no_capacity": N_("capacity lacking"),
    "no_hands": N_("people lacking"),
    "put_off": N_("put off"),
}
_SHARES = {
    "kept": N_("Promises kept: {part} of {whole} ({percent}%)"),
    "coverage": N_("Visits rated: {part} of {whole} ({percent}%)"),
    "measured": N_("Serving times measured: {part} of {whole} ({percent}%)"),
}
_MARKS = {
    "measured": N_("measured"),
    "idle": N_("too long, left alone meanwhile"),
    "edited": N_("typed in later"),
    "unknown": N_("not known"),
}
_WHY = {
    "promise_broken": N_("promise broken"),
    "low_rating": N_("low rating"),
    "recovery_late": N_("not made good in time"),
    "refusal_held": N_("unlawful reason held"),
    "bounced_twice": N_("sent back more than once"),
    "action_late": N_("action item late"),
    "complaint": N_("complaint"),
    "wording_held": N_("improper words held"),
    "limit_passed": N_("limit passed"),
    "paper_late": N_("paper overdue"),
    "call_late": N_("promised call is late"),
    "bounced": N_("hand-over sent back"),
    "check_late": N_("check not done in time"),
    "corrected": N_("corrected"),
    "waived": N_("paper done without"),
    "praise": N_("praise"),
}


def say_figure(code: str) -> str:
    """What a figure counts; an unknown one as it is written."""
    return say_code(_FIGURES, code)


def say_short(code: str) -> str:
    """What a figure counts in a word, beside others of its line; an unknown one as it is written."""
    return say_code(_SHORT, code)


def say_held(rule: str) -> str:
    """What words held back gave as a reason, empty where that has no name."""
    return _(_HELD[rule]) if rule in _HELD else ""


def say_length(seconds: int) -> str:
    """How long something took."""
    return _("{minutes} min {seconds} s").format(minutes=seconds // 60, seconds=seconds % 60)


def say_value(value: int | None) -> str:
    """A figure; without a source that is said, never 0."""
    return _("no source") if value is None else str(value)


def say_share(code: str, part: int, whole: int, percent: int | None) -> str:
    """How many of how many; empty of nothing."""
    if percent is None:
        return ""
    return say_code(_SHARES, code).format(part=part, whole=whole, percent=percent)


def say_mark(mark: str) -> str:
    """How far a length can be believed; an unknown mark as it is written."""
    return say_code(_MARKS, mark)


def say_why(why: str) -> str:
    """Why something is spoken of; an unknown reason as it is written."""
    return say_code(_WHY, why)


def say_typical(seconds: int | None) -> str:
    """The middle length of those served that were measured; empty where none was."""
    if seconds is None:
        return ""
    return _("middle of those measured: {minutes} min {seconds} s").format(
        minutes=seconds // 60, seconds=seconds % 60
    )


def say_who(kind: str, who: str, name_of: Callable[[str], str]) -> str:
    """Whom a row of this kind is about: whoever collects a paper, else somebody of the staff; empty for nobody."""
    if kind == "paper":
        return say_collector(who)
    return name_of(who) if who else ""
