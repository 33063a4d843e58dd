"""Making the brief of a day from what the store tells of it. Pure: the same telling gives the same brief."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from counter_tui.domain.brief.models import FIGURES, Brief, Figure, Item, Share
from counter_tui.domain.brief.rank import rank
from counter_tui.domain.brief.served import typical
from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.facts import door, matter, papers, voice
from counter_tui.domain.facts.base import Fact, Recorded

COMPLAINTS = frozenset({"BZ701", "BZ704"})
"""投诉 and 举报 of the catalogue."""
PRAISE = frozenset({"BZ710"})
"""表扬 of the catalogue."""

Rows = Mapping[str, Sequence[Item] | None]
"""The rows of each figure that has a source, by its code; None, or no entry, where there is none."""

_FARTHEST = 30


def first_day(day: date, calendar: WorkingCalendar) -> date:
    """Since when the brief of a day looks back: the working day before it, so that no day lies between two briefs."""
    before = day - timedelta(days=1)
    for _step in range(_FARTHEST):
        if calendar.is_working(before):
            break
        before -= timedelta(days=1)
    return before


def compiled(day: date, first: date, told: Rows) -> Brief:
    """The brief of a day: every figure in its order with its rows in theirs, the shares, the cases."""
    figures = tuple(Figure(code, part, _sorted(told.get(code))) for code, part in FIGURES.items())
    rows = {figure.code: figure.rows or () for figure in figures}
    kept, measured = len(rows["promises_kept"]), sum(row.group == "measured" for row in rows["served"])
    return Brief(
        day=day,
        first=first,
        last=day - timedelta(days=1),
        figures=figures,
        shares=(
            Share("kept", kept, kept + len(rows["promises_broken"])),
            Share("coverage", len(rows["rated"]), len(rows["tokens"])),
            Share("measured", measured, len(rows["served"])),
        ),
        typical_seconds=typical(rows["served"]),
        cases=rank(figures),
    )


def _sorted(rows: Sequence[Item] | None) -> tuple[Item, ...] | None:
    if rows is None:
        return None
    return tuple(sorted(rows, key=lambda row: (row.at.timestamp() if row.at else 0.0, row.name, row.id)))


_FIGURE_OF: Mapping[str, tuple[str, Callable[..., str]]] = MappingProxyType(
    {
        door.RefusalHeld.type: ("refusals_held", lambda fact: fact.rule),
        voice.WordingHeld.type: ("wording_held", lambda fact: fact.rule),
        matter.HandOverBounced.type: ("bounced", lambda _fact: ""),
        matter.MatterCorrected.type: ("corrections", lambda fact: fact.field),
        matter.ActUndone.type: ("undone", lambda _fact: ""),
        papers.PaperWaived.type: ("waived", lambda fact: fact.paper),
        papers.PaperCollected.type: ("papers_collected", lambda fact: fact.paper),
    }
)
"""The facts that are rows of a figure each, and what they are divided by."""

ENDS = frozenset({matter.MatterClosed.type, matter.MatterWithdrawn.type})
TYPES: tuple[str, ...] = (*_FIGURE_OF, *sorted(ENDS))
"""The facts of a day that a brief reads."""


def undone(entries: Iterable[Recorded]) -> frozenset[str]:
    """The ids (hex) of the acts that were taken back: those of the same person alone, as in the fold of a matter."""
    known = list(entries)
    by = {entry.fact_id.hex(): entry.actor for entry in known}
    return frozenset(
        entry.fact.undone
        for entry in known
        if isinstance(entry.fact, matter.ActUndone) and by.get(entry.fact.undone) == entry.actor
    )


def told_by_facts(
    entries: Iterable[Recorded],
    taken_back: frozenset[str],
    numbers: Mapping[str, str],
    times: Mapping[str, int],
) -> dict[str, list[Item]]:
    """The rows of the figures that are facts each, without acts that were taken back.

    ``numbers`` are those of the matters by id (hex), ``times`` how often their work was sent back by now.
    """
    rows: dict[str, list[Item]] = {code: [] for code, _divided in _FIGURE_OF.values()}
    for entry in entries:
        figure = _FIGURE_OF.get(entry.fact.type)
        if figure is None or entry.fact_id.hex() in taken_back or _let_go(entry.fact):
            continue
        code, divided = figure
        about = _about(entry.fact)
        # What was not accepted in the end is no matter: the visit opens.
        opens = about if about in numbers else entry.subject.id.hex()
        rows[code].append(
            Item(
                id=entry.fact_id.hex(),
                kind="matter" if opens in numbers else "visit",
                opens=opens,
                name=numbers.get(opens, ""),
                group=divided(entry.fact),
                who=entry.actor,
                at=entry.at,
                count=times.get(opens, 0) if code == "bounced" else 0,
            )
        )
    return rows


def _let_go(fact: Fact) -> bool:
    """Whether this tells of words a lead let go, which had been held before."""
    return isinstance(fact, voice.WordingHeld) and bool(fact.let_by)


def _about(fact: Fact) -> str:
    """The id (hex) of what was being done when words were held back: the request, or the matter it became."""
    if isinstance(fact, door.RefusalHeld):
        return fact.draft
    return fact.about if isinstance(fact, voice.WordingHeld) else ""


def of_kinds(rows: Iterable[Item], kinds: frozenset[str]) -> list[Item]:
    """Of what was accepted, what is of these kinds."""
    return [row for row in rows if row.group in kinds]
