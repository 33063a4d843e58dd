"""The rating scale as shipped, and how a wrong one is refused."""

from __future__ import annotations

import pytest

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.ratings import parse_ratings
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.reference.catalogue import load_ratings, ratings_text

TEXT = ratings_text()


def test_the_five_levels_have_their_words() -> None:
    """The levels are those of the national rule, best first; the two lowest call for a recovery."""
    scale = load_ratings()
    assert [(level.level, level.name.zh, level.negative, level.score) for level in scale.levels] == [
        (5, "非常满意", False, 10),
        (4, "满意", False, 8),
        (3, "基本满意", False, 6),
        (2, "不满意", True, 3),
        (1, "非常不满意", True, 0),
    ]
    assert scale.level(4).name.say("en") == "Satisfied"


def test_each_level_offers_its_eight_national_reasons() -> None:
    """Forty national codes, eight a level, and the additions of the station under the two lowest."""
    scale = load_ratings()
    for level in (1, 2, 3, 4, 5):
        reasons = scale.reasons_for(level)
        national = [reason.code for reason in reasons if reason.origin == "national"]
        assert len(national) == 8
        assert all(code.startswith(str(level)) for code in national)
        station = [reason.code for reason in reasons if reason.origin == "station"]
        assert station == ([f"E{level}0{n}" for n in range(1, 5)] if level <= 2 else [])


def test_a_reason_is_found_by_its_code() -> None:
    """A code names one reason; an unknown code or level is refused."""
    scale = load_ratings()
    assert scale.reason("209").text.zh == "未在承诺时间内办结"
    with pytest.raises(RuleBroken) as refused:
        scale.reason("999")
    assert (refused.value.code, refused.value.facts) == ("unknown_reason", {"reason": "999"})
    for ask in (scale.reasons_for, scale.level):
        with pytest.raises(RuleBroken) as refused:
            ask(0)
        assert (refused.value.code, refused.value.facts) == ("unknown_level", {"level": 0})


@pytest.mark.parametrize(
    ("old", "new", "block", "field", "problem"),
    [
        ("level = 5\n", "level = 6\n", "level 6", "level", "out_of_range"),
        ("level = 5\n", 'level = "5"\n', "level #1", "level", "wrong_type"),
        ("level = 5\n", "level = 4\n", "top", "level", "five_levels"),
        ("negative = true", "negative = 1", "level 2", "negative", "wrong_type"),
        ("score = 8\n", "", "level 4", "score", "missing"),
        ('code = "516"', 'code = "517"', "level 5 reason 517", "code", "twice"),
        ('code = "516"', 'code = "51"', "level 5 reason 51", "code", "wrong_form"),
        ('zh = "可以就近办理"', 'zh = ""', "level 5 reason 515", "text.zh", "empty"),
        ('origin = "station"', 'origin = "village"', "level 2 reason E201", "origin", "not_one_of"),
        ("[[level]]\nlevel = 5", "extra = 1\n[[level]]\nlevel = 5", "top", "extra", "unknown_field"),
    ],
)
def test_a_wrong_scale_is_refused_at_its_field(
    old: str, new: str, block: str, field: str, problem: str
) -> None:
    """A change that breaks the scale is refused with file, block and field named."""
    assert old in TEXT
    with pytest.raises(CatalogueBroken) as refused:
        parse_ratings(TEXT.replace(old, new, 1))
    error = refused.value
    assert (error.file, error.block, error.field, error.problem) == ("ratings.toml", block, field, problem)
