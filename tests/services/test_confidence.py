"""Complaints and reports: taken from whoever does not say who he is, and read by no colleague."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from support.roles import HEAD
from support.stations import BILL, COMPLAINT, LI, LIU, WANG, ZHAO, SmallStation, open_small_station

REPORT = "BZ704"
SAID = "三号窗口的人收了好处费"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def told(small: SmallStation, kind: str = REPORT, **values: str) -> str:
    return small.accept(LI, kind, fields={"content": SAID}, **values)


@pytest.mark.parametrize("kind", [REPORT, COMPLAINT])
def test_nobody_need_say_who_he_is(small: SmallStation, kind: str) -> None:
    """Neither name nor paper nor account; the promises run as for everybody, and lists call him anonymous."""
    matter = told(small, kind)
    view = small.services.matters.view(LI, matter)
    assert view.anonymous
    assert view.promises
    assert view.line.customer == "匿名"
    assert SAID in str(view.fields)
    named = small.services.matters.view(LI, told(small, kind, name="孙涛", phone="13812340012"))
    assert [each.due_at for each in named.promises] == [each.due_at for each in view.promises]
    assert named.line.customer == "孙*"


@pytest.mark.parametrize("reader", [WANG, HEAD, LI], ids=["lead", "head", "first contact"])
def test_leads_and_who_works_on_it_read_it(small: SmallStation, reader: object) -> None:
    matter = told(small)
    view = small.services.matters.view(reader, matter)  # type: ignore[arg-type]
    assert not view.concealed
    assert SAID in str(view.fields)


@pytest.mark.parametrize("reader", [LIU, ZHAO], ids=["colleague", "auditor"])
def test_nobody_else_reads_a_word_of_it(small: SmallStation, reader: object) -> None:
    """Not what was said, no note, no answer; that there is a matter, and how far it is, everybody sees."""
    matter = told(small, COMPLAINT, name="孙涛", phone="13812340012")
    small.services.matters.note(LI, matter, "牵涉三号窗口")
    small.services.matters.reach_stage(LI, matter, "已约见三号")
    small.services.matters.answer(LI, matter, "已对三号窗口人员批评教育", "not_possible")
    view = small.services.matters.view(reader, matter)  # type: ignore[arg-type]
    assert view.concealed
    assert view.answer == ""
    everything = str((view.fields, view.remark, view.answer, [line.what for line in view.timeline]))
    assert "三号" not in everything
    assert len(view.timeline) == 4
    with pytest.raises(RuleBroken, match="matter_confidential"):
        small.services.matters.reveal(reader, matter, "audit")  # type: ignore[arg-type]


def test_whom_it_is_offered_to_may_read_it(small: SmallStation) -> None:
    matter = told(small)
    small.services.matters.hand_over(LI, matter, Receiver(LIU.staff_no), "not_my_duty")
    assert SAID in str(small.services.matters.view(LIU, matter).fields)


def test_other_kinds_are_read_by_everybody_as_before(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    assert not small.services.matters.view(LIU, matter).concealed


def test_no_word_of_it_stands_on_a_paper_or_in_a_list(small: SmallStation) -> None:
    matter = told(small)
    assert SAID not in str(small.services.receipts.preview(LI, matter))
    assert SAID not in str(small.services.home.view(LI))


def test_a_lead_alone_ends_what_nobody_can_be_told_of(small: SmallStation) -> None:
    """Somebody who left no phone, account or address cannot be told; of anybody else that cannot be said."""
    services = small.services
    unknown, known = told(small), told(small, phone="13812340012")
    for matter in (unknown, known):
        services.matters.answer(LI, matter, "已查处", "not_possible")
    with pytest.raises(RuleBroken, match="not_allowed"):
        services.matters.inform(LI, unknown, "no_contact")
    with pytest.raises(RuleBroken, match="customer_reachable"):
        services.matters.inform(WANG, known, "no_contact")
    services.matters.inform(WANG, unknown, "no_contact")
    assert services.matters.close(LI, unknown).line.state == "closed"
