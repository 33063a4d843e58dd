"""The first contact and the customer: whose a matter is, the steps that owes, and the calls that are promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.views.matter import MatterView
from support.clocks import NOON, SHANGHAI
from support.looking import looked_over
from support.stations import BILL, CONNECTION, LI, LIU, METER_TEST, WANG, SmallStation, open_small_station

TOMORROW_AT_FOUR = datetime(2025, 11, 21, 16, 0, tzinfo=SHANGHAI)


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def bill(small: SmallStation) -> str:
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "10 月电费比上月多"})


def connection(small: SmallStation) -> str:
    return small.accept(
        LI, CONNECTION, id_kind="resident_id", id_number="110101199003074477", name="王建国",
        phone="13812340001", address="和平路12号",
    )  # fmt: skip


def left(view: MatterView) -> list[str]:
    """The steps that are left, by their codes."""
    return [each.step for each in view.steps if not each.done]


def follow(small: SmallStation) -> list[tuple[str, datetime | None]]:
    """What Li's first screen says she has to do for customers."""
    return [(line.follow, line.follow_at) for line in small.services.home.view(LI).follow_ups]


def refusal(small: SmallStation, act: str, *given: object, by: object = LI, **more: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        getattr(small.services.first_contact, act)(by, *given, **more)
    return broken.value.code


def test_the_own_matter_owes_the_time_limit_and_once_everything_that_is_to_follow(
    small: SmallStation,
) -> None:
    view = small.services.matters.view(LI, connection(small))
    assert (view.scope, left(view)) == ("mine", ["limit_told", "told_once"])
    assert left(small.services.matters.view(LI, bill(small))) == ["limit_told"]


def test_the_receipt_tells_the_limit_and_all_papers_so_nobody_has_to_say_so(small: SmallStation) -> None:
    matter = connection(small)
    small.services.receipts.print(LI, matter)
    assert left(small.services.matters.view(LI, matter)) == []


def test_a_step_is_done_by_the_first_contacts_word_and_by_no_other_word(small: SmallStation) -> None:
    matter = bill(small)
    assert refusal(small, "do_step", matter, "limit_told", "  ") == "text_missing"
    assert refusal(small, "do_step", matter, "phoned_ahead", "周工") == "step_not_owed"
    assert refusal(small, "do_step", matter, "limit_told", "五天", by=LIU) == "not_first_contact"
    view = small.services.first_contact.do_step(LI, matter, "limit_told", "需核对底数，五个工作日内")
    assert left(view) == []
    assert refusal(small, "do_step", matter, "limit_told", "五天") == "step_not_owed"


def test_why_it_is_not_done_now_may_be_no_excuse_and_words_to_the_customer_are_polite(
    small: SmallStation,
) -> None:
    matter = bill(small)
    assert refusal(small, "do_step", matter, "limit_told", "现在太忙，没空办") == "reason_forbidden"
    assert refusal(small, "called", matter, "不知道，你自己看") == "wording_improper"
    told = {"told": "不归我管"}
    assert refusal(small, "set_scope", matter, "company", "CALL95598", **told) == "wording_improper"
    assert small.services.matters.view(LI, matter).scope == "mine"


def test_what_is_answered_on_the_spot_owes_no_step(small: SmallStation) -> None:
    matter = bill(small)
    assert small.services.matters.answer(LI, matter, "电量无误").steps == ()


def test_work_given_to_a_colleague_is_the_stations_and_owes_how_the_customer_was_brought(
    small: SmallStation,
) -> None:
    matter = bill(small)
    view = small.services.matters.hand_over(LI, matter, Receiver("103"), "not_my_duty")
    assert (view.scope, left(view)) == ("station", ["brought"])
    assert refusal(small, "do_step", matter, "brought", "走过去") == "text_missing"
    assert left(small.services.first_contact.do_step(LI, matter, "brought", "away")) == []


def test_the_way_may_be_said_with_the_hand_over(small: SmallStation) -> None:
    matter = bill(small)
    view = small.services.matters.hand_over(LI, matter, Receiver("103"), "not_my_duty", way="walked")
    assert left(view) == []
    assert "陪客户过去" in view.timeline[0].what


def test_another_hand_over_owes_its_own_way_and_one_sent_back_leaves_the_matter_the_own(
    small: SmallStation,
) -> None:
    matter = bill(small)
    small.services.matters.hand_over(LI, matter, Receiver("103"), "not_my_duty", way="walked")
    small.services.matters.bounce(LIU, matter, "不是我的片区")
    assert small.services.matters.view(LI, matter).scope == "mine"
    view = small.services.matters.hand_over(LI, matter, Receiver("101"), "not_my_duty")
    assert (view.scope, left(view)) == ("station", ["brought"])


def test_another_unit_is_told_with_its_phone_and_the_first_contact_owes_a_call(small: SmallStation) -> None:
    small.services.units.enter(WANG, "METERING", phone="66218801", person="周工")
    matter = bill(small)
    view = small.services.first_contact.set_scope(LI, matter, "company", "metering", told="约需三天")
    assert view.unit is not None
    assert (view.unit.code, view.unit.phone, view.unit.person) == ("METERING", "66218801", "周工")
    assert (view.scope, left(view), view.next_call_at) == (
        "company", ["phoned_ahead", "handed_on"], TOMORROW_AT_FOUR,
    )  # fmt: skip
    assert view.line.first_contact == "李敏"
    assert "计量中心  66218801  周工；约需三天；下次回话 明天 16:00 前" in view.timeline[0].what
    assert looked_over(small.home).clean


def test_a_unit_without_a_phone_and_a_body_outside_the_company_cannot_answer(small: SmallStation) -> None:
    matter = bill(small)
    assert refusal(small, "set_scope", matter, "company") == "unit_missing"
    assert refusal(small, "set_scope", matter, "company", "NOBODY") == "unit_unknown"
    assert refusal(small, "set_scope", matter, "company", "METERING") == "unit_phone_missing"
    assert refusal(small, "set_scope", matter, "company", "METERING", phone="x") == "unit_phone_unfit"
    assert refusal(small, "set_scope", matter, "company", "WATER", phone="5551234") == "unit_is_outside"
    yesterday = NOON - timedelta(days=1)
    assert (
        refusal(small, "set_scope", matter, "company", "CALL95598", next_call_at=yesterday)
        == "call_in_the_past"
    )
    assert refusal(small, "set_scope", matter, "company", "CALL95598", by=LIU) == "not_first_contact"
    assert refusal(small, "set_scope", matter, "mine") == "nothing_changed"


def test_no_kind_of_the_catalogue_can_be_somebodys_outside_the_company(small: SmallStation) -> None:
    """Whatever the kind, no outside body is taken as the one that answers: it would be an excuse."""
    bodies = small.services.units.list(outside=True)
    matter = bill(small)
    assert bodies
    for body in bodies:
        assert refusal(small, "set_scope", matter, "company", body.code, phone="12345") == "unit_is_outside"


def test_handing_on_to_somebody_of_the_unit_does_the_step_and_a_phone_call_the_other(
    small: SmallStation,
) -> None:
    matter = bill(small)
    care = small.services.first_contact
    care.set_scope(LI, matter, "company", "METERING", phone="66218801")
    assert [what for what, _at in follow(small)] == ["phoned_ahead"]
    care.do_step(LI, matter, "phoned_ahead", "周工，已说明")
    assert [what for what, _at in follow(small)] == ["handed_on"]
    view = small.services.matters.hand_over(
        LI, matter, Receiver(person="周工", phone="13900000009", unit="计量中心"), "not_my_duty"
    )
    assert left(view) == []
    assert follow(small) == []


def test_a_promised_call_stands_on_the_first_contacts_screen_on_its_day_whoever_has_the_work(
    small: SmallStation,
) -> None:
    matter = bill(small)
    small.services.matters.hand_over(
        LI, matter, Receiver("103"), "not_my_duty", way="phoned", next_call_at=TOMORROW_AT_FOUR
    )
    small.services.matters.take(LIU, matter)
    assert follow(small) == []
    small.clock.set(datetime(2025, 11, 21, 8, 30, tzinfo=SHANGHAI))
    assert follow(small) == [("call", TOMORROW_AT_FOUR)]
    assert small.services.home.view(LIU).follow_ups == ()
    small.services.first_contact.called(LI, matter, "刘伟明天上门")
    assert follow(small) == []
    assert small.services.matters.view(LI, matter).next_call_at is None


def test_while_another_unit_has_it_every_call_promises_the_next_one(small: SmallStation) -> None:
    matter = bill(small)
    care = small.services.first_contact
    care.set_scope(LI, matter, "company", "CALL95598")
    friday = datetime(2025, 11, 21, 17, 0, tzinfo=SHANGHAI)
    small.clock.set(friday)
    view = care.called(LI, matter, "还在办")
    assert view.next_call_at == datetime(2025, 11, 24, 16, 0, tzinfo=SHANGHAI)
    own = care.called(LI, matter, "明天再说", friday + timedelta(hours=20))
    assert own.next_call_at == friday + timedelta(hours=20)


def test_who_was_not_reached_is_called_again_the_next_working_day_or_when_it_was_said(
    small: SmallStation,
) -> None:
    matter = bill(small)
    matters = small.services.matters
    matters.answer(LI, matter, "电量无误")
    assert matters.inform(LI, matter, "phone", reached=False).next_call_at == TOMORROW_AT_FOUR
    later = TOMORROW_AT_FOUR + timedelta(days=3)
    assert matters.inform(LI, matter, "phone", reached=False, next_call_at=later).next_call_at == later
    assert matters.undo(LI, matter).next_call_at == TOMORROW_AT_FOUR
    view = matters.inform(LI, matter, "phone")
    assert view.next_call_at is None
    assert refusal(small, "promise_call", matter) == "customer_knows"


def test_who_does_not_know_yet_is_promised_a_call_and_it_ends_with_the_matter(small: SmallStation) -> None:
    matter = bill(small)
    care = small.services.first_contact
    assert refusal(small, "promise_call", matter, NOON - timedelta(minutes=1)) == "call_in_the_past"
    care.promise_call(LI, matter, NOON + timedelta(hours=2))
    assert follow(small) == [("call", NOON + timedelta(hours=2))]
    small.services.matters.withdraw(LI, matter, "客户说不用了")
    assert follow(small) == []
    assert refusal(small, "promise_call", matter) == "matter_ended"


def test_a_lead_acts_for_the_customer_in_the_first_contacts_place(small: SmallStation) -> None:
    matter = bill(small)
    assert small.services.first_contact.called(WANG, matter, "李敏休假，我来回话").next_call_at is None
    assert refusal(small, "called", matter, "x", by=LIU) == "not_first_contact"


def test_saying_that_it_is_ours_after_all_takes_the_unit_away_and_leaves_the_promised_call(
    small: SmallStation,
) -> None:
    matter = bill(small)
    care = small.services.first_contact
    care.set_scope(LI, matter, "company", "CALL95598")
    view = care.set_scope(LI, matter, "mine")
    assert (view.scope, view.unit, view.next_call_at) == ("mine", None, TOMORROW_AT_FOUR)


def test_one_who_was_told_another_unit_may_not_be_told_nothing_by_undoing(small: SmallStation) -> None:
    """Undone within half a minute it never was; the facts stay, and the rows with them."""
    matter = bill(small)
    small.services.first_contact.set_scope(LI, matter, "company", "CALL95598")
    view = small.services.matters.undo(LI, matter)
    assert (view.scope, view.unit, view.next_call_at) == ("mine", None, None)
    assert follow(small) == []
    assert looked_over(small.home).clean


def test_an_acceptance_of_a_kind_with_stages_owes_the_same_steps(small: SmallStation) -> None:
    matter = small.accept(
        LI, METER_TEST, id_kind="resident_id", id_number="110101199003074477", name="王建国",
        phone="13812340001", address="和平路12号", fields={"account": "0417000018"},
    )  # fmt: skip
    assert "limit_told" in left(small.services.matters.view(LI, matter))


def test_a_stand_in_does_for_the_customer_what_the_first_contact_would_and_has_the_calls(
    small: SmallStation,
) -> None:
    matter = bill(small)
    small.services.first_contact.promise_call(LI, matter, NOON + timedelta(hours=2))
    small.services.absences.away(WANG, "102", "103", "ill")
    assert [line.follow for line in small.services.home.view(LIU).follow_ups] == ["call"]
    assert small.services.first_contact.called(LIU, matter, "李敏生病，我来跟进").next_call_at is None
    assert small.services.matters.view(WANG, matter).line.first_contact == "李敏"
