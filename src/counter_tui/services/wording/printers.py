"""Words for printers: what went wrong with one, what each profile is, and the page on which one shows itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.receipt.slip import Paper
from counter_tui.i18n import N_, _
from counter_tui.services.views.printing import Printed
from counter_tui.settings import PrinterProfile

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "printer_gone": N_("Printer {printer} does not answer"),
        "printer_no_paper": N_("Printer {printer} has no paper"),
        "printer_half": N_("Printer {printer} stopped in the middle: see to it and print again"),
        "printer_no_queues": N_(
            "This system has no print queues: write the printer's device into the settings"
        ),
        "printer_address_unfit": N_(
            "No printer is written like {printer}: tcp://address:port, serial:name:speed"
        ),
        "letter_printer_unfit": N_(
            "No printer for letters is written like {printer}: tcp://address:port, serial:name:speed"
        ),
        "printer_font_missing": N_("No Chinese font was found to draw with: name its file as printer_font"),
        "printer_none": N_("No printer is named in the settings yet"),
        "printer_file_unwritable": N_("The page cannot be written to {file}"),
    }
)
"""The words of each broken rule by its code."""

_PROFILES: Mapping[PrinterProfile, str] = MappingProxyType(
    {
        "gb18030": N_("receipts, GB18030"),
        "gbk": N_("receipts, GBK"),
        "utf-8": N_("receipts, UTF-8"),
        "raster": N_("receipts, as pictures"),
        "dot-matrix": N_("dot-matrix"),
        "text": N_("plain text"),
        "pdf": N_("office printer, PDF"),
    }
)
_PAPERS: Mapping[Paper, str] = MappingProxyType(
    {
        "58": "58 mm",
        "80": "80 mm",
        "a5": "A5",
        "a4": "A4",
        "241": N_("folded, 241 mm"),
    }
)


def say_profile(profile: PrinterProfile) -> str:
    """What a printer's profile is called."""
    return _(_PROFILES[profile])


def say_width(paper: Paper) -> str:
    """What a paper is called."""
    return _(_PAPERS[paper])


def say_trouble(printed: Printed) -> str:
    """Why the printer did not print the paper."""
    return _(WORDS[printed.trouble]).format(printer=printed.silent)
