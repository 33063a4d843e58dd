"""What is typed into the questions about a matter: kept for its writer, gone when sent or when nobody reached it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counter_tui.db import sql
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.matter.service import MatterService
from support.looking import looked_over
from support.stations import BILL, CONNECTION, LI, LIU, WANG, SmallStation, open_small_station


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
        ("hand_over", lambda m, i: m.hand_over(LI, i, Receiver(staff_no="103"), "needs_site")),
        ("reveal", lambda m, i: m.reveal(LI, i, "稽查")),
    ],
)
def test_what_is_sent_is_gone_with_the_same_stroke_and_what_is_refused_stays(
    small: SmallStation, act: str, send: Callable[[MatterService, str], object]
) -> None:
    drafts, matters, matter = small.services.drafts, small.services.matters, bill(small)
    acts = {"note", "answer", "correct", "hand_over", "reveal"}
    for name in acts:
        drafts.keep_words(LI, matter, name, {"text": name})
    with pytest.raises(RuleBroken):
        matters.note(LI, matter, " ")
    assert len(matters.view(LI, matter).begun) == len(acts)
    send(matters, matter)
    assert set(matters.view(LI, matter).begun) == acts - {act}


def test_why_work_is_sent_back_is_gone_when_it_is_sent(small: SmallStation) -> None:
    drafts, matters, matter = small.services.drafts, small.services.matters, bill(small)
    matters.hand_over(LI, matter, Receiver(staff_no="103"), "needs_site")
    drafts.keep_words(LIU, matter, "bounce", {"own": "不是我片区"})
    matters.bounce(LIU, matter, "不是我片区")
    assert kept(small) == 0


def test_why_a_paper_is_waived_is_kept_for_that_paper_alone(small: SmallStation) -> None:
    drafts, matters = small.services.drafts, small.services.matters
    who = {"id_kind": "resident_id", "id_number": "110101199003074477", "name": "王建国"}
    matter = small.accept(LI, CONNECTION, **who, phone="13812340001", address="和平路12号2单元301")
    owed = [each.paper for each in matters.view(WANG, matter).papers if each.state == "owed"]
    for paper in owed:
        drafts.keep_words(WANG, matter, f"waive {paper}", {"text": paper})
    matters.waive(WANG, matter, owed[0], "物业已证明")
    assert set(matters.view(WANG, matter).begun) == {f"waive {paper}" for paper in owed[1:]}
    assert len(owed) > 1


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
