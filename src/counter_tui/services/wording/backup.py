"""Words for copies of the store, going back to one, and the recovery sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, _, ngettext

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "backup_no_room": N_("No room for a copy of the store in {folder}: the old copies stay; make room"),
        "backup_unwritable": N_("No copy can be written to {folder}: the old copies stay; is the disk in?"),
        "backup_running": N_("Another program is making a copy in {folder}: try again in a moment"),
        "backup_stopped": N_("The copy was broken off: the old copies stay"),
        "backup_damaged": N_("The copy {file} is damaged or of another station ({detail}): choose another"),
        "backup_unsound": N_(
            "What was written to {folder} is no sound copy ({detail}): the old copies stay; check the disk, then doctor"
        ),
        "backup_missing": N_("There is no copy {file}"),
        "backup_is_store": N_("This is the store itself: choose a copy of it"),
        "backup_of_another": N_("This copy is of another PC's store: choose one of this PC"),
        "backup_folder_inside_home": N_(
            "The folder for copies lies inside the station's own folder: name one on another disk"
        ),
        "backup_folder_missing": N_("There is no folder {folder}: put the disk in, or make the folder"),
        "backup_folder_unwritable": N_("Nothing can be written to {folder}: name another folder for copies"),
        "store_in_use": N_("The station is open in another window: quit every counter-tui first"),
        "restore_running": N_("The store is being brought back from a copy just now: wait for it"),
        "sheet_of_another": N_("This recovery sheet belongs to another store"),
        "sheet_unreadable": N_("The four rows of the recovery sheet are not there: found {found}"),
        "sheet_signs": N_("Row {row}, group {group}: “{sign}” is no digit of the sheet (0-9, A-F)"),
        "sheet_length": N_("Row {row} has {found} digits, with its check there are {wanted}: group {group}"),
        "sheet_long_or_short": N_("Row {row} has {found} digits, with its check there are {wanted}"),
        "sheet_check": N_("Row {row} does not fit its check: compare every digit with the sheet"),
        "not_leading": N_(
            "Only a shift lead or head gets a new PIN by the sheet: the lead resets the others'"
        ),
    }
)
"""The words of each broken rule by its code."""

_BANNER: Mapping[str, str] = MappingProxyType(
    {
        "backup_no_room": N_("No copy of the store: no room on the disk. Tell the shift lead."),
        "backup_unwritable": N_("No copy of the store: the disk for it fails. Tell the shift lead."),
    }
)

_OTHERWISE = N_("No copy of the store could be made. Tell the shift lead.")


def say_same_disk(folder: object) -> str:
    """That a folder for copies is no second disk."""
    return _("{folder} is on the same disk as the station: both go when it goes").format(folder=folder)


def say_age(age: timedelta) -> str:
    """How old a copy is; one that seems to be of a time to come was made with a wrong clock."""
    if age < timedelta(minutes=-2):
        return _("with a date still to come")
    if age < timedelta(hours=1):
        return _("less than an hour old")
    if age < timedelta(days=2):
        hours = int(age / timedelta(hours=1))
        return ngettext("{count} hour old", "{count} hours old", hours).format(count=hours)
    return ngettext("{count} day old", "{count} days old", age.days).format(count=age.days)


def say_copy_trouble(problem: RuleBroken) -> str:
    """Why the hourly copy failed, short enough for the banner."""
    return _(_BANNER.get(problem.code, _OTHERWISE))
