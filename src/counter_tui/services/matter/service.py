"""Working on matters: every act is one transaction that decides on the matter as it stands inside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Literal

from msgspec.structs import replace

from counter_tui.db import begun, ledger, people
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.catalogue import queries
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.matter import (
    EarlyEnd,
    HandOverReason,
    HandOverWay,
    InformedBy,
    MatterClosed,
    MatterWithdrawn,
)
from counter_tui.domain.matter import correct, ending, hand_over, revealing, waiting, work
from counter_tui.domain.matter.confidence import require_read
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import ROLES, Actor, may
from counter_tui.domain.text import fold_code
from counter_tui.services.matter.view import view_of
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.views.matter import MatterView
from counter_tui.services.voice.manners import MannersService
from counter_tui.services.voice.screening import Screening

Decide = Callable[[Matter, Context], Fact]


class MatterService:
    """Everything that can happen to a matter after its acceptance; each act returns the matter as it is then."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._screening, self._manners = Screening(station), MannersService(station)

    def view(self, actor: Actor, matter_id: str, *, full: bool = False) -> MatterView:
        """One matter, masked; ``full`` counts for the time a revealing allows the actor and no longer.

        Raises RuleBroken("matter_unknown") or "not_allowed".
        """
        return view_of(self._station, actor, matter_id, full=full)

    def reveal(self, actor: Actor, matter_id: str, reason: str) -> MatterView:
        """The matter with the customer's full particulars; who saw them and why is a fact.

        ``reason`` is a usual one by its code, or own words. Raises what ``domain.matter.revealing.decide_show`` raises.
        """
        return self._act(
            actor, matter_id, lambda m, c: self._decide_show(m, c, reason), full=True, words="reveal"
        )

    def _decide_show(self, matter: Matter, context: Context, reason: str) -> Fact:
        kind = queries.known_kind(self._station.rules.catalogue, matter.kind)
        require_read(matter, kind, context)
        return revealing.decide_show(matter, context, reason)

    def reach_stage(self, actor: Actor, matter_id: str, note: str = "") -> MatterView:
        """The next stage is reached; see ``domain.matter.work`` for what forbids it."""
        return self._act(actor, matter_id, lambda m, c: work.decide_reach_stage(m, c, note))

    def answer(
        self,
        actor: Actor,
        matter_id: str,
        text: str,
        early: EarlyEnd | Literal[""] = "",
        *,
        tasks_left: bool = False,
    ) -> MatterView:
        """The answer the customer is to be told; ``early`` says why it comes before all stages are reached.

        ``tasks_left``: a lead answers in spite of tasks that are open.

        That it is not possible is said with the same care as at the door: raises RuleBroken("reason_forbidden"), and
        "wording_improper" for words that are no way to speak to a customer.
        """
        if early == "not_possible":
            self._require_lawful(actor, matter_id, "answer", text, customers=False)
        self._require_polite(actor, matter_id, "answer", text)
        decide = partial(ending.decide_answer, answer=text, early=early, tasks_left=tasks_left)
        return self._act(actor, matter_id, decide, words="answer")

    def inform(
        self,
        actor: Actor,
        matter_id: str,
        how: InformedBy,
        *,
        reached: bool = True,
        next_call_at: datetime | None = None,
    ) -> MatterView:
        """Whether the customer now knows the answer, said by the first contact or a lead in his place.

        Whoever was not reached is called again by ``next_call_at``, or by ``domain.matter.calls.default_call``.
        """
        decide = partial(ending.decide_inform, how=how, reached=reached, next_call_at=next_call_at)
        return self._act(actor, matter_id, decide)

    def close(self, actor: Actor, matter_id: str) -> MatterView:
        """The matter ends."""
        return self._act(actor, matter_id, ending.decide_close)

    def withdraw(self, actor: Actor, matter_id: str, wish: str) -> MatterView:
        """The customer takes the request back. Raises RuleBroken("reason_forbidden") for words that turn him away."""
        self._require_lawful(actor, matter_id, "withdraw", wish, customers=True)
        return self._act(actor, matter_id, lambda m, c: ending.decide_withdraw(m, c, wish), words="withdraw")

    def hand_over(
        self,
        actor: Actor,
        matter_id: str,
        to: Receiver,
        reason: HandOverReason,
        *,
        note: str = "",
        told: str = "",
        next_call_at: datetime | None = None,
        way: HandOverWay | Literal[""] = "",
    ) -> MatterView:
        """The work is offered to somebody.

        Raises RuleBroken("receiver_unknown") for a number nobody on the staff has, "receiver_cannot_work" for a
        colleague whose role takes on no work, "wording_improper" for what the customer was told, and what
        ``domain.matter.hand_over`` raises.
        """
        self._require_polite(actor, matter_id, "told", told)
        with self._station.changing(matter_id) as (writing, matter, history):
            to = replace(to, staff_no=fold_code(to.staff_no))
            fact = hand_over.decide_hand_over(
                matter,
                self._station.context(actor, writing.connection),
                to,
                reason,
                note=note,
                told=told,
                next_call_at=next_call_at,
                way=way,
            )
            if to.staff_no:
                require_worker(people.person(writing.connection, to.staff_no), to.staff_no)
            self._station.write(writing, matter, fact, actor, history)
            begun.discard(writing.connection, matter.matter_id, actor.staff_no, "hand_over")
        return self.view(actor, matter_id)

    def take(self, actor: Actor, matter_id: str) -> MatterView:
        """The offered work is accepted."""
        return self._act(actor, matter_id, hand_over.decide_take)

    def bounce(self, actor: Actor, matter_id: str, reason: str) -> MatterView:
        """The offered work is sent back."""
        return self._act(actor, matter_id, lambda m, c: hand_over.decide_bounce(m, c, reason), words="bounce")

    def take_back(self, actor: Actor, matter_id: str) -> MatterView:
        """The giver takes the offer back."""
        return self._act(actor, matter_id, hand_over.decide_take_back)

    def decide_handling(self, actor: Actor, matter_id: str, to: str, reason: str) -> MatterView:
        """A lead says which colleague handles the work.

        Raises RuleBroken("receiver_unknown"), "receiver_cannot_work", and what ``domain.matter.hand_over`` raises.
        """
        number = fold_code(to)
        with self._station.changing(matter_id) as (writing, matter, history):
            fact = hand_over.decide_handling(matter, self._station.context(actor), number, reason)
            require_worker(people.person(writing.connection, number), number)
            self._station.write(writing, matter, fact, actor, history)
            begun.discard(writing.connection, matter.matter_id, actor.staff_no, "decide_handling")
        return self.view(actor, matter_id)

    def collect(self, actor: Actor, matter_id: str, paper: str) -> MatterView:
        """A deferred paper was received."""
        return self._act(actor, matter_id, lambda m, c: work.decide_collect(m, c, paper))

    def waive(self, actor: Actor, matter_id: str, paper: str, reason: str) -> MatterView:
        """A lead does without a deferred paper."""
        decide = partial(work.decide_waive, paper=paper, reason=reason)
        return self._act(actor, matter_id, decide, words=f"waive {paper}")

    def ask_waiver(self, actor: Actor, matter_id: str, paper: str, why: str) -> MatterView:
        """The lead is asked to do without a paper that stops the work."""
        decide = partial(work.decide_ask_waiver, paper=paper, why=why)
        return self._act(actor, matter_id, decide, words=f"ask_waiver {paper}")

    def pause(self, actor: Actor, matter_id: str, reason: str, note: str = "") -> MatterView:
        """The promise clocks stand still for a lawful reason.

        What is written to it is looked at as at the door: raises RuleBroken("reason_forbidden") for an excuse.
        """
        if note.strip():
            self._require_lawful(actor, matter_id, "pause", note, customers=reason == "customer_requested")
        decide = partial(work.decide_pause, reason=reason, note=note)
        return self._act(actor, matter_id, decide, words="pause")

    def resume(self, actor: Actor, matter_id: str) -> MatterView:
        """The promise clocks run again."""
        return self._act(actor, matter_id, work.decide_resume)

    def arrived(self, actor: Actor, matter_id: str, resource: str) -> MatterView:
        """What the matter was accepted without is there."""
        return self._act(actor, matter_id, lambda m, c: waiting.decide_arrived(m, c, resource))

    def note(self, actor: Actor, matter_id: str, text: str) -> MatterView:
        """A note for the others who work on the matter."""
        return self._act(actor, matter_id, lambda m, c: work.decide_note(m, c, text), words="note")

    def correct(self, actor: Actor, matter_id: str, field: str, now: str, reason: str = "") -> MatterView:
        """A mistake in what was taken down is put right."""
        decide = partial(correct.decide_correct, field=field, now=now, reason=reason)
        return self._act(actor, matter_id, decide, words="correct")

    def undo(self, actor: Actor, matter_id: str) -> MatterView:
        """The actor's latest act on the matter is taken back, within 30 seconds."""
        with self._station.changing(matter_id) as (writing, matter, history):
            fact = work.decide_undo(history, self._station.context(actor))
            self._station.write(writing, matter, fact, actor, history)
        return self.view(actor, matter_id)

    def _require_lawful(
        self, actor: Actor, matter_id: str, place: str, words: str, *, customers: bool
    ) -> None:
        """The words of an act that ends a request are screened, once it is sure that the person may do it."""
        station = self._station
        with station.store.reading() as connection:
            matter = fold(ledger.facts_of(connection, matter_subject(matter_id)))
            context = station.context(actor, connection)
        if matter is not None:
            work.require_working(matter, context)
            self._screening.require_lawful(
                actor, matter.visit, matter_id, matter.kind, place, words, customers=customers
            )

    def _require_polite(self, actor: Actor, matter_id: str, place: str, words: str) -> None:
        """The words of an act that go to the customer are looked at, once it is sure that the person may do it."""
        station = self._station
        with station.store.reading() as connection:
            matter = fold(ledger.facts_of(connection, matter_subject(matter_id)))
            context = station.context(actor, connection)
        if matter is not None and words.strip():
            work.require_working(matter, context)
            self._manners.require_polite(actor, matter.visit, matter_id, place, words)

    def _act(
        self, actor: Actor, matter_id: str, decide: Decide, *, full: bool = False, words: str = ""
    ) -> MatterView:
        """``words`` names the act whose text, typed so far, is done with."""
        with self._station.changing(matter_id) as (writing, matter, history):
            fact = decide(matter, self._station.context(actor, writing.connection))
            self._station.write(writing, matter, fact, actor, history)
            if words:
                begun.discard(writing.connection, matter.matter_id, actor.staff_no, words)
            if isinstance(fact, (MatterClosed, MatterWithdrawn)):
                begun.end(writing.connection, matter.matter_id)
        return self.view(actor, matter_id, full=full)


def require_worker(row: StaffRow | None, staff_no: str) -> None:
    """Raise RuleBroken unless this colleague can be given work.

    The codes: "receiver_unknown", "receiver_cannot_work", or "receiver_away" for somebody who is not here.
    """
    if row is None or not row.active:
        raise RuleBroken("receiver_unknown", to=staff_no)
    if not any(role == row.role and may(role, "work") for role in ROLES):
        raise RuleBroken("receiver_cannot_work", to=staff_no)
    if row.stand_in:
        raise RuleBroken("receiver_away", to=staff_no, stand_in=row.stand_in)
