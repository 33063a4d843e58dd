"""Papers on file in words: for which matter they were given, and when."""

from __future__ import annotations

from datetime import date

from counter_tui.domain.facts.matter import PaperOnFile
from counter_tui.domain.ids import parse_number
from counter_tui.i18n import _, language
from counter_tui.services.wording.dates import say_day


def say_on_file(paper: PaperOnFile, today: date) -> str:
    """That it is on file, of which matter by the part of its number people say, and since when."""
    number = parse_number(paper.number)
    return _("on file ({number}, {day})").format(
        number=number.short if number else paper.number, day=say_day(paper.given_on, today)
    )


def name_on_file(paper: PaperOnFile) -> str:
    """The paper's name."""
    return paper.name_en if language() == "en" else paper.name_zh
