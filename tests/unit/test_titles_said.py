"""The documents rules rest on, said in the language in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.services.reference.files import DATA
from counter_tui.services.wording.rules import say_rule
from counter_tui.services.wording.sources import say_source

_LISTED = re.compile(r'\bsources? = (\[[^\]]*\]|"[^"]*")')
SOURCES = {
    title
    for file in (*DATA.glob("*.toml"), *DATA.glob("catalogue/*.toml"))
    for listed in _LISTED.findall(file.read_text(encoding="utf-8"))
    for title in re.findall('"([^"]*)"', listed)
}
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def test_every_source_that_is_shipped_can_be_said_in_english() -> None:
    """And in Chinese it is the very title it is looked up under."""
    assert len(SOURCES) > 30
    assert [said for said in map(say_source, sorted(SOURCES)) if CHINESE.search(said)] == []
    set_language("zh")
    assert [title for title in SOURCES if say_source(title) != title] == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("供电营业规则（待站内确认）", "Rules on Supply of Electricity (to be confirmed at the station)"),
        ("供电营业规则（2024）第二十五条", "Rules on Supply of Electricity (2024), Article 25"),
        ("青石桥所通知〔3〕", "青石桥所通知〔3〕"),
    ],
)
def test_remarks_stand_beside_the_title_and_a_stations_own_words_stay(source: str, said: str) -> None:
    assert say_source(source) == said


def test_a_rule_that_was_broken_names_its_document_in_english() -> None:
    broken = RuleBroken("kind_free", why_zh="居民新装免费", why_en="homes are free", source="供电营业规则")
    assert say_rule(broken, lambda number: number) == (
        "This is free: homes are free (Rules on Supply of Electricity)"
    )
