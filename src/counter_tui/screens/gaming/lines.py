"""How flags and drawn ratings stand in their lists, and what is said of the marked one."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.sheet import Lines, folded
from counter_tui.services.wording.gaming import (
    name_of,
    say_check,
    say_finding,
    say_flag,
    say_row,
    say_told,
    short_number,
)
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.services.views.gaming import FlagLine, GamingMonth, SampleLine

_FOUND: dict[str, Role] = {"clean": "done", "manipulated": "broken", "unclear": "soon"}
_SAID: dict[str, Role] = {
    "confirmed": "done",
    "denied": "broken",
    "other_level": "broken",
    "told": "broken",
    "let_be": "done",
    "kept": "broken",
    "not_reached": "soon",
}


def flag_columns() -> tuple[Column, ...]:
    """Whose month, what for, how many visits, what was found."""
    return (
        Column(_("Clerk"), 8),
        Column(_("Flag"), 30 if language() == "en" else 22),
        Column(_("Times"), 6, "right"),
        Column(_("Found"), 22),
    )


def sample_columns() -> tuple[Column, ...]:
    """Which visit, of whose customer, whether he rated, and what he said."""
    return (
        Column(_("Day"), 5),
        Column(_("Number"), 9),
        Column(_("Clerk"), 8, most=20),
        Column(_("Request"), 16, most=40),
        Column(_("Rated"), 8),
        Column(_("Customer said"), 20),
    )


def flag_id(line: FlagLine) -> str:
    """What tells a flag from the others of the month."""
    return f"{line.clerk} {line.flag.rule}"


def flag_row(line: FlagLine, month: GamingMonth) -> Row:
    """A flag as a row; one nobody has looked into stands out."""
    found = Piece(_("to be looked into"), "soon")
    if line.check is not None:
        found = Piece(say_finding(line.check.finding), _FOUND[line.check.finding])
    cells = (line.clerk_name, name_of(line.flag.rule, month.rules), str(len(line.flag.visits)), found)
    return Row(flag_id(line), cells)


def sample_row(line: SampleLine) -> Row:
    """A drawn visit as a row."""
    said = Piece(_("to be called"), "soon")
    if line.outcome is not None:
        said = Piece(say_told(line.outcome, line.content), _SAID[line.outcome])
    kind = line.kind.say(language()) if line.kind else ""
    rated = _("good") if line.level else _("none")
    cells = (f"{line.day:%m-%d}", short_number(line.number), line.clerk_name, kind, rated, said)
    return Row(line.visit, cells)


def about_flag(line: FlagLine, month: GamingMonth, now: datetime, zone: tzinfo, cells: int) -> Lines:
    """Why it was raised, and what was found."""
    made = folded(say_flag(line.flag, month.rules), cells)
    if line.check is not None:
        made += folded(say_check(line.check, now, zone), cells, _FOUND[line.check.finding])
    elif line.before is not None:
        words = _("More has come since it was checked. Then: {said}")
        made += folded(words.format(said=say_check(line.before, now, zone)), cells, "soon")
    if line.check is None and line.for_head:
        made += folded(_("The head looks into it, since it is about a lead."), cells, "quiet")
    return made


def about_sample(line: SampleLine, cells: int) -> Lines:
    """What the customer said, or what to ask."""
    if line.words:
        return folded(line.words, cells)
    if line.waits:
        asks = (
            _("Ask whether the customer rated the visit himself, and how. Do not name the level first.")
            if line.level
            else _(
                "Ask whether he was asked to rate, whether anything kept him from it, and how content he was."
            )
        )
        return folded(asks, cells, "quiet")
    return folded(say_told(line.outcome, line.content), cells) if line.outcome else []


def in_full(line: FlagLine, month: GamingMonth, now: datetime, zone: tzinfo, cells: int) -> Lines:
    """The flag, and under it each visit behind it."""
    made: Lines = [[Piece(f"{line.clerk_name}   {name_of(line.flag.rule, month.rules)}", "strong")]]
    made += about_flag(line, month, now, zone, cells)
    accuses = _(
        "A flag accuses nobody: look at the video and the papers of these visits, ask, then say what you found."
    )
    made += folded(accuses, cells, "quiet")
    made.append([])
    for row in line.rows:
        made += folded(say_row(row, now, zone), cells)
    return made
