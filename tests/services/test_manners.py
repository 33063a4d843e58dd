"""Words to customers: what is cold or pushes away does not go, unless a lead lets the very words go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.subjects import VISIT
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.voice import WordingHeld
from counter_tui.domain.guard.manners import politely
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.services.reference.files import shipped
from counter_tui.services.voice.manners import Improper, MannersService
from counter_tui.services.wording.rules import say_rule
from support.stations import BILL, LI, LIU, PINS, WANG, SmallStation, open_small_station
from support.voice import card

COLD = "不知道，你自己看"
REQUEST = {"name": "何静", "phone": "13812340009", "fields": {"content": "电费多了"}}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def held(small: SmallStation, visit: str) -> list[WordingHeld]:
    """What was held in a visit."""
    with small.services.base.store.reading() as connection:
        facts = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(visit)))
    return [entry.fact for entry in facts if isinstance(entry.fact, WordingHeld)]


def refused(act: Callable[[], object]) -> Improper:
    """What is said of the words of an act that is refused for them."""
    with pytest.raises(RuleBroken, match="wording_improper") as broken:
        act()
    improper = broken.value.facts["improper"]
    assert isinstance(improper, Improper)
    assert improper.piece in say_rule(broken.value)
    return improper


def test_a_cold_answer_does_not_go_and_is_kept_for_training(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, **REQUEST)
    visit = small.services.matters.view(LI, matter).visit
    improper = refused(lambda: small.services.matters.answer(LI, matter, COLD, "not_possible"))
    assert small.services.matters.view(LI, matter).line.state == "accepted"
    assert [(each.place, each.words, each.let_by) for each in held(small, visit)] == [("answer", COLD, "")]
    assert "你自己看" not in improper.polite
    assert small.services.manners.look(improper.polite) is None
    small.services.matters.answer(LI, matter, "您好，这次电量核对无误，谢谢您。", "not_possible")


def test_what_was_held_is_no_part_of_the_matters_story(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, **REQUEST)
    before = small.services.matters.view(LI, matter).timeline
    refused(lambda: small.services.matters.answer(LI, matter, COLD, "not_possible"))
    assert small.services.matters.view(LI, matter).timeline == before


def test_what_the_customer_was_told_at_a_hand_over_is_looked_at_and_a_note_is_not(
    small: SmallStation,
) -> None:
    matter, to = small.accept(LI, BILL, **REQUEST), Receiver("103")
    hand_over = small.services.matters.hand_over
    refused(lambda: hand_over(LI, matter, to, "needs_site", told="这个不归我管"))
    small.services.matters.note(LI, matter, COLD)
    assert hand_over(LI, matter, to, "needs_site", note="这个不归我管", told="请您稍等，我联系好了")


@pytest.mark.parametrize("outcome", ["answered", "no_paper"])
def test_what_is_told_at_the_door_is_looked_at(small: SmallStation, outcome: str) -> None:
    draft = small.draft(LI, BILL, **REQUEST)
    refused(lambda: small.services.door.end(LI, draft, outcome, COLD))
    small.services.door.end(LI, draft, outcome, "已当面讲清，请您带身份证件再来")


def test_the_customers_own_words_are_his(small: SmallStation) -> None:
    draft = small.draft(LI, BILL, **REQUEST)
    small.services.door.end(LI, draft, "customer_wish", "不知道带什么，改天再来")


def test_the_answer_to_an_open_question_is_looked_at(small: SmallStation) -> None:
    enquiries = small.services.enquiries
    enquiry = enquiries.new(LI)
    enquiries.leave_open(LI, enquiry, "bill", words="电费怎么多了")
    refused(lambda: enquiries.answer_later(LI, enquiry, "你听不懂人话吗，账单上写着"))
    enquiries.answer_later(LI, enquiry, "您好，阶梯电价过了第二档，谢谢您")


def test_a_refusal_is_told_politely(small: SmallStation) -> None:
    draft = small.draft(LI, BILL, **REQUEST)
    refused(
        lambda: small.services.door.not_accept(
            LI, draft, "danger", "线路烧了，你自己看着办", "101", PINS["101"]
        )
    )


def test_a_lead_lets_the_very_words_go_and_no_others(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, **REQUEST)
    visit, services = small.services.matters.view(LI, matter).visit, small.services
    improper = refused(lambda: services.matters.answer(LI, matter, COLD, "not_possible"))
    for number, code in (("102", "not_allowed"), ("103", "sign_in_refused")):
        with pytest.raises(RuleBroken, match=code):
            services.manners.let_go(LI, improper, number, PINS["102"])
    services.manners.let_go(LI, improper, WANG.staff_no, PINS["101"])
    assert [each.let_by for each in held(small, visit)] == ["", "101"]
    refused(lambda: services.matters.answer(LI, matter, COLD + "吧", "not_possible"))
    assert services.matters.answer(LI, matter, COLD, "not_possible").line.state == "answered"


def test_whoever_may_not_answer_is_told_that_and_nothing_is_kept(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, **REQUEST)
    with pytest.raises(RuleBroken, match="not_your_matter"):
        small.services.matters.answer(LIU, matter, COLD, "not_possible")
    assert held(small, small.services.matters.view(LI, matter).visit) == []


def test_a_card_that_speaks_so_is_not_issued(small: SmallStation) -> None:
    refused(lambda: small.services.cards.issue(WANG, card("cold", text=COLD)))


def test_a_lead_puts_other_rules_in_force_and_the_shipped_ones_again(
    small: SmallStation, tmp_path: Path
) -> None:
    manners, file = small.services.manners, tmp_path / "wording.toml"
    shipped_text = shipped("guard", "wording.toml")
    file.write_text(shipped_text.replace("没我事 别指望", "没我事 别指望 喵喵喵", 1), "utf-8")
    assert manners.look("喵喵喵") is None
    tried = manners.take_rules(WANG, file, dry_run=True)
    assert (tried.found / tried.improper, tried.held / tried.fine) > (0.9, 0)
    assert manners.look("喵喵喵") is None
    manners.take_rules(WANG, file)
    assert manners.look("喵喵喵") is not None
    assert MannersService(small.services.base).look("喵喵喵") is not None
    manners.take_rules(WANG, None)
    assert manners.look("喵喵喵") is None
    assert manners.look(COLD) is not None


def test_rules_that_do_not_fit_are_not_put_in_force(small: SmallStation, tmp_path: Path) -> None:
    file = tmp_path / "wording.toml"
    file.write_text("[[rule]]\ncode = 1\n", "utf-8")
    with pytest.raises(CatalogueBroken):
        small.services.manners.take_rules(WANG, file)
    assert small.services.manners.look(COLD) is not None


@pytest.mark.parametrize(
    "text",
    ["Your name stands on the account; it can be made again.", "Please come here, we look at it together."],
)
def test_another_language_is_no_pinyin(small: SmallStation, text: str) -> None:
    assert small.services.manners.look(text) is None
    assert small.services.manners.look("bu gui wo guan") is not None


def test_what_is_written_about_the_customer_is_not_said_to_him(small: SmallStation) -> None:
    assert small.services.manners.look("小区未交房，客户说交房后再来") is None
    assert small.services.manners.look("交房后再来") is not None


@pytest.mark.parametrize(
    ("text", "piece", "polite"),
    [
        ("这个不归我管", "不归我管", "我帮您问。"),
        ("电量核对过了，这个不归我管，请找营业班。", "不归我管", "电量核对过了，我帮您问，请找营业班。"),
        ("您好。不归我管！", "不归我管", "您好。我帮您问。"),
        ("您好", "别处的话", "我帮您问。"),
        ("不归我管，你自己去，您的单子在这里。", "不归我管", "我帮您问，您的单子在这里。"),
        ("您好，你自己去，不归我管", "不归我管", "您好，我帮您问。"),
    ],
)
def test_the_polite_words_stand_in_the_place_of_the_clause(text: str, piece: str, polite: str) -> None:
    assert politely(text, piece, "“我帮您问。”", lambda clause: "你自己" in clause) == polite
