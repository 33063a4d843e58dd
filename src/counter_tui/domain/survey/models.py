"""The dimensions of a survey, and the scores of two years side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Words
from counter_tui.domain.facts.survey import SurveyScore, SurveyTaken
from counter_tui.domain.text import fold


class Dimension(Block, frozen=True, kw_only=True):
    """A dimension by its code, and every way a table may name it; ``own`` is the counter's figure beside it."""

    code: str
    name: Words
    also: tuple[str, ...] = ()
    own: Literal["", "satisfied"] = ""

    def is_named(self, said: str) -> bool:
        """Does a table mean this one?"""
        wanted = fold(said).casefold()
        return wanted in {
            fold(each).casefold() for each in (self.code, self.name.zh, self.name.en, *self.also)
        }


class Compared(Struct, frozen=True):
    """A dimension in two years, in hundredths; None where the survey of that year has none."""

    dimension: Dimension
    before: int | None
    now: int | None

    @property
    def change(self) -> int | None:
        """How much it rose, in hundredths; None where one of the two is not known."""
        return None if self.before is None or self.now is None else self.now - self.before


def parse_dimensions(text: str, file: str = "survey.toml") -> tuple[Dimension, ...]:
    """What this TOML text says. Raises CatalogueBroken where something does not fit."""
    top, place = read_toml(file, text), Place(file, "top")
    found = tuple(
        build(Dimension, each, place.inner("dimension", each, n))
        for n, each in tables(top, "dimension", place)
    )
    if double := twice([each.code for each in found]):
        place.refuse("dimension", "twice", double)
    return found


def scores_now(taken: Iterable[SurveyTaken]) -> dict[tuple[int, str], int]:
    """The score of each year and dimension, from every table taken in, the oldest first."""
    return {(each.year, each.dimension): each.score for table in taken for each in table.scores}


def compared(
    dimensions: Sequence[Dimension], scores: Mapping[tuple[int, str], int], before: int, now: int
) -> tuple[Compared, ...]:
    """Every dimension one of the two years has a score of."""
    lines = (
        Compared(each, scores.get((before, each.code)), scores.get((now, each.code))) for each in dimensions
    )
    return tuple(each for each in lines if each.before is not None or each.now is not None)


def is_same(scores: Mapping[tuple[int, str], int], table: Iterable[SurveyScore]) -> bool:
    """Does a table say nothing that is not known already?"""
    return all(scores.get((each.year, each.dimension)) == each.score for each in table)
