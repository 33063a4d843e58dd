"""What a broken rule says at the shell."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, _
from counter_tui.services.wording.opening import WORDS

_WORDS = {
    "actor_missing": N_("Say who acts: --staff with the number, and --pin-file with a file of the PIN"),
    "pin_file_unreadable": N_("The file of the PIN cannot be read: {file}"),
    "sheet_exists": N_("There is a file {file} already: name another for the recovery sheet"),
    "sheet_inside_home": N_("The recovery sheet must not lie in the station's own folder"),
    "sheet_unwritable": N_("The recovery sheet cannot be written to {file}"),
    "report_unwritable": N_("The report cannot be written to {file}"),
    "report_misplaced": N_(
        "The report must lie neither in the station's own folder nor over the file that is read: name another file"
    ),
    "output_missing": N_("A workbook is no text: name a file with --output"),
    "output_inside_home": N_("The export must not lie in the station's own folder: name another file"),
    "output_unwritable": N_("The export cannot be written to {file}"),
    "input_unreadable": N_("This file cannot be read: {file}"),
    "options_missing": N_("Missing: {options}"),
}


def say_broken(broken: RuleBroken) -> str:
    """The broken rule in words, with what to do next."""
    words = _WORDS.get(broken.code) or WORDS.get(broken.code)
    if words is not None:
        return _(words).format(**broken.facts)
    from counter_tui.services.wording.rules import say_rule

    return say_rule(broken)
