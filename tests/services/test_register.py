"""The register of first contacts: an entry a matter, masked in lists, in full on the paper that the customer signs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.reading import matters as matter_rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.wording.rules import say_rule
from counter_tui.settings import Settings, write_settings
from support.stations import (
    BILL,
    COMPLAINT,
    CONNECTION,
    LI,
    LIU,
    WANG,
    ZHAO,
    SmallStation,
    open_small_station,
)

COMPLAINED = {"content": "态度不好"}


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def connection(small: SmallStation) -> str:
    person = {"id_kind": "resident_id", "id_number": "110101199003074477", "phone": "13812340001"}
    return small.accept(LI, CONNECTION, name="王建国", address="和平路12号", **person)


def refused(call: Any, *given: Any) -> str:
    with pytest.raises(RuleBroken) as broken:
        call(*given)
    return broken.value.code


def test_the_day_has_an_entry_for_each_matter_with_the_customer_masked(small: SmallStation) -> None:
    first = connection(small)
    small.clock.advance(timedelta(minutes=5))
    second = small.accept(LIU, BILL, name="何静", phone="13812340009", fields={"content": "电费多"})
    day = small.services.register.day(ZHAO)
    assert [line.matter.matter_id for line in day.lines] == [first, second]
    entry = day.lines[0]
    assert (entry.matter.customer, entry.phone) == ("王**", "138****0001")
    assert (entry.matter.first_contact, entry.matter.handler) == ("李敏", "李敏")
    assert (entry.scope, entry.printed, entry.signed_at) == ("mine", False, None)
    assert any("居民身份证" in paper and "110101199003074477" not in paper for paper in entry.papers)
    assert (day.lines[1].matter.first_contact, day.lines[1].papers) == ("刘伟", ())


def test_a_day_has_no_entry_of_another_day(small: SmallStation) -> None:
    connection(small)
    today = small.services.station.now().date()
    assert len(small.services.register.day(LI, today).lines) == 1
    for other in (today - timedelta(days=1), today + timedelta(days=1)):
        assert small.services.register.day(LI, other).lines == ()


def test_the_day_has_its_questions_until_somebody_answered_them(small: SmallStation) -> None:
    """One carried on as a matter stands there as that, with whoever was asked first."""
    enquiries, register = small.services.enquiries, small.services.register
    answered, carried, stays = (enquiries.new(LI) for _each in range(3))
    for enquiry in (answered, carried, stays):
        enquiries.leave_open(LI, enquiry, "bill", words="电费多", contact="13812340009")
    enquiries.answer(LI, enquiries.new(LI), "price")
    asked = register.day(LIU).questions
    assert [(each.enquiry.first_contact, each.contact) for each in asked] == [("李敏", "138****0009")] * 3
    enquiries.answer_later(LI, answered, "换了峰谷电价")
    small.services.acceptance.submit(LIU, enquiries.draft(LIU, carried).with_values(name="何静"))
    day = register.day(LIU)
    assert [each.enquiry.enquiry_id for each in day.questions] == [stays]
    assert [line.matter.first_contact for line in day.lines] == ["李敏"]
    assert register.day(LIU, day.day - timedelta(days=1)).questions == ()


def test_the_printed_entry_names_everything_the_rule_asks_for(small: SmallStation, tmp_path: Path) -> None:
    """Time, name and contact in full, the matter, the papers, the first-asked person, the handler, where to turn to."""
    papers = str(tmp_path / "papers")
    write_settings(small.home.settings, Settings(papers_folder=papers, supervision_phone="0991-1234567"))
    matter = connection(small)
    printed = small.services.register.print(LI, matter)
    said = " ".join(printed.text.split())
    number = small.services.matters.view(LI, matter).line.number
    for words in ("首问登记簿", number, "王建国", "13812340001", "李敏", "0991-1234567", "客户签字", "经办"):
        assert words in said, words
    assert Path(printed.file).with_suffix("").name == f"{number}-register"
    assert "110101199003074477" not in said
    again = small.services.register.print(LI, matter)
    assert again.copy_no == 1
    assert "副本" in again.text


def test_the_customer_signs_once_and_only_what_was_printed(small: SmallStation) -> None:
    matter = connection(small)
    register = small.services.register
    assert refused(register.sign, LI, matter) == "register_not_printed"
    register.print(LI, matter)
    assert small.services.matters.view(LI, matter).can >= {"print_entry", "sign_entry"}
    view = register.sign(LI, matter)
    assert [line.what for line in view.timeline[:2]] == [
        "客户已在首问登记簿签字",
        "打印首问登记页，待客户签字",
    ]
    assert "sign_entry" not in view.can
    assert refused(register.sign, LI, matter) == "register_signed"
    day = register.day(LI)
    assert (day.signed, day.lines[0].signed_at) == (1, small.services.station.now())


def test_a_signature_is_not_undone(small: SmallStation) -> None:
    matter = connection(small)
    small.services.register.print(LI, matter)
    small.services.register.sign(LI, matter)
    assert refused(small.services.matters.undo, LI, matter) == "nothing_to_undo"


def test_a_printed_entry_stands_in_no_ones_way_to_undo_what_was_done_before(small: SmallStation) -> None:
    matter = connection(small)
    small.services.matters.note(LI, matter, "备注")
    small.services.register.print(LI, matter)
    assert small.services.matters.undo(LI, matter).undoes == ""


def test_a_settled_matter_can_still_be_signed_for(small: SmallStation) -> None:
    matter = connection(small)
    small.services.matters.withdraw(LI, matter, "不办了")
    small.services.register.print(LI, matter)
    assert small.services.register.sign(WANG, matter).line.state == "withdrawn"


def test_an_entry_is_for_who_may_see_the_customer_in_full(small: SmallStation) -> None:
    matter = connection(small)
    register = small.services.register
    assert refused(register.print, LIU, matter) == "details_not_yours"
    assert refused(register.preview, LIU, matter) == "details_not_yours"
    register.print(LI, matter)
    assert refused(register.sign, LIU, matter) == "details_not_yours"
    assert not small.services.matters.view(LIU, matter).can & {"print_entry", "sign_entry"}
    assert register.sign(WANG, matter).line.matter_id == matter


def test_who_stands_in_for_the_first_contact_prints_the_entry_too(small: SmallStation) -> None:
    matter = connection(small)
    small.services.absences.away(WANG, LI.staff_no, LIU.staff_no, "ill")
    small.services.register.print(LIU, matter)
    assert small.services.register.day(LIU).lines[0].printed


def test_of_a_complaint_the_day_does_not_say_what_was_handed_in(small: SmallStation) -> None:
    person = {"id_kind": "resident_id", "id_number": "110101199003074477"}
    small.accept(LI, COMPLAINT, name="王建国", phone="13812340001", fields=COMPLAINED, **person)
    assert small.services.register.day(LI).lines[0].papers
    assert small.services.register.day(LIU).lines[0].papers == ()


def test_the_rules_have_words() -> None:
    for code in ("register_not_printed", "register_signed"):
        assert "登记" in say_rule(RuleBroken(code))


def test_the_day_reads_the_matters_of_that_day_by_their_index(small: SmallStation) -> None:
    asked: list[str] = []

    class Overhearing:
        def execute(self, text: str, values: Any = ()) -> Any:
            asked.extend(row[3] for row in connection_.execute(f"EXPLAIN QUERY PLAN {text}", values))
            return connection_.execute(text, values)

    with small.services.base.store.reading() as connection_:
        matter_rows.of_day(Overhearing(), 0, 1)  # type: ignore[arg-type]
    assert [plan for plan in asked if "matter_by_accepted" in plan] == asked
    assert asked
