"""What is wrong with files that are written or read, in words: papers, the support file, imports, slips."""

from __future__ import annotations

from counter_tui.i18n import N_

WORDS = {
    "papers_folder_inside_home": N_(
        "The folder for papers lies inside the station's own folder: choose another in the settings"
    ),
    "papers_unwritable": N_("Nothing can be written to {folder}: choose another folder in the settings"),
    "seals_unwritable": N_(
        "Nothing can be written to {file}: make room on the disk, then print the sheet again"
    ),
    "support_exists": N_("There is a file {file} already: name another for the support file"),
    "support_unwritable": N_("The support file cannot be written to {file}"),
    "import_running": N_("Another import is running at this station: wait until it has ended"),
    "first_contact_unknown": N_(
        "Nobody here has the staff number on the slip: write the one of whoever took it down"
    ),
    "paper_time_ahead": N_("The time on the slip is still to come: put it right"),
    "paper_time_too_old": N_("The slip is older than {days} days: take the request down at the counter"),
}
"""The words of the rules by code."""
