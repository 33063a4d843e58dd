"""What the staff may know of a visit's rating: that there is a token, and what became of it; never the level."""

from __future__ import annotations

from counter_tui.db import ledger
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import tokens as rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import VISIT
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.visit.rating import (
    ASK_WITHIN,
    AtPad,
    Token,
    armed_lately,
    at_pad,
    fold,
    may_still_answer,
    standing,
)
from counter_tui.services.station import Station
from counter_tui.services.subjects import subject_of
from counter_tui.services.views.visit import TokenView


class RatingService:
    """Tokens as the counter sees them. Staff have no way to give a rating: pads do (``services/ratings/pad.py``)."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def open_token(self, actor: Actor, visit: str = "") -> TokenView | None:
        """The token to turn the screen for: the visit's, or else the actor's latest unused one; None without any."""
        require(actor, "accept")
        with self._station.store.reading() as connection:
            if not visit:
                lately = map(to_ms, armed_lately(self._station.clock.now()))
                row = rows.armed_of(connection, actor.staff_no, *lately)
                if row is None:
                    return None
                visit = row.visit.hex()
            token = fold(ledger.facts_of(connection, subject_of(VISIT, visit, "no_token")))
            return view_of(self._station, connection, token) if token else None


def latest_at_pad(station: Station, connection: Reading, clerk: str) -> tuple[str, AtPad]:
    """The clerk's newest visit of the last minutes (hex) and what a pad of its own does with it; empty without any."""
    lately = map(to_ms, armed_lately(station.clock.now(), ASK_WITHIN))
    row = rows.newest_of(connection, clerk, *lately)
    if row is None:
        return "", ""
    return row.visit.hex(), at_pad(row.state, row.pad, row.shown_ms is not None)


def view_of(station: Station, connection: Reading, token: Token) -> TokenView:
    """A token for whoever may know of it, without its level."""
    row = matter_rows.read(connection, bytes.fromhex(token.matter))
    shown = token.shown_at is not None
    return TokenView(
        visit=token.visit.hex(),
        kind=station.words_of(row.kind) if row else None,
        clerk=station.names(connection)(token.clerk),
        state=standing(token.state, token.armed_at, shown, station.clock.now()),
        armed_at=token.armed_at,
        shown_at=token.shown_at,
        pad=token.pad,
        pad_asks=may_still_answer(token, station.clock.now()),
    )
