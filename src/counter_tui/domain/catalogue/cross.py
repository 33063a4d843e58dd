"""What must hold between kinds, and in the blocks that kinds share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counter_tui.domain.catalogue.blocks import Place, Table, build, twice
from counter_tui.domain.catalogue.checks import check_keeping
from counter_tui.domain.catalogue.models import Family, Kind, Paper

IDENTITY_CODES = (
    "resident_id",
    "temporary_id",
    "household_register",
    "military_id",
    "taiwan_permit",
    "hk_macao_permit",
    "passport",
    "foreign_pr_card",
    "police_certificate",
    "uscc",
    "organisation_code",
    "association_licence",
    "approval_document",
)
"""The papers that can prove who applies, by the code the identity rules know them by."""


def check_catalogue(kinds: Sequence[tuple[Place, Kind]], families: Sequence[Family]) -> None:
    """Refuse kinds that stand in each other's way: a code, a Home digit or first initials given twice.

    Raises:
        CatalogueBroken: names the second of the two.
    """
    known = {family.code for family in families}
    for place, kind in kinds:
        if kind.family not in known:
            place.refuse("family", "no_such_family", kind.family)
    _check_unique(kinds, "code", lambda kind: kind.code)
    _check_unique(kinds, "top", lambda kind: kind.top)
    _check_unique(kinds, "initials", lambda kind: kind.initials[0])


def check_shared(table: Table, place: Place) -> Paper:
    """The shared paper of this table, checked alone.

    Raises:
        CatalogueBroken: it does not fit.
    """
    paper = build(Paper, table, place)
    double = twice(paper.classes)
    if double:
        place.refuse("classes", "twice", double)
    if (paper.due_before is not None) != (paper.timing == "deferrable"):
        place.refuse("due_before", "no_such_stage" if paper.due_before is None else "only_for_deferrable")
    if paper.due_before not in (None, "next", "answer"):
        place.refuse("due_before", "no_such_stage", paper.due_before)
    if paper.timing == "now" and (paper.when or paper.agent_only):
        place.refuse("when" if paper.when else "agent_only", "not_for_now")
    check_keeping(paper, place)
    return paper


def check_identity_codes(customer_class: str, codes: Sequence[str], place: Place) -> None:
    """Refuse a list of identity papers that is empty, names an unknown one or the same one twice.

    Raises:
        CatalogueBroken: the field is the class of customers.
    """
    if not codes:
        place.refuse(customer_class, "empty")
    for code in codes:
        if code not in IDENTITY_CODES:
            place.refuse(customer_class, "no_such_paper", code)
    double = twice(codes)
    if double:
        place.refuse(customer_class, "twice", double)


def _check_unique(
    kinds: Sequence[tuple[Place, Kind]], field: str, value_of: Callable[[Kind], object]
) -> None:
    seen: set[object] = set()
    for place, kind in kinds:
        value = value_of(kind)
        if value is not None and value in seen:
            place.refuse(field, "twice", value)
        seen.add(value)
