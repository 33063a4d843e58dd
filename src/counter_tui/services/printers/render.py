"""A paper as the bytes a printer of this profile takes, and on its way there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from counter_tui.domain.receipt.blocks import Block, plain
from counter_tui.domain.receipt.slip import CELLS, Paper
from counter_tui.settings import PrinterProfile, Settings

_FEED = b"\r\n" * 5
"""Moves the paper past the tear bar."""

TALKS: frozenset[PrinterProfile] = frozenset({"gb18030", "gbk", "utf-8", "raster"})
"""Profiles of printers that can be asked whether they have paper."""


class Rendering(Struct, frozen=True):
    """How a paper is put into bytes: the profile, the width of the paper, and a font (empty: one of the system's)."""

    profile: PrinterProfile
    paper: Paper
    font: str = ""


def render(blocks: Sequence[Block], how: Rendering) -> bytes:
    """The blocks in the printer's own words. Raises RuleBroken("printer_font_missing") for a picture without a font."""
    cells = CELLS[how.paper]
    if how.profile == "text":
        return plain(blocks, cells).replace("\n", "\r\n").encode("gb18030") + _FEED
    if how.profile == "dot-matrix":
        from counter_tui.services.printers.dot_matrix import dot_matrix

        return dot_matrix(blocks, how.paper)
    if how.profile == "raster":
        from counter_tui.services.printers.glyphs import SystemFace, find_font
        from counter_tui.services.printers.raster import raster

        return raster(blocks, cells, SystemFace(find_font(how.font)))
    if how.profile == "pdf":
        from counter_tui.services.printers.pdf import pdf

        return pdf(blocks, how.paper)
    from counter_tui.services.printers.esc_pos import esc_pos

    return esc_pos(blocks, cells, how.profile)


def paper_for(settings: Settings) -> Paper:
    """What papers are laid out for: an office printer has sheets, whatever rolls were set before."""
    if settings.printer_profile != "pdf":
        return settings.printer_width
    return settings.printer_width if settings.printer_width in ("a4", "a5") else settings.pdf_sheet


def put_out(blocks: Sequence[Block], settings: Settings) -> None:
    """Send the blocks, laid out for ``paper_for`` the settings, to the printer of the settings.

    Raises RuleBroken("printer_font_missing") and what ``devices.send`` raises.
    """
    from counter_tui.services.printers.devices import send

    profile = settings.printer_profile
    data = render(blocks, Rendering(profile, paper_for(settings), settings.printer_font))
    send(settings.printer, data, talks=profile in TALKS, raw=profile != "pdf")
