"""The customer's rating of a visit: opening the token, one press, and what happens without one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from counter_tui.db import ledger
from counter_tui.db import matters as matter_rows
from counter_tui.db.subjects import VISIT
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.visit.rating import CUSTOMER, Token, decide_no_press, decide_press, fold
from counter_tui.services.station import Station
from counter_tui.services.subjects import subject_of
from counter_tui.services.views.visit import TokenView

_SAME_VISIT = timedelta(hours=2)
"""A token older than this belongs to a customer who is no longer at the counter."""


class RatingService:
    """Tokens and presses. There is no way for staff to give a rating."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def open_token(self, actor: Actor, visit: str = "") -> TokenView | None:
        """The token to turn the screen for: the visit's, or else the actor's latest unused one; None without any."""
        require(actor, "accept")
        with self._station.store.reading() as connection:
            if not visit:
                since = to_ms(self._station.clock.now() - _SAME_VISIT)
                row = matter_rows.armed_token(connection, actor.staff_no, since)
                if row is None:
                    return None
                visit = row.visit.hex()
            token = fold(ledger.facts_of(connection, _subject(visit)))
            return self._view(token, self._station.names(connection)(token.clerk)) if token else None

    def press(self, visit: str, level: int, reason: str = "", latency_ms: int = 0) -> TokenView:
        """The customer's press. A press on a used token is kept as refused and changes nothing."""
        return self._settle(
            visit, lambda token: decide_press(token, self._station.scale, level, reason, latency_ms)
        )

    def decline(self, visit: str) -> TokenView:
        """The customer does not want to rate. Raises RuleBroken("token_used") or "no_token"."""
        return self._settle(visit, lambda token: decide_no_press(token, "declined"))

    def time_out(self, visit: str) -> TokenView:
        """Nobody pressed in time. Raises RuleBroken("token_used") or "no_token"."""
        return self._settle(visit, lambda token: decide_no_press(token, "timed_out"))

    def _settle(self, visit: str, decide: Callable[[Token | None], Fact]) -> TokenView:
        subject = _subject(visit)
        with self._station.store.writing() as writing:
            history = ledger.facts_of(writing.connection, subject)
            token = fold(history)
            fact = decide(token)
            seen = token.head if token else b""
            after = fold([*history, *writing.append(subject, [fact], CUSTOMER, seen, history)])
            if after is None:
                raise RuleBroken("no_token")
            return self._view(after, self._station.names(writing.connection)(after.clerk))

    def _view(self, token: Token, clerk: str) -> TokenView:
        with self._station.store.reading() as connection:
            row = matter_rows.read(connection, bytes.fromhex(token.matter))
        return TokenView(
            visit=token.visit.hex(),
            kind=self._station.words_of(row.kind) if row else None,
            clerk=clerk,
            state=token.state,
            armed_at=token.armed_at,
        )


def _subject(visit: str) -> Subject:
    return subject_of(VISIT, visit, "no_token")
