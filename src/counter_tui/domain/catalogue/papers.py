"""The papers of a kind: its own, the shared ones it names, and those common to all that ask for an identity paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from counter_tui.domain.catalogue.blocks import Place, Table, build, tables
from counter_tui.domain.catalogue.models import Kind, Paper

Shared = Mapping[str, tuple[str, Table]]
NEXT = "next"


def papers_of(
    kind: Kind, table: Table, place: Place, shared: Shared, common: tuple[str, ...]
) -> tuple[Paper, ...]:
    """The papers of this kind in order: common ones to bring now, its own, then the rest of the common ones.

    Raises:
        CatalogueBroken: a paper does not fit, or a shared one is not known.
    """
    own = tuple(_own(kind, each, place, number, shared) for number, each in tables(table, "papers", place))
    if kind.identity != "one_paper":
        return own
    known = {paper.code for paper in own}
    given = [_shared(kind, code, {}, place, shared) for code in common if code not in known]
    deferrable = {name for paper in (*own, *given) if paper.timing == "deferrable" for name in paper.classes}
    fitting = [paper for paper in given if paper.classes and (paper.timing != "if_deferred" or deferrable)]
    now = tuple(paper for paper in fitting if paper.timing == "now")
    return (*now, *own, *(paper for paper in fitting if paper.timing != "now"))


def _own(kind: Kind, table: Table, place: Place, number: int, shared: Shared) -> Paper:
    if "use" not in table:
        return build(Paper, table, place.inner("paper", table, number))
    code = table["use"]
    here = place.inner("paper", {"code": code}, number)
    if not isinstance(code, str) or code not in shared:
        here.refuse("use", "no_such_paper", code)
    more = {key: value for key, value in table.items() if key != "use"}
    paper = _shared(kind, code, more, here, shared)
    if not paper.classes:
        here.refuse("classes", "no_class_of_the_kind")
    return paper


def _shared(kind: Kind, code: str, more: Table, place: Place, shared: Shared) -> Paper:
    merged: dict[str, Any] = {**shared[code][1], **more}
    if merged.get("due_before") == NEXT:
        merged["due_before"] = kind.stages[0].code if kind.stages else "answer"
    paper = build(Paper, merged, place)
    if "classes" in more:
        return paper
    return replace(paper, classes=tuple(name for name in paper.classes if name in kind.classes))
