"""How a praise stands in the list, and in full below or beside it."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.sheet import LABEL_CELLS, Lines, folded, labelled
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.praise import say_praise_source, say_praise_state, say_praised
from counter_tui.widgets.cells import cut
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.services.ratings.praise import PraiseLine

_DAY = 11
_ABOUT = {"zh": 8, "en": 17}
_SOURCE = {"zh": 10, "en": 16}
_STATE = {"zh": 8, "en": 13}
_WORDS = {"zh": 30, "en": 10}


def columns() -> tuple[Column, ...]:
    """When, who, how it came, where it stands, for what."""
    tongue = language()
    return (
        Column(_("Day"), _DAY),
        Column(_("Praised"), _ABOUT[tongue]),
        Column(_("Came by"), _SOURCE[tongue]),
        Column(_("Stands"), _STATE[tongue]),
        Column(_("For what"), _WORDS[tongue], most=60),
    )


def row(line: PraiseLine) -> Row:
    """The praise as a row."""
    tongue = language()
    return Row(
        line.praise_id,
        (
            Piece(line.day.isoformat(), "secondary"),
            cut(say_praised(line.about_name), _ABOUT[tongue]),
            say_praise_source(line.source),
            _stands(line),
            line.words,
        ),
    )


def _stands(line: PraiseLine) -> Piece:
    roles: dict[str, Role] = {"confirmed": "done", "out": "quiet"}
    return Piece(
        say_praise_state(line.state, proven=bool(line.proof)),
        roles.get(line.state, "text" if line.proof else "soon"),
    )


def in_full(line: PraiseLine, today: date, zone: tzinfo, cells: int) -> Lines:
    """Everything that is known of the praise."""
    room = cells - LABEL_CELLS
    who = f"{say_praised(line.about_name)}   {say_praise_source(line.source)}   {say_day(line.day, today)}"
    made: Lines = labelled(_("Praised"), folded(who, room, "strong"))
    made += labelled(_("For what"), folded(line.words, room))
    if line.customer:
        made += labelled(_("Customer"), folded(line.customer, room))
    proof = line.proof or _("none yet: without proof it does not count")
    made += labelled(_("Its proof"), folded(proof, room, "text" if line.proof else "soon"))
    noted = _("noted by {name}, {day}").format(
        name=line.noted_by, day=say_day(line.noted_at.astimezone(zone).date(), today)
    )
    made += labelled(_("Stands"), folded(f"{say_praise_state(line.state)}   {noted}", room))
    if line.decided_at is not None:
        decided = (
            f"{line.decided_by}, {say_day(line.decided_at.astimezone(zone).date(), today)}   {line.reason}"
        )
        made += labelled(_("Decided"), folded(decided, room))
    return made
