"""Whether the printers and the font of the settings can be meant at all, told before they are saved."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.printers.address import parse_address
from counter_tui.settings import Settings


def require_usable(settings: Settings) -> None:
    """Raises RuleBroken("printer_address_unfit"), "letter_printer_unfit" or "printer_font_missing".

    Whether a printer answers is not asked: one that is switched off now may be named.
    """
    parse_address(settings.printer)
    try:
        parse_address(settings.letter_printer)
    except RuleBroken:
        raise RuleBroken("letter_printer_unfit", printer=settings.letter_printer) from None
    if settings.printer_font:
        from counter_tui.services.printers.glyphs import SystemFace, find_font

        SystemFace(find_font(settings.printer_font))
