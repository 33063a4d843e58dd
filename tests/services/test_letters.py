"""Commitment letters: written about what is still owed, recorded, numbered, and what they leave out."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.papers.letters import load_letter
from counter_tui.services.wording.letter import say_letter_printed
from counter_tui.settings import Settings, write_settings
from support.stations import BILL, LI, WANG, SmallStation, open_small_station

SECRETS = ("万泉饲料厂", "913301007853256723", "13812340001", "解放路21号")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """A small station without matters, with a folder for papers of its own."""
    small = open_small_station(tmp_path, empty=True)
    choose(small.home, tmp_path / "papers")
    return small


def choose(home: Home, papers: Path, printer: str = "") -> None:
    """Set the folder for papers and the printer."""
    write_settings(home.settings, Settings(papers_folder=str(papers), printer=printer))


def accept(small: SmallStation) -> str:
    """A firm's new connection on its licence alone; two papers and the letter are owed."""
    return small.accept(
        LI,
        "BZ103",
        id_kind="uscc",
        id_number="913301007853256723",
        name="万泉饲料厂",
        phone="13812340001",
        address="解放路21号",
        fields={"capacity": "30"},
    )


def named(text: str) -> list[str]:
    """Which of the firm's two papers a letter names."""
    return [name for name in ("法定代表人有效身份证件", "用电地址物权证件") if name in text]


def told(small: SmallStation, matter: str) -> list[str]:
    """What the history says of letters, oldest first."""
    lines = [line.what for line in small.services.matters.view(LI, matter).timeline]
    return [what for what in reversed(lines) if "承诺书" in what]


def test_it_names_each_paper_with_its_day_and_who_takes_it_where(small: SmallStation) -> None:
    text = small.services.letters.print(LI, accept(small)).text
    assert len(named(text)) == 2
    assert "客户承诺书" in text
    assert "".join(text.split()).count("交现场勘查人员，在用电地址（现场勘查时）") == 2
    assert load_letter().version in text
    assert "李敏" in text


def test_the_letter_itself_is_no_paper_to_bring(small: SmallStation) -> None:
    """Neither on the letter nor on the receipt: it is signed at the counter."""
    matter = accept(small)
    papers = {paper.paper: paper.letter for paper in small.services.matters.view(LI, matter).papers}
    assert papers == {"legal_representative": False, "property": False, "commitment": True}
    assert small.services.letters.preview(LI, matter).count("客户承诺书") == 1
    assert "客户承诺书" not in small.services.receipts.preview(LI, matter)


def test_the_customer_is_masked_and_of_the_paper_only_the_last_four_are_told(small: SmallStation) -> None:
    """The file lies in a folder that may be shared; the full name is written by hand."""
    printed = small.services.letters.print(LI, accept(small))
    assert not [secret for secret in SECRETS if secret in printed.text]
    assert "尾号 6723" in printed.text
    assert "签全名" in printed.text


def test_it_lies_beside_the_receipt_under_the_number_of_the_matter(
    small: SmallStation, tmp_path: Path
) -> None:
    matter = accept(small)
    number = small.services.matters.view(LI, matter).line.number
    services = small.services
    written = [services.receipts.print(LI, matter), services.letters.print(LI, matter)]
    written.append(services.letters.print(LI, matter))
    names = [f"{number}.txt", f"{number}-letter.txt", f"{number}-letter-1.txt"]
    assert [each.where for each in written] == [str(tmp_path / "papers" / name) for name in names]
    assert all(Path(each.where).read_text("utf-8") == each.text for each in written)


def test_the_same_letter_again_is_a_copy_and_another_one_takes_its_place(small: SmallStation) -> None:
    matter = accept(small)
    first, again = (small.services.letters.print(LI, matter).text for _ in range(2))
    assert ("副本" in first, "代替" in first) == (False, False)
    assert "副本 1" in again
    small.services.matters.collect(LI, matter, "property")
    third = small.services.letters.print(LI, matter).text
    assert named(third) == ["法定代表人有效身份证件"]
    assert "代替此前打印的承诺书" in third
    assert "副本" not in third
    assert told(small, matter) == [
        "打印承诺书：用电地址物权证件、法定代表人有效身份证件",
        "重新打印承诺书：用电地址物权证件、法定代表人有效身份证件",
        "重新打印承诺书：法定代表人有效身份证件",
    ]


def test_a_waived_paper_is_promised_no_more(small: SmallStation) -> None:
    matter = accept(small)
    small.services.matters.waive(WANG, matter, "legal_representative", "已核验")
    assert named(small.services.letters.preview(LI, matter)) == ["用电地址物权证件"]


def test_when_everything_is_here_the_unsigned_letter_is_not_needed_any_more(small: SmallStation) -> None:
    """The next stage waits for nothing then; undoing the last paper brings the letter back."""
    matter, services = accept(small), small.services
    services.matters.collect(LI, matter, "property")
    view = services.matters.collect(LI, matter, "legal_representative")
    assert {paper.paper: paper.state for paper in view.papers}["commitment"] == "lapsed"
    assert view.line.owed == 0
    assert "letter" not in view.can
    assert services.matters.undo(LI, matter).line.owed == 2
    services.matters.collect(LI, matter, "legal_representative")
    assert services.matters.reach_stage(LI, matter).stage is not None


def test_a_signed_letter_stays_signed_when_everything_is_here(small: SmallStation) -> None:
    matter, services = accept(small), small.services
    for paper in ("commitment", "property", "legal_representative"):
        view = services.matters.collect(LI, matter, paper)
    assert {paper.state for paper in view.papers} == {"collected"}


@pytest.mark.parametrize("actor", [LI, WANG, Actor("105", "林导", "guide")])
def test_who_may_accept_may_print_it(small: SmallStation, actor: Actor) -> None:
    matter = accept(small)
    assert "letter" in small.services.matters.view(actor, matter).can
    assert small.services.letters.print(actor, matter).copy_no == 0


def test_where_nothing_is_owed_there_is_no_letter(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, name="何静", fields={"content": "多"})
    with pytest.raises(RuleBroken, match="no_letter_needed"):
        small.services.letters.print(LI, matter)
    assert small.services.matters.view(LI, matter).refusals["letter"].code == "no_letter_needed"
    ended = accept(small)
    small.services.matters.withdraw(LI, ended, "不办了")
    with pytest.raises(RuleBroken, match="matter_ended"):
        small.services.letters.print(LI, ended)


def test_a_letter_no_printer_takes_is_in_the_folder_and_that_is_said(
    small: SmallStation, tmp_path: Path
) -> None:
    choose(small.home, tmp_path / "papers", str(tmp_path / "lp9"))
    printed = small.services.letters.print(LI, accept(small))
    assert Path(printed.where).read_text("utf-8") == printed.text
    assert printed.silent in say_letter_printed(printed)
    assert "承诺书" in say_letter_printed(printed)


def test_an_act_can_be_undone_although_a_letter_was_printed_after_it(small: SmallStation) -> None:
    matter = accept(small)
    small.services.matters.collect(LI, matter, "property")
    small.services.letters.print(LI, matter)
    assert small.services.matters.undo(LI, matter).line.owed == 3
