"""Papers as PDF beside their text: which ones, on which sheet, and what is in no file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.services.printers.viewer import open_file
from counter_tui.services.wording.letter import say_letter_printed
from counter_tui.settings import PdfPapers, Settings, write_settings
from support.stations import BILL, CONNECTION, LI, PINS, WANG, SmallStation, open_small_station

CUSTOMER = {
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "name": "王建国",
    "address": "和平路12号",
    "phone": "13812340001",
}
SECRETS = ("王建国", "110101199003074477", "和平路12号", "13812340001")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """A small station without matters, with a folder for papers of its own."""
    small = open_small_station(tmp_path, empty=True)
    choose(small)
    return small


def choose(small: SmallStation, papers: PdfPapers = "letters", **more: str) -> None:
    """Set which papers are saved as PDF."""
    settings = Settings(papers_folder=str(small.home.folder.parent / "papers"), pdf_papers=papers)
    write_settings(small.home.settings, replace(settings, **more))


def said(pdf: bytes) -> str:
    """The Chinese and Latin text of a PDF, run after run."""
    runs = re.findall(rb"/(F[12]) [\d.]+ Tf .*? <([0-9a-f]*)> Tj", pdf)
    return "".join(
        bytes.fromhex(run.decode()).decode("utf-16-be" if font == b"F1" else "cp1252") for font, run in runs
    )


def visible(text: str) -> str:
    """A text without blanks and without lines across the paper."""
    lines = (line for line in text.splitlines() if set(line) - set("=-"))
    return "".join("".join(lines).split())


def test_a_letter_is_saved_as_pdf_too_and_says_the_same(small: SmallStation) -> None:
    choose(small, printer_width="a4")
    printed = small.services.letters.print(LI, small.accept(LI, CONNECTION, **CUSTOMER))
    assert Path(printed.pdf) == Path(printed.where).with_suffix(".pdf")
    content = Path(printed.pdf).read_bytes()
    assert b"/MediaBox [0 0 595 842]" in content
    assert visible(said(content)) == visible(printed.text)
    assert printed.pdf in say_letter_printed(printed)


def test_nothing_of_the_customer_stands_in_full_in_the_pdf_or_its_name(small: SmallStation) -> None:
    printed = small.services.letters.print(LI, small.accept(LI, CONNECTION, **CUSTOMER))
    text = said(Path(printed.pdf).read_bytes())
    assert "王**" in text
    assert not [secret for secret in SECRETS if secret in text + printed.pdf]


def test_the_same_letter_is_the_same_file_byte_by_byte(tmp_path: Path) -> None:
    """On two PCs, at the same moment: nothing of when or where the file was made is in it."""
    made = []
    for folder in ("here", "there"):
        small = open_small_station(tmp_path / folder, empty=True)
        choose(small)
        printed = small.services.letters.print(LI, small.accept(LI, CONNECTION, **CUSTOMER))
        made.append(Path(printed.pdf).read_bytes())
    assert made[0] == made[1]


def test_a_receipt_is_saved_as_pdf_only_where_all_papers_are(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "多"})
    assert small.services.receipts.print(LI, matter).pdf == ""
    choose(small, "all", pdf_sheet="a5")
    printed = small.services.receipts.print(LI, matter)
    assert b"/MediaBox [0 0 420 595]" in Path(printed.pdf).read_bytes()
    assert b" re f" in Path(printed.pdf).read_bytes()


def test_where_none_is_wanted_none_is_saved(small: SmallStation) -> None:
    choose(small, "none")
    printed = small.services.letters.print(LI, small.accept(LI, CONNECTION, **CUSTOMER))
    assert printed.pdf == ""
    assert [path.suffix for path in Path(printed.where).parent.iterdir()] == [".txt"]


def test_a_notice_that_a_request_is_not_accepted_is_a_letter(small: SmallStation) -> None:
    draft = small.draft(LI, CONNECTION, **CUSTOMER)
    words = "来人不是用电人，也没有委托书"
    small.services.door.not_accept(LI, draft, "not_entitled", words, WANG.staff_no, PINS[WANG.staff_no])
    printed = small.services.receipts.print(WANG, draft.draft_id)
    assert "不予受理告知书" in said(Path(printed.pdf).read_bytes())


def test_an_answer_card_is_saved_as_pdf_too(tmp_path: Path) -> None:
    small = open_small_station(tmp_path)
    choose(small)
    printed = small.services.cards.print(LI, "invoice")
    assert Path(printed.where).read_text("utf-8") == printed.text
    assert "发票" in said(Path(printed.pdf).read_bytes())
    choose(small, "none")
    assert small.services.cards.print(LI, "invoice").pdf == ""


def test_letters_have_a_printer_of_their_own_where_one_is_named(small: SmallStation, tmp_path: Path) -> None:
    roll, office = tmp_path / "roll", tmp_path / "office"
    roll.touch()
    office.touch()
    choose(small, printer=str(roll), letter_printer=str(office), printer_width="58", pdf_sheet="a5")
    matter = small.accept(LI, CONNECTION, **CUSTOMER)
    assert small.services.letters.print(LI, matter).where == str(office)
    assert small.services.receipts.print(LI, matter).where == str(roll)
    assert b"/MediaBox [0 0 420 595]" in office.read_bytes()
    assert roll.read_bytes().startswith(b"\x1b@")


def test_a_saved_pdf_is_opened_where_the_settings_say_so(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("counter_tui.services.papers.printing.open_file", opened.append)
    matter = small.accept(LI, CONNECTION, **CUSTOMER)
    small.services.letters.print(LI, matter)
    assert opened == []
    choose(small, pdf_open="yes")
    printed = small.services.letters.print(LI, matter)
    assert opened == [printed.pdf]


def test_a_file_is_given_to_the_systems_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr("subprocess.Popen", lambda command, **_more: given.append(command))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not open_file("/papers/1.pdf")
    program = tmp_path / "xdg-open"
    program.touch(mode=0o755)
    assert open_file("/papers/1.pdf")
    assert given == [[str(program), "/papers/1.pdf"]]
