"""Words for sync by stick: what is wrong with a stick, and what became of each file that came back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _
from counter_tui.services.wording.releases import say_kind, say_release

if TYPE_CHECKING:
    from counter_tui.services.centre.bundles import Returned

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "bundle_no_centre": N_(
            "This PC belongs to no centre yet: enrol it first, then sticks can be written"
        ),
        "bundle_again": N_("The ledger went on meanwhile: write the stick once more"),
        "stick_unnamed": N_("Name the stick first: its folder or drive"),
        "stick_missing": N_("There is no such folder: {folder}. Is the stick in?"),
        "stick_full": N_("The stick is full: make room on it or take another. Nothing of this PC is lost."),
        "stick_read_only": N_(
            "The stick cannot be written: look for its write lock, or take another. Nothing of this PC is lost."
        ),
        "stick_gone": N_(
            "The stick was pulled out or is broken: put it in and do it again. Nothing of this PC is lost."
        ),
        "stick_differs": N_(
            "The stick gives back other than was written: it is broken, take another. Nothing of this PC is lost."
        ),
    }
)
"""The words of each broken rule by its code."""

_VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "taken": N_("taken in: the centre has what it vouches for"),
        "known": N_("known already, nothing new"),
        "not_one": N_("no file of the centre"),
        "later": N_("of a later program: upgrade this one, then take it in"),
        "cut_off": N_("its end is missing: copy it from the centre again"),
        "changed": N_("was changed on its way: copy it from the centre again"),
        "other_centre": N_("not signed by this PC's centre: not taken"),
        "other_station": N_("for another station: not taken"),
        "other_device": N_("for another PC of the station: take it in there"),
        "other_ledger": N_(
            "vouches for facts this PC has not (put back from a copy?): sync over the network will mend it"
        ),
        "other_key": N_("sealed to a key this PC had before it enrolled anew: let the centre write it again"),
        "kept": N_("here, not taken in yet: take the stick in once more"),
        "part": N_("a part of it is here: bring the other files of it too"),
        "missing": N_("one before it is missing: take in the stick that has it first"),
        "older": N_("older than what this PC works by: not taken"),
        "parked": N_("not usable here"),
        "expired": N_("taken in, its last day is past"),
        "unreadable": N_("the stick does not give it: try again, or copy it again"),
    }
)
GOOD = frozenset({"taken", "known", "older"})
"""The verdicts after which nobody has to do anything."""


_AS_IT_IS = frozenset({"taken", "parked", "expired"})
"""After these a release is told as the sync screen tells it."""


def say_returned(returned: Returned) -> str:
    """What became of a file that came back, and what to do."""
    release = returned.release
    if release is None:
        return _(_VERDICTS[returned.verdict])
    if returned.verdict in _AS_IT_IS:
        return say_release(release)
    return f"{say_kind(release.kind)} {release.number}: {_(_VERDICTS[returned.verdict])}"


def say_size(size: int) -> str:
    """So many bytes, in words."""
    if size < 1000:
        return _("{size} bytes").format(size=size)
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
