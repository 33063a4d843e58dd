"""One act on a meeting inside a transaction: facts are decided on what stands there, with those just written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_tui.db import begun, ledger
from counter_tui.db.rows import meetings as meeting_rows
from counter_tui.db.store import Reading, Writing
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.matter.context import Context
from counter_tui.domain.meeting import decide
from counter_tui.domain.meeting.state import Meeting, fold
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.station import Station, require_still_here


class Acting:
    """The meeting as it stands in this transaction, and writing about it."""

    def __init__(self, writing: Writing, context: Context, subject: Subject) -> None:
        self.writing, self.context, self.subject = writing, context, subject
        self._history = ledger.facts_of(writing.connection, subject)

    @property
    def connection(self) -> Reading:
        """The store inside the transaction."""
        return self.writing.connection

    @property
    def meeting(self) -> Meeting | None:
        """The meeting, None before it was begun."""
        return fold(self._history)

    @property
    def known(self) -> Meeting:
        """The meeting; whoever asks knows that it was begun."""
        meeting = self.meeting
        assert meeting is not None
        return meeting

    def add(self, fact: Fact | None, actor: str = "") -> None:
        """Write a fact about it, by the actor or by somebody whose PIN was found right; None changes nothing."""
        if fact is None:
            return
        seen = self._history[-1].fact_id if self._history else b""
        who = actor or self.context.actor.staff_no
        self._history += self.writing.append(self.subject, [fact], who, seen, self._history)


class MeetingActs:
    """What is done in a meeting, each act in one transaction."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def _step(
        self,
        actor: Actor,
        step: str,
        write: Callable[[Acting, Meeting], Any],
        words: str = "",
        *,
        later: bool = False,
    ) -> None:
        """What a step writes and that it is done, as one; nothing where it was settled before.

        ``later``: what it writes may still be changed then.

        Raises what ``decide_done`` raises.
        """

        def both(acting: Acting, known: Meeting) -> None:
            decide.require_open(known, acting.context)
            settled = known.step_of(step)
            if later or settled is None or settled.state == "open":
                write(acting, known)
                acting.add(decide.decide_done(acting.known, acting.context, step, words))
            begun.discard(acting.connection, acting.subject.id, actor.staff_no, step)

        self._write(actor, both)

    def _write(self, actor: Actor, write: Callable[[Acting, Meeting], Any]) -> None:
        """One transaction on the meeting of today. Raises RuleBroken("meeting_not_begun") or "staff_left"."""
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            context = self._station.context(actor, writing.connection)
            acting = Acting(writing, context, meeting_rows.subject_of(context.today))
            if acting.meeting is None:
                raise RuleBroken("meeting_not_begun")
            write(acting, acting.meeting)
