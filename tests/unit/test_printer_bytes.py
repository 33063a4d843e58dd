"""What each kind of printer is told, byte by byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.receipt.blocks import LONGEST_CODE, Cut, Line, Qr, Rule
from counter_tui.domain.receipt.slip import CELLS, Paper
from counter_tui.services.printers import pdf as pdf_pages
from counter_tui.services.printers.dot_matrix import dot_matrix
from counter_tui.services.printers.esc_pos import encoder, esc_pos, qr_code
from counter_tui.services.printers.glyphs import SystemFace, find_font
from counter_tui.services.printers.qr import matrix, modules, widest_module
from counter_tui.services.printers.raster import HEIGHT, raster
from counter_tui.settings import PrinterProfile
from support.golden_slips import NAMES, PRINTERS, PatternFace, file_of, printed, slip_named
from support.paper_strip import dots_of


@pytest.mark.parametrize("slip", NAMES)
@pytest.mark.parametrize(("profile", "paper"), PRINTERS)
def test_a_printer_gets_the_bytes_it_got_before(slip: str, profile: PrinterProfile, paper: Paper) -> None:
    assert printed(profile, paper, slip_named(slip)) == file_of(slip, profile, paper).read_bytes()


def test_every_profile_speaks_its_encoding() -> None:
    blocks = [Line("万泉")]
    assert esc_pos(blocks, 32, "gb18030") == b"\x1b@\x1c&" + "万泉".encode("gb18030") + b"\n"
    assert esc_pos(blocks, 32, "gbk") == b"\x1b@\x1c&" + "万泉".encode("gbk") + b"\n"
    sent = esc_pos(blocks, 32, "utf-8")
    assert sent.startswith(b"\x1b@\x1c(C\x02\x0002")
    assert sent.endswith("万泉\n".encode())


def test_the_yen_sign_is_the_one_every_chinese_printer_has() -> None:
    assert encoder("gb18030")("¥5") == encoder("gbk")("¥5") == b"\xa3\xa45"


def test_what_an_encoding_lacks_is_marked_and_nothing_else_is_lost() -> None:
    assert encoder("gbk")("王㛃明") == "王〓明".encode("gbk")
    assert encoder("gb18030")("王㛃明").decode("gb18030") == "王㛃明"


def test_a_title_is_set_large_in_the_middle_and_everything_is_small_again_behind_it() -> None:
    sent = esc_pos([Line("a", "centre", strong=True, big=True), Line("b"), Rule(heavy=True), Cut()], 4, "gbk")
    assert sent == (
        b"\x1b@\x1c&\x1ba\x01\x1bE\x01\x1d!\x11a\x1d!\x00\x1bE\x00\n\x1ba\x00b\n====\n\x1bd\x04\x1dVB\x00"
    )


def test_a_printer_with_codes_of_its_own_draws_them_as_large_as_the_paper_allows() -> None:
    assert qr_code("A" * 30, 576) == (
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x08\x1d(k\x03\x001E1\x1d(k\x21\x001P0"
        + b"A" * 30
        + b"\x1d(k\x03\x001Q0"
    )
    assert widest_module(300, 384) == 3
    with pytest.raises(ValueError, match="too long"):
        modules(700)


@pytest.mark.parametrize("length", [1, 14, 15, 62, 63, 106, 180, 213, 666])
def test_the_size_of_a_code_is_known_before_it_is_drawn(length: int) -> None:
    assert len(matrix("x" * length)) == modules(length)


def test_the_longest_code_still_fits_the_narrowest_paper() -> None:
    assert modules(LONGEST_CODE) * widest_module(LONGEST_CODE, 384) <= 384


def test_a_picture_is_as_wide_as_the_paper_and_keeps_columns_under_each_other() -> None:
    rows = dots_of(raster([Line("ab"), Line("王b", strong=True), Line("王", big=True)], 8, PatternFace()))
    assert {len(row) for row in rows} == {96}
    assert len(rows) == HEIGHT + 6 + HEIGHT + 6 + 2 * HEIGHT + 6
    narrow = PatternFace().glyph("b", 12)
    assert [int(row[12:24].replace("#", "1").replace(" ", "0"), 2) for row in rows[:HEIGHT]] == narrow
    assert all(row[48:].isspace() for row in rows)


def test_a_code_in_a_picture_has_the_modules_of_the_code_and_room_around_it() -> None:
    rows = dots_of(raster([Qr("x" * 20)], 32, PatternFace()))
    side = widest_module(20, 384)
    left = (384 - modules(20) * side) // 2
    seen = [
        [row[left + place * side] == "#" for place in range(modules(20))]
        for row in rows[4 * side : -4 * side : side]
    ]
    assert seen == matrix("x" * 20)
    assert all(row.isspace() for row in rows[: 4 * side])


def test_a_picture_is_sent_in_pieces_that_small_printers_can_hold() -> None:
    sent = raster([Line("a")] * 40, 32, PatternFace())
    heights = [int.from_bytes(match[1], "little") for match in re.finditer(rb"\x1dv0\x00\x30\x00(..)", sent)]
    assert sum(heights) == 40 * (HEIGHT + 6)
    assert max(heights) <= 240


def test_a_dot_matrix_printer_is_told_its_page_and_throws_it_out() -> None:
    assert dot_matrix([Line("a", "centre"), Rule(), Cut()], "a5").startswith(
        b"\x1b@\x1c&\x1b2\x1bC\x23\x1bN\x02"
    )
    assert dot_matrix([Line("a")], "241").endswith(b"a\r\n\x0c")
    assert dot_matrix([Line("a")], "80").endswith(b"a" + b"\r\n" * 6)


def test_a_dot_matrix_printer_draws_a_code_with_its_pins() -> None:
    sent = dot_matrix([Qr("x" * 20)], "241")
    code = matrix("x" * 20)
    bands = sent.split(b"\x1b*\x27")[1:]
    assert len(bands) == -(-len(code) // 4)
    width = len(code) * 6
    columns = [bands[0][2 + 3 * dot : 5 + 3 * dot] for dot in range(0, width, 6)]
    for place, column in enumerate(columns):
        pins = int.from_bytes(column, "big")
        assert [bool(pins >> shift & 1) for shift in (23, 17, 11, 5)] == [
            code[row][place] for row in range(4)
        ]


def test_a_long_paper_goes_on_on_the_next_page_and_the_file_says_where_everything_is() -> None:
    made = pdf_pages.pdf([Line(f"行 {number}") for number in range(80)], "a4")
    assert b"/Count 2" in made
    start = int(made.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    places = re.findall(rb"(\d{10}) 00000 n", made[start:])
    assert all(
        made[int(place) :].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, start=1)
    )
    assert b"/CreationDate" not in made
    assert pdf_pages.pdf([], "a5").count(b"/Type /Page ") == 1


def test_a_page_has_the_cells_papers_are_laid_out_for() -> None:
    assert {paper: page.cells for paper, page in pdf_pages._PAGES.items()} == {
        paper: CELLS[paper] for paper in pdf_pages._PAGES
    }


def test_a_font_is_the_one_chosen_or_the_first_that_is_there(tmp_path: Path) -> None:
    there, chosen = tmp_path / "b.ttf", tmp_path / "c.ttf"
    there.touch()
    assert find_font("", [tmp_path / "a.ttf", there]) == there
    for missing in ("", str(chosen)):
        with pytest.raises(RuleBroken, match="printer_font_missing"):
            find_font(missing, [])
    chosen.touch()
    assert find_font(str(chosen), [there]) == chosen
    with pytest.raises(RuleBroken, match="printer_font_missing"):
        SystemFace(chosen)


def test_a_letter_wider_than_its_cell_is_pressed_together(tmp_path: Path) -> None:
    from PIL import ImageFont

    font = tmp_path / "letters.ttf"
    shipped: Any = ImageFont.load_default(22)
    font.write_bytes(shipped.font_bytes)
    face = SystemFace(font)
    rows = face.glyph("m", 12)
    assert len(rows) == HEIGHT
    assert max(rows) < 1 << 12
    inked = 0
    for row in rows:
        inked |= row
    assert (bool(inked & 0b111), bool(inked >> 9)) == (True, True)
    assert not any(face.glyph(" ", 12))
