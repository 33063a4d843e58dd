"""A paper as blocks: what a printer may make of each, and what is written where it can make nothing of it."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.receipt.blocks import Block, Cut, Line, Qr, Rule, plain
from counter_tui.domain.receipt.slip import Receipt, Row, Section, compose, layout

INVOICE = "https://example.test/e/0417"
SLIP = Receipt(
    station="万泉供电所",
    title="受理回执",
    copy="副本 1",
    sections=(Section("", (Row("编号", "7"),)), Section("电子发票", (Row("金额", "12.00 元"),), qr=INVOICE)),
    sign=("客户签字",),
    foot="打印 10:42",
)


def test_a_receipt_is_laid_out_as_blocks_and_ends_with_the_cut() -> None:
    assert layout(SLIP, "58") == [
        Line("万泉供电所", "centre"),
        Line("受理回执", "centre", strong=True, big=True),
        Line("副本 1", "centre"),
        Rule(heavy=True),
        Line("编号  7"),
        Line(),
        Line("电子发票"),
        Line("  金额  12.00 元"),
        Qr(INVOICE),
        Rule(),
        Line(),
        Line("客户签字 _______________________"),
        Line(),
        Line("打印 10:42"),
        Cut(),
    ]


def test_a_title_too_wide_to_be_big_is_only_strong() -> None:
    title = "一二三四五六七八九"
    assert Line(title, "centre", strong=True) in layout(replace(SLIP, title=title), "58")
    assert Line(title, "centre", strong=True, big=True) in layout(replace(SLIP, title=title), "80")


def test_where_no_code_can_be_drawn_its_text_is_written_unless_it_stands_there_already() -> None:
    assert INVOICE in compose(SLIP, "58")
    said = replace(SLIP, sections=(Section("", (Row("码", "ABCD-EFGH"),), qr="ABCD-EFGH", qr_spoken=True),))
    assert Qr("ABCD-EFGH", spoken=True) in layout(said, "58")
    assert compose(said, "58").count("ABCD-EFGH") == 1


def test_a_text_too_long_for_a_code_is_written_out() -> None:
    long = "https://example.test/" + "e" * 700
    slip = replace(SLIP, sections=(Section("", (), qr=long),))
    assert not [block for block in layout(slip, "58") if isinstance(block, Qr)]
    assert "".join(compose(slip, "58").split()).count(long) == 1
    spoken = replace(SLIP, sections=(Section("", (), qr=long, qr_spoken=True),))
    assert long not in "".join(compose(spoken, "58").split())


def test_plain_text_centres_by_cells_and_draws_rules_as_wide_as_the_paper() -> None:
    blocks: list[Block] = [Line("受理", "centre", big=True), Line("a  "), Rule(heavy=True), Rule(), Cut()]
    assert plain(blocks, 10) == "   受理\na\n==========\n----------\n"


def test_a_receipt_without_sections_keeps_both_rules() -> None:
    blocks = layout(replace(SLIP, sections=()), "58")
    assert [block for block in blocks if isinstance(block, Rule)] == [Rule(heavy=True), Rule()]
