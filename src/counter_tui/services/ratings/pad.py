"""What a rating pad does: it shows the question of an armed token, and keeps what the customer presses.

Nobody of the staff has a part in it: no method takes an actor, each needs the hold on the station's one pad, and what
is kept is kept in the name of the customer.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from counter_tui.db import ledger
from counter_tui.db import station as station_rows
from counter_tui.db.files.one_holder import HolderFile
from counter_tui.db.reading import tokens as rows
from counter_tui.db.store import Reading, Writing
from counter_tui.db.subjects import VISIT
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.pads import TabletLetGo, TabletPaired
from counter_tui.domain.facts.visit import PadKind
from counter_tui.domain.visit.pairing import PAD
from counter_tui.domain.visit.rating import (
    CUSTOMER,
    OPEN_FOR,
    Token,
    armed_lately,
    decide_failed,
    decide_no_press,
    decide_press,
    decide_reason,
    decide_show,
    fold,
    may_still_answer,
)
from counter_tui.paths import PAD as PAD_LOCK
from counter_tui.services.ratings.service import view_of
from counter_tui.services.station import Station
from counter_tui.services.subjects import subject_of
from counter_tui.services.views.visit import TokenView


class PadHold(AbstractContextManager["PadHold"]):
    """The station's one pad in hand; freed at the end of the block, or when the process ends."""

    def __init__(self, kind: PadKind, file: HolderFile) -> None:
        self.kind = kind
        self._file = file

    @property
    def held(self) -> bool:
        """Whether it is still in hand."""
        return self._file.held

    def free(self) -> None:
        """Let another pad show the questions."""
        self._file.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.free()


class PadService:
    """The pad of this PC: one at a time, whichever kind it is."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._given: PadHold | None = None

    def hold(self, kind: PadKind) -> PadHold:
        """Take the station's one pad in hand; what a pad that failed had shown is settled.

        Raises RuleBroken("pad_held") when another pad has it, "store_unwritable" when there can be no lock.
        """
        file = HolderFile(self._station.store.path, PAD_LOCK)
        try:
            taken = file.take()
        except OSError as error:
            raise RuleBroken("store_unwritable", detail=type(error).__name__) from error
        if not taken:
            raise RuleBroken("pad_held")
        self._given = hold = PadHold(kind, file)
        self.settle_failed(hold)
        return hold

    def settle_failed(self, hold: PadHold) -> int:
        """Say of each token an earlier pad had shown, and whose customer cannot be there any more, that its pad failed.

        Returns of how many. A token shown a moment ago stays armed: ``waiting`` gives it to this pad.
        """
        self._require(hold)
        settled = 0
        with self._station.store.reading() as connection:
            since = to_ms(self._station.clock.now() - OPEN_FOR)
            shown = rows.shown_open(connection, self._epoch(connection), since)
            visits = [row.visit for row in shown]
        for visit in visits:
            with self._station.store.writing() as writing:
                subject = Subject(VISIT, visit)
                token = fold(ledger.facts_of(writing.connection, subject))
                fact = decide_failed(token, self._station.clock.now())
                if token and fact:
                    writing.append(subject, [fact], CUSTOMER, token.head)
                    settled += 1
        return settled

    def waiting(self, hold: PadHold) -> TokenView | None:
        """The token to show now: the newest of this PC, while it is open and its customer can be there still.

        None when the newest is settled, or was armed or shown too long ago for a pad to ask by itself.
        """
        self._require(hold)
        with self._station.store.reading() as connection:
            lately = map(to_ms, armed_lately(self._station.clock.now()))
            row = rows.newest(connection, self._epoch(connection), *lately)
            if row is None or row.state != "armed":
                return None
            token = fold(ledger.facts_of(connection, Subject(VISIT, row.visit)))
            if token is None or not may_still_answer(token, self._station.clock.now()):
                return None
            return view_of(self._station, connection, token)

    def show(self, hold: PadHold, visit: str) -> TokenView:
        """Put the question of a visit before the customer.

        Raises RuleBroken("no_token"), "token_used" or "token_over".
        """
        now = self._station.clock.now()
        return self._settle(hold, visit, lambda token: decide_show(token, hold.kind, now))

    def press(
        self, hold: PadHold, visit: str, level: int, reason: str = "", latency_ms: int = 0
    ) -> TokenView:
        """The customer's press: kept before a low level's reason is asked for, which ``say_why`` adds.

        A press on a used token is kept as refused and changes nothing.

        Raises RuleBroken("no_token"), "not_shown", "level_unknown" or "reason_unknown".
        """
        scale = self._station.scale
        return self._settle(
            hold, visit, lambda token: decide_press(token, scale, hold.kind, level, reason, latency_ms)
        )

    def say_why(self, hold: PadHold, visit: str, reason: str) -> TokenView:
        """Why the customer pressed a low level a moment ago.

        Raises RuleBroken("no_token"), "not_rated", "not_shown", "reason_said", "reason_late" or "reason_unknown".
        """
        scale, now = self._station.scale, self._station.clock.now()
        return self._settle(hold, visit, lambda token: decide_reason(token, scale, hold.kind, reason, now))

    def decline(self, hold: PadHold, visit: str) -> TokenView:
        """The customer does not want to rate. Raises RuleBroken("no_token"), "token_used" or "not_shown"."""
        return self._settle(hold, visit, lambda token: decide_no_press(token, hold.kind, "declined"))

    def time_out(self, hold: PadHold, visit: str) -> TokenView:
        """Nobody pressed in time. Raises RuleBroken("no_token"), "token_used" or "not_shown"."""
        return self._settle(hold, visit, lambda token: decide_no_press(token, hold.kind, "timed_out"))

    def tablet_paired(self, hold: PadHold, name: str) -> None:
        """Say that a tablet of this name was let in to be the pad."""
        self._say(hold, lambda beside: TabletPaired(name=name, beside=beside))

    def tablet_let_go(self, hold: PadHold) -> None:
        """Say that the tablet which was the pad was let go."""
        self._say(hold, lambda beside: TabletLetGo(beside=beside))

    def _say(self, hold: PadHold, fact_of: Callable[[str], Fact]) -> None:
        self._require(hold)
        with self._station.store.writing() as writing:
            beside = station_rows.signed_in_last(writing.connection, self._epoch(writing.connection))
            writing.append(self._station.subject, [fact_of(beside)], PAD)

    def _settle(self, hold: PadHold, visit: str, decide: Callable[[Token | None], Fact]) -> TokenView:
        self._require(hold)
        subject = subject_of(VISIT, visit, "no_token")
        with self._station.store.writing() as writing:
            after = _written(writing, subject, decide)
            return view_of(self._station, writing.connection, after)

    def _require(self, hold: PadHold) -> None:
        """Only the hold that was given out last counts, not what looks like one."""
        if hold is not self._given or not hold.held:
            raise RuleBroken("pad_not_held")

    def _epoch(self, connection: Reading) -> bytes:
        return ledger.head(connection).epoch


def _written(writing: Writing, subject: Subject, decide: Callable[[Token | None], Fact]) -> Token:
    """Decide and write in one transaction; the token after it."""
    history = ledger.facts_of(writing.connection, subject)
    token = fold(history)
    fact = decide(token)
    seen = token.head if token else b""
    after = fold([*history, *writing.append(subject, [fact], CUSTOMER, seen, history)])
    if after is None:
        raise RuleBroken("no_token")
    return after
