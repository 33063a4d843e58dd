"""Receipts: previewed, written to the folder for papers, recorded, numbered."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.papers import printing
from counter_tui.services.wording.receipt import say_printed
from counter_tui.settings import PrinterProfile, PrinterWidth, Settings, write_settings
from support.stations import BILL, CONNECTION, LI, WANG, ZHAO, SmallStation, open_small_station

SECRETS = ("王建国", "110101199003074477", "13812340001", "0417000018")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """A small station without matters, with a folder for papers of its own."""
    small = open_small_station(tmp_path, empty=True)
    choose(small.home, tmp_path / "papers")
    return small


def choose(home: Home, papers: Path, width: PrinterWidth = "80") -> None:
    """Set the folder for papers and the width of the paper."""
    write_settings(home.settings, Settings(papers_folder=str(papers), printer_width=width))


def accept(small: SmallStation) -> str:
    """Accept a connection for a customer; the matter's id."""
    return small.accept(
        LI,
        CONNECTION,
        id_kind="resident_id",
        id_number="110101199003074477",
        name="王建国",
        phone="13812340001",
        address="和平路12号2单元301",
        account="0417000018",
    )


def print_facts(small: SmallStation, matter: str) -> list[str]:
    """What the history says of printing, oldest first."""
    told = [line.what for line in small.services.matters.view(LI, matter).timeline]
    return [what for what in reversed(told) if "回执" in what]


def test_whom_to_ask_is_never_without_a_phone_once_the_station_has_one(small: SmallStation) -> None:
    """A first contact without a phone of his own is reached at the one of the site card."""
    matter = small.accept(WANG, BILL, name="何静", fields={"content": "电费多了"})
    receipts = small.services.receipts
    assert "电话" not in receipts.preview(LI, matter).partition("找谁办")[2]
    small.services.site_card.set(WANG, "101", "", "0417-2345678", 30)
    assert "电话        0417-2345678\n" in receipts.preview(LI, matter).partition("找谁办")[2]
    own = small.accept(LI, BILL, name="何静", fields={"content": "电费多了"})
    assert "0417-2345678" not in receipts.preview(LI, own)


def test_a_receipt_names_the_phone_the_first_contact_has_when_it_is_printed(small: SmallStation) -> None:
    """Also of a matter that was taken down before; what was printed before is paper."""
    matter = accept(small)
    receipts, staff = small.services.receipts, small.services.staff
    staff.change_phone(WANG, LI.staff_no, "13900000199")
    printed = receipts.print(LI, matter).text
    assert "电话        13900000199\n" in printed.partition("找谁办")[2]
    staff.change_phone(WANG, LI.staff_no, "0551-62668800")
    again = receipts.preview(LI, matter).partition("找谁办")[2]
    assert ("电话        0551-62668800\n" in again, "13900000199" in again) == (True, False)


def test_a_receipt_goes_to_the_folder_for_papers_named_by_its_number_alone(
    small: SmallStation, tmp_path: Path
) -> None:
    matter = accept(small)
    number = small.services.matters.view(LI, matter).line.number
    printed = small.services.receipts.print(LI, matter)
    file = tmp_path / "papers" / f"{number}.txt"
    assert printed.where == str(file)
    assert file.read_text("utf-8") == printed.text
    assert number in printed.text
    assert printed.copy_no == 0
    assert [path.name for path in (tmp_path / "papers").iterdir()] == [file.name]


def test_only_the_owner_may_read_a_receipt(small: SmallStation) -> None:
    file = Path(small.services.receipts.print(LI, accept(small)).where)
    assert file.read_text("utf-8")
    if os.name == "posix":  # access rights are the system's own elsewhere
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_customer_is_masked_on_paper(small: SmallStation) -> None:
    text = small.services.receipts.print(LI, accept(small)).text
    assert not [secret for secret in SECRETS if secret in text]
    assert "王**" in text
    assert "李敏" in text
    assert "1390000" in text


def test_the_second_print_is_a_copy_and_the_history_tells_both(small: SmallStation) -> None:
    matter = accept(small)
    first, second = (small.services.receipts.print(LI, matter) for _ in range(2))
    assert ("副本" in first.text, "副本 1" in second.text) == (False, True)
    assert first.where != second.where
    assert print_facts(small, matter) == ["打印回执", "打印回执（副本 1）"]
    assert small.services.matters.view(LI, matter).receipts == 2


def test_prints_at_the_same_moment_never_get_the_same_number(small: SmallStation) -> None:
    matter = accept(small)
    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda _n: small.services.receipts.print(LI, matter), range(4)))
    assert sorted(each.copy_no for each in printed) == [0, 1, 2, 3]
    assert len({each.where for each in printed}) == 4
    assert all(Path(each.where).exists() for each in printed)


def test_a_preview_shows_the_next_print_and_leaves_no_trace(small: SmallStation, tmp_path: Path) -> None:
    matter = accept(small)
    preview = small.services.receipts.preview(LI, matter)
    assert not (tmp_path / "papers").exists()
    assert print_facts(small, matter) == []
    assert small.services.receipts.print(LI, matter).text == preview
    assert "副本 1" in small.services.receipts.preview(LI, matter)


