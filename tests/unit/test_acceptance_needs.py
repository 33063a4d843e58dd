"""What an acceptance cannot do without, and how little of it is enough."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.assess import assess
from counter_tui.domain.matter.context import Context, Rules
from counter_tui.domain.matter.draft import Draft
from counter_tui.services.reference.calendar import load_calendar
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.wording.rules import say_rule
from support.clocks import NOON, SHANGHAI
from support.stations import BILL, COMPLAINT, CONNECTION, LI, REPAIR

PERSON = {"id_kind": "resident_id", "id_number": "110101197503051811", "name": "郑小满"}
INCREASE, RELOCATION, TRANSFER, INVOICE, OUTAGE = "BZ102", "BZ207", "BZ212", "BZ402", "BZ502"
ACCOUNT = "0417000018"


@cache
def _context() -> Context:
    rules = Rules(load_catalogue(), load_calendar(None), "state_grid", "urban", SHANGHAI)
    return Context(rules, LI, NOON)


def problems(kind: str, **values: Any) -> dict[str, str]:
    """The codes of what does not fit, by field."""
    found = assess(Draft(draft_id="00", visit="00", kind=kind, **values), _context()).problems
    return {problem.field: problem.code for problem in found}


@pytest.mark.parametrize("words", ["村东头变压器旁", "12", "？", " 老槐树 "])
def test_any_words_for_the_place_are_enough(words: str) -> None:
    assert problems(CONNECTION, **PERSON) == {"address": "address_missing"}
    assert problems(CONNECTION, **PERSON, address=words) == {}
    assert problems(REPAIR) == {"address": "place_missing"}
    assert problems(REPAIR, address=words) == {}


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "\u200b"])
def test_blanks_are_no_place_and_no_request(blank: str) -> None:
    assert problems(CONNECTION, **PERSON, address=blank) == {"address": "address_missing"}
    assert problems(COMPLAINT, fields={"content": blank}) == {"field:content": "words_missing"}


def test_an_account_leads_to_a_supply_that_exists_and_to_no_new_one() -> None:
    assert problems(REPAIR, account=ACCOUNT) == {}
    assert problems(INCREASE, **PERSON) == {"address": "place_missing"}
    assert problems(INCREASE, **PERSON, fields={"account": ACCOUNT}) == {}
    assert problems(CONNECTION, **PERSON, account=ACCOUNT) == {"address": "address_missing"}


def test_an_account_that_is_wrong_is_the_only_thing_to_put_right() -> None:
    assert problems(REPAIR, account="041700001") == {"account": "too_short"}


def test_paper_work_asks_for_no_place() -> None:
    assert problems(INVOICE, name="何静") == {}
    assert problems(OUTAGE) == {}
    assert problems(TRANSFER, **PERSON) == {"address": "place_missing"}


def test_a_request_that_is_its_words_needs_them_and_no_more() -> None:
    for kind in (COMPLAINT, BILL):
        assert problems(kind) == {"field:content": "words_missing"}
        assert problems(kind, fields={"content": "抄错"}) == {}
    moved = {"account": ACCOUNT, "new_address": "村委会对面"}
    assert problems(RELOCATION, **PERSON, fields={"account": ACCOUNT}) == {
        "field:new_address": "words_missing"
    }
    assert problems(RELOCATION, **PERSON, fields=moved) == {}


def test_a_number_as_a_name_is_refused_and_a_number_in_a_name_only_doubted() -> None:
    """The known name of a base station must not keep it from the counter; a number alone is nobody."""
    wrong: dict[str, Any] = {"id_kind": "resident_id", "id_number": PERSON["id_number"], "address": "村东头"}
    assert problems(CONNECTION, **wrong, name="110101199003074478") == {"name": "name_is_number"}
    assert problems(BILL, name="13812340001", fields={"content": "问"}) == {"name": "name_is_number"}
    agent = {"agent_name": "13812340001", "agent_id_number": PERSON["id_number"]}
    assert problems(CONNECTION, **PERSON, **agent, address="村东头") == {"agent_name": "name_is_number"}
    for name, doubts in (("铁塔34010500001234基站", ["name_has_number"]), ("38号超市", []), ("3M中国", [])):
        made = assess(Draft(draft_id="00", visit="00", kind=CONNECTION, **wrong, name=name), _context())
        assert made.acceptable
        assert [(doubt.field, doubt.code) for doubt in made.doubts] == [("name", code) for code in doubts]


def test_a_field_of_the_kind_is_called_by_its_name_where_it_is_the_first_to_put_right() -> None:
    made = assess(Draft(draft_id="00", visit="00", kind=COMPLAINT), _context())
    said = say_rule(RuleBroken("draft_unfit", problems=made.problems))
    assert said == "还不能提交，有 1 处要改。先改 诉求内容：请照客户说的用几个字写下来"
