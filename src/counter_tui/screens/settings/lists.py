"""What may be chosen on the settings screen."""

from __future__ import annotations

from typing import get_args

from counter_tui.i18n import _
from counter_tui.services.wording.printers import say_profile, say_width
from counter_tui.settings import PdfSheet, PrinterProfile, PrinterWidth
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.themes import look_name


def languages() -> list[Choice]:
    """The languages there are."""
    return [Choice("zh", "中文", ("zh", "zw", "zhongwen")), Choice("en", "English", ("en", "yw", "yingwen"))]


def looks() -> list[Choice]:
    """The looks, and by the terminal."""
    words = {"dark": "ss", "light": "qs", "colour-blind": "sj", "plain": "ps"}
    looks = [Choice(name, look_name(name), (initials, name)) for name, initials in words.items()]
    return [Choice("auto", _("by the terminal"), ("zd", "auto")), *looks]


def papers() -> list[Choice]:
    """What paper there may be in a printer."""
    return [Choice(paper, say_width(paper), (paper,)) for paper in get_args(PrinterWidth)]


def pdf_papers() -> list[Choice]:
    """Which papers are saved as PDF."""
    return [
        Choice("letters", _("letters and notices"), ("ws", "letters")),
        Choice("all", _("all papers"), ("qb", "all")),
        Choice("none", _("no papers"), ("no", "none")),
    ]


def pdf_open() -> list[Choice]:
    """Whether each PDF is opened."""
    return [
        Choice("no", _("not opened"), ("bk", "no")),
        Choice("yes", _("opened once it is saved"), ("dk", "yes")),
    ]


def profiles() -> list[Choice]:
    """What a printer may understand."""
    initials = ("xp", "gbk", "utf", "tx", "zs", "wb", "bg")
    profiles = get_args(PrinterProfile)
    return [
        Choice(profile, say_profile(profile), (short, profile))
        for profile, short in zip(profiles, initials, strict=True)
    ]


def sheets() -> list[Choice]:
    """The sheets of a PDF."""
    return [Choice(each, say_width(each), (each,)) for each in get_args(PdfSheet)]


def ratings_seen() -> list[Choice]:
    """When a clerk sees how the own customers rated."""
    return [
        Choice("shift", _("after the hall's hours"), ("xb", "shift")),
        Choice("day", _("from the next day on"), ("cr", "day")),
        Choice("never", _("never"), ("no", "never")),
    ]


def pad_sounds() -> list[Choice]:
    """When the rating pad rings."""
    return [
        Choice("no", _("silent"), ("bx", "no")),
        Choice("yes", _("when a rating is kept"), ("yes", "jx")),
        Choice("all", _("also when it asks"), ("all", "wsy")),
    ]
