"""A pack as rows: its groups with their counts, and the lines of those that are open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from counter_tui.i18n import _, ngettext
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.packs import say_group, say_outcome
from counter_tui.widgets.cells import cut
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.services.views.packs import PackLineView, PackView

_WHAT, _DUE, _STANDS = 43, 12, 17
_WIDE = 40
GROUP, LINE = "g:", "l:"
"""How the id of a row of a group begins, and of a line."""


def columns() -> tuple[Column, ...]:
    """What, by when, where it stands."""
    return (
        Column(_("What is handed over"), _WHAT, most=_WHAT + _WIDE),
        Column(_("Due"), _DUE),
        Column(_("Stands"), _STANDS, most=_STANDS + _WIDE),
    )


def rows(
    pack: PackView,
    accepted: Collection[str],
    refusals: Mapping[int, str],
    unfolded: Collection[str],
    today: date,
) -> Iterator[Row]:
    """The rows of the pack as far as it has been looked at."""
    for kind, lines in pack.groups:
        is_open = kind in unfolded
        yield _group(pack, kind, lines, kind in accepted, refusals, is_open=is_open)
        if is_open:
            for line in lines:
                yield _line(line, refusals.get(line.place, ""), today)


def _group(
    pack: PackView,
    kind: str,
    lines: Sequence[PackLineView],
    accepted: bool,
    refusals: Mapping[int, str],
    *,
    is_open: bool,
) -> Row:
    late = sum(line.late for line in lines)
    title = f"{'-' if is_open else '+'} {say_group(kind)}  {len(lines)}"
    due = Piece(_("late {count}").format(count=late), "broken") if late else Piece("")
    return Row(f"{GROUP}{kind}", (Piece(title, "strong"), due, _stands(pack, lines, accepted, refusals)))


def _stands(
    pack: PackView, lines: Sequence[PackLineView], accepted: bool, refusals: Mapping[int, str]
) -> Piece:
    if not pack.pack_id:
        return Piece("")
    if pack.state != "offered":
        counts = {each: sum(line.outcome == each for line in lines) for each in ("refused", "changed")}
        said = [f"{say_outcome(each)} {count}" for each, count in counts.items() if count]
        return Piece("  ".join(said), "soon") if said else Piece(say_outcome(lines[0].outcome), "done")
    refused = sum(line.place in refusals for line in lines)
    if refused == len(lines):
        return Piece(_("all refused"), "broken")
    if not accepted:
        return Piece(_("to look at"), "soon")
    if refused:
        return Piece(_("accepted, without {count}").format(count=refused), "soon")
    return Piece(_("group accepted"), "done")


def _line(line: PackLineView, refused: str, today: date) -> Row:
    words = f"{'  ▲ ' if line.late else '    '}{line.name}  {line.words}".rstrip()
    due = say_day(line.due, today) if line.due else ""
    role: Role = "broken" if line.late else "secondary"
    return Row(f"{LINE}{line.place}", (cut(words, _WHAT + _WIDE), Piece(due, role), _became(line, refused)))


def _became(line: PackLineView, refused: str) -> Piece:
    if line.outcome == "refused" or refused:
        return Piece(_("refused: {reason}").format(reason=refused or line.reason), "broken")
    if line.outcome == "changed":
        return Piece(say_outcome(line.outcome), "soon")
    return Piece(say_outcome(line.outcome) if line.outcome else "", "secondary")


def said_lines(count: int) -> str:
    """How many lines a pack has."""
    return ngettext("{count} line", "{count} lines", count).format(count=count)
