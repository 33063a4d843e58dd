"""States, reasons and parts of a matter in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args, get_type_hints

import pytest

from counter_tui.domain.catalogue.models import CustomerClass, Paper, Unit
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.registry import FACT_TYPES
from counter_tui.domain.matter.after.work import CORRECTABLE
from counter_tui.domain.matter.parts import Outcome, PaperState
from counter_tui.domain.matter.state import State
from counter_tui.domain.promise import PAUSE_REASONS, ClockState
from counter_tui.domain.staff.roles import ROLES, Action
from counter_tui.domain.visit.rating import TokenState
from counter_tui.i18n import Language, set_language
from counter_tui.services.reference.catalogue import load_catalogue, load_ratings
from counter_tui.services.wording.clocks import say_clock_state, say_limit, say_pause_reason, say_standing
from counter_tui.services.wording.fact_names import say_fact
from counter_tui.services.wording.hand_over import say_hand_over_reason, say_outcome
from counter_tui.services.wording.matter import say_how, say_state
from counter_tui.services.wording.papers import say_before, say_collector, say_paper_state
from counter_tui.services.wording.particulars import say_customer_class, say_field, say_id_kind, say_value
from counter_tui.services.wording.ratings import say_level, say_rating_reason, say_token_state
from counter_tui.services.wording.staff import say_action, say_role
from support.every import every

FACTS = sorted(name for name, fact in FACT_TYPES.items() if fact.__module__.startswith(f"{facts.__name__}."))
CODES: list[tuple[Callable[[str], str], str]] = [
    *((say_state, code) for code in get_args(State)),
    *((say_paper_state, code) for code in get_args(PaperState)),
    *((say_clock_state, code) for code in get_args(ClockState)),
    *((say_standing, code) for code in ("public", "internal", "ceiling")),
    *((say_collector, code) for code in get_args(get_type_hints(Paper)["collector"])),
    *((say_role, code) for code in ROLES),
    *((say_action, code) for code in get_args(Action)),
    *((say_hand_over_reason, code) for code in get_args(facts.HandOverReason)),
    *((say_pause_reason, reason.code) for reason in PAUSE_REASONS),
    *((say_how, code) for code in get_args(facts.InformedBy)),
    *((say_outcome, code) for code in get_args(Outcome)),
    *((say_token_state, code) for code in get_args(TokenState)),
    *((say_customer_class, code) for code in get_args(CustomerClass)),
    *((say_field, code) for code in sorted(CORRECTABLE | {"remark", "kind", "agent_name"})),
    *((say_fact, code) for code in FACTS),
    *((say_id_kind, code) for code in ("resident_id", "passport", "uscc")),
]


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    """One of the two languages; Chinese again afterwards."""
    language: Language = request.param
    set_language(language)
    yield language
    set_language("zh")


@every("say, code", CODES)
def test_every_code_has_words_in_the_language_in_use(
    say: Callable[[str], str], code: str, spoken: Language
) -> None:
    said = say(code)
    assert "_" not in said
    assert any("\u4e00" <= char <= "\u9fff" for char in said) == (spoken == "zh")


@every("say", list(dict.fromkeys(say for say, _code in CODES)))
def test_an_unknown_code_stays_as_it_is_written(say: Callable[[str], str]) -> None:
    assert say("from_a_later_program") == "from_a_later_program"


def test_a_paper_is_due_before_a_stage_of_its_kind_or_before_the_answer(spoken: Language) -> None:
    kind = next(kind for kind in load_catalogue().kinds if kind.code == "BZ101")
    stage, answer = say_before("survey", kind), say_before("answer", kind)
    expected = ("现场勘查前", "答复前") if spoken == "zh" else ("before Site survey", "before the answer")
    assert (stage, answer) == expected
    assert "survey" in say_before("survey", None)


def test_levels_and_reasons_of_the_rating_have_their_names() -> None:
    scale = load_ratings()
    assert say_level(scale, 5) == "非常满意"
    assert say_level(scale, 9) == "9"
    assert say_rating_reason(scale, "214") == "服务态度生硬"
    assert say_rating_reason(scale, "999") == "999"


def test_values_of_the_form_have_their_choice_or_their_unit() -> None:
    kind = next(kind for kind in load_catalogue().kinds if kind.code == "BZ101")
    assert say_value("phase", "single", kind) == "单相"
    assert say_value("capacity", "8", kind) == "8 kW"
    assert say_value("capacity", "8", None) == "8"
    assert say_field("field:capacity", kind) == "容量"
    assert say_field("field:gone", kind) == "gone"


@pytest.mark.parametrize("unit", get_args(Unit))
def test_limits_are_said_with_their_unit(unit: Unit, spoken: Language) -> None:
    one, five = say_limit(1, unit), say_limit(5, unit)
    assert one.startswith("1 ")
    assert five.startswith("5 ")
    assert ("_" in one, one.endswith("s"), five.endswith("s")) == (False, False, spoken == "en")
