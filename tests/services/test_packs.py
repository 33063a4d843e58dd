"""Hand-over packs: everything in one person's hands goes to another in one signed piece, or stays where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.reading import packs
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.pack.state import ORDER
from counter_tui.domain.recovery.case import Plan
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.station import matter_subject
from counter_tui.services.views.packs import PackView
from counter_tui.services.wording.rules import say_rule
from support.labels import labelled
from support.recoveries import PLAN, line_of, low, made_good
from support.stations import BILL, LI, LIU, PINS, WANG, SmallStation, open_small_station
from support.voice import notice

TODAY = date(2025, 11, 20)
DUE = date(2025, 11, 28)
ALL = tuple(ORDER)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def offered(small: SmallStation, giver: Actor = LI, to: Actor = LIU) -> PackView:
    """What is in this person's hands, signed and offered."""
    service = small.services.packs
    return service.offer(giver, PINS[giver.staff_no], service.new(giver), to.staff_no)


def taken(
    small: SmallStation, pack: PackView, refusals: dict[int, str] | None = None, by: Actor = LIU
) -> PackView:
    """The pack as it is once its receiver has signed for it."""
    return small.services.packs.take(by, PINS[by.staff_no], pack.pack_id, ALL, refusals or {})


def lines(pack: PackView, kind: str) -> list[int]:
    """The places of the lines of a kind."""
    return [line.place for line in pack.lines if line.kind == kind]


def told(small: SmallStation, matter_id: str) -> Matter:
    """The matter as its facts tell it."""
    with small.services.base.store.reading() as connection:
        matter = fold(ledger.facts_of(connection, matter_subject(matter_id)))
    assert matter is not None
    return matter


