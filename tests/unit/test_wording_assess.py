"""What the form says about each input while it is filled in."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from counter_tui.domain.identity import CODES, KINDS, REMARKS, Verdict, check
from counter_tui.domain.matter import problems as rules
from counter_tui.domain.matter.assess import assess
from counter_tui.domain.matter.context import Context, Rules
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.problems import Problem
from counter_tui.domain.receipt.cells import cell_width
from counter_tui.i18n import Language, set_language
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.wording.assess import (
    CELLS,
    PROBLEMS,
    field_words,
    say_phone_of,
    say_problem,
    short_problem,
    short_verdict,
)
from support.clocks import NOON, SHANGHAI
from support.every import every
from support.stations import LI

TODAY = date(2026, 11, 20)
FACTS: dict[str, object] = {
    "paper": "passport",
    "customer_class": "resident",
    "longest": 500,
    "minimum": 1.0,
    "maximum": 160.0,
}
NUMBERS: dict[str, object] = {
    "missing": 12,
    "extra": 17,
    "expected": "X",
    "length": 17,
    "lengths": (9, 11),
    "position": 17,
    "last": 18,
    "found": "Ａ",
    "allowed": "digit",
    "earliest": 1900,
}
GOOD: dict[str, Any] = {
    "kind": "BZ101",
    "id_kind": "resident_id",
    "id_number": "110101198506151249",
    "name": "欧阳丽华",
    "phone": "13812340002",
    "account": "0417000026",
}


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    """One of the two languages; Chinese again afterwards."""
    language: Language = request.param
    set_language(language)
    yield language
    set_language("zh")


@cache
def station() -> Rules:
    """The rules that are shipped, for a State Grid town."""
    return Rules(load_catalogue(), load_calendar(None), "state_grid", "urban", SHANGHAI)


def words_for(**values: Any) -> dict[str, tuple[bool, str]]:
    """What the form says of a draft with these values."""
    draft = Draft(draft_id="00", visit="00", **values)
    return field_words(assess(draft, Context(station(), LI, NOON)), draft)


def codes_of_the_rules() -> set[str]:
    """Every code written out in a ``Problem(field, "code", ...)`` of the rules."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(rules))) if isinstance(node, ast.Call)]
    return {
        str(call.args[1].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "Problem"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    }


def test_every_problem_the_rules_know_has_words() -> None:
    assert "paper_not_for_class" in codes_of_the_rules()
    assert codes_of_the_rules() <= set(PROBLEMS)


@every("code", sorted(PROBLEMS))
def test_a_problem_is_a_sentence_and_a_few_words(code: str, spoken: Language) -> None:
    problem = Problem("name", code, FACTS)
    for said in (say_problem(problem), short_problem(problem)):
        assert "{" not in said
        assert any("\u4e00" <= char <= "\u9fff" for char in said) == (spoken == "zh")
    assert cell_width(short_problem(problem)) <= CELLS


@every("code", sorted(CODES - {"ok"}))
def test_every_verdict_fits_the_third_column(code: str, spoken: Language) -> None:
    said = short_verdict(Verdict("resident_id", False, code, "", NUMBERS))
    assert 0 < cell_width(said) <= CELLS
    assert "{" not in said
    assert any("\u4e00" <= char <= "\u9fff" for char in said) == (spoken == "zh")


@pytest.mark.parametrize("remark", sorted(REMARKS))
def test_a_doubt_about_a_valid_number_fits_too(remark: str, spoken: Language) -> None:
    said = short_verdict(Verdict("uscc", True, "ok", "", {"remark": remark}))
    assert said != short_verdict(Verdict("uscc", True, "ok"))
    assert cell_width(said) <= CELLS
    assert any("\u4e00" <= char <= "\u9fff" for char in said) == (spoken == "zh")


@every("kind", KINDS)
def test_an_empty_number_of_any_kind_has_words_that_fit(kind: str, spoken: Language) -> None:
    said = short_verdict(check(kind, "", TODAY))
    assert cell_width(said) <= CELLS
    assert any("\u4e00" <= char <= "\u9fff" for char in said) == (spoken == "zh")


@pytest.mark.parametrize("name", ["王**", "欧阳**", "万泉******商店", "J*** S****"])
def test_whose_phone_it_is_fits_the_third_column(name: str, spoken: Language) -> None:
    said = say_phone_of(name)
    assert cell_width(said) <= CELLS
    assert any("\u4e00" <= char <= "\u9fff" for char in said.replace(name, "")) == (spoken == "zh")
    assert name in said or cell_width(name) > 6


def test_a_verdict_among_the_problems_is_said_by_itself() -> None:
    verdict = check("resident_id", "110101198506151248", TODAY)
    problem = Problem("id_number", verdict.code, {"verdict": verdict})
    assert say_problem(problem) == "第 18 位应为 9，现为 8，请对照证件逐位核对"
    assert short_problem(problem) == "第 18 位应为 9"


def test_a_problem_of_a_later_program_is_told_by_its_code() -> None:
    assert "made_up_later" in say_problem(Problem("name", "made_up_later", {}))


def test_a_limit_with_one_end_names_only_that_end() -> None:
    low = Problem("field:capacity", "number_out_of_range", {"minimum": 1.0, "maximum": None})
    high = Problem("field:capacity", "number_out_of_range", {"minimum": None, "maximum": 160.0})
    assert say_problem(low) == "不小于 1"
    assert say_problem(high) == "不大于 160"


def test_what_fits_is_said_in_a_few_words() -> None:
    words = words_for(**GOOD)
    assert words == {
        "kind": (True, "低压居民新装"),
        "id_kind": (True, "居民"),
        "id_number": (True, "校验位正确 · 女 1985"),
        "phone": (True, "手机号"),
        "account": (True, "10 位，完整"),
        "field:capacity": (True, "kW（常用）"),
        "field:phase": (True, "单相（常用）"),
    }


def test_a_changed_value_is_no_longer_the_usual_one() -> None:
    words = words_for(**GOOD, fields={"capacity": "12", "phase": "three"})
    assert words["field:capacity"] == (True, "kW")
    assert words["field:phase"] == (True, "三相")


def test_what_does_not_fit_is_said_at_its_field() -> None:
    words = words_for(**{**GOOD, "id_number": "110101198506151248"}, fields={"capacity": "900"})
    assert words["id_number"] == (False, "第 18 位应为 9")
    assert words["field:capacity"] == (False, "应在 1 至 160 之间")


def test_an_empty_form_is_not_full_of_reproaches() -> None:
    assert words_for() == {}
    assert all(good for good, _words in words_for(kind="BZ101").values())


def test_every_kind_says_something_that_fits_of_itself_and_its_fields(spoken: Language) -> None:
    for kind in station().catalogue.kinds:
        for good, said in words_for(kind=kind.code).values():
            assert good
            assert cell_width(said) <= CELLS, said
    assert spoken in ("zh", "en")


def test_problems_come_in_the_order_of_the_form() -> None:
    draft = Draft(
        draft_id="00",
        visit="00",
        id_kind="resident_id",
        id_number="110101198506151248",
        phone="12",
        phone2="13",
    )
    found = assess(draft, Context(station(), LI, NOON)).problems
    assert [problem.field for problem in found] == ["id_number", "kind", "phone", "phone2"]
