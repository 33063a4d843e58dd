"""What scanned lines and typed beginnings are taken to mean while a form is filled in."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Catalogue, Kind
from counter_tui.domain.identity import guess_kinds
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.identity.verdict import is_letter
from counter_tui.domain.matter.keys import keys_of, prefixes
from counter_tui.domain.matter.likely import is_account, likely_day, likely_paper, papers_offered
from counter_tui.domain.matter.numbers import account_kind
from counter_tui.domain.matter.scan import read_scan
from counter_tui.domain.matter.whose import may_be_same, phone_owner
from counter_tui.domain.search.query import parse_query
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.reference.readings import load_readings
from support.clocks import NOON
from support.two_pcs import LI, Pc, first_fact, told

TODAY = date(2026, 11, 20)
CARD = "11010519491231002X"
PERSON = {"id_kind": "resident_id", "id_number": CARD}


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("", {}),
        (CARD, PERSON),
        (f"{CARD.lower()},王建国,男,安徽省合肥市和平路12号", {
            **PERSON, "name": "王建国", "address": "安徽省合肥市和平路12号"
        }),
        (f"王建国|{CARD}", {**PERSON, "name": "王建国"}),
        (f"{CARD}\t王建国\t李敏", {**PERSON, "name": "王建国"}),
        (f"{CARD}^和平路12号院3栋2单元^青年路12号院3栋2单元", {**PERSON, "address": "和平路12号院3栋2单元"}),
        (f"{CARD}^和平路12号院", {**PERSON}),
        (f"{CARD};甲乙丙丁戊己庚辛", {**PERSON, "name": "甲乙丙丁戊己庚辛"}),
        (f"{CARD};甲乙丙丁戊己庚辛壬", {**PERSON, "name": "甲乙丙丁戊己庚辛壬"}),
        (f"{CARD},91110000600037341L", PERSON),
        ("91110000600037341L；某某公司", {"id_kind": "uscc", "id_number": "91110000600037341L", "name": "某某公司"}),
        ("王建国", {}),
        ("王建国,安徽省合肥市和平路12号", {}),
        ("0417000018", {"account": "0417000018"}),
        (" 3400000000018 ", {"account": "3400000000018"}),
        ("0417000018,王建国", {}),
        ("1234567890123456789012", {"meter_asset": "1234567890123456789012"}),
        ("123456789012345678901", {}),
    ],
)  # fmt: skip
def test_a_scanned_line_gives_only_what_is_sure(line: str, values: dict[str, str]) -> None:
    """The number first; a name and an address only beside one."""
    assert read_scan(line, TODAY) == values


def test_a_birth_in_the_future_makes_no_paper_of_a_scan() -> None:
    assert read_scan(CARD, date(1949, 12, 30)) == {}


@cache
def catalogue() -> Catalogue:
    """The catalogue as shipped."""
    return load_catalogue()


def kind(code: str) -> Kind:
    """A kind of the catalogue."""
    found = queries.known_kind(catalogue(), code)
    assert found is not None
    return found


def test_the_papers_offered_are_those_of_the_class_or_of_all_classes_served() -> None:
    papers = catalogue().identity_kinds
    resident = kind("BZ101")
    assert resident.classes == ("resident",)
    for chosen in (None, "resident", "business"):
        assert papers_offered(catalogue(), resident, chosen) == tuple(papers["resident"])
    assert papers_offered(catalogue(), None, "business") == tuple(papers["business"])
    everything = papers_offered(catalogue(), None, None)
    assert set(everything) == {paper for each in papers.values() for paper in each}
    assert len(set(everything)) == len(everything)


@pytest.mark.parametrize(
    ("typed", "offered", "paper"),
    [
        ("", ("passport",), ""),
        (" ", ("passport",), ""),
        ("1", ("passport", "resident_id"), "resident_id"),
        ("12345678", ("taiwan_permit", "resident_id"), "resident_id"),
        ("12345678", ("passport", "taiwan_permit"), "taiwan_permit"),
        ("123456789", ("resident_id", "passport"), "passport"),
        (CARD, ("uscc", "resident_id"), "resident_id"),
        ("E12345678", ("resident_id", "passport"), "passport"),
        ("H12345678", (), "hk_macao_permit"),
        ("12345678", ("household_register",), "household_register"),
        ("?", ("passport", "uscc"), "passport"),
        ("?", (), "resident_id"),
    ],
)
def test_the_likeliest_paper_is_one_of_those_offered_if_any_fits(
    typed: str, offered: tuple[str, ...], paper: str
) -> None:
    assert likely_paper(typed, offered, TODAY) == paper


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", "2026-11-20"),
        ("明天", "2026-11-21"),
        ("后天", "2026-11-22"),
        (" ＋5 ", "2026-11-25"),
        ("+0", "2026-11-20"),
        ("20261231", "2026-12-31"),
        ("2026-1-3", "2026-01-03"),
        ("2026年1月3日", "2026-01-03"),
        ("2026.12.31", "2026-12-31"),
        ("20261341", "20261341"),
        ("+1234", "+1234"),
        (" 下周 ", " 下周 "),
    ],
)
def test_a_day_is_typed_in_any_usual_way_and_other_words_stay(typed: str, day: str) -> None:
    assert likely_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "account", "fits"),
    [
        ("0417000018", "account_sg10", True),
        ("34000 00000 018", "account_sg13", True),
        ("3400000000000018", "account_csg16", True),
        ("041700001", "account_sg10", False),
        ("04170000180", "account_sg10", False),
    ],
)
def test_the_length_of_a_number_says_whose_account_it_is(typed: str, account: str, fits: bool) -> None:
    assert account_kind(typed) == account
    assert is_account(typed, TODAY) == fits


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0551-62345678", "landline"),
        ("(0551)62345678", "landline"),
        ("+0551", "landline"),
        ("13812345678", "mobile"),
        ("008613812345678", "mobile"),
        ("62345678", "mobile"),
        ("+86 138 1234 5678", "mobile"),
        ("+86 10 62345678", "landline"),
        ("+86-551-62345678", "landline"),
        ("0086 551 62345678", "landline"),
        ("86", "mobile"),
    ],
)
def test_a_phone_that_begins_with_an_area_code_is_a_landline(typed: str, phone: str) -> None:
    assert phone_kind(typed) == phone


def test_a_phone_belongs_to_somebody_else_only_when_no_name_may_be_the_typed_one() -> None:
    assert may_be_same("王建国", "王建国 ")
    assert may_be_same("", "王建国")
    assert may_be_same("王建国", "")
    assert not may_be_same("王建国", "李敏")
    assert phone_owner("王建国", ["李敏", "王建国"]) == ""
    assert phone_owner("王建国", ["李敏", "刘伟"]) == "李敏"
    assert phone_owner("王建国", []) == ""
    assert phone_owner("", ["李敏"]) == ""


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ()),
        ("王建国", (("n王建国",),)),
        ("wjg", (("nwjg", "pwjg"),)),
        ("4477", (("n4477", "r7744", "#4477"),)),
        ("王j国", (("n王j国", "n王"),)),
        ("王 12345", (("n王",), ("n12345", "r54321", "#12345"))),
    ],
)
def test_a_query_is_looked_for_at_the_beginning_of_every_kind_of_key(
    query: str, wanted: tuple[tuple[str, ...], ...]
) -> None:
    assert prefixes(parse_query(query)) == wanted


def test_a_passport_that_passes_the_weak_check_of_an_organisation_is_a_passport() -> None:
    assert guess_kinds("E12345673") == ("passport", "organisation_code")


def test_letters_are_the_latin_capitals() -> None:
    assert [char for char in "@AZ[az1中" if is_letter(char)] == ["A", "Z"]


def test_a_matter_is_found_by_the_parts_of_its_number_name_readings_and_ends_of_numbers() -> None:
    pc = Pc("A")
    accepted = first_fact()
    number = "0417A-C-251120-0001-GH"
    customer = replace(accepted.customer, phone2="0551-62345678", account="0417000018")
    pc.write(replace(accepted, number=number, customer=customer), LI, NOON, b"")
    keys = list(keys_of(told(pc), load_readings()))
    letters = {key for key in keys if key.startswith("p")}
    assert letters == {"pwangjg", "pjianguo", "pguo", "pwangjianguo", "pjg", "pwjg"}
    assert [key for key in keys if key not in letters] == [
        "#0417A-C-251120-0001-GH",
        "#C-251120-0001-GH",
        "#251120-0001-GH",
        "#0001-GH",
        "#1120-0001-GH",
        "n王建国",
        "n建国",
        "n国",
        "r10004321831",
        "r876543261550",
        "r8100007140",
    ]
