"""The catalogue as shipped: every kind, class, profile and area can be served."""

from __future__ import annotations

import re
from importlib import resources
from itertools import product
from typing import get_args

import pytest
from pypinyin import Style, lazy_pinyin

from counter_tui.domain.catalogue.cross import IDENTITY_CODES
from counter_tui.domain.catalogue.models import (
    AreaClass,
    Catalogue,
    CustomerClass,
    Kind,
    Profile,
    PromiseRule,
)
from counter_tui.domain.catalogue.parse import parse
from counter_tui.domain.catalogue.queries import kind, papers_for, promises_for, top_kinds
from counter_tui.domain.catalogue.ratings import parse_ratings
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import PAPER_KINDS
from counter_tui.services.reference.catalogue import (
    catalogue_files,
    compiled_texts,
    load_catalogue,
    load_ratings,
    ratings_text,
)
from support.every import every

CLASSES: tuple[CustomerClass, ...] = get_args(CustomerClass)
PROFILES: tuple[Profile, ...] = get_args(Profile)
AREAS: tuple[AreaClass, ...] = get_args(AreaClass)
CATALOGUE = load_catalogue()


def every_form(each: Kind) -> list[dict[str, str]]:
    """Each combination of answers to the choice fields of a kind."""
    choices = [field for field in each.fields if field.type == "choice"]
    return [
        {field.code: choice.code for field, choice in zip(choices, row, strict=True)}
        for row in product(*(field.choices for field in choices))
    ]


def test_what_a_start_reads_is_what_people_wrote() -> None:
    """The compiled files are those the TOML files give; else ``scripts/catalogue.py compile`` was forgotten."""
    compiled = resources.files("counter_tui").joinpath("data", "compiled")
    for name, text in compiled_texts().items():
        assert compiled.joinpath(name).read_text(encoding="utf-8") == text
    assert load_catalogue() == parse(catalogue_files())
    assert load_ratings() == parse_ratings(ratings_text())


@pytest.fixture
def catalogue() -> Catalogue:
    return CATALOGUE


@every("each", CATALOGUE.kinds)
def test_every_class_needs_one_paper_now_or_none(each: Kind) -> None:
    """A kind is accepted with exactly one paper, or with none where it asks for no identity paper."""
    for customer_class in each.classes:
        for form, agent in product(every_form(each), (False, True)):
            papers = papers_for(each, customer_class, form, agent=agent)
            now = [paper.code for paper in papers if paper.timing == "now"]
            assert len(now) == (1 if each.identity == "one_paper" else 0)
            if each.identity != "one_paper":
                assert papers == ()


@every("each", CATALOGUE.kinds)
def test_what_can_come_later_has_a_day_and_a_letter(each: Kind) -> None:
    """Every deferrable paper is due before a stage or the answer, and a commitment letter goes with it."""
    ends = {"answer", *(stage.code for stage in each.stages)}
    for customer_class in each.classes:
        papers = papers_for(each, customer_class)
        deferrable = [paper for paper in papers if paper.timing == "deferrable"]
        assert all(paper.due_before in ends for paper in deferrable)
        if deferrable:
            assert [paper.code for paper in papers if paper.timing == "if_deferred"] == ["commitment"]


@every("each", CATALOGUE.kinds)
def test_promises_of_a_matter_never_clash(each: Kind) -> None:
    """Wherever a matter is, no promise code runs twice, and a limit shown as amber stands behind a public promise."""
    for profile, area, customer_class in product(PROFILES, AREAS, each.classes):
        for form in every_form(each):
            rules = promises_for(each, profile, area, customer_class, form)
            codes = [rule.code for rule in rules]
            assert len(codes) == len(set(codes))
            public = {rule.code for rule in rules if rule.standing == "public"}
            for rule in rules:
                if rule.standing == "ceiling":
                    assert public & set(rule.backs)


@every("each", CATALOGUE.kinds)
def test_enter_passes_every_field(each: Kind) -> None:
    """No field must be filled that has no default, so that Enter passes the form, but the request's own words."""
    own_words = [field for field in each.fields if field.required and field.type == "text"]
    assert all(field.default for field in each.fields if field.required and field not in own_words)
    assert len(own_words) <= 1
    assert len(each.fields) <= 4


def test_a_request_that_is_nothing_but_words_needs_them() -> None:
    """What is asked, reported, complained of or praised; elsewhere a remark may stay empty."""
    needing = {
        each.code
        for each in CATALOGUE.kinds
        for field in each.fields
        if field.required and field.type == "text"
    }
    requests = {each.code for each in CATALOGUE.kinds if each.family == "request"}
    assert needing == requests | {"BZ207", "BZ501", "BZ503"}


def test_a_kind_says_whether_anybody_has_to_find_the_place() -> None:
    """New supplies need the address, work at a supply that exists its account or address, paper work neither."""
    places = {each.code: each.place for each in CATALOGUE.kinds}
    new = {code for code, place in places.items() if place == "new"}
    assert new == {"BZ101", "BZ103", "BZ104", "BZ106", "BZ107", "BZ108"}
    assert {places[code] for code in ("BZ102", "BZ207", "BZ208", "BZ301", "BZ404", "BZ601")} == {"supply"}
    assert {places[code] for code in ("BZ221", "BZ401", "BZ402", "BZ501", "BZ701")} == {"none"}
    visits = {"survey", "arrived", "install", "removed", "replaced", "sealed"}
    for each in CATALOGUE.kinds:
        assert each.place != "none" or not visits & {stage.code for stage in each.stages}, each.code


@every("each", CATALOGUE.kinds)
def test_a_kind_is_found_by_the_pinyin_initials_of_its_names(each: Kind) -> None:
    """The initials of the full and the short Chinese name are among those a clerk may type."""
    for text in (each.name.zh, each.short.zh):
        letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
        assert re.sub("[^a-z0-9]", "", letters) in each.initials


