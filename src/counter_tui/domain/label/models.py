"""The kinds of labels as data: where each comes from, what has to be shown for it, how long it may last."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Code, Words

Days = Annotated[int, Meta(ge=1, le=730)]


class Evidence(Block, frozen=True, kw_only=True):
    """Something that has to be shown for a label, by the number it is filed under."""

    code: Code
    name: Words


class LabelKind(Block, frozen=True, kw_only=True):
    """A kind of label: the process it comes from, the evidence of that process, and how such a customer is served."""

    code: Code
    name: Words
    process: Words
    advice: Words
    evidence: tuple[Evidence, ...]
    days: Days
    longest: Days
    source: str


def parse_labels(text: str, file: str = "labels.toml") -> tuple[LabelKind, ...]:
    """The kinds of labels of this TOML text.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    top, place = read_toml(file, text), Place(file, "top")
    kinds = []
    for number, table in tables(top, "label", place):
        inner = place.inner("label", table, number)
        evidence = tuple(
            build(Evidence, each, inner.inner("evidence", each, n))
            for n, each in tables(table, "evidence", inner)
        )
        kinds.append(build(LabelKind, table, inner, evidence=evidence))
    if double := twice([kind.code for kind in kinds]):
        place.refuse("label", "twice", double)
    # What proves one thing proves nothing else.
    if double := twice([each.code for kind in kinds for each in kind.evidence]):
        place.refuse("evidence", "twice", double)
    return tuple(kinds)
