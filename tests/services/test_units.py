"""The directory of units: what ships, what a lead enters of it, and who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.units.directory import unit_phone
from counter_tui.domain.units.models import parse_units
from counter_tui.i18n import set_language
from counter_tui.services.reference.units import load_units
from counter_tui.services.wording.units import say_unit_line
from support.looking import looked_over
from support.stations import LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


@pytest.mark.parametrize("profile", ["state_grid", "southern_grid"])
def test_every_profile_has_units_of_the_company_and_bodies_outside_it(profile: str) -> None:
    units = {unit.code: unit for unit in load_units(profile)}  # type: ignore[arg-type]
    assert {"METERING", "BILLING", "OPERATION", "DISPATCH"} <= {
        code for code, unit in units.items() if not unit.outside
    }
    assert {"PROPERTY", "WATER", "GAS", "TELECOM", "GOV12345", "ENERGY12398"} <= {
        code for code, unit in units.items() if unit.outside
    }
    assert units["GOV12345"].phone == "12345"


def test_a_lead_enters_how_a_shipped_unit_is_reached_and_its_name_stays(small: SmallStation) -> None:
    units = small.services.units
    was = units.find("metering")
    assert (was.phone, was.entered) == ("", False)
    units.enter(WANG, "METERING", phone="６６２１８８０１转12", person="周工", hours="8:30-17:30")
    now = units.find("METERING")
    assert (now.phone, now.person, now.hours) == ("66218801-12", "周工", "8:30-17:30")
    assert (now.name, now.outside, now.entered) == (was.name, False, True)
    assert looked_over(small.home).clean


def test_a_unit_of_the_stations_own_comes_after_the_shipped_ones_and_goes_again(small: SmallStation) -> None:
    units = small.services.units
    shipped = [unit.code for unit in units.list()]
    units.enter(WANG, "bus1", name="公交公司", answers="站台照明", outside=True, phone="96166")
    assert [unit.code for unit in units.list()] == [*shipped, "BUS1"]
    assert [unit.code for unit in units.list(outside=True)][-1] == "BUS1"
    units.drop(WANG, "BUS1")
    assert [unit.code for unit in units.list()] == shipped


def test_a_shipped_unit_a_station_does_not_have_goes_and_comes_back_by_entering_it(
    small: SmallStation,
) -> None:
    units = small.services.units
    units.drop(WANG, "HEAT")
    with pytest.raises(RuleBroken, match="unit_unknown"):
        units.find("HEAT")
    with pytest.raises(RuleBroken, match="unit_unknown"):
        units.drop(WANG, "HEAT")
    assert units.enter(WANG, "HEAT").outside
    assert units.find("HEAT").name.zh == "供热公司"


def test_what_does_not_fit_is_refused_by_its_field(small: SmallStation) -> None:
    enter = small.services.units.enter
    for code, given, rule in (
        ("计量", {}, "unit_code_unfit"),
        ("BUS1", {"answers": "站台"}, "name_missing"),
        ("BUS1", {"name": "公交"}, "unit_answers_missing"),
        ("METERING", {"phone": "12"}, "unit_phone_unfit"),
        ("METERING", {"phone": "打给老周"}, "unit_phone_unfit"),
        ("METERING", {"person": "周" * 81}, "unit_text_too_long"),
        ("METERING", {}, "nothing_changed"),
    ):
        if rule == "nothing_changed":
            enter(WANG, "METERING", phone="66218801")
            given = {"phone": "66218801"}
        with pytest.raises(RuleBroken, match=rule):
            enter(WANG, code, **given)


def test_its_own_words_typed_again_leave_a_shipped_unit_in_both_languages(small: SmallStation) -> None:
    """A form sends back what it showed: the English name is not lost by a phone that was entered in Chinese."""
    unit = small.services.units.find("WATER")
    small.services.units.enter(
        WANG, "WATER", name=unit.name.zh, answers=unit.answers.zh, outside=True, phone="5551234"
    )
    assert small.services.units.find("WATER").name == unit.name


def test_a_clerk_looks_and_does_not_enter(small: SmallStation) -> None:
    assert small.services.units.list()
    for act in (
        lambda: small.services.units.enter(LI, "METERING", phone="66218801"),
        lambda: small.services.units.drop(LI, "METERING"),
    ):
        with pytest.raises(RuleBroken, match="not_allowed"):
            act()


def test_a_unit_is_told_in_one_line(small: SmallStation) -> None:
    small.services.units.enter(WANG, "GAS", phone="5556666", hours="全天")
    set_language("en")
    try:
        line = say_unit_line(small.services.units.find("GAS"))
    finally:
        set_language("zh")
    assert line == "Gas company: Gas supply, bills, leaks (5556666  全天)"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), ("12345", "12345"), ("0898-6621 8801", "0898-66218801"), ("400－800—12", "400-800-12")],
)
def test_the_phone_of_a_unit_may_be_short_and_have_an_extension(typed: str, kept: str) -> None:
    assert unit_phone(typed) == kept


def test_a_damaged_file_of_units_is_refused_with_its_place() -> None:
    unit = '[[unit]]\ncode = "{0}"\nname = {{ zh = "a", en = "a" }}\nanswers = {{ zh = "a", en = "a" }}\nsource = "s"\n'
    for text, problem in (
        (unit.format("A1") * 2, "twice"),
        (unit.format("lower"), "wrong_form"),
        ("other = 1\n", "unknown_field"),
    ):
        with pytest.raises(CatalogueBroken) as broken:
            parse_units(text, "state_grid")
        assert broken.value.problem == problem
