"""What the rules make of a draft, input by input, on kinds written for these tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Choice, FormField, Kind, Paper, PromiseRule, Stage, Words
from counter_tui.domain.facts.matter import PaperDeferred
from counter_tui.domain.matter.assess import (
    assess,
    class_of,
    paper_due,
    papers_of,
    promises_of,
)
from counter_tui.domain.matter.context import Context, Rules
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.numbers import field_value
from counter_tui.domain.matter.problems import Problem, check_field, check_name, place_problem
from counter_tui.domain.matter.promises import give_promise
from support.clocks import NOON
from support.two_pcs import LI, rules

CARD = "110101199003074477"
TODAY = NOON.date()


def words(text: str) -> Words:
    """The same words in both languages."""
    return Words(zh=text, en=text.title())


def field(kind: str, **values: Any) -> FormField:
    """A form field of this type."""
    return FormField(code=values.pop("code", "it"), name=words("it"), type=kind, **values)  # type: ignore[arg-type]


def kind(**values: Any) -> Kind:
    """A kind that asks for nothing, with these values."""
    plain = {
        "code": "BZ999",
        "name": words("试"),
        "short": words("试"),
        "initials": ("s",),
        "family": "new",
        "classes": ("resident", "business"),
        "identity": "none",
    }
    return Kind(**{**plain, **values})


def context(made: Kind | None = None, now: datetime = NOON) -> Context:
    """An act of a clerk at a station whose catalogue has this kind too."""
    known = rules()
    catalogue = replace(known.catalogue, kinds=(*known.catalogue.kinds, *([made] if made else [])))
    return Context(Rules(catalogue, known.calendar, known.profile, known.area, known.zone), LI, now)


def draft(**values: Any) -> Draft:
    """A draft of that kind."""
    return Draft(**{"draft_id": "00", "visit": "00", "kind": "BZ999", **values})


def problems(made: Kind, **values: Any) -> list[tuple[str, str, dict[str, object]]]:
    """The problems of a draft, as field, code and facts."""
    found = assess(draft(**values), context(made)).problems
    return [(each.field, each.code, dict(each.facts)) for each in found]


def test_without_a_kind_or_with_an_unknown_one_there_is_one_problem() -> None:
    assert problems(kind(), kind="") == [("kind", "kind_missing", {})]
    assert problems(kind(), kind="BZ998") == [("kind", "kind_unknown", {"kind": "BZ998"})]
    assert problems(kind()) == []


def test_a_kind_of_one_paper_asks_for_a_paper_of_the_class_and_a_name() -> None:
    made = kind(identity="one_paper")
    assert problems(made, id_kind="resident_id", id_number=" ", name=" ") == [
        ("id_number", "identity_missing", {}),
        ("name", "name_missing", {}),
    ]
    assert problems(made, id_kind="resident_id", id_number=CARD, name="王建国") == []
    assert problems(
        made, customer_class="business", id_kind="resident_id", id_number=CARD, name="王建国"
    ) == [("id_number", "paper_not_for_class", {"paper": "resident_id"})]


def test_a_kind_of_an_account_asks_for_it_or_a_name() -> None:
    made = kind(identity="account")
    assert problems(made, account=" ", name=" ") == [("account", "account_or_name_missing", {})]
    assert problems(made, account="0417000018") == []
    assert problems(made, name="王建国") == []


def test_a_class_that_is_not_served_is_said_and_an_agent_needs_no_number() -> None:
    assert problems(kind(), customer_class="institution") == [
        ("kind", "class_not_served", {"customer_class": "institution"})
    ]
    assert problems(kind(), agent_name="李敏", agent_id_number=" ") == []
    assert problems(kind(), agent_name=" ") == []


def test_every_number_typed_gets_its_verdict() -> None:
    made = kind()
    values = {
        "id_kind": "resident_id",
        "id_number": CARD[:-1] + "8",
        "phone": "138",
        "phone2": "0551-62",
        "account": "04170000",
        "agent_id_number": "1",
    }
    found = assess(draft(**values), context(made))
    assert set(found.verdicts) == {"id_number", "phone", "phone2", "account", "agent_id_number"}
    assert {each.field: each.facts["verdict"] for each in found.problems} == found.verdicts
    assert all(each.code == found.verdicts[each.field].code for each in found.problems)
    assert {name: each.kind for name, each in found.verdicts.items()} == {
        "id_number": "resident_id",
        "phone": "mobile",
        "phone2": "landline",
        "account": "account_sg10",
        "agent_id_number": "resident_id",
    }
    assert assess(draft(id_number=CARD, phone=" "), context(made)).verdicts == {}


def test_problems_stand_in_the_order_of_the_form() -> None:
    made = kind(identity="one_paper", place="new", fields=(field("text", required=True),))
    unfit = problems(
        made,
        phone="1",
        phone2="1",
        account="1",
        agent_name="李" * 501,
        agent_id_number="1",
        remark="x" * 501,
    )
    assert [each[0] for each in unfit] == [
        "id_number",
        "account",
        "name",
        "phone",
        "address",
        "field:it",
        "agent_name",
        "agent_id_number",
        "phone2",
        "remark",
    ]
    assert unfit[-1][1:] == ("text_too_long", {"longest": 500})
    assert problems(kind(), remark="x" * 500, name="李" * 500, address="路" * 500) == []


def test_a_place_is_told_by_an_address_or_for_a_supply_by_its_account() -> None:
    new, supply, nowhere = (kind(place=place) for place in ("new", "supply", "none"))
    assert place_problem(nowhere, "", []) is None
    assert place_problem(new, " ", ["0417000018"]) == Problem("address", "address_missing", {})
    assert place_problem(new, "村口", []) is None
    assert place_problem(supply, " ", ["", " "]) == Problem("address", "place_missing", {})
    assert place_problem(supply, "", ["", "0417000018"]) is None
    own = kind(place="supply", fields=(field("account", code="meter_account"), field("text", code="other")))
    assert problems(own, fields={"meter_account": "0417000018"}) == []
    assert problems(own, fields={"other": "0417000018"}) == [("address", "place_missing", {})]
    assert problems(own, account="0417000018") == []


def test_the_class_is_the_one_chosen_or_the_first_that_may_show_the_paper() -> None:
    made = kind(classes=("resident", "business"))
    for values, wanted in (
        ({"customer_class": "institution"}, "institution"),
        ({"id_kind": "uscc"}, "business"),
        ({"id_kind": "passport"}, "resident"),
        ({}, "resident"),
        ({"id_kind": "none"}, None),
    ):
        assert class_of(draft(**values), made, context()) == wanted
    assert class_of(draft(id_kind="uscc"), None, context()) == "business"
    assert class_of(draft(), None, context()) is None


PROMISE = PromiseRule(code="call", name=words("回电"), limit=1, unit="hour", source="供电服务承诺")


def test_promises_are_given_for_the_class_and_the_values_of_the_form() -> None:
    other = partial(replace, PROMISE)
    made = kind(
        promises=(
            PROMISE,
            other(code="later", starts="stage:built"),
            other(code="firm", classes=("business",)),
            other(code="big", when={"size": "big"}),
            other(code="small", when={"size": "small"}),
        ),
        fields=(field("text", code="size", default="small"),),
    )

    def given(values: dict[str, str], customer_class: Any = "resident") -> list[str]:
        return [each.code for each in promises_of(draft(fields=values), made, customer_class, context(made))]

    assert given({}) == ["call", "small"]
    assert given({"size": "big"}) == ["call", "big"]
    assert given({}, "business") == ["call", "firm", "small"]


def test_a_promise_carries_all_of_its_rule_and_its_counting() -> None:
    rule = replace(
        PROMISE,
        limit=2,
        unit="working_day",
        standing="internal",
        met_by="answered",
        starts="accepted",
    )
    given = give_promise(rule, NOON, rules())
    assert (given.code, given.name_zh, given.name_en) == ("call", "回电", "回电")
    assert (given.standing, given.limit, given.unit) == ("internal", 2, "working_day")
    assert (given.started_at, given.starts, given.met_by) == (NOON, "accepted", "answered")
    assert given.source == "供电服务承诺"
    assert given.due_day == given.due_at.astimezone(rules().zone).date() == date(2025, 11, 24)
    assert given.provisional is False
    assert [step.kind for step in given.steps] == ["started", "counted", "off", "counted", "due"]
    assert given.steps[1].n == 1
    far = give_promise(replace(PROMISE, limit=3000, unit="working_day"), NOON, rules())
    assert far.provisional is True
    hours = give_promise(PROMISE, NOON, rules())
    assert (hours.due_day, hours.due_at) == (None, NOON + timedelta(hours=1))
    assert (hours.steps[1].at, hours.steps[1].to) == (hours.steps[0].at, hours.steps[2].at)


def paper(code: str, timing: str, **values: Any) -> Paper:
    """A paper of residents."""
    return Paper(
        code=code,
        name=words(code),
        classes=("resident",),
        timing=timing,  # type: ignore[arg-type]
        source="供电营业规则",
        **values,
    )


def test_a_paper_not_shown_is_owed_before_its_stage_and_the_letter_today() -> None:
    made = kind(
        stages=(Stage(code="survey", name=words("勘查")), Stage(code="built", name=words("施工"))),
        papers=(
            paper("card", "now"),
            paper("lease", "deferrable", due_before="built", collector="surveyor"),
            paper("deed", "deferrable"),
            paper("letter", "if_deferred", collector="installer"),
            paper("photo", "exempt"),
        ),
    )
    now, owed = papers_of(draft(), made, "resident", (), context(made))
    due = paper_due((), context(made))
    assert [each.code for each in now] == ["card"]
    assert owed == (
        PaperDeferred(
            paper="lease", name_zh="lease", name_en="Lease", collector="surveyor", before="built", due_day=due
        ),
        PaperDeferred(
            paper="deed",
            name_zh="deed",
            name_en="Deed",
            collector="first_contact",
            before="survey",
            due_day=due,
        ),
        PaperDeferred(
            paper="letter",
            name_zh="letter",
            name_en="Letter",
            collector="installer",
            before="survey",
            due_day=TODAY,
            letter=True,
        ),
    )
    some = papers_of(draft(papers_shown=("lease", "letter")), made, "resident", (), context(made))[1]
    assert [each.paper for each in some] == ["deed"]
    assert papers_of(draft(papers_shown=("lease", "deed")), made, "resident", (), context(made))[1] == ()
    without = replace(made, stages=())
    assert papers_of(draft(), without, "resident", (), context())[1][1].before == "answer"


def test_papers_of_an_agent_are_asked_only_of_one() -> None:
    made = kind(papers=(paper("proxy", "deferrable", agent_only=True),))
    for agent, count in (("", 0), (" ", 0), ("李敏", 1)):
        assert len(papers_of(draft(agent_name=agent), made, "resident", (), context())[1]) == count


def test_the_agents_own_paper_is_here_once_its_number_fits() -> None:
    card = paper("card", "deferrable", agent_only=True, shown_by="agent_id_number")
    made = kind(papers=(card, paper("proxy", "deferrable", agent_only=True)))
    for number, owed in (("", ["card", "proxy"]), (CARD[:-1] + "8", ["card", "proxy"]), (CARD, ["proxy"])):
        found = assess(draft(agent_name="李敏", agent_id_number=number), context(made))
        assert [each.paper for each in found.deferred] == owed
        assert [each.code for each in found.by_number] == ([] if "card" in owed else ["card"])
    assert assess(draft(agent_id_number=CARD), context(made)).by_number == ()


@pytest.mark.parametrize(
    ("limit", "unit", "standing", "due"),
    [
        (None, "", "", "2025-11-25"),
        (9, "working_day", "public", "2025-11-25"),
        (2, "working_day", "public", "2025-11-21"),
        (3, "working_day", "public", "2025-11-24"),
        (1, "working_day", "public", "2025-11-20"),
        (2, "working_day", "internal", "2025-11-25"),
        (1, "hour", "public", "2025-11-25"),
    ],
)
def test_a_paper_is_due_in_three_working_days_and_on_a_working_day_before_the_nearest_public_promise(
    limit: int | None, unit: str, standing: str, due: str
) -> None:
    given = ()
    if limit is not None:
        rule = replace(PROMISE, limit=limit, unit=unit, standing=standing)
        given = (give_promise(rule, NOON, rules()),)  # type: ignore[assignment]
    assert paper_due(given, context()) == date.fromisoformat(due)


CHOICES = (Choice(code="one", name=words("一")), Choice(code="three", name=words("三")))


@pytest.mark.parametrize(
    ("made", "typed", "code"),
    [
        (field("text"), "", ""),
        (field("text", required=True), " ", "words_missing"),
        (field("date", required=True), "", "field_missing"),
        (field("text"), "x" * 500, ""),
        (field("text"), "x" * 501, "text_too_long"),
        (field("number"), "8,0", "number_unreadable"),
        (field("number"), "８", ""),
        (field("number"), "-1000000000.5", ""),
        (field("number", minimum=1, maximum=160), "1", ""),
        (field("number", minimum=1, maximum=160), "160", ""),
        (field("number", minimum=1, maximum=160), "0.9", "number_out_of_range"),
        (field("number", minimum=1, maximum=160), "160.1", "number_out_of_range"),
        (field("number", minimum=0, maximum=9), "-1", "number_out_of_range"),
        (field("number", minimum=-9, maximum=0), "1", "number_out_of_range"),
        (field("choice", choices=CHOICES), "three", ""),
        (field("choice", choices=CHOICES), "two", "choice_unknown"),
        (field("date"), "2025-02-28", ""),
        (field("date"), "2025-02-29", "date_unreadable"),
        (field("phone"), "13812340001", ""),
        (field("phone"), "0551-62", "too_short"),
        (field("account"), "0417000018", ""),
        (field("account"), "04170000", "too_short"),
        (field("meter"), "1234567890123456789012", ""),
        (field("meter"), "12", "too_short"),
    ],
)
def test_a_form_field_takes_what_its_type_takes(made: FormField, typed: str, code: str) -> None:
    found = check_field(made, typed, TODAY)
    assert (found.code if found else "") == code
    if found is not None:
        assert found.field == "field:it"


def test_a_number_is_one_that_people_write() -> None:
    """What only programs read, or nobody, would go onto a receipt as it stands."""
    for typed in (
        "1e9",
        "1e999",
        "inf",
        "-Infinity",
        "nan",
        "1_000",
        "٣٤٥",
        "0x10",
        "9" * 13,
        "0" * 400,
        ".",
        "-",
    ):
        assert check_field(field("number"), typed, TODAY) == Problem("field:it", "number_unreadable", {}), (
            typed
        )
    assert check_field(field("date"), "2025-W09-5", TODAY) == Problem("field:it", "date_unreadable", {})


def test_the_words_of_a_fields_problem_get_what_they_need() -> None:
    low = check_field(field("number", minimum=1), "0", TODAY)
    assert low == Problem("field:it", "number_out_of_range", {"minimum": 1.0, "maximum": None})
    long = check_field(field("text"), "x" * 501, TODAY)
    assert long == Problem("field:it", "text_too_long", {"longest": 500})
    phone = check_field(field("phone"), "138", TODAY)
    assert phone is not None
    assert getattr(phone.facts["verdict"], "kind", "") == "mobile"
    made = kind(fields=(field("number", minimum=1), field("text", code="why", default="x")))
    assert problems(made, fields={"it": "0"}) == [
        ("field:it", "number_out_of_range", {"minimum": 1.0, "maximum": None, "label": words("it")})
    ]


@pytest.mark.parametrize(
    ("type_", "typed", "kept"),
    [
        ("text", " 两 \n个（好） ", "两 个（好）"),
        ("number", " ８ ", "8"),
        ("choice", " one ", "one"),
        ("phone", "138-1234-0001", "13812340001"),
        ("phone", "０５５１-62345678", "0551-62345678"),
        ("phone", "", ""),
        ("phone", "138", "138"),
        ("account", "0417 0000 18", "0417000018"),
        ("meter", " 12345678901 23456789012", "1234567890123456789012"),
    ],
)
def test_a_value_is_kept_as_its_type_is_written(type_: str, typed: str, kept: str) -> None:
    assert field_value(field(type_), typed, TODAY) == kept


def test_a_name_that_is_a_number_is_a_problem_and_one_with_a_number_a_doubt() -> None:
    assert check_name("name", "13812340001", TODAY) == Problem("name", "name_is_number", {})
    assert check_name("name", "王建国13812340001", TODAY) == Problem("name", "name_has_number", {})
    assert check_name("name", "王建国", TODAY) is None
    doubted = assess(draft(name="王建国13812340001", agent_name=CARD, agent_id_number=CARD), context(kind()))
    assert doubted.doubts == (Problem("name", "name_has_number", {}),)
    assert doubted.problems == (Problem("agent_name", "name_is_number", {}),)
    assert not doubted.acceptable


@pytest.mark.parametrize(("agent", "doubted"), [(CARD, True), (f" {CARD.lower()} ", True), ("", False)])
def test_an_agent_with_the_customers_own_number_is_a_doubt(agent: str, doubted: bool) -> None:
    made = assess(
        draft(name="王建国", id_kind="resident_id", id_number=CARD, agent_id_number=agent), context(kind())
    )
    assert made.doubts == ((Problem("agent_id_number", "agent_is_customer", {}),) if doubted else ())
    assert made.acceptable


def test_what_is_promised_and_owed_is_told_only_of_a_known_kind_and_class() -> None:
    made = kind(promises=(PROMISE,), papers=(paper("card", "now"), paper("lease", "deferrable")))
    whole = assess(draft(), context(made))
    assert whole.kind == queries.known_kind(context(made).rules.catalogue, "BZ999")
    assert (whole.customer_class, len(whole.promises), len(whole.now_papers), len(whole.deferred)) == (
        "resident",
        1,
        1,
        1,
    )
    assert whole.acceptable
    unknown = assess(draft(id_kind="none"), context(made))
    assert (unknown.customer_class, unknown.promises, unknown.now_papers, unknown.deferred) == (
        None,
        (),
        (),
        (),
    )


def test_promises_and_papers_of_a_draft_follow_its_class_and_its_form() -> None:
    made = kind(
        classes=("business", "resident"),
        promises=(replace(PROMISE, classes=("resident",)),),
        papers=(paper("plan", "deferrable", when={"size": "big"}),),
        fields=(field("text", code="size", default="small"),),
    )
    big = assess(draft(customer_class="resident", fields={"size": "big"}), context(made))
    assert ([each.code for each in big.promises], [each.paper for each in big.deferred]) == (
        ["call"],
        ["plan"],
    )
    firm = assess(draft(fields={"size": "small"}), context(made))
    assert (firm.customer_class, firm.promises, firm.deferred) == ("business", (), ())


def test_a_day_that_cannot_be_read_has_no_further_facts() -> None:
    assert check_field(field("date"), "morgen", TODAY) == Problem("field:it", "date_unreadable", {})


def test_a_paper_due_steps_back_over_days_off_one_by_one() -> None:
    """Before a promise of Monday stands Sunday: the paper is due on Friday."""
    rule = replace(PROMISE, limit=4, unit="calendar_day")
    given = give_promise(rule, NOON, rules())
    assert given.due_day == date(2025, 11, 24)
    assert paper_due((given,), context()) == date(2025, 11, 21)
