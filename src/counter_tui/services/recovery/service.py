"""Making bad ratings good: the plan, the call back, the correction, the appeal, the second rating, the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from counter_tui.db import begun
from counter_tui.db.store import Reading
from counter_tui.db.subjects import RECOVERY, VISIT
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.recovery import CallOutcome, Finding, Ground
from counter_tui.domain.ids import make_id
from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery import appeal, decide
from counter_tui.domain.recovery.case import Case, Plan
from counter_tui.domain.recovery.measures import Measures
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.recovery.lines import Cases
from counter_tui.services.reference.recovery import shipped_measures
from counter_tui.services.station import Station, require_still_here, require_writer
from counter_tui.services.subjects import subject_of
from counter_tui.services.views.recovery import RecoveryLine
from counter_tui.services.voice.manners import MannersService

CLOSED_SHOWN = timedelta(days=31)
PLACE = "recovery"
"""What words to customers were typed for, where they are held."""


class RecoveryService:
    """What follows a bad rating. There is one for each, whether or not anybody has looked at it."""

    def __init__(self, station: Station, manners: MannersService | None = None) -> None:
        self._station = station
        self._manners = manners or MannersService(station)

    @property
    def measures(self) -> Measures:
        """Causes, remedies and limits; the place of a cause or remedy is its digit."""
        return shipped_measures()

    def open(self, actor: Actor) -> tuple[RecoveryLine, ...]:
        """What is not made good yet and this person may know of, the most urgent first."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return self._cases(actor, connection).open()

    def closed(self, actor: Actor) -> tuple[RecoveryLine, ...]:
        """What was made good in the last month, the newest first."""
        require(actor, "see_matters")
        now = self._station.clock.now()
        with self._station.store.reading() as connection:
            return self._cases(actor, connection).closed(to_ms(now - CLOSED_SHOWN), to_ms(now) + 1)

    def plan(self, actor: Actor, visit: str, plan: Plan) -> RecoveryLine | None:
        """Say why, what is done, who calls back by when; see ``decide_plan``.

        Raises also what ``require_writer`` raises for the caller, RuleBroken("wording_improper"), "recovery_unknown"
        or "staff_left". So do all acts below.
        """
        require(actor, "lead_matter")
        self._require_polite(actor, visit, plan.words)

        def decided(case: Case, context: Context, connection: Reading) -> Fact:
            fact = decide.decide_plan(case, context, self.measures, plan)
            require_writer(connection, fact.caller)
            return fact

        return self._act(actor, visit, "plan", decided)

    def call(
        self,
        actor: Actor,
        visit: str,
        outcome: CallOutcome,
        words: str = "",
        told: int = 0,
        recording: str = "",
    ) -> RecoveryLine | None:
        """The customer was called back, or somebody tried; see ``decide_call``."""
        require(actor, "write")
        return self._act(
            actor, visit, "call", lambda c, x, _r: decide.decide_call(c, x, outcome, words, told, recording)
        )

    def correct(self, actor: Actor, visit: str, words: str) -> RecoveryLine | None:
        """What was wrong is put right; see ``decide_correct``."""
        require(actor, "write")
        self._require_polite(actor, visit, words)
        return self._act(actor, visit, "correct", lambda c, x, _r: decide.decide_correct(c, x, words))

    def state(self, actor: Actor, visit: str, words: str) -> RecoveryLine | None:
        """The clerk concerned says how he saw it; see ``appeal.decide_state``."""
        require(actor, "write")
        return self._act(actor, visit, "state", lambda c, x, _r: appeal.decide_state(c, x, words))

    def appeal(self, actor: Actor, visit: str, ground: Ground, words: str) -> RecoveryLine | None:
        """Ask for a review of the rating; see ``appeal.decide_appeal``."""
        require(actor, "write")
        return self._act(actor, visit, "appeal", lambda c, x, _r: appeal.decide_appeal(c, x, ground, words))

    def decide(self, actor: Actor, visit: str, finding: Finding, words: str) -> RecoveryLine | None:
        """Add what was found on the appeal; see ``appeal.decide_finding``."""
        require(actor, "lead_matter")
        return self._act(actor, visit, "decide", lambda c, x, _r: appeal.decide_finding(c, x, finding, words))

    def close(self, actor: Actor, visit: str, words: str = "") -> RecoveryLine | None:
        """It is made good; see ``decide_close``."""
        require(actor, "lead_matter")
        return self._act(
            actor, visit, "close", lambda c, x, _r: decide.decide_close(c, x, self.measures, words)
        )

    def second(self, actor: Actor, visit: str) -> str:
        """Let the customer rate once more at the pad; the visit (hex) under which he does. See ``decide_second``.

        Only the customer can press: this arms the token, and a pad shows it.
        """
        require(actor, "accept")
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            cases = self._cases(actor, connection)
            rated = recovery_subject(visit).id
            case, seconds = cases.case(rated), cases.seconds(rated)
            _require_knows(cases, case)
            fact = decide.decide_second(case, cases.context, seconds)
            if fact is None:
                return next(each for each in seconds if each.state == "armed").visit.hex()
            again = make_id(self._station.clock.now(), self._station.store.pen.random(10))
            writing.append(Subject(VISIT, again), [fact], actor.staff_no, history=())
            return again.hex()

    def _act(
        self, actor: Actor, visit: str, act: str, decided: Callable[[Case, Context, Reading], Fact]
    ) -> RecoveryLine | None:
        """Decide and write in one transaction; the line as it stands then."""
        subject = recovery_subject(visit)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            cases = self._cases(actor, connection)
            case = cases.case(subject.id)
            _require_knows(cases, case)
            fact = decided(case, cases.context, connection)
            writing.append(subject, [fact], actor.staff_no, case.recovery.head)
            begun.discard(connection, subject.id, actor.staff_no, act)
            if act == "close":
                begun.end(connection, subject.id)
            return self._cases(actor, connection).one(subject.id)

    def _cases(self, actor: Actor, connection: Reading) -> Cases:
        context = self._station.context(actor, connection)
        return Cases(self._station, connection, context, self.measures)

    def _require_polite(self, actor: Actor, visit: str, words: str) -> None:
        """What the customer will hear is looked at before it is kept."""
        if not words.strip():
            return
        with self._station.store.reading() as connection:
            cases = self._cases(actor, connection)
            case = cases.case(recovery_subject(visit).id)
            _require_knows(cases, case)
        self._manners.require_polite(actor, visit, case.token.matter, PLACE, words)


def recovery_subject(visit: str) -> Subject:
    """What follows the rating of this visit (hex), as a subject of facts. Raises RuleBroken("recovery_unknown")."""
    return subject_of(RECOVERY, visit, "recovery_unknown")


def _require_knows(cases: Cases, case: Case) -> None:
    """Nobody finds out by acting what he may not know of."""
    if not cases.knows(case):
        raise RuleBroken("recovery_unknown")
