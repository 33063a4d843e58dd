"""Bad ratings with their recoveries as lines: what there is, whose turn it is, who may see what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial

from counter_tui.db import ledger
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import recoveries as rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import RECOVERY, VISIT
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery import appeal, decide
from counter_tui.domain.recovery.case import Case, Plan, is_low, require_low
from counter_tui.domain.recovery.measures import Measures
from counter_tui.domain.recovery.state import Recovery, Said, due_of, fold, is_late
from counter_tui.domain.recovery.turns import Turn, is_turn_of, knows
from counter_tui.domain.staff.roles import may
from counter_tui.domain.visit import rating
from counter_tui.domain.visit.rating import Token
from counter_tui.services.lines.matters import matter_lines
from counter_tui.services.recovery.turns import MOST, is_time, may_see
from counter_tui.services.reference.recovery import shipped_measures
from counter_tui.services.station import Station
from counter_tui.services.views.recovery import CallView, RecoveryLine, SaidView

_SECOND = {"rated": 0, "armed": 1}
"""Which of the second ratings asked for is told first."""


class Cases:
    """The bad ratings of a station for one person, as they stand in one reading."""

    def __init__(self, station: Station, connection: Reading, context: Context, measures: Measures) -> None:
        self.station, self.connection, self.context, self.measures = station, connection, context, measures
        self._name_of = station.names(connection)
        self._tries = measures.limit(context.rules.profile).tries

    def open(self) -> tuple[RecoveryLine, ...]:
        """What is not made good yet and this person may know of, the most urgent first."""
        found = [row.visit for row in rows.open_lows(self.connection, MOST)]
        lines = self._lines(found)
        return tuple(sorted(lines, key=lambda each: (not each.late, each.due, each.pressed_at, each.visit)))

    def closed(self, start_ms: int, end_ms: int) -> tuple[RecoveryLine, ...]:
        """What was made good in a time, the newest first."""
        found = [row.recovery for row in rows.closed_between(self.connection, start_ms, end_ms)]
        return tuple(self._lines(found[: -MOST - 1 : -1]))

    def one(self, visit: bytes) -> RecoveryLine | None:
        """One of them."""
        return next(iter(self._lines([visit])), None)

    def case(self, visit: bytes) -> Case:
        """A bad rating and what was done about it. Raises RuleBroken("recovery_unknown")."""
        token = rating.fold(ledger.facts_of(self.connection, Subject(VISIT, visit)))
        return self._case(require_low(token))

    def _case(self, token: Token) -> Case:
        visit = token.visit
        return Case(token, known_recovery(self.connection, visit), self._first_contact(token))

    def seconds(self, visit: bytes) -> list[Token]:
        """The second ratings asked for, the newest first."""
        found = rows.second_tokens(self.connection, [visit])
        folded = (rating.fold(ledger.facts_of(self.connection, Subject(VISIT, row.visit))) for row in found)
        return [each for each in folded if each is not None]

    def sees(self, case: Case) -> bool:
        """Whether this person may see the value: who oversees at once, the clerk concerned when it is time."""
        return may_see(self.station, self.connection, self.context, case.token.clerk, case.pressed)

    def _sees_second(self, second: Token) -> bool:
        """Whether this person, who may see the first value, may see this one too: its customer may still be there."""
        oversees, at = may(self.context.actor.role, "oversee"), second.decided_at
        return oversees or (at is not None and is_time(self.station, self.connection, self.context, at))

    def knows(self, case: Case) -> bool:
        """Whether this person may know that there is one: see ``domain.recovery.turns.knows``."""
        is_it = partial(is_time, self.station, self.connection, self.context, case.pressed)
        return knows(_turn(case), self.context, sees=self.sees(case), is_time=is_it)

    def _first_contact(self, token: Token) -> str:
        row = self._matter(token)
        return row.first_contact if row else token.clerk

    def _matter(self, token: Token) -> MatterRow | None:
        return matter_rows.read(self.connection, bytes.fromhex(token.matter)) if token.matter else None

    def _lines(self, visits: Iterable[bytes]) -> Iterator[RecoveryLine]:
        for visit in visits:
            token = rating.fold(ledger.facts_of(self.connection, Subject(VISIT, visit)))
            if token is not None and is_low(token):
                case = self._case(token)
                if self.knows(case):
                    yield self._line(case)

    def _line(self, case: Case) -> RecoveryLine:
        token, known, row = case.token, case.recovery, self._matter(case.token)
        limits = self.measures.limits_from(case.pressed, self.context.rules)
        sees, plan = self.sees(case), known.plan
        number = parse_number(row.number) if row else None
        seconds = self.seconds(token.visit)
        second = min(seconds, key=lambda each: _SECOND.get(each.state, len(_SECOND)), default=None)
        scale = self.station.scale
        possible, step = frozenset(self._possible(case, seconds)), known.step(self._tries)
        return RecoveryLine(
            visit=token.visit.hex(),
            matter_id=token.matter,
            short=number.short if number else "",
            kind=self.station.words_of(row.kind) if row else Words(zh="", en=""),
            customer=mask_name(row.customer_name) if row and row.customer_name else "",
            matter=next(iter(matter_lines(self.station, self.connection, [row])), None) if row else None,
            series=token.series,
            clerk=self._name_of(token.clerk),
            clerk_no=token.clerk,
            level=token.level if sees else None,
            reason=scale.reason(token.reason).text if sees and token.reason else None,
            pressed_at=case.pressed,
            step=step,
            due=due_of(known, limits, self._tries),
            late=is_late(known, limits, self._tries, self.context.today),
            cause=plan.cause if plan else "",
            remedy=plan.remedy if plan else "",
            likely=self.measures.likely(token.reason) if sees else "",
            plan_words=plan.words if plan else "",
            planned_by=self._name_of(known.planned.by) if known.planned else "",
            first_contact=self._name_of(case.first_contact),
            caller=self._name_of(case.caller),
            caller_no=case.caller,
            call_by=plan.call_by if plan else limits.call,
            correct_by=plan.correct_by if plan else limits.correct,
            call_limit=limits.call,
            correct_limit=limits.correct,
            calls=tuple(
                CallView(self._name_of(each.by), each.at, each.outcome, each.words, each.told, each.recording)
                for each in known.calls
            ),
            corrected=self._said(known.corrected),
            stated=self._said(known.stated),
            ground=known.appeal.ground if known.appeal else "",
            appealed=self._said(known.appeal.said if known.appeal else None),
            finding=known.appeal.finding if known.appeal else "",
            decided=self._said(known.appeal.decided if known.appeal else None),
            second=self._standing(second) if second else "",
            second_visit=second.visit.hex() if second else "",
            second_level=second.level if second and sees and self._sees_second(second) else None,
            closed=self._said(known.closed),
            mine=is_turn_of(_turn(case), step, self.context),
            may=possible,
        )

    def _standing(self, token: Token) -> str:
        now = self.context.now
        return rating.standing(token.state, token.armed_at, token.shown_at is not None, now)

    def _said(self, said: Said | None) -> SaidView | None:
        return SaidView(self._name_of(said.by), said.at, said.words) if said else None

    def _possible(self, case: Case, seconds: list[Token]) -> Iterator[str]:
        """What this person can do now: what the rules do not refuse when it is filled in."""
        context, measures = self.context, self.measures
        cause = next(each.code for each in measures.causes if not each.worded)
        plan = Plan(cause, measures.remedies[0].code)
        tried: dict[str, Callable[[], object]] = {
            "plan": lambda: decide.decide_plan(case, context, measures, plan),
            "call": lambda: decide.decide_call(case, context, "not_reached", ""),
            "correct": lambda: decide.decide_correct(case, context, "-"),
            "state": lambda: appeal.decide_state(case, context, "-"),
            "appeal": lambda: appeal.decide_appeal(case, context, "wrong", "-"),
            "decide": lambda: appeal.decide_finding(case, context, "stands", "-"),
            "second": lambda: decide.decide_second(case, context, seconds),
            "close": lambda: decide.decide_close(case, context, measures),
        }
        for name, attempt in tried.items():
            try:
                attempt()
            except RuleBroken:
                continue
            yield name


def _turn(case: Case) -> Turn:
    return Turn(case.recovery, case.token.clerk, case.first_contact)


def known_recovery(connection: Reading, visit: bytes, until: datetime | None = None) -> Recovery:
    """What was done about the rating of this visit, before an instant where one is given; empty where nothing was."""
    told = ledger.facts_of(connection, Subject(RECOVERY, visit))
    return fold(each for each in told if until is None or each.at < until) or Recovery(visit)


def next_due(station: Station, connection: Reading, token: TokenRow) -> date:
    """The day by which the next step after this bad rating is due."""
    known, measures = known_recovery(connection, token.visit), shipped_measures()
    limits = measures.limits_from(from_ms(token.decided_ms or token.armed_ms), station.rules)
    return due_of(known, limits, measures.limit(station.profile).tries)
