"""The levels of a rating and the reasons that go with each (国务院关于“好差评”制度的意见, 国办发〔2019〕51号)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from counter_tui.domain.catalogue.blocks import Place, Table, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Words
from counter_tui.domain.errors import RuleBroken


class RatingReason(Block, frozen=True, kw_only=True):
    """A reason a customer may choose; ``national`` codes are those of the national platform, ``station`` ones added."""

    code: Annotated[str, Meta(pattern=r"^E?[0-9]{3}$")]
    origin: Literal["national", "station"]
    text: Words


class RatingLevel(Block, frozen=True, kw_only=True):
    """One level from 1 (worst) to 5 (best); ``negative`` levels call for a recovery; ``score`` is of ten."""

    level: Annotated[int, Meta(ge=1, le=5)]
    name: Words
    negative: bool
    score: Annotated[int, Meta(ge=0, le=10)]
    reasons: tuple[RatingReason, ...]


class RatingScale(Block, frozen=True, kw_only=True):
    """The five levels, best first, with their reasons."""

    levels: tuple[RatingLevel, ...]

    def level(self, number: int) -> RatingLevel:
        """The level with this number, 1 to 5.

        Raises:
            RuleBroken: ``unknown_level``.
        """
        for known in self.levels:
            if known.level == number:
                return known
        raise RuleBroken("unknown_level", level=number)

    def reasons_for(self, level: int) -> tuple[RatingReason, ...]:
        """The reasons shown with this level, in their order.

        Raises:
            RuleBroken: ``unknown_level``.
        """
        return self.level(level).reasons

    def reason(self, code: str) -> RatingReason:
        """The reason with this code.

        Raises:
            RuleBroken: ``unknown_reason``.
        """
        for known in (reason for level in self.levels for reason in level.reasons):
            if known.code == code:
                return known
        raise RuleBroken("unknown_reason", reason=code)


def parse_ratings(text: str, file: str = "ratings.toml") -> RatingScale:
    """The scale of this TOML text.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    top = read_toml(file, text)
    for key in top:
        if key != "level":
            Place(file, "top").refuse(key, "unknown_field")
    levels = [_level(table, file, number) for number, table in tables(top, "level", Place(file, "top"))]
    if [level.level for level in levels] != [5, 4, 3, 2, 1]:
        Place(file, "top").refuse("level", "five_levels", [level.level for level in levels])
    double = twice([reason.code for level in levels for reason in level.reasons])
    if double:
        place = next(level for level in reversed(levels) if double in {each.code for each in level.reasons})
        Place(file, f"level {place.level} reason {double}").refuse("code", "twice", double)
    return RatingScale(levels=tuple(levels))


def _level(table: Table, file: str, number: int) -> RatingLevel:
    label = table.get("level") if isinstance(table.get("level"), int) else f"#{number}"
    place = Place(file, f"level {label}")
    reasons = tuple(
        build(RatingReason, each, place.inner("reason", each, n))
        for n, each in tables(table, "reasons", place)
    )
    level = build(RatingLevel, table, place, reasons=reasons)
    if not reasons:
        place.refuse("reasons", "empty")
    return level