def broken(call: Callable[[], object]) -> RuleBroken:
    """The rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value


def named(small: SmallStation, owner: str, words: str = "公示牌电价过期") -> str:
    """An action item of this person."""
    actions = small.services.actions
    return actions.set(WANG, actions.new(WANG), words, owner, DUE, "值长看", about=words).item_id


def task_for(small: SmallStation, owner: Actor) -> tuple[str, str]:
    """A matter of 刘伟 with a task for this person; both ids."""
    matter = small.accept(LIU, BILL, name="孙红", phone="13812340019", fields={"content": "查电量"})
    view = small.services.tasks.give(LIU, matter, "核对抄表照片", DUE, to=owner.staff_no)
    return matter, view.tasks[0].task_id


def asked(small: SmallStation, by: Actor) -> str:
    """A question nobody could answer at once; its id."""
    enquiries = small.services.enquiries
    question, topic = enquiries.new(by), enquiries.topics(by)[0].code
    enquiries.leave_open(by, question, topic, words="分时电价从何时起")
    return question


def test_everything_in_hand_goes_over_with_one_signature_and_first_contacts_stay(small: SmallStation) -> None:
    services = small.services
    before = {row.matter_id: row for row in services.home.view(LI).matters}
    item, question = named(small, LI.staff_no), asked(small, LI)
    of_task, _task = task_for(small, LI)
    pack = offered(small)
    assert {line.kind for line in pack.lines} >= {"matter", "offer", "task", "action", "enquiry"}
    done = taken(small, pack)
    assert {line.outcome for line in done.lines} == {"taken"}
    for matter_id in before:
        matter = told(small, matter_id)
        assert (matter.first_contact, matter.attention) == (LI.staff_no, ())
        assert matter.handler == LIU.staff_no or matter.ended
    assert told(small, of_task).tasks[0].to == LIU.staff_no
    assert item in {line.item_id for line in services.actions.carried(LIU) if line.owner == LIU.staff_no}
    assert [line.enquiry_id for line in services.home.view(LIU).enquiries] == [question]
    assert services.home.view(LI).enquiries == ()
    assert services.packs.desk(LI).in_hand.lines == ()


def test_who_takes_a_pack_calls_the_customers_back_who_rated_badly(small: SmallStation) -> None:
    services, visit, unplanned = small.services, low(small), low(small)
    services.recoveries.plan(WANG, visit, PLAN)
    pack = offered(small)
    (place,) = lines(pack, "recovery")
    line = next(each for each in pack.lines if each.place == place)
    assert (line.due, line.may_refuse) == (line_of(services, visit).due, True)
    assert line_of(services, visit).short == line.name
    taken(small, pack)
    assert [line_of(services, each).caller_no for each in (visit, unplanned)] == ["103", "102"]
    assert line_of(services, visit, LIU).mine
    assert broken(lambda: services.recoveries.call(LI, visit, "no_wish")).code == "recovery_not_yours"
    services.recoveries.call(LIU, visit, "reached", "客户说可以了")
    services.recoveries.correct(LIU, visit, "午间增开一个窗口")
    assert not lines(offered(small, LIU, LI), "recovery")


def test_a_call_back_that_is_refused_given_to_another_or_made_good_stays_where_it_is(
    small: SmallStation,
) -> None:
    services, visits = small.services, [low(small) for _each in range(3)]
    for visit in visits:
        services.recoveries.plan(WANG, visit, PLAN)
    pack = offered(small)
    kept, given, done = lines(pack, "recovery")
    abouts = sorted(visits)
    services.recoveries.plan(WANG, abouts[1], Plan("waiting", "priority", caller="101"))
    made_good(services, abouts[2])
    view = taken(small, pack, {kept: "我明天休假"})
    outcomes = {line.place: line.outcome for line in view.lines}
    assert [outcomes[place] for place in (kept, given, done)] == ["refused", "changed", "changed"]
    assert [line_of(services, each).caller_no for each in abouts] == ["102", "101", "102"]
    assert any(line.owner == "102" for line in services.actions.carried(WANG) if line.origin == "relay")


def test_nobody_leaves_with_customers_still_to_be_called_back(small: SmallStation) -> None:
    services, visit = small.services, low(small, clerk=LIU)
    services.recoveries.plan(WANG, visit, PLAN)
    left = broken(lambda: services.absences.leave(WANG, "103", "102"))
    assert (left.code, left.facts["count"]) == ("holds_items", 1)
    assert left.facts["held"] == {"matters": 0, "tasks": 0, "actions": 0, "enquiries": 0, "recoveries": 1}
    services.recoveries.plan(WANG, visit, Plan("waiting", "priority", caller="102"))
    services.absences.leave(WANG, "103", "102", reason="调离")


def test_an_offer_that_waited_for_the_giver_is_accepted_in_his_place(small: SmallStation) -> None:
    (offer,) = (line for line in small.services.home.view(LI).inbox)
    taken(small, offered(small))
    matter = told(small, offer.matter_id)
    assert (matter.handler, matter.offer, matter.hand_overs[-1].outcome) == (LIU.staff_no, None, "accepted")


def test_an_offer_to_somebody_else_goes_on_waiting_and_comes_back_to_who_took_the_pack(
    small: SmallStation,
) -> None:
    mine = small.accept(LI, BILL, name="孙红", phone="13812340019", fields={"content": "查电量"})
    small.services.matters.hand_over(LI, mine, Receiver(staff_no=WANG.staff_no), "needs_site")
    taken(small, offered(small))
    assert told(small, mine).offer is not None
    small.services.matters.bounce(WANG, mine, "不在辖区")
    assert (told(small, mine).handler, told(small, mine).for_lead) == (LIU.staff_no, ())


def test_going_to_and_fro_with_the_shifts_is_no_passing_about(small: SmallStation) -> None:
    mine = small.services.home.view(LI).matters[0].matter_id
    for giver, taker in ((LI, LIU), (LIU, LI), (LI, LIU)):
        taken(small, offered(small, giver, taker), by=taker)
        small.clock.advance(timedelta(hours=12))
    assert (told(small, mine).handler, told(small, mine).for_lead) == (LIU.staff_no, ())
    small.services.matters.hand_over(LIU, mine, Receiver(staff_no=LI.staff_no), "not_my_duty")
    assert told(small, mine).offer is not None


def test_a_refused_line_stays_with_its_owner_and_is_an_action_item_of_his(small: SmallStation) -> None:
    item, question = named(small, LI.staff_no), asked(small, LI)
    of_task, _task = task_for(small, LI)
    pack = offered(small)
    refused = {lines(pack, kind)[0]: "我明天休假" for kind in ("matter", "task", "action", "enquiry")}
    matter = next(each for each in small.services.home.view(LI).matters)
    done = taken(small, pack, refused)
    assert {line.place: line.reason for line in done.lines if line.outcome == "refused"} == refused
    assert told(small, matter.matter_id).handler == LI.staff_no
    assert told(small, of_task).tasks[0].to == LI.staff_no
    assert [line.enquiry_id for line in small.services.home.view(LI).enquiries] == [question]
    mine = [line for line in small.services.actions.carried(WANG) if line.owner == LI.staff_no]
    assert item in {line.item_id for line in mine}
    opened = [line for line in mine if line.origin == "relay"]
    assert len(opened) == len(refused)
    assert any(matter.short in line.words and "我明天休假" in line.words for line in opened)


def test_a_line_refused_again_is_the_same_action_item(small: SmallStation) -> None:
    for _evening in range(2):
        pack = offered(small)
        taken(small, pack, {lines(pack, "matter")[0]: "我明天休假"})
        taken(small, offered(small, LIU, LI), by=LI)
        small.clock.advance(timedelta(hours=12))
    found = [line for line in small.services.actions.carried(WANG) if line.origin == "relay"]
    assert len(found) == 1


def test_what_left_the_givers_hands_meanwhile_is_left_alone_and_shown(small: SmallStation) -> None:
    item, question = named(small, LI.staff_no), asked(small, LI)
    of_task, task = task_for(small, LI)
    pack = offered(small)
    matter, other = (line.matter_id for line in small.services.home.view(LI).matters[:2])
    small.services.matters.decide_handling(WANG, matter, WANG.staff_no, "加急")
    small.services.matters.withdraw(LI, other, "客户不办了")
    small.services.actions.give(WANG, item, WANG.staff_no, "值长自己改")
    small.services.enquiries.answer_later(WANG, question, "从 1 月 1 日起")
    small.services.tasks.done(LI, of_task, task, "照片一致")
    done = taken(small, pack)
    changed = {line.kind for line in done.lines if line.outcome == "changed"}
    assert changed >= {"matter", "task", "action", "enquiry"}
    assert sum(line.outcome == "changed" for line in done.lines if line.kind == "matter") == 2
    assert told(small, matter).handler == WANG.staff_no
    assert (
        told(small, matter).attention == told(small, other).attention == told(small, of_task).attention == ()
    )


def test_of_two_windows_that_sign_only_one_does(small: SmallStation) -> None:
    pack = offered(small)
    count = len(pack.lines)
    taken(small, pack)
    assert broken(lambda: taken(small, pack)).code == "pack_settled"
    assert broken(lambda: small.services.packs.withdraw(LI, pack.pack_id)).code == "pack_settled"
    (view,) = small.services.packs.day(WANG, TODAY)
    assert (view.state, len(view.lines)) == ("taken", count)


def test_signing_twice_offers_one_pack_and_a_second_waits_for_the_first(small: SmallStation) -> None:
    service = small.services.packs
    pack = service.new(LI)
    first = service.offer(LI, PINS["102"], pack, "103")
    assert service.offer(LI, PINS["102"], pack, "103").lines == first.lines
    assert broken(lambda: offered(small)).code == "pack_waiting"
    service.withdraw(LI, pack)
    assert offered(small).state == "offered"


def test_nobody_signs_without_the_own_pin(small: SmallStation) -> None:
    service = small.services.packs
    assert broken(lambda: service.offer(LI, "385020", service.new(LI), "103")).code == "sign_in_refused"
    pack = offered(small)
    small.clock.advance(timedelta(minutes=1))
    assert broken(lambda: service.take(LIU, PINS["102"], pack.pack_id, ALL, {})).code == "sign_in_refused"
    assert broken(lambda: taken(small, pack, by=WANG)).code == "pack_for_another"
    assert told(small, small.services.home.view(LI).matters[0].matter_id).handler == LI.staff_no


def test_a_group_nobody_looked_at_keeps_the_pack_open(small: SmallStation) -> None:
    named(small, LI.staff_no)
    pack = offered(small)
    (place,) = lines(pack, "action")
    some = [kind for kind in ALL if kind != "action"]

    def sign(refusals: dict[int, str]) -> PackView:
        return small.services.packs.take(LIU, PINS["103"], pack.pack_id, some, refusals)

    open_group = broken(lambda: sign({}))
    assert (open_group.code, open_group.facts["pack_group"]) == ("pack_group_open", "action")
    assert broken(lambda: sign({place: " "})).code == "reason_missing"
    assert broken(lambda: sign({99: "不要"})).code == "pack_line_unknown"
    assert sign({place: "归值长"}).state == "taken"


@pytest.mark.parametrize(
    ("to", "code"),
    [("102", "pack_to_self"), ("104", "pack_receiver_cannot_work"), ("999", "receiver_unknown")],
)
def test_a_pack_goes_to_a_colleague_who_can_take_it(small: SmallStation, to: str, code: str) -> None:
    service = small.services.packs
    assert broken(lambda: service.offer(LI, PINS["102"], service.new(LI), to)).code == code


def test_a_pack_goes_to_nobody_who_is_away_and_an_empty_one_to_nobody(small: SmallStation) -> None:
    service = small.services.packs
    assert broken(lambda: service.offer(WANG, PINS["101"], service.new(WANG), "102")).code == "pack_empty"
    small.services.absences.away(WANG, "103", "102", "leave")
    assert broken(lambda: offered(small)).code == "receiver_away"


def test_notices_papers_and_care_are_told_and_cannot_be_refused(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("N1"))
    labelled(small.services, WANG, number="110101199003074477")
    pack = offered(small)
    assert lines(pack, "notice")
    (care,) = lines(pack, "advice")
    said = next(line for line in pack.lines if line.place == care)
    assert said.words
    assert not said.may_refuse
    assert broken(lambda: taken(small, pack, {care: "不管"})).code == "pack_line_told"
    done = taken(small, pack)
    assert {line.outcome for line in done.lines if line.kind in ("notice", "advice")} == {"told"}
    with small.services.base.store.reading() as connection:
        facts = ledger.of_types(connection, "PackOffered")
        body = str([entry.fact.values() for entry in facts])
    assert said.words not in body
    assert "王建国" not in body


def test_how_far_a_pack_was_looked_at_is_kept_for_who_signs_on_whichever_counter(small: SmallStation) -> None:
    service, pack = small.services.packs, offered(small)
    service.keep(LI, pack.pack_id, ["matter", "offer"], {0: "我明天休假"})
    seen = service.desk(LIU).waiting[0]
    assert (seen.accepted, seen.refusals) == (("matter", "offer"), {0: "我明天休假"})
    taken(small, pack)
    service.keep(LI, pack.pack_id, ["task"], {})
    assert service.day(WANG, TODAY)[0].accepted == ()


def test_who_leaves_holds_nothing_and_a_signed_pack_empties_his_hands(small: SmallStation) -> None:
    named(small, LI.staff_no), named(small, LI.staff_no, "老花镜缺"), asked(small, LI), task_for(small, LI)
    absences, pack = small.services.absences, offered(small)
    assert broken(lambda: absences.leave(WANG, "102", "103", reason="调走")).code == "holds_pack"
    small.services.packs.withdraw(LI, pack.pack_id)
    held = broken(lambda: absences.leave(WANG, "102", "103", reason="调走"))
    assert held.code == "holds_items"
    assert "协办任务 1、改进项 2、待答咨询 1" in say_rule(held)
    taken(small, offered(small))
    absences.leave(WANG, "102", "103", reason="调走")
    assert broken(lambda: small.services.staff.find("102")).code == "staff_unknown"


def test_the_paper_has_every_line_and_both_signatures(small: SmallStation) -> None:
    named(small, LI.staff_no)
    pack = offered(small)
    refused = lines(pack, "matter")[0]
    done = taken(small, pack, {refused: "我明天休假"})
    printed = small.services.packs.print(WANG, done.pack_id)
    text = "".join(printed.text.split())
    assert all("".join(line.name.split()) in text for line in done.lines)
    assert "李敏(102)，2025-11-2010:42凭PIN签字" in text
    assert "刘伟(103)，2025" in text
    assert "我明天休假" in text
    assert "王建国" not in text
    assert Path(printed.where).name.startswith("pack-20251120-")


def test_a_pack_with_the_lead_is_found_while_it_waits_and_goes_to_somebody_who_can_lead(
    small: SmallStation,
) -> None:
    head = Actor("108", "周所长", "head")
    small.services.staff.add(WANG, head.staff_no, head.name, head.role, "618350")
    service, pack = small.services.packs, small.services.packs.new(WANG)
    none = broken(lambda: service.offer(WANG, PINS["101"], pack, "102", lead=True))
    assert none.code == "pack_receiver_cannot_lead"
    assert broken(lambda: service.offer(LI, PINS["102"], pack, "101", lead=True)).code == "pack_not_leading"
    service.offer(WANG, PINS["101"], pack, head.staff_no, lead=True)
    with small.services.base.store.reading() as connection:
        found = packs.pending_with_lead(connection)
    assert found is not None
    assert found.pack.hex() == pack
    assert broken(lambda: small.services.shift.open_hall(WANG)).code == "hall_pack_waiting"
    service.take(head, "618350", pack, ALL, {})
    assert small.services.station.view().lead == head.name
    small.services.shift.open_hall(head)
    with small.services.base.store.reading() as connection:
        assert packs.pending_with_lead(connection) is None
