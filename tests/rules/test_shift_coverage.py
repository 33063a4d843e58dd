"""The shift is never without a lead: a thousand random days, minute by minute, and two signatures on each change."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from counter_tui.domain.facts.shift import ShiftTaken
from counter_tui.domain.shift.lead import spans
from support.shifts import FIRST, LEADING, Shifts
from support.two_pcs import Pc, meet

DAYS, LIVES = 20, 50
MINUTES = DAYS * 24 * 60
MAY_LEAD = {each.staff_no for each in LEADING}


def minute(at: datetime | None) -> int:
    """The first whole minute since the station was set up that does not begin before this instant."""
    if at is None:
        return MINUTES
    return min(MINUTES, -((FIRST - at) // timedelta(minutes=1)))


def leading_by_minute(life: Shifts) -> list[list[str]]:
    """Who leads at each minute, as the spans of the facts tell."""
    leading: list[list[str]] = [[] for _minute in range(MINUTES)]
    for span in spans(life.pc.history):
        for each in range(minute(span.since), minute(span.until)):
            leading[each].append(span.lead)
    return leading


def noted_by_minute(life: Shifts) -> list[str]:
    """The same by the plain notes of what happened: whoever took it last before the minute."""
    noted = [""] * MINUTES
    for (since, lead), until in zip(life.led, [*(at for at, _who in life.led[1:]), None], strict=True):
        for each in range(minute(since), minute(until)):
            noted[each] = lead
    return noted


def absences(life: Shifts) -> list[tuple[int, int, str]]:
    """From which minute to which somebody was not here."""
    found = []
    for since, who in life.gone:
        until = min((at for at, came in life.came if came == who and at > since), default=None)
        found.append((minute(since), minute(until), who))
    return found


def signed_by_two(life: Shifts) -> None:
    """Each change has the incoming's and another signature: the outgoing's, or a witness's with a reason."""
    first, *changes = [each.fact for each in life.pc.history if isinstance(each.fact, ShiftTaken)]
    assert (first.was, first.signed_by) == ("", "")
    for change in changes:
        assert change.lead in MAY_LEAD
        assert change.signed_by
        assert change.signed_by != change.lead != change.was
        assert bool(change.reason) == (change.signed_by != change.was)


def test_over_a_thousand_random_days_exactly_one_leads_at_every_minute_and_two_sign_each_change() -> None:
    counts: Counter[str] = Counter()
    for seed in range(LIVES):
        life = Shifts(Random(seed), counts=counts)
        life.begin()
        life.live(DAYS)
        leading = leading_by_minute(life)
        assert all(len(each) == 1 for each in leading)
        assert [each[0] for each in leading] == noted_by_minute(life)
        for begins, ends, who in absences(life):
            assert all(leading[each][0] != who for each in range(begins, ends))
        signed_by_two(life)
        for one, later in pairwise(life.led):
            assert one[1] != later[1]
    # Otherwise the days would be too poor to prove much.
    for act in ("_take", "_stand_in", "_stale", "_away", "_back", "_roster", "_leave"):
        assert counts[act] > 15, act
    codes = "lead_changed leads_shift lead_away cannot_lead lead_himself lead_not_named lead_witness_leads"
    for code in (*codes.split(), "lead_reason_missing", "lead_witness_same"):
        assert counts[f"refused {code}"] > 5, code


def test_two_pcs_that_change_the_lead_at_once_agree_when_they_meet_and_leave_no_gap() -> None:
    """Neither knew of the other's change: the later one by the hybrid clock leads, on both and in whatever order."""
    differed = 0
    for seed in range(60):
        random = Random(seed)
        one = Shifts(random, Pc("A"))
        one.begin()
        other = Shifts(random, Pc("B", history=list(one.pc.history)), led=list(one.led))
        for each in (one, other):
            each.live(2)
        differed += one.lead != other.lead
        meet(one.pc, other.pc)
        told = spans(one.pc.history)
        random.shuffle(other.pc.history)
        assert spans(other.pc.history) == told
        assert told[-1].until is None
        assert all(span.until == after.since for span, after in pairwise(told))
        assert all(span.since <= after.since for span, after in pairwise(told))
    assert differed > 10
