"""What a third party's survey said of the station's customers, as its yearly table was taken in."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact, Part


class SurveyScore(Part, frozen=True, kw_only=True):
    """The score of one dimension (by its code) in one year, in hundredths of a point: 7100 is 71."""

    year: int
    dimension: str
    score: int


class SurveyTaken(Fact, frozen=True, kw_only=True):
    """A table of scores was taken in; for a year and dimension the newest counts.

    ``source`` is who made the survey, empty where nobody said.
    """

    type: ClassVar[str] = "SurveyTaken"

    scores: tuple[SurveyScore, ...]
    source: str = ""
