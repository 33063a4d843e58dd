"""Words for outages: what sort they are, when they are, why a line of a list was not used."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.dates import say_day

if TYPE_CHECKING:
    from counter_tui.domain.intake.records import Reason
    from counter_tui.services.views.context import OutageLine

WORDS = {
    "outages_without_source": N_("Nobody says who this list of outages is from: name it with --source."),
    "outages_all_refused": N_("No line of this list of outages can be used; what was taken in before stays."),
    "contact_nothing_said": N_(
        "There is nothing to keep: the request has no number and nothing was answered."
    ),
    "contact_no_account": N_(
        "This customer is not on file with one account, so nothing is kept of how to reach him."
    ),
    "outages_too_many": N_("More than {most} lines: that is no list of outages of one station."),
}
"""The words of the rules about lists of outages, by code."""

_KINDS = {
    "planned": N_("planned outage"),
    "temporary": N_("short-notice outage"),
    "fault": N_("fault"),
    "rationing": N_("orderly use of power"),
}
_COLUMNS = {
    "kind": N_("kind of outage"),
    "districts": N_("districts or lines"),
    "lines": N_("lines"),
    "starts_at": N_("from when"),
    "ends_at": N_("until when"),
    "reason": N_("why"),
    "source": N_("source"),
    "reference": N_("reference"),
}
_REASONS = {
    "blank_line": N_("empty line"),
    "quotes_unbalanced": N_("a quotation mark in this line is not closed"),
    "columns_too_few": N_("{cells} cells instead of {expected}: the columns do not line up"),
    "columns_too_many": N_("{cells} cells instead of {expected}: the columns do not line up"),
    "missing": N_("empty"),
    "unusable": N_("cannot be read; write it as 2026-11-20 14:00"),
    "unknown": N_("not known here: planned, temporary, fault, rationing or cancelled"),
    "ends_first": N_("ends before it starts"),
    "too_long": N_("too long"),
}


def reason_words(reason: Reason) -> str:
    """Why a line of a list was not used."""
    words = _(_REASONS[reason.code]).format(**reason.facts)
    if not reason.column:
        return words
    return _("{column}: {words}").format(column=_(_COLUMNS[reason.column]), words=words)


def say_outage_kind(kind: str) -> str:
    """What sort of outage it is; an unknown sort as it is written."""
    return say_code(_KINDS, kind)


def say_outage(line: OutageLine, now: datetime, zone: tzinfo, *, short: bool = False) -> str:
    """One outage as the clerk tells it: today 14:00-17:00 planned outage (works on the line); ``short`` without why."""
    why = f" ({line.reason})" if line.reason and not short else ""
    return f"{say_span(line, now, zone)} {_(_KINDS.get(line.kind, line.kind))}{why}"


def say_span(line: OutageLine, now: datetime, zone: tzinfo) -> str:
    """From when until when; the day of the end only where it is another."""
    today, starts = now.astimezone(zone).date(), line.starts_at.astimezone(zone)
    begins = f"{say_day(starts.date(), today)} {starts:%H:%M}"
    if line.ends_at is None:
        return _("since {when}, end not known").format(when=begins)
    ends = line.ends_at.astimezone(zone)
    day = "" if ends.date() == starts.date() else f"{say_day(ends.date(), today)} "
    return f"{begins}-{day}{ends:%H:%M}"
