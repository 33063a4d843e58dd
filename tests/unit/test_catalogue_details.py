"""What a refused catalogue says stands in the wrong place, so that whoever wrote it finds the word."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue.blocks import Place
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.checks import check_field, check_kind, fits, overlap
from counter_tui.domain.catalogue.models import Choice, FormField, Kind, Paper, PromiseRule, Stage, Words
from counter_tui.domain.catalogue.parse import parse
from counter_tui.domain.catalogue.ratings import parse_ratings
from counter_tui.services.reference.catalogue import catalogue_files, ratings_text
from support.every import every

PLACE = Place("own.toml", "kind BZ999")
ONE, TWO = Words(zh="一", en="One"), Words(zh="二", en="Two")


def field(kind: str, **values: Any) -> FormField:
    """A form field of this type."""
    return FormField(code=values.pop("code", "it"), name=ONE, type=kind, **values)  # type: ignore[arg-type]


def promise(**values: Any) -> PromiseRule:
    """A promise of five working days."""
    plain = {"code": "power", "name": ONE, "limit": 5, "unit": "working_day", "source": "规则"}
    return PromiseRule(**{**plain, **values})


def paper(**values: Any) -> Paper:
    """A paper that can come later."""
    plain = {
        "code": "lease",
        "name": ONE,
        "classes": ("resident",),
        "timing": "deferrable",
        "due_before": "built",
    }
    return Paper(**{**plain, "source": "规则", **values})


def kind(**values: Any) -> Kind:
    """A kind with one stage and one choice."""
    plain = {
        "code": "BZ999",
        "name": ONE,
        "short": ONE,
        "initials": ("s",),
        "family": "new",
        "classes": ("resident", "business"),
        "identity": "none",
        "sources": ("规则",),
        "stages": (Stage(code="built", name=ONE),),
        "fields": (field("choice", code="phase", default="one", choices=(Choice(code="one", name=ONE),)),),
    }
    return Kind(**{**plain, **values})


def told(error: CatalogueBroken) -> tuple[str, str, str, str]:
    """Block, field, problem and detail of a refusal of the file."""
    assert (error.code, error.file) == ("catalogue_broken", "own.toml")
    assert error.facts == {
        "file": "own.toml",
        "block": error.block,
        "field": error.field,
        "problem": error.problem,
        "detail": error.detail,
    }
    return error.block, error.field, error.problem, error.detail


LATER = Words(zh="后", en="Later")
BUILT = Stage(code="built", name=LATER)


@every(
    "made, where",
    [
        (kind(), None),
        (kind(classes=("resident", "resident")), ("", "classes", "twice", "resident")),
        (kind(classes=()), ("", "classes", "empty", "")),
        (kind(initials=("s", "s")), ("", "initials", "twice", "s")),
        (kind(initials=()), ("", "initials", "empty", "")),
        (kind(stages=(BUILT, BUILT)), ("", "stages", "twice", "built")),
        (kind(stages=(replace(BUILT, code="answer"),)), ("", "stages", "reserved", "answer")),
        (kind(stages=(replace(BUILT, code="next"),)), ("", "stages", "reserved", "next")),
        (kind(fields=(field("text"), field("text"))), ("", "fields", "twice", "it")),
        (kind(papers=(paper(), paper())), ("", "papers", "twice", "lease")),
        (kind(papers=(paper(),)), None),
        (kind(papers=(paper(due_before="answer"),)), None),
        (kind(papers=(paper(due_before="gone"),)), (" paper lease", "due_before", "no_such_stage", "gone")),
        (kind(papers=(paper(classes=()),)), (" paper lease", "classes", "empty", "")),
        (
            kind(papers=(paper(classes=("institution",)),)),
            (" paper lease", "classes", "no_class_of_the_kind", "institution"),
        ),
        (
            kind(papers=(paper(classes=("resident", "resident")),)),
            (" paper lease", "classes", "twice", "resident"),
        ),
        (
            kind(papers=(paper(timing="exempt"),)),
            (" paper lease", "due_before", "only_for_deferrable", "built"),
        ),
        (
            kind(papers=(paper(timing="now", due_before=None, when={"phase": "one"}),)),
            (" paper lease", "when", "not_for_now", ""),
        ),
        (
            kind(papers=(paper(timing="now", due_before=None, agent_only=True),)),
            (" paper lease", "agent_only", "not_for_now", ""),
        ),
        (kind(papers=(paper(when={"phase": "two"}),)), (" paper lease", "when", "no_such_choice", "two")),
        (kind(papers=(paper(when={"it": "one"}),)), (" paper lease", "when", "no_such_field", "it")),
        (
            kind(papers=(paper(timing="now", due_before=None),)),
            ("", "papers", "no_identity_paper", "resident"),
        ),
        (kind(identity="one_paper"), ("", "papers", "one_identity_paper", "resident")),
        (kind(promises=(promise(starts="gone"),)), (" promise power", "starts", "no_such_event", "gone")),
        (
            kind(promises=(promise(met_by="stage:gone"),)),
            (" promise power", "met_by", "no_such_event", "stage:gone"),
        ),
        (
            kind(promises=(promise(met_by="accepted"),)),
            (" promise power", "met_by", "not_after_start", "accepted"),
        ),
        (kind(promises=(promise(starts="stage:built", met_by="answered"),)), None),
        (
            kind(promises=(promise(starts="informed", met_by="answered"),)),
            (" promise power", "met_by", "not_after_start", "answered"),
        ),
        (
            kind(promises=(promise(backs=("power",)),)),
            (" promise power", "backs", "no_such_promise", "power"),
        ),
        (
            kind(promises=(promise(), promise(code="line", standing="internal", backs=("other",)))),
            (" promise line", "backs", "no_such_promise", "other"),
        ),
        (kind(promises=(promise(), promise(code="line", standing="internal", backs=("power",)))), None),
        (
            kind(promises=(promise(), promise(source="别的"))),
            (" promise power", "profiles", "overlaps", "规则"),
        ),
        (kind(promises=(promise(classes=("resident",)), promise(classes=("business",)))), None),
    ],
)
def test_a_kind_whose_parts_do_not_fit_is_refused_at_the_part(
    made: Kind, where: tuple[str, str, str, str] | None
) -> None:
    if where is None:
        check_kind(made, PLACE)
        return
    with pytest.raises(CatalogueBroken) as refused:
        check_kind(made, PLACE)
    assert told(refused.value) == (f"kind BZ999{where[0]}", *where[1:])


@pytest.mark.parametrize(
    ("made", "where"),
    [
        (field("choice"), ("choices", "needs_choices", "choice")),
        (field("text", choices=(Choice(code="one", name=ONE),)), ("choices", "no_choices_here", "text")),
        (
            field("choice", choices=(Choice(code="one", name=ONE), Choice(code="one", name=TWO))),
            ("choices", "twice", "one"),
        ),
        (field("date", minimum=1), ("minimum", "only_for_numbers", "date")),
        (field("date", maximum=1), ("maximum", "only_for_numbers", "date")),
        (field("number", minimum=2, maximum=1.0), ("maximum", "out_of_range", "1.0")),
        (field("number", minimum=2, default="1"), ("default", "default_does_not_fit", "1")),
    ],
)
def test_a_field_that_does_not_fit_its_type_is_refused(made: FormField, where: tuple[str, str, str]) -> None:
    with pytest.raises(CatalogueBroken) as refused:
        check_field(made, PLACE)
    assert told(refused.value) == ("kind BZ999", *where)


@pytest.mark.parametrize(
    ("made", "value", "good"),
    [
        (field("choice", choices=(Choice(code="one", name=ONE),)), "", False),
        (field("choice", choices=(Choice(code="one", name=ONE),)), "one", True),
        (field("text"), "任何", True),
        (field("number"), "", True),
        (field("number"), "x", False),
        (field("number"), "inf", False),
        (field("number", minimum=1, maximum=2), "1", True),
        (field("number", minimum=1, maximum=2), "2", True),
        (field("number", minimum=1), "0.9", False),
        (field("number", maximum=2), "2.1", False),
        (field("date"), "2026-02-28", True),
        (field("date"), "2026-02-30", False),
        (field("phone"), "138", True),
        (field("phone"), "13a", False),
        (field("phone"), "１３８", False),
    ],
)
def test_a_value_a_field_starts_with_fits_its_type(made: FormField, value: str, good: bool) -> None:
    assert fits(made, value) == good


def test_two_promises_overlap_unless_something_parts_them() -> None:
    assert overlap(promise(), promise())
    assert not overlap(promise(profiles=("state_grid",)), promise(profiles=("southern_grid",)))
    assert overlap(promise(profiles=("state_grid",)), promise())
    assert not overlap(promise(areas=("urban",)), promise(areas=("rural",)))
    assert not overlap(promise(when={"a": "1"}), promise(when={"a": "2"}))
    assert overlap(promise(when={"a": "1"}), promise(when={"b": "2"}))


SCALE = ratings_text()


def test_a_scale_without_its_five_levels_says_which_it_has() -> None:
    with pytest.raises(CatalogueBroken) as refused:
        parse_ratings(SCALE.replace("level = 5\n", "level = 4\n", 1), "own.toml")
    assert told(refused.value) == ("top", "level", "five_levels", "[4, 4, 3, 2, 1]")


def test_what_is_no_table_and_no_text_is_said_as_it_stands() -> None:
    texts = dict(catalogue_files())
    name = next(file for file, text in texts.items() if "\nversion = " in f"\n{text}")
    broken = {**texts, name: texts[name].replace("version = ", "version = 1 #", 1)}
    with pytest.raises(CatalogueBroken) as refused:
        parse(broken)
    assert (refused.value.field, refused.value.problem, refused.value.detail) == (
        "version",
        "wrong_type",
        "1",
    )
