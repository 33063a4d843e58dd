"""What must hold within one kind beyond the shape of its blocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isfinite

from counter_tui.domain.catalogue.blocks import Place, twice
from counter_tui.domain.catalogue.limits import longest_limit
from counter_tui.domain.catalogue.models import FormField, Kind, Paper, PromiseRule

EVENTS = ("accepted", "answered", "informed", "closed")
_STAGE = "stage:"


def check_kind(kind: Kind, place: Place) -> None:
    """Refuse a kind whose parts do not fit each other.

    Raises:
        CatalogueBroken: with the block and field that does not fit.
    """
    _check_codes(kind, place)
    for field in kind.fields:
        check_field(field, Place(place.file, f"{place.block} field {field.code}"))
    _check_stages(kind, place)
    for paper in kind.papers:
        _check_paper(kind, paper, Place(place.file, f"{place.block} paper {paper.code}"))
    _check_now_papers(kind, place)
    for number, rule in enumerate(kind.promises):
        here = Place(place.file, f"{place.block} promise {rule.code}")
        _check_promise(kind, rule, here)
        for other in kind.promises[:number]:
            if other.code == rule.code and overlap(other, rule):
                here.refuse("profiles", "overlaps", other.source)


def check_field(field: FormField, place: Place) -> None:
    """Refuse a form field whose default, limits or choices do not fit its type.

    Raises:
        CatalogueBroken: with the field that does not fit.
    """
    if bool(field.choices) != (field.type == "choice"):
        place.refuse("choices", "needs_choices" if field.type == "choice" else "no_choices_here", field.type)
    double = twice([choice.code for choice in field.choices])
    if double:
        place.refuse("choices", "twice", double)
    for name, limit in (("minimum", field.minimum), ("maximum", field.maximum)):
        if limit is not None and field.type != "number":
            place.refuse(name, "only_for_numbers", field.type)
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        place.refuse("maximum", "out_of_range", field.maximum)
    if not fits(field, field.default):
        place.refuse("default", "default_does_not_fit", field.default)


def fits(field: FormField, value: str) -> bool:
    """Whether the value is one the field can start with; an empty one always is, except for a choice."""
    if field.type == "choice":
        return value in {choice.code for choice in field.choices}
    if not value or field.type == "text":
        return True
    if field.type == "number":
        return _number_fits(field, value)
    if field.type == "date":
        return _is_date(value)
    return value.isascii() and value.isdigit()


def overlap(one: PromiseRule, other: PromiseRule) -> bool:
    """Whether both rules can run on the same matter."""
    pairs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
        (one.profiles, other.profiles),
        (one.areas, other.areas),
        (one.classes, other.classes),
    )
    if any(mine and theirs and not set(mine) & set(theirs) for mine, theirs in pairs):
        return False
    return all(other.when.get(field, value) == value for field, value in one.when.items())


def _check_codes(kind: Kind, place: Place) -> None:
    lists: Mapping[str, list[str]] = {
        "classes": list(kind.classes),
        "initials": list(kind.initials),
        "sources": list(kind.sources),
        "stages": [stage.code for stage in kind.stages],
        "fields": [field.code for field in kind.fields],
        "papers": [paper.code for paper in kind.papers],
    }
    for name, codes in lists.items():
        double = twice(codes)
        if double:
            place.refuse(name, "twice", double)
    for name in ("classes", "initials", "sources"):
        if not lists[name]:
            place.refuse(name, "empty")
    for code in ("answer", "next"):
        if code in lists["stages"]:
            place.refuse("stages", "reserved", code)


def _check_stages(kind: Kind, place: Place) -> None:
    for number, stage in enumerate(kind.stages):
        here = Place(place.file, f"{place.block} stage {stage.code}")
        _check_when(kind, stage.when, here)
        # Papers are due before the first stage where nothing else is said.
        if number == 0 and stage.when:
            here.refuse("when", "not_for_the_first")


def _check_passed(kind: Kind, field: str, code: str, when: Mapping[str, str], place: Place) -> None:
    """Refuse what hangs on a stage that not every request it is for passes."""
    stage = next((each for each in kind.stages if each.code == code), None)
    if stage is not None and not stage.when.items() <= when.items():
        place.refuse(field, "stage_not_passed", code)


def _check_paper(kind: Kind, paper: Paper, place: Place) -> None:
    _check_classes(kind, paper.classes, place)
    if not paper.classes:
        place.refuse("classes", "empty")
    places = {"answer", *(stage.code for stage in kind.stages)}
    if paper.timing == "deferrable" and paper.due_before not in places:
        place.refuse("due_before", "no_such_stage", paper.due_before)
    if paper.timing != "deferrable" and paper.due_before is not None:
        place.refuse("due_before", "only_for_deferrable", paper.due_before)
    if paper.timing == "now" and (paper.when or paper.agent_only):
        place.refuse("when" if paper.when else "agent_only", "not_for_now")
    check_keeping(paper, place)
    _check_when(kind, paper.when, place)
    _check_passed(kind, "due_before", paper.due_before or "", paper.when, place)


def check_keeping(paper: Paper, place: Place) -> None:
    """Refuse a paper that need not come later although it cannot, or stays valid and does not say how long.

    Raises:
        CatalogueBroken: with the field that does not fit.
    """
    for name in ("keeps_months", "shown_by"):
        if getattr(paper, name) is not None and paper.timing != "deferrable":
            place.refuse(name, "only_for_deferrable")
    if paper.keeps_for != "customer" and paper.keeps_months is None:
        place.refuse("keeps_months", "missing")


def _check_now_papers(kind: Kind, place: Place) -> None:
    wanted = 1 if kind.identity == "one_paper" else 0
    for customer_class in kind.classes:
        now = [
            paper.code for paper in kind.papers if paper.timing == "now" and customer_class in paper.classes
        ]
        if len(now) != wanted:
            place.refuse("papers", "one_identity_paper" if wanted else "no_identity_paper", customer_class)


def _check_promise(kind: Kind, rule: PromiseRule, place: Place) -> None:
    _check_classes(kind, rule.classes, place)
    if rule.limit > longest_limit(rule.unit):
        place.refuse("limit", "out_of_range", rule.limit)
    stages = [_STAGE + stage.code for stage in kind.stages]
    for name, event in (("starts", rule.starts), ("met_by", rule.met_by)):
        if event not in (*EVENTS, *stages):
            place.refuse(name, "no_such_event", event)
    order = ["accepted", *stages, "answered", "informed", "closed"]
    if order.index(rule.met_by) <= order.index(rule.starts):
        place.refuse("met_by", "not_after_start", rule.met_by)
    _check_when(kind, rule.when, place)
    for name, event in (("starts", rule.starts), ("met_by", rule.met_by)):
        _check_passed(kind, name, event.partition(_STAGE)[2], rule.when, place)
    public = {other.code for other in kind.promises if other.standing == "public"}
    for code in rule.backs:
        if rule.standing == "public" or code not in public:
            place.refuse("backs", "no_such_promise", code)


def _check_classes(kind: Kind, classes: tuple[str, ...], place: Place) -> None:
    for name in classes:
        if name not in kind.classes:
            place.refuse("classes", "no_class_of_the_kind", name)
    double = twice(classes)
    if double:
        place.refuse("classes", "twice", double)


def _check_when(kind: Kind, when: Mapping[str, str], place: Place) -> None:
    fields = {field.code: field for field in kind.fields}
    for code, value in when.items():
        if code not in fields:
            place.refuse("when", "no_such_field", code)
        if value not in {choice.code for choice in fields[code].choices}:
            place.refuse("when", "no_such_choice", value)


def _number_fits(field: FormField, value: str) -> bool:
    try:
        number = float(value)
    except ValueError:
        return False
    low = field.minimum is None or number >= field.minimum
    return isfinite(number) and low and (field.maximum is None or number <= field.maximum)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
