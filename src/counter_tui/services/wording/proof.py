"""Words for receipts that are checked, and for the key they are proven by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.i18n import N_, _

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "check_code_length": N_(
            "A check code has {wanted} letters and digits, not {found}: look at it again"
        ),
        "check_code_group": N_("Group {group} of the check code is not as it was printed: look at it again"),
        "receipt_text_unfit": N_(
            "This is not what the code of a receipt says: scan it, or type what stands there"
        ),
        "join_file_exists": N_("There is a file {file} already: name another for the join file"),
        "join_file_unwritable": N_("The join file cannot be written to {file}"),
        "join_file_unreadable": N_("This is no join file of a station: {file}"),
        "join_file_old": N_(
            "This join file says nothing of the station: let a lead of another PC write a new one (station share-key)"
        ),
        "join_no_centre": N_(
            "The PC that wrote the join file belongs to no centre, and people and matters come by the centre alone: "
            "enrol that PC first (sync enrol), then write a new join file"
        ),
        "join_letter_taken": N_(
            "Another PC of the station has the letter {letter} already: choose another one"
        ),
        "join_letters_over": N_("All letters from A to Z are other PCs' of the station"),
        "join_people_here": N_(
            "This PC is at work already: enrol it by somebody who may change settings (sync enrol)"
        ),
        "join_other_station": N_("The join file is of station {station}, not of this one"),
        "join_passphrase_wrong": N_(
            "The join file does not open with this passphrase: the one typed when it was made"
        ),
    }
)
"""The words of each broken rule by its code."""


def say_proof(genuine: bool) -> str:
    """What is found out about a receipt."""
    if genuine:
        return _("Genuine: the station printed a receipt that says exactly this")
    return _("Not genuine: the station printed no receipt that says this, or this PC lacks the station's key")
