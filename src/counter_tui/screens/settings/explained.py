"""What each setting is about, in the words of the counter; shown beside the form where there is room."""

from __future__ import annotations

from counter_tui.i18n import N_, _

_ABOUT = {
    "language": N_("The language of all screens on this PC. What was written down stays as it is."),
    "theme": N_(
        "Dark, light, colour-blind, or plain with ASCII signs only. By the terminal: dark, and plain on old consoles."
    ),
    "idle_minutes": N_(
        "After so many minutes without a key the screen covers itself until somebody signs in."
    ),
    "opening_hours": N_(
        "When the hall is open, span after span. The end of the last one is offered for a call promised today."
    ),
    "papers_folder": N_(
        "Receipts, sheets and reports of imports are written here. It lies outside the station's own folder."
    ),
    "backup_folder": N_(
        "Besides the copy in the station's folder, the hourly copy of the store goes here while the folder is there."
        " Name one on a second disk or a stick: copies on the same disk go with it. Copies are encrypted; the recovery"
        " sheet opens them, so do not keep it with them."
    ),
    "printer": N_(
        "Receipts and letters also go to this printer: a device or share such as /dev/usb/lp0 or \\\\pc\\receipts,"
        " tcp://address:9100 in the network, serial:COM3:9600, or queue:NAME for one the system knows (queue: for its"
        " usual one). Try it with the test page before it is saved."
    ),
    "printer_profile": N_(
        "What the printer understands. Where Chinese comes out as other signs, try the next kind; as pictures works"
        " with every receipt printer and prints rare characters, slowly."
    ),
    "pdf_papers": N_(
        "These papers are also saved as PDF in the folder for papers, to be kept or printed from there."
    ),
    "pdf_sheet": N_("The sheet of papers saved as PDF, and of what the printer for letters gets."),
    "pdf_open": N_(
        "Opens each PDF with the system's own program once it is saved, to be looked at or printed there."
    ),
    "letter_printer": N_(
        "Commitment letters and notices of requests not accepted go to this office printer as PDF, written like the"
        " printer above. Without one they go to the same printer as receipts."
    ),
    "printer_font": N_(
        "The font file from which pictures of the text are drawn. Without one a Chinese font of this PC is taken; name"
        " one where none is found, or where it lacks rare characters."
    ),
    "rating_shown": N_(
        "When a clerk sees how the own customers rated. While a customer may still stand there nobody does, and lead,"
        " head and auditor always do. Counts from the next start of the program on."
    ),
    "pad_sound": N_(
        "Whether the rating pad's window rings: when a customer's rating is kept, also when it asks the next customer,"
        " or not at all. A tablet has no sound. Counts once the pad is started again."
    ),
    "printer_width": N_("The paper in the printer. An office printer has A4 or A5."),
}


def explain(setting: str) -> str:
    """What a setting is about, in the language in use; empty for one without a row."""
    return _(_ABOUT[setting]) if setting in _ABOUT else ""
