"""Answer cards: nobody reads an old text out, and whoever was told one is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.guard import screen
from counter_tui.services.reference.cards import load_cards
from counter_tui.services.reference.guard import load_rules
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station
from support.voice import card, notice

REQUEST = {"name": "何静", "phone": "13812340009", "fields": {"content": "电费多了"}}
TODAY = date(2025, 11, 20)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def told(small: SmallStation) -> list[tuple[str, int]]:
    """Which texts somebody was told that hold no more."""
    return [(each.card, each.edition) for each in small.services.cards.to_put_right(WANG)]


def test_a_new_station_has_cards_for_the_questions_asked_most(small: SmallStation) -> None:
    cards = small.services.cards.cards()
    assert len(cards) >= 15
    assert all(each.state == "current" and each.shipped and each.source for each in cards)
    assert {each.code for each in small.services.cards.cards_for("bill")} >= {"bill", "meter-fast"}
    assert small.services.cards.cards_for("no-such-topic") == ()


def test_what_ships_is_said_as_the_guard_would_have_it() -> None:
    for subject in ("wording", "reason"):
        rules = load_rules(subject)
        for each in load_cards():
            assert not screen(rules, each.title_zh).blocked
            assert not screen(rules, each.text_zh).blocked, (each.card, screen(rules, each.text_zh))


def test_the_stations_own_text_takes_the_place_of_the_shipped_one(small: SmallStation) -> None:
    before = small.services.cards.card("pay")
    assert small.services.cards.issue(WANG, card("pay", title="哪里交费", text="手机上交。")) == 2
    after = small.services.cards.card("pay")
    assert (before.edition, after.edition, after.text.zh, after.shipped) == (1, 2, "手机上交。", False)
    assert [each.code for each in small.services.cards.cards()].count("pay") == 1
    old = [each for each in small.services.cards.all_cards(WANG) if each.code == "pay"]
    assert [(each.edition, each.state) for each in old] == [(2, "current"), (1, "superseded")]


def test_a_text_given_out_again_as_it_stands_is_no_new_edition(small: SmallStation) -> None:
    """Nobody who was told it was told anything wrong; one that was withdrawn comes back."""
    cards = small.services.cards
    assert cards.issue(WANG, card("name")) == 1
    cards.tell(LI, "name")
    again = card("name", valid_from=TODAY)
    assert (cards.issue(WANG, again), cards.wrongly_told(WANG)) == (0, 0)
    assert cards.issue(WANG, card("name", valid_from=TODAY, valid_until=TODAY)) == 2
    cards.withdraw(WANG, "name", "写错了")
    assert cards.issue(WANG, again) == 3


def test_the_old_text_holds_until_the_first_day_of_the_new_one(small: SmallStation) -> None:
    small.services.cards.issue(WANG, card("price", text="现在的价。"))
    small.services.cards.issue(WANG, card("price", text="新价。", valid_from=date(2025, 11, 22)))
    assert small.services.cards.card("price").text.zh == "现在的价。"
    small.clock.advance(timedelta(days=2))
    assert small.services.cards.card("price").text.zh == "新价。"


@pytest.mark.parametrize("how", ["shown", "printed"])
def test_a_card_that_holds_no_more_is_told_to_nobody(small: SmallStation, how: str) -> None:
    cards = small.services.cards
    cards.issue(WANG, card("over", valid_until=date(2025, 11, 20)))
    cards.issue(WANG, card("back"))
    cards.withdraw(WANG, "back", "写错了")
    cards.issue(WANG, card("coming", valid_from=date(2025, 12, 1)))
    small.services.notices.publish(WANG, notice("n1"))
    cards.issue(WANG, card("rests", notice="n1"))
    small.services.notices.withdraw(WANG, "n1", "撤回")
    small.clock.advance(timedelta(days=1))
    for code, state in (
        ("over", "expired"),
        ("back", "withdrawn"),
        ("coming", "coming"),
        ("rests", "notice_over"),
    ):
        with pytest.raises(RuleBroken, match="card_not_current") as broken:
            cards.tell(LI, code, how)  # type: ignore[arg-type]
        assert broken.value.facts["card_state"] == state
        assert code not in {each.code for each in cards.cards()}
    assert told(small) == []


def test_whoever_was_told_an_old_text_is_listed_until_it_is_put_right(small: SmallStation) -> None:
    cards, matter = small.services.cards, small.accept(LI, BILL, **REQUEST)
    cards.issue(WANG, card("name"))
    cards.tell(LI, "name", matter=matter)
    assert cards.wrongly_told(WANG) == 0
    cards.tell(LIU, "name", "printed")
    assert (told(small), cards.wrongly_told(WANG)) == ([], 0)
    cards.issue(WANG, card("name", text="也收复印件。"))
    cards.tell(LI, "name", matter=matter)
    assert cards.wrongly_told(WANG) == 2
    first, second = cards.to_put_right(WANG)
    assert (first.words, first.by, first.customer, first.matter_id) == (
        "带身份证件来就能办。",
        "李敏",
        "何*",
        matter,
    )
    assert (second.words, second.number) == ("带身份证件来就能办。", "")
    cards.put_right(WANG, first.telling, "已电话告知")
    cards.put_right(WANG, first.telling, "再说一次")
    assert [each.telling for each in cards.to_put_right(WANG)] == [second.telling]
    assert cards.wrongly_told(WANG) == 1


def test_whoever_was_told_the_words_that_hold_is_right_whatever_number_they_had_then(
    small: SmallStation,
) -> None:
    """A number moves where two PCs gave it to two texts."""
    cards = small.services.cards
    cards.issue(WANG, card("name", text="也收复印件。"))
    cards.tell(LI, "name")
    cards.issue(WANG, card("name", text="只收原件。"))
    assert (told(small), cards.wrongly_told(WANG)) == ([("name", 1)], 1)
    cards.issue(WANG, card("name", text="也收复印件。"))
    assert (told(small), cards.wrongly_told(WANG)) == ([], 0)
    cards.withdraw(WANG, "name", "等新规定")
    assert (told(small), cards.wrongly_told(WANG)) == ([("name", 3)], 1)


def test_an_old_telling_counts_while_its_matter_is_open(small: SmallStation) -> None:
    cards, matter = small.services.cards, small.accept(LI, BILL, **REQUEST)
    cards.issue(WANG, card("name"))
    cards.tell(LI, "name", matter=matter)
    cards.tell(LI, "name")
    small.clock.advance(timedelta(days=31))
    cards.issue(WANG, card("name", text="也收复印件。"))
    assert [each.matter_id for each in cards.to_put_right(WANG)] == [matter]
    small.services.matters.withdraw(LI, matter, "客户说不办了")
    assert told(small) == []


def test_a_withdrawn_card_and_one_whose_notice_is_over_list_who_was_told(small: SmallStation) -> None:
    cards = small.services.cards
    small.services.notices.publish(WANG, notice("n1"))
    cards.issue(WANG, card("rests", notice="n1"))
    cards.tell(LI, "rests")
    cards.tell(LI, "pay")
    assert told(small) == []
    small.services.notices.publish(WANG, notice("n1", summary="改了。"))
    cards.withdraw(WANG, "pay", "自助机搬走了")
    assert sorted(told(small)) == [("pay", 1), ("rests", 1)]
    cards.issue(WANG, card("rests", notice="n1", text="改了。"))
    cards.tell(LI, "rests")
    assert sorted(told(small)) == [("pay", 1), ("rests", 1)]


def test_a_card_rests_on_a_notice_there_is(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="notice_unknown"):
        small.services.cards.issue(WANG, card("rests", notice="n1"))


def test_a_file_issues_cards_and_names_what_is_wrong(small: SmallStation, tmp_path: Path) -> None:
    file = tmp_path / "cards.toml"
    file.write_text(
        '[[card]]\ncode = "a"\ntitle = { zh = "甲" }\ntext = { zh = "说一" }\nfrom = 2025-11-20\n'
        '[[card]]\ncode = "b b"\ntitle = { zh = "乙" }\ntext = { zh = "说二" }\nfrom = 2025-11-20\n',
        "utf-8",
    )
    taken = small.services.cards.import_file(WANG, file)
    assert [(each.place, each.verdict) for each in taken] == [("card a", "taken"), ("card b b", "refused")]
    assert small.services.cards.card("a").text.zh == "说一"


def test_a_printed_card_lies_in_the_folder_for_papers_and_counts_as_told(small: SmallStation) -> None:
    printed = small.services.cards.print(LI, "invoice")
    paper = Path(printed.where)
    assert paper.name == "card-invoice-1.txt"
    assert "电子发票" in paper.read_text("utf-8")
    small.services.cards.issue(WANG, card("invoice", text="改了。"))
    assert told(small) == [("invoice", 1)]