def test_a_width_set_meanwhile_counts_for_the_next_receipt(small: SmallStation, tmp_path: Path) -> None:
    matter = accept(small)
    widths: list[PrinterWidth] = ["58", "80", "a5"]
    rules = []
    for width in widths:
        choose(small.home, tmp_path / "papers", width)
        rules.append(small.services.receipts.preview(LI, matter).splitlines()[2])
    assert [len(rule) for rule in rules] == [32, 48, 72]


def test_nothing_is_recorded_when_the_receipt_cannot_be_written(small: SmallStation, tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file, no folder", "utf-8")
    matter = accept(small)
    with pytest.raises(RuleBroken) as refused:
        small.services.receipts.print(LI, matter)
    assert refused.value.code == "papers_unwritable"
    assert print_facts(small, matter) == []


def test_a_receipt_is_never_written_inside_the_home(small: SmallStation) -> None:
    choose(small.home, small.home.folder / "papers")
    with pytest.raises(RuleBroken, match="papers_folder_inside_home"):
        small.services.receipts.print(LI, accept(small))
    assert not (small.home.folder / "papers").exists()


def test_the_receipt_is_on_disk_before_it_is_recorded(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_file: Path, _content: bytes) -> None:
        raise KeyboardInterrupt

    matter = accept(small)
    monkeypatch.setattr(printing, "write_private", power_cut)
    with pytest.raises(KeyboardInterrupt):
        small.services.receipts.print(LI, matter)
    assert print_facts(small, matter) == []


def test_the_phone_for_complaints_stands_there_when_it_is_known(small: SmallStation) -> None:
    matter = accept(small)
    assert "监督电话" not in small.services.receipts.preview(LI, matter)
    folder = str(small.home.folder.parent / "papers")
    write_settings(small.home.settings, Settings(papers_folder=folder, supervision_phone="0417-2340000"))
    assert "0417-2340000" in small.services.receipts.preview(LI, matter)


def with_printer(
    small: SmallStation, printer: Path, profile: PrinterProfile = "gb18030", font: str = ""
) -> None:
    """Set a printer beside the folder for papers."""
    settings = Settings(
        papers_folder=str(small.home.folder.parent / "papers"),
        printer=str(printer),
        printer_profile=profile,
        printer_font=font,
    )
    write_settings(small.home.settings, settings)


def test_a_receipt_also_goes_to_the_printer_as_chinese_printers_read_it(
    small: SmallStation, tmp_path: Path
) -> None:
    """The device is a file here; it is there before, as a device is."""
    device = tmp_path / "lp0"
    device.touch()
    with_printer(small, device)
    printed = small.services.receipts.print(LI, accept(small))
    assert (printed.where, printed.silent) == (str(device), "")
    sent = device.read_bytes()
    assert all(line.strip().encode("gb18030") in sent for line in printed.text.splitlines())
    assert sent.startswith(b"\x1b@")
    assert len(list((tmp_path / "papers").iterdir())) == 1


def test_a_printer_of_plain_text_gets_the_receipt_and_nothing_else(
    small: SmallStation, tmp_path: Path
) -> None:
    device = tmp_path / "lp0"
    device.touch()
    with_printer(small, device, "text")
    printed = small.services.receipts.print(LI, accept(small))
    sent = device.read_bytes().decode("gb18030")
    assert sent == (printed.text + "\n" * 5).replace("\n", "\r\n")


def test_an_office_printer_gets_a_page_whatever_roll_was_set_before(
    small: SmallStation, tmp_path: Path
) -> None:
    device = tmp_path / "lp0"
    device.touch()
    with_printer(small, device, "pdf")
    small.services.receipts.print(LI, accept(small))
    assert device.read_bytes().startswith(b"%PDF-")
    assert b"/MediaBox [0 0 595 842]" in device.read_bytes()


def test_without_a_font_for_pictures_the_receipt_is_in_the_folder_and_that_is_said(
    small: SmallStation, tmp_path: Path
) -> None:
    device = tmp_path / "lp0"
    device.touch()
    with_printer(small, device, "raster", str(tmp_path / "no.ttf"))
    printed = small.services.receipts.print(LI, accept(small))
    assert printed.trouble == "printer_font_missing"
    assert Path(printed.where).exists()
    assert "字体" in say_printed(printed)


def test_without_an_answer_from_the_printer_the_receipt_is_in_the_folder_and_that_is_said(
    small: SmallStation, tmp_path: Path
) -> None:
    missing = tmp_path / "lp9"
    with_printer(small, missing)
    matter = accept(small)
    printed = small.services.receipts.print(LI, matter)
    assert printed.silent == str(missing)
    assert Path(printed.where).read_text("utf-8") == printed.text
    assert not missing.exists()
    assert len(print_facts(small, matter)) == 1
    assert str(missing) in say_printed(printed)


@pytest.mark.parametrize("actor", [ZHAO, Actor("109", "外人", "auditor")])
def test_who_may_not_accept_may_not_print(small: SmallStation, actor: Actor) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.receipts.print(actor, accept(small))
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.receipts.preview(actor, accept(small))


@pytest.mark.parametrize("matter", ["", "00" * 16, "no hex"])
def test_a_matter_that_is_not_here_is_refused(small: SmallStation, matter: str) -> None:
    with pytest.raises(RuleBroken, match="matter_unknown"):
        small.services.receipts.print(LI, matter)
