"""Anonymous comments: words for leads alone, nothing that says who wrote one, and each of them dealt with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.domain.comments.decide import about, shuffled
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.ratings.comments import TAKING
from support.closing import TODAY
from support.looking import looked_over
from support.roles import PEOPLE
from support.stations import LI, WANG, SmallStation, open_small_station

WORDS = ["等得太久", "椅子不够", "三号窗口态度好"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


def taken(small: SmallStation, words: list[str] | None = None, day: date = TODAY, came: str = "box") -> str:
    """A batch a clerk typed in, twice sent; its id."""
    new = small.services.comments.new(LI)
    for _time in range(2):
        small.services.comments.take(LI, new, day, came, words or WORDS)
    return new


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


def test_a_clerk_types_them_in_and_only_leads_read_them(small: SmallStation) -> None:
    taken(small, [*WORDS, " "])
    lines = small.services.comments.lines(WANG)
    assert sorted(each.words for each in lines) == sorted(WORDS)
    for person in (LI, PEOPLE["guide"], PEOPLE["auditor"]):
        assert broken(lambda person=person: small.services.comments.lines(person)) == "not_allowed"  # type: ignore[misc]
    (count,) = small.services.comments.counts(PEOPLE["auditor"])
    assert (count.day, count.came, count.count, count.open) == (TODAY, "box", 3, 3)
    assert looked_over(small.home).findings == ()


def test_no_export_has_a_word_of_them_whatever_the_reason(small: SmallStation) -> None:
    batch = taken(small)
    small.services.comments.settle(WANG, batch, 1, "已添椅子")
    export = small.services.exports.export(WANG, "facts", "jsonl", unmasked=True, reason="上级检查要用")
    bodies = [each["body"] for each in export.records if each["type"].startswith("Comment")]
    assert bodies == [{"day": TODAY.isoformat(), "came": "box"}, {"place": 1}]


def test_the_order_of_the_slips_is_gone() -> None:
    chances = iter(bytes([each]) for each in (3, 1, 2))
    assert shuffled(["a", "b", "c"], lambda _count: next(chances)) == ("b", "c", "a")


def test_nothing_is_taken_that_says_who_wrote_it(small: SmallStation) -> None:
    for text in ("找我 138 1234 0001", "户号０４１７０００１３３"):
        with pytest.raises(RuleBroken) as caught:
            taken(small, ["好", text])
        assert (caught.value.code, caught.value.facts) == ("comment_number", {"place": 2})
    taken(small, ["等了 2 小时，10 月 3 日就来过"])


def test_what_cannot_be_is_refused(small: SmallStation) -> None:
    assert broken(lambda: taken(small, [" "])) == "comments_none"
    assert broken(lambda: taken(small, ["好"] * 61)) == "comments_many"
    assert broken(lambda: taken(small, came="post")) == "comments_came_missing"
    for days in (1, -61):
        assert broken(lambda days=days: taken(small, day=TODAY + timedelta(days=days))) == "comments_day"  # type: ignore[misc]
    batch = taken(small)
    assert broken(lambda: small.services.comments.settle(WANG, batch, 4, "好")) == "comment_unknown"
    assert broken(lambda: small.services.comments.settle(WANG, batch, 1, " ")) == "reason_missing"
    small.services.comments.settle(WANG, batch, 1, "已讲")
    assert broken(lambda: small.services.comments.settle(WANG, batch, 1, "又讲")) == "comment_settled"


def test_a_comment_becomes_an_action_item_or_is_settled_in_words(small: SmallStation) -> None:
    batch = taken(small)
    first, second, third = small.services.comments.lines(WANG)
    item = small.services.actions.new(WANG)
    given = ("添椅子", LI.staff_no, TODAY, "值长现场看")
    of = about(batch, first.place)
    small.services.actions.set(WANG, item, *given, origin="comment", about=of)
    assert small.services.actions.set(
        WANG, small.services.actions.new(WANG), *given, origin="comment", about=of
    ).how == ("carried")
    small.services.comments.settle(WANG, batch, second.place, "晨会上讲了")
    lines = {each.place: each for each in small.services.comments.lines(WANG)}
    assert [(each.item, each.settled, each.open) for each in lines.values()] == [
        ("open", "", False),
        ("", "晨会上讲了", False),
        ("", "", True),
    ]
    assert small.services.comments.counts(WANG)[0].open == 1
    assert lines[third.place].words == third.words


def test_what_is_being_typed_is_kept_and_gone_once_it_is_taken_in(small: SmallStation) -> None:
    small.services.action_words.keep(LI, "", TAKING, {"comments": ["等得太久"]})
    assert small.services.action_words.begun(LI, "", TAKING) == {"comments": ["等得太久"]}
    taken(small)
    assert small.services.action_words.begun(LI, "", TAKING) == {}
