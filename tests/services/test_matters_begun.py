"""What is typed into the questions about a matter: kept for its writer, gone when sent or when nobody reached it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counter_tui.db import sql
from counter_tui.db.tables import BegunRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.matters import MatterService
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def kept(small: SmallStation) -> int:
    with small.services.base.store.reading() as connection:
        return len(sql.read(connection, BegunRow))


def test_what_was_typed_comes_back_to_its_writer_only(small: SmallStation) -> None:
    drafts, matters, matter = small.services.drafts, small.services.matters, bill(small)
    drafts.keep_words(LI, matter, "note", {"text": "请带"})
    drafts.keep_words(LI, matter, "note", {"text": "请带表号 [/"})
    drafts.keep_words(LI, matter, "correct", {"field": ["phone", ""], "now": "138"})
    begun = matters.view(LI, matter).begun
    assert begun == {"note": {"text": "请带表号 [/"}, "correct": {"field": ["phone", ""], "now": "138"}}
    assert matters.view(LIU, matter).begun == {}
    drafts.drop_words(LI, matter, "correct")
    assert set(matters.view(LI, matter).begun) == {"note"}
    assert looked_over(small.home).clean


@pytest.mark.parametrize(
    ("act", "send"),
    [
        ("note", lambda m, i: m.note(LI, i, "请带表号")),
        ("answer", lambda m, i: m.answer(LI, i, "电量无误")),
        ("correct", lambda m, i: m.correct(LI, i, "name", "何净")),
    ],
)
def test_what_is_sent_is_gone_with_the_same_stroke_and_what_is_refused_stays(
    small: SmallStation, act: str, send: Callable[[MatterService, str], object]
) -> None:
    drafts, matters, matter = small.services.drafts, small.services.matters, bill(small)
    for name in ("note", "answer", "correct"):
        drafts.keep_words(LI, matter, name, {"text": name})
    with pytest.raises(RuleBroken):
        matters.note(LI, matter, " ")
    assert len(matters.view(LI, matter).begun) == 3
    send(matters, matter)
    assert set(matters.view(LI, matter).begun) == {"note", "answer", "correct"} - {act}


def test_nothing_lies_about_of_an_ended_matter_or_of_one_who_has_left(small: SmallStation) -> None:
    """What was begun goes with the end and with the leaving; a question still open keeps nothing more."""
    drafts, matters, matter, other = small.services.drafts, small.services.matters, bill(small), bill(small)
    for actor in (LI, LIU):
        drafts.keep_words(actor, matter, "note", {"text": "催办"})
    matters.withdraw(LI, matter, "不用了")
    assert kept(small) == 0
    drafts.keep_words(LIU, matter, "note", {"text": "催办"})
    assert kept(small) == 0
    drafts.keep_words(LIU, other, "note", {"text": "催办"})
    assert kept(small) == 1
    small.services.staff.leave(WANG, "103")
    drafts.keep_words(LIU, other, "note", {"text": "催办"})
    assert kept(small) == 0
    with pytest.raises(RuleBroken, match="matter_unknown"):
        drafts.keep_words(LI, "zz", "note", {"text": "在哪"})
