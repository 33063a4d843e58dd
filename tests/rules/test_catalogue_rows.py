"""No business type of the list is lost: each is a kind, a promise of a kind, or left out by name."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from counter_tui.domain.catalogue.models import AreaClass, CustomerClass, Profile
from counter_tui.domain.catalogue.queries import kind, promises_for, stages_for
from counter_tui.services.reference.catalogue import load_catalogue
from support.every import every

CATALOGUE = load_catalogue()


class Row(NamedTuple):
    """Where one business type of the list went; ``limit`` None says that nothing is promised for it."""

    kind: str
    promise: str = ""
    limit: int | None = None
    unit: str = ""
    customer_class: CustomerClass = "resident"
    area: AreaClass = "urban"
    profile: Profile = "state_grid"
    fields: tuple[tuple[str, str], ...] = ()


ROWS: dict[str, Row] = {
    "BZ101": Row("BZ101", "whole_process", 5, "working_day"),
    "BZ102": Row("BZ102", "whole_process", 5, "working_day"),
    "BZ103": Row("BZ103", "utility_steps", 6, "working_day", "business"),
    "BZ104": Row("BZ104", "utility_steps", 22, "working_day", "business", fields=(("supply", "single"),)),
    "BZ105": Row("BZ104", "utility_steps", 32, "working_day", "business", fields=(("supply", "dual"),)),
    "BZ106": Row(
        "BZ106", "whole_process", 15, "working_day", "small_business", fields=(("outside_line", "yes"),)
    ),
    "BZ106 without outside line": Row("BZ106", "whole_process", 5, "working_day", "small_business"),
    "BZ107": Row("BZ107"),
    "BZ108": Row("BZ108", "whole_process", 5, "working_day"),
    "BZ109": Row("BZ109", "scheme", 20, "working_day"),
    "BZ110": Row("BZ110", "commissioning", 10, "working_day"),
    "BZ201": Row("BZ201", customer_class="business"),
    "BZ202": Row("BZ202", customer_class="business"),
    # The five days of 203 and 205 and the fifteen of 219 bind the customer, under a rule that ended.
    "BZ203": Row("BZ203", customer_class="business"),
    "BZ204": Row("BZ204", customer_class="business"),
    "BZ205": Row("BZ205", customer_class="business"),
    "BZ206": Row("BZ206", customer_class="business"),
    "BZ207": Row("BZ207"),
    "BZ208": Row("BZ208"),
    "BZ209": Row("BZ209", "removal", 5, "working_day"),
    "BZ210": Row("BZ210", "reinstall", 5, "working_day"),
    "BZ211": Row("BZ211", "done", 5, "working_day"),
    "BZ212": Row("BZ212", "done", 5, "working_day"),
    "BZ213": Row("BZ213"),
    "BZ214": Row("BZ214"),
    "BZ215": Row("BZ215"),
    "BZ216": Row("BZ216"),
    "BZ217": Row("BZ217", "done", 5, "working_day"),
    "BZ218": Row("BZ218", "done", 5, "working_day"),
    "BZ219": Row("BZ219", customer_class="business"),
    "BZ220": Row("BZ220"),
    "BZ221": Row("BZ221", "done", 1, "working_day"),
    "BZ301": Row("BZ301", "test_result", 5, "working_day"),
    "BZ302": Row("BZ302", "answer", 5, "working_day"),
    "BZ303": Row("BZ303"),
    "BZ304": Row("BZ304"),
    "BZ401": Row("BZ401", "counter_service", 5, "minute"),
    "BZ402": Row("BZ402", "counter_service", 20, "minute"),
    "BZ404": Row("BZ404", "reconnect", 24, "hour"),
    "BZ405": Row("BZ404", "reconnect", 12, "hour", profile="southern_grid"),
    "BZ406": Row("BZ406", "restore", 24, "hour"),
    "BZ501": Row("BZ501", "answer", 5, "working_day"),
    "BZ502": Row("BZ502"),
    "BZ503": Row("BZ503", "confirm", 1, "working_day"),
    "BZ601": Row("BZ601", "arrival", 45, "minute"),
    "BZ602": Row("BZ601", "arrival", 90, "minute", area="rural"),
    "BZ603": Row("BZ601", "arrival", 120, "minute", area="remote"),
    "BZ604": Row("BZ604", "arrival", 24, "hour"),
    "BZ701": Row("BZ701", "contact", 24, "hour"),
    "BZ702": Row("BZ701", "answer", 5, "working_day"),
    "BZ703": Row("BZ701", "answer_internal", 4, "working_day"),
    "BZ704": Row("BZ704", "answer_internal", 9, "working_day"),
    "BZ705": Row("BZ705", "order_closed", 10, "working_day", fields=(("channel", "energy_hotline"),)),
    "BZ706": Row("BZ705", "order_closed", 7, "calendar_day", fields=(("channel", "city_hotline"),)),
    "BZ707": Row("BZ705", "order_closed", 10, "calendar_day", fields=(("channel", "other"),)),
    "BZ708": Row("BZ708", "answer_internal", 9, "working_day"),
    "BZ709": Row("BZ709", "answer_internal", 9, "working_day"),
    "BZ710": Row("BZ710"),
    "BZ711": Row("BZ711", "answer", 5, "working_day"),
    "BZ712": Row("BZ302", "answer_internal", 4, "working_day", fields=(("anomaly", "meter"),)),
    # The internal six working days for a reading end after the public five: the public promise stands for them.
    "BZ713": Row("BZ302", "answer", 5, "working_day", fields=(("anomaly", "reading"),)),
}

LEFT_OUT = {"BZ403"}
"""Taking an application within twenty minutes ends with the acceptance: there is no matter yet to run it on."""

LIST = {
    *(f"BZ{number}" for number in range(101, 111)),
    *(f"BZ{number}" for number in range(201, 222)),
    *(f"BZ{number}" for number in range(301, 305)),
    *(f"BZ{number}" for number in range(401, 407)),
    *(f"BZ{number}" for number in range(501, 504)),
    *(f"BZ{number}" for number in range(601, 605)),
    *(f"BZ{number}" for number in range(701, 714)),
}


def test_every_business_type_went_somewhere() -> None:
    """The 61 types of the list are each mapped or left out by name, and no kind stands outside the list."""
    assert len(LIST) == 61
    assert {code.split()[0] for code in ROWS} | LEFT_OUT == LIST
    assert {row.kind for row in ROWS.values()} == {each.code for each in CATALOGUE.kinds}


@pytest.mark.parametrize("code", sorted(ROWS))
def test_the_limit_of_a_business_type_runs(code: str) -> None:
    """Accepted as the mapping says, a matter gets the limit of its business type, or none."""
    row = ROWS[code]
    each = kind(CATALOGUE, row.kind)
    rules = promises_for(each, row.profile, row.area, row.customer_class, dict(row.fields))
    if row.limit is None:
        assert rules == ()
    else:
        assert {rule.code: (rule.limit, rule.unit) for rule in rules}[row.promise] == (row.limit, row.unit)


def of(kind_code: str, profile: Profile, area: AreaClass, code: str, **fields: str) -> tuple[int, str]:
    """The limit of one promise of a kind in a profile and area, for the first class it serves."""
    each = kind(CATALOGUE, kind_code)
    rules = promises_for(each, profile, area, each.classes[0], fields)
    return next((rule.limit, rule.unit) for rule in rules if rule.code == code)


def test_southern_grid_gives_its_own_numbers() -> None:
    """The Southern Grid profile promises the values of its commitments of 2017."""
    assert of("BZ101", "southern_grid", "urban", "scheme") == (2, "working_day")
    assert of("BZ103", "southern_grid", "urban", "scheme") == (5, "working_day")
    assert of("BZ104", "southern_grid", "urban", "scheme") == (15, "working_day")
    assert of("BZ104", "southern_grid", "urban", "scheme", supply="dual") == (30, "working_day")
    assert of("BZ101", "southern_grid", "urban", "meter_power") == (2, "working_day")
    assert of("BZ103", "southern_grid", "urban", "meter_power") == (3, "working_day")
    assert of("BZ104", "southern_grid", "urban", "meter_power") == (5, "working_day")
    assert of("BZ601", "southern_grid", "urban", "restore") == (4, "hour")
    assert of("BZ601", "southern_grid", "rural", "restore") == (5, "hour")


def test_state_grid_restores_within_its_averages() -> None:
    """The State Grid profile promises three hours in town and four in the country after arrival, none far out."""
    assert of("BZ601", "state_grid", "urban", "restore") == (3, "hour")
    assert of("BZ601", "state_grid", "rural", "restore") == (4, "hour")
    remote = promises_for(kind(CATALOGUE, "BZ601"), "state_grid", "remote", "resident", {})
    assert "restore" not in {rule.code for rule in remote}


def test_the_limits_of_the_regulator_stand_behind() -> None:
    """The maxima of 供电监管办法 for scheme, design review, checks and meter are there by class of supply."""
    expected = {
        "BZ101": {"scheme_limit": 3, "meter_limit": 3},
        "BZ103": {"scheme_limit": 8, "meter_limit": 5},
        "BZ106": {"scheme_limit": 8, "meter_limit": 5},
        "BZ104": {
            "scheme_limit": 20,
            "design_limit": 20,
            "midcheck_limit": 5,
            "check_limit": 7,
            "meter_limit": 7,
        },
    }
    for code, wanted in expected.items():
        for name, days in wanted.items():
            assert of(code, "state_grid", "urban", name) == (days, "working_day")
    assert of("BZ104", "state_grid", "urban", "scheme_limit", supply="dual") == (45, "working_day")


class Limit(NamedTuple):
    """A limit in force beside the business types: of which event it runs and what document says so."""

    kind: str
    promise: str
    profile: Profile
    limit: int
    unit: str
    starts: str
    source: str
    standing: str = "public"
    area: AreaClass = "urban"
    fields: tuple[tuple[str, str], ...] = ()


OWN, SG, CSG = (("works", "own"),), "供电服务“十项承诺”（2022）", "南方电网公司服务承诺（2017）"
REGULATOR, OPINION = "供电监管办法", "国家发展改革委、国家能源局办电服务意见（2025）"
HOTLINE, COUNTY = "95598服务申请处理时限", "国家电网县级公司投诉举报处理通知"
DAY, OUTSIDE = "working_day", (("outside_line", "yes"),)
LIMITS = [
    Limit("BZ101", "scheme_limit", "state_grid", 3, DAY, "accepted", REGULATOR, "ceiling"),
    Limit("BZ101", "meter_limit", "southern_grid", 3, DAY, "stage:checked", REGULATOR, "ceiling"),
    Limit("BZ101", "meter_power", "southern_grid", 2, DAY, "stage:checked", CSG),
    Limit(
        "BZ103", "design_limit", "state_grid", 8, DAY, "stage:design_filed", REGULATOR, "ceiling", fields=OWN
    ),
    Limit("BZ103", "design_limit", "southern_grid", 8, DAY, "stage:design_filed", REGULATOR, fields=OWN),
    Limit("BZ103", "midcheck_limit", "southern_grid", 3, DAY, "stage:midcheck_filed", REGULATOR, fields=OWN),
    Limit("BZ103", "check_limit", "southern_grid", 5, DAY, "stage:check_filed", REGULATOR, fields=OWN),
    Limit("BZ103", "whole_limit", "southern_grid", 5, DAY, "accepted", OPINION),
    Limit("BZ103", "whole_limit", "state_grid", 15, DAY, "accepted", OPINION, "ceiling", fields=OUTSIDE),
    Limit("BZ104", "design_limit", "southern_grid", 20, DAY, "stage:design_filed", REGULATOR),
    Limit("BZ104", "midcheck_limit", "southern_grid", 5, DAY, "stage:midcheck_filed", REGULATOR),
    Limit("BZ104", "check_limit", "southern_grid", 7, DAY, "stage:check_filed", REGULATOR),
    Limit("BZ404", "order_answer", "state_grid", 1, DAY, "stage:reconnected", HOTLINE, "internal"),
    Limit("BZ406", "restore", "southern_grid", 24, "hour", "stage:cause_gone", "供电营业规则（2024）"),
    Limit(
        "BZ601", "arrival_limit", "southern_grid", 240, "minute", "accepted", REGULATOR, "ceiling", "remote"
    ),
    Limit("BZ601", "restore", "state_grid", 4, "hour", "stage:arrived", SG, area="rural"),
    Limit("BZ604", "order_answer", "state_grid", 1, DAY, "stage:arrived", HOTLINE, "internal"),
    Limit("BZ701", "contact", "state_grid", 24, "hour", "accepted", COUNTY),
    Limit("BZ701", "answer", "state_grid", 5, DAY, "accepted", SG),
]


@every("wanted", LIMITS)
def test_a_limit_runs_from_its_event_by_its_document(wanted: Limit) -> None:
    """Amber behind the company's own promise, given to the customer where the profile has none."""
    each = kind(CATALOGUE, wanted.kind)
    rules = promises_for(each, wanted.profile, wanted.area, each.classes[0], dict(wanted.fields))
    (rule,) = (rule for rule in rules if rule.code == wanted.promise)
    assert (rule.limit, rule.unit, rule.starts) == (wanted.limit, wanted.unit, wanted.starts)
    assert (rule.source, rule.standing) == (wanted.source, wanted.standing)


