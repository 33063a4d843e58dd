"""What a first contact does for a customer: whose the matter is, the steps that owes, calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from counter_tui.db import begun, ledger
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.first_contact import Scope
from counter_tui.domain.matter import calls, scopes
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.units.directory import Unit, find_unit
from counter_tui.services.matter.view import view_of
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.units import UnitService
from counter_tui.services.views.matter import MatterView
from counter_tui.services.voice.manners import MannersService
from counter_tui.services.voice.screening import Screening


class FirstContactService:
    """The acts of the person who answers to the customer; each returns the matter as it is then.

    Words to the customer are looked at as everywhere: each raises RuleBroken("wording_improper") for improper ones.
    """

    def __init__(self, station: Station) -> None:
        self._station = station
        self._units, self._screening = UnitService(station), Screening(station)
        self._manners = MannersService(station)

    def set_scope(
        self, actor: Actor, matter_id: str, scope: Scope, unit: str = "", **told: Any
    ) -> MatterView:
        """Whose the matter is; ``unit`` is another unit's code, ``told`` goes on to ``decide_scope``.

        Raises RuleBroken("unit_unknown") and what ``domain.matter.scopes.decide_scope`` raises.
        """

        self._require_good(actor, matter_id, "told", told.get("told", ""))

        def decide(matter: Matter, context: Context, other: Unit | None) -> Fact:
            return scopes.decide_scope(matter, context, scope, other, **told)

        return self._act(actor, matter_id, decide, "scope", unit)

    def do_step(self, actor: Actor, matter_id: str, step: str, words: str = "") -> MatterView:
        """A step the first contact owes is done; see ``domain.matter.scopes.decide_step``.

        Why it is not done at once is a reason like those at the door: raises RuleBroken("reason_forbidden") too.
        """
        self._require_good(actor, matter_id, step, words, reason=step == "limit_told")
        return self._act(
            actor, matter_id, lambda m, c, _u: scopes.decide_step(m, c, step, words), f"step {step}"
        )

    def called(
        self, actor: Actor, matter_id: str, said: str, next_call_at: datetime | None = None
    ) -> MatterView:
        """The customer was told how far it is; see ``domain.matter.calls.decide_called``."""
        self._require_good(actor, matter_id, "told", said)
        return self._act(
            actor, matter_id, lambda m, c, _u: calls.decide_called(m, c, said, next_call_at), "called"
        )

    def promise_call(self, actor: Actor, matter_id: str, at: datetime | None = None) -> MatterView:
        """The customer is promised a call; see ``domain.matter.calls.decide_promise``."""
        return self._act(actor, matter_id, lambda m, c, _u: calls.decide_promise(m, c, at), "promise_call")

    def _require_good(
        self, actor: Actor, matter_id: str, place: str, words: str, *, reason: bool = False
    ) -> None:
        """Words to the customer are looked at, once it is sure that the person may do it."""
        if not words.strip():
            return
        station = self._station
        with station.store.reading() as connection:
            matter = fold(ledger.facts_of(connection, matter_subject(matter_id)))
            context = station.context(actor, connection)
        if matter is None:
            return
        calls.require_answerable(matter, context)
        if reason:
            visit, kind = matter.visit, matter.kind
            self._screening.require_lawful(actor, visit, matter_id, kind, place, words, customers=False)
        self._manners.require_polite(actor, matter.visit, matter_id, place, words)

    def _act(
        self,
        actor: Actor,
        matter_id: str,
        decide: Callable[[Matter, Context, Unit | None], Fact],
        words: str,
        unit: str = "",
    ) -> MatterView:
        """``words`` names the act whose text, typed so far, is done with."""
        station = self._station
        with station.changing(matter_id) as (writing, matter, history):
            other = find_unit(self._units.directory(writing.connection), unit) if unit else None
            fact = decide(matter, station.context(actor, writing.connection), other)
            station.write(writing, matter, fact, actor, history)
            begun.discard(writing.connection, matter.matter_id, actor.staff_no, words)
        return view_of(station, actor, matter_id, full=False)
