"""The self-test page, to the printer of the settings or into a file."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.receipt.slip import Paper
from counter_tui.paths import write_private
from counter_tui.services.printers.render import Rendering, paper_for, put_out, render
from counter_tui.services.printers.self_test import self_test
from counter_tui.settings import PrinterProfile, Settings


def print_test(
    settings: Settings,
    *,
    profile: PrinterProfile | None = None,
    paper: Paper | None = None,
    to: Path | None = None,
) -> str:
    """Print the page as these settings say, or as asked; where it went.

    Raises RuleBroken("printer_none") without a printer and a file, "printer_file_unwritable", and what printing raises.
    """
    settings = replace(
        settings,
        printer_profile=profile or settings.printer_profile,
        printer_width=paper or settings.printer_width,
    )
    shown = paper_for(settings)
    blocks = self_test(settings.printer_profile, shown)
    if to is not None:
        content = render(blocks, Rendering(settings.printer_profile, shown, settings.printer_font))
        try:
            write_private(to.absolute(), content)
        except OSError:
            raise RuleBroken("printer_file_unwritable", file=str(to)) from None
        return str(to)
    if not settings.printer:
        raise RuleBroken("printer_none")
    put_out(blocks, settings)
    return settings.printer
