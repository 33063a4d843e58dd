"""Releases of the centre in words: what this PC works by, since when, until when, and what is not used yet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, ngettext
from counter_tui.services.wording.codes import say_code

if TYPE_CHECKING:
    from counter_tui.services.centre.releases import ReleaseState

_KINDS = {
    "calendar": N_("working days"),
    "cards": N_("answer cards"),
    "catalogue": N_("catalogue of business"),
    "customers": N_("customers on file"),
    "labels": N_("kinds of labels"),
    "notices": N_("notices to the staff"),
    "outages": N_("outages"),
    "prices": N_("price book"),
    "roster": N_("rosters"),
}
_WHY = {
    "changed": N_("it is not what the centre signed"),
    "unknown_kind": N_("it needs a newer program"),
    "unreadable": N_("it cannot be read"),
    "price_book_unusable": N_("lines of it cannot be used"),
    "roster_line_unusable": N_("lines of it cannot be used"),
    "roster_line_uneven": N_("lines of it cannot be used"),
    "release_kinds_missing": N_("it lacks what the station works with"),
    "import_file_unreadable": N_("it cannot be read"),
}
"""Why a release is parked; anything else is the code with which the station's import refuses its lines."""
_NEXT_START = frozenset({"calendar", "catalogue", "labels"})
"""These are read when the program starts."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "roster_line_unusable": N_(
            "Line {line} of the rosters cannot be used: column {column}. Nothing was taken; put it right and try again"
        ),
        "roster_line_uneven": N_(
            "Line {line} of the rosters has other cells than headings. Nothing was taken; put it right and try again"
        ),
        "release_kinds_missing": N_(
            "The file lacks what the station works with: {missing}. Nothing was taken"
        ),
        "price_book_unusable": N_("{count} lines of the price book cannot be used. Nothing was taken"),
    }
)


def say_kind(kind: str) -> str:
    """What a kind of release is called; one of a later centre as it is written."""
    return say_code(_KINDS, kind)


def say_release(state: ReleaseState) -> str:
    """One release in a line."""
    return f"{say_kind(state.kind)} {state.number}  {say_standing(state)}"


def say_standing(state: ReleaseState) -> str:
    """What one release is about and how it stands here, without its kind and number."""
    return "   ".join(filter(None, (state.title, *_told(state))))


def _told(state: ReleaseState) -> list[str]:
    if state.state == "parked":
        why = _WHY.get(state.reason)
        said = _(why) if why else _("its lines do not fit ({code})").format(code=state.reason)
        return [_("not usable here, {why}: the one before holds; tell the centre").format(why=said)]
    if state.state != "taken":
        return [_("on its way")]
    told = []
    if state.kind in _NEXT_START:
        told.append(_("read at each start of the program"))
    if state.valid_from:
        told.append(_("from {day}").format(day=state.valid_from.isoformat()))
    if state.expired and state.expires:
        told.append(_("expired on {day}, used on: ask the centre").format(day=state.expires.isoformat()))
    elif state.expires:
        told.append(_("until {day}").format(day=state.expires.isoformat()))
    if state.left_out:
        words = ngettext("{count} line left out", "{count} lines left out", state.left_out)
        told.append(words.format(count=state.left_out))
    return told or [_("in use")]