def test_only_who_builds_for_the_supply_has_it_checked() -> None:
    """At low voltage design, interim and final check are stages of the requests with works of the customer's own."""
    each = kind(CATALOGUE, "BZ103")
    checks = {"design_filed", "design_reviewed", "midcheck_filed", "midchecked", "check_filed"}
    usual, own = ([stage.code for stage in stages_for(each, dict(fields))] for fields in ((), OWN))
    assert checks.isdisjoint(usual)
    assert [code for code in own if code not in checks] == usual
    assert own == [stage.code for stage in each.stages]
    codes = {rule.code for rule in promises_for(each, "southern_grid", "urban", "business", {})}
    assert codes.isdisjoint({"design_limit", "midcheck_limit", "check_limit"})


def test_superseded_values_never_promise() -> None:
    """No promise has a value of a text that was replaced: the commitments of 2011 and the rule of 1996."""
    replaced = {
        ("scheme", 3),
        ("scheme", 7),
        ("reconnect", 72),
        ("contact", 1),
        ("answer", 7),
        ("test_result", 7),
    }
    for each in CATALOGUE.kinds:
        for rule in each.promises:
            assert (rule.code, rule.limit) not in replaced
            assert "2011" not in rule.source
            assert "1996" not in rule.source


def test_an_internal_line_comes_before_the_promise_it_stands_behind() -> None:
    """An internal limit is shorter than its public promise, or it would warn of nothing."""
    for each in CATALOGUE.kinds:
        public = {rule.code: rule for rule in each.promises if rule.standing == "public"}
        for rule in each.promises:
            for code in rule.backs if rule.standing == "internal" else ():
                assert rule.unit == public[code].unit
                assert rule.limit < public[code].limit
