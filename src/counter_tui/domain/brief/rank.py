"""What deserves the meeting's ten minutes first: a table of weights, and the cases in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from counter_tui.domain.brief.models import Case, Figure, Item


class Weight(Struct, frozen=True):
    """Rows of a figure are spoken of for a reason, and how much it weighs; ``counts`` says which of the rows do."""

    why: str
    figure: str
    weight: int
    counts: Callable[[Item], bool] = lambda _item: True


WEIGHTS: tuple[Weight, ...] = (
    Weight("promise_broken", "promises_broken", 100),
    Weight("low_rating", "low_ratings", 90),
    Weight("refusal_held", "refusals_held", 80),
    Weight("bounced_twice", "bounced", 70, lambda item: item.count > 1),
    Weight("action_late", "actions", 60, lambda item: item.late),
    Weight("recovery_late", "recoveries_due", 55, lambda item: item.late),
    Weight("complaint", "complaints", 50),
    Weight("wording_held", "wording_held", 45),
    Weight("limit_passed", "limits_passed", 40),
    Weight("paper_late", "papers_late", 35),
    Weight("call_late", "calls", 30, lambda item: item.late),
    Weight("bounced", "bounced", 25, lambda item: item.count <= 1),
    Weight("check_late", "checks_due", 20, lambda item: item.late),
    Weight("corrected", "corrections", 15),
    Weight("waived", "waived", 12),
    Weight("praise", "praise", 10),
)
"""What weighs how much, the heaviest first: this program's proposal, no source gives an order."""


def rank(figures: Iterable[Figure]) -> tuple[Case, ...]:
    """The cases, the heaviest first; what weighs by several reasons is one case with all of them."""
    rows = {figure.code: figure.rows or () for figure in figures}
    found: dict[tuple[str, str], Case] = {}
    for each in WEIGHTS:
        for item in sorted(filter(each.counts, rows.get(each.figure, ())), key=_order):
            key = (item.kind, item.opens)
            known = found.get(key)
            if known is None:
                found[key] = Case(item, each.figure, (each.why,), each.weight)
            elif each.why not in known.why:
                found[key] = Case(known.item, known.figure, (*known.why, each.why), known.weight)
    # The weights are in their order, so the cases are; the more reasons, the sooner among equals.
    return tuple(sorted(found.values(), key=lambda case: (-case.weight, -len(case.why))))


def _order(item: Item) -> tuple[int, float, str]:
    """Among equals what came back most or is oldest."""
    return (-item.count, item.at.timestamp() if item.at else 0.0, item.id)