@every("each", CATALOGUE.kinds)
def test_sources_are_titles_of_rules(each: Kind) -> None:
    """A source is a title: no web address, no mark of a working paper, no unread article of the 2024 rule."""
    sources = [
        *each.sources,
        *(rule.source for rule in each.promises),
        *(paper.source for paper in each.papers),
    ]
    assert each.sources
    for source in sources:
        assert not re.search(r"https?:|www\.|\[[A-Z]\d", source)
        if "第" in source:
            assert "第二十五条" in source or "第一百零一条" in source


def test_southern_grid_never_promises_in_the_words_of_state_grid(catalogue: Catalogue) -> None:
    """No promise of one company's own documents is given in the other's profile."""
    for each in catalogue.kinds:
        for rule in each.promises:
            if "十项承诺" in rule.source or "国家电网" in rule.source or "95598" in rule.source:
                assert rule.profiles == ("state_grid",)
            if "南方电网" in rule.source:
                assert rule.profiles == ("southern_grid",)


def test_home_shows_the_nine_usual_kinds(catalogue: Catalogue) -> None:
    """The digits 1 to 9 on Home stand for the kinds asked for most."""
    assert [(each.top, each.code) for each in top_kinds(catalogue)] == [
        (1, "BZ101"),
        (2, "BZ212"),
        (3, "BZ211"),
        (4, "BZ301"),
        (5, "BZ102"),
        (6, "BZ501"),
        (7, "BZ402"),
        (8, "BZ601"),
        (9, "BZ701"),
    ]


def test_a_new_home_connection_starts_from_usual_values(catalogue: Catalogue) -> None:
    """BZ101 starts with 8 kW and a single phase, and owes the property paper before the survey."""
    each = kind(catalogue, "BZ101")
    assert [(field.code, field.default, field.unit) for field in each.fields] == [
        ("capacity", "8", "kW"),
        ("phase", "single", ""),
    ]
    later = [paper for paper in papers_for(each, "resident") if paper.timing == "deferrable"]
    assert [(paper.code, paper.due_before, paper.collector) for paper in later] == [
        ("property", "survey", "surveyor")
    ]


def test_an_agent_owes_the_letter_of_authority_only_when_there_is_one(catalogue: Catalogue) -> None:
    """The agent's papers are owed only when somebody acts for the customer."""
    each = kind(catalogue, "BZ212")
    own = {"agent_identity", "authority"}
    assert own.isdisjoint(paper.code for paper in papers_for(each, "resident"))
    with_agent = {paper.code: paper for paper in papers_for(each, "resident", agent=True)}
    for code in own:
        assert with_agent[code].timing == "deferrable"
        assert with_agent[code].due_before == "reading"


def test_a_shared_roof_needs_the_consent_of_its_owners(catalogue: Catalogue) -> None:
    """A paper with a condition is owed only where the form meets it."""
    each = kind(catalogue, "BZ109")
    assert "roof_consent" not in [paper.code for paper in papers_for(each, "resident")]
    assert "roof_consent" in [paper.code for paper in papers_for(each, "resident", {"roof": "shared"})]


def test_every_class_of_customers_has_its_identity_papers(catalogue: Catalogue) -> None:
    """Residents may show any one of nine papers, firms and institutions their own; the identity rules know them all."""
    assert set(catalogue.identity_kinds) == set(CLASSES)
    assert len(catalogue.identity_kinds["resident"]) == 9
    assert catalogue.identity_kinds["business"] == ("uscc", "organisation_code")
    assert catalogue.identity_kinds["small_business"] == ("uscc", "organisation_code")
    assert catalogue.identity_kinds["institution"] == (
        "association_licence",
        "approval_document",
        "organisation_code",
    )
    assert set(IDENTITY_CODES) == set(PAPER_KINDS)


def test_an_unknown_kind_is_refused(catalogue: Catalogue) -> None:
    """Asking for a kind that does not exist is refused with its code."""
    with pytest.raises(RuleBroken) as refused:
        kind(catalogue, "BZ999")
    assert refused.value.code == "unknown_kind"
    assert refused.value.facts == {"kind": "BZ999"}


def limits(rules: tuple[PromiseRule, ...], standing: str) -> dict[str, tuple[int, str]]:
    """The limits of one standing by promise code."""
    return {rule.code: (rule.limit, rule.unit) for rule in rules if rule.standing == standing}


def test_a_ceiling_takes_the_place_of_a_missing_public_promise(catalogue: Catalogue) -> None:
    """The regulator's limit is amber behind a company's own promise and the promise itself where there is none."""
    each = kind(catalogue, "BZ104")
    north = promises_for(each, "state_grid", "urban", "business", {})
    south = promises_for(each, "southern_grid", "urban", "business", {})
    assert limits(north, "public") == {"utility_steps": (22, "working_day")}
    assert limits(north, "ceiling")["design_limit"] == (20, "working_day")
    assert limits(south, "public")["design_limit"] == (20, "working_day")
    assert limits(south, "ceiling")["scheme_limit"] == (20, "working_day")


def test_a_filled_field_chooses_the_promise(catalogue: Catalogue) -> None:
    """What stands in the form chooses between rules; an empty value counts as the default."""
    each = kind(catalogue, "BZ705")
    for channel, expected in (
        ("energy_hotline", (10, "working_day")),
        ("city_hotline", (7, "calendar_day")),
        ("other", (10, "calendar_day")),
        ("", (7, "calendar_day")),
    ):
        rules = promises_for(each, "state_grid", "urban", "resident", {"channel": channel})
        assert limits(rules, "public") == {"order_closed": expected}
