"""A day at a pad whose processes are killed: customers press, press twice, decline, go away; what is there then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.visit import (
    PadFailed,
    PressRefused,
    RatingDeclined,
    RatingGiven,
    RatingTimedOut,
    ReasonGiven,
    TokenArmed,
    TokenShown,
)
from support.clocks import NOON
from support.pad_processes import Worker, counter_work, pad_work

_REASONS = {1: "E101", 2: "E201"}
"""A reason of each low level."""
SUBMITTING = 0.03
"""Seconds within which a counter that submits is killed."""
_ENDS = {
    RatingGiven: "rated",
    RatingDeclined: "declined",
    RatingTimedOut: "timed_out",
    PadFailed: "device_down",
}


@dataclass
class Visit:
    """One customer: what may have become of the token, the press that may have been kept, the reasons it may have."""

    visit: str
    may_be: set[str]
    level: int | None = None
    reasons: set[str] = field(default_factory=lambda: {""})
    refused: set[int] = field(default_factory=lambda: {0})


@dataclass
class Day:
    """What the processes were told, and what they said of it."""

    visits: list[Visit] = field(default_factory=list)
    lost_submits: int = 0
    kills: Counter[str] = field(default_factory=Counter)


class PadDay:
    """Plays a day; every customer's fate is drawn by ``random``."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._random, self._at = random, NOON
        self._counter, self._pad = Worker(counter_work, folder), Worker(pad_work, folder)
        self._pad.does(self._at, "hold")
        self.day = Day()

    def play(self, customers: int) -> Day:
        """So many customers, one after another."""
        fates = [
            self._presses,
            self._presses_twice,
            self._declines,
            self._goes_away,
            self._leaves_it_standing,
            self._pad_killed_and_back_at_once,
            self._pad_killed_and_back_late,
            self._pad_killed_while_pressed,
            self._says_why,
            self._pad_killed_before_the_reason,
            self._pad_killed_while_the_reason_is_said,
            self._pressed_while_the_next_is_submitted,
            self._counter_killed_while_pressed,
        ]
        while len(self.day.visits) < customers:
            self._later(20, 200)
            fate = self._random.choice(fates)
            fate(self._submitted())
        self.day.kills = Counter(counter=self._counter.kills, pad=self._pad.kills)
        self._counter.end()
        self._pad.end()
        return self.day

    @property
    def over(self) -> datetime:
        """When the last customer had gone."""
        return self._at

    def _later(self, least: int, most: int) -> None:
        self._at += timedelta(seconds=self._random.randint(least, most))

    def _submitted(self) -> Visit:
        """The next request is submitted and the pad finds its token by itself; the question stands there."""
        visit = self._noted(self._counter.does(self._at, "submit"))
        assert self._pad.does(self._at, "waiting") == visit.visit
        assert self._pad.does(self._at, "show", visit.visit) == "armed"
        return visit

    def _noted(self, visit: str) -> Visit:
        found = Visit(visit, {"armed"})
        self.day.visits.append(found)
        return found

    def _drawn(self, visit: Visit) -> tuple[str, int, str]:
        visit.level = self._random.randint(1, 5)
        return visit.visit, visit.level, ""

    def _presses(self, visit: Visit) -> None:
        self._later(2, 60)
        assert self._pad.does(self._at, "press", *self._drawn(visit)) == "rated"
        visit.may_be = {"rated"}

    def _presses_twice(self, visit: Visit) -> None:
        """Two or three presses told in one go: the first counts."""
        self._later(2, 60)
        press = self._drawn(visit)
        more = self._random.randint(1, 2)
        self._pad.tell(self._at, "press", *press)
        for _again in range(more):
            self._pad.tell(self._at, "press", visit.visit, self._random.randint(1, 5), "")
        assert [self._pad.hear() for _press in range(more + 1)] == [("done", "rated")] * (more + 1)
        assert self._pad.refuses(self._at, "decline", visit.visit) == "token_used"
        visit.may_be, visit.refused = {"rated"}, {more}

    def _pressed_low(self, visit: Visit) -> str:
        """A low level is kept before its reason is asked for; one of its reasons."""
        self._later(2, 60)
        visit.level, visit.may_be = self._random.randint(1, 2), {"rated"}
        assert self._pad.does(self._at, "press", visit.visit, visit.level, "") == "rated"
        return _REASONS[visit.level]

    def _says_why(self, visit: Visit) -> None:
        """Said once; another reason and another level change nothing."""
        reason = self._pressed_low(visit)
        self._later(1, 80)
        assert self._pad.does(self._at, "why", visit.visit, reason) == "rated"
        assert self._pad.refuses(self._at, "why", visit.visit, reason) == "reason_said"
        assert self._pad.does(self._at, "press", visit.visit, 5, "") == "rated"
        visit.reasons, visit.refused = {reason}, {1}

    def _pad_killed_before_the_reason(self, visit: Visit) -> None:
        """The level stands without one, nothing is asked again, and a second press is refused."""
        self._pressed_low(visit)
        self._begin_pad_anew()
        assert self._pad.does(self._at, "waiting") == ""
        self._later(91, 600)
        assert self._pad.does(self._at, "press", visit.visit, 5, "") == "rated"
        visit.refused = {1}

    def _pad_killed_while_the_reason_is_said(self, visit: Visit) -> None:
        """The level stands; the reason is there if it was told kept, and may be if not."""
        reason = self._pressed_low(visit)
        self._pad.tell(self._at, "why", visit.visit, reason)
        answer = self._pad.killed(self._random)
        self._pad.start()
        self._pad.does(self._at, "hold")
        assert self._pad.does(self._at, "waiting") == ""
        visit.reasons = {reason} if answer else {"", reason}

    def _declines(self, visit: Visit) -> None:
        assert self._pad.does(self._at, "decline", visit.visit) == "declined"
        visit.may_be = {"declined"}

    def _goes_away(self, visit: Visit) -> None:
        self._later(90, 91)
        assert self._pad.does(self._at, "time_out", visit.visit) == "timed_out"
        assert self._pad.does(self._at, "press", visit.visit, 5, "") == "timed_out"
        visit.may_be, visit.refused = {"timed_out"}, {1}

    def _leaves_it_standing(self, visit: Visit) -> None:
        """Nobody says anything of it; the next pad that starts may find it."""
        visit.may_be = {"armed", "device_down"}

    def _pad_killed_and_back_at_once(self, visit: Visit) -> None:
        """The same question stands there again, and the press counts."""
        self._begin_pad_anew()
        assert self._pad.does(self._at, "waiting") == visit.visit
        assert self._pad.refuses(self._at, "press", "11" * 16, 5, "") == "no_token"
        assert self._pad.does(self._at, "show", visit.visit) == "armed"
        self._presses(visit)

    def _pad_killed_and_back_late(self, visit: Visit) -> None:
        """Nobody can answer any more: the token's pad failed, and no press makes a rating of it."""
        self._later(91, 600)
        self._begin_pad_anew()
        assert self._pad.does(self._at, "waiting") == ""
        assert self._pad.does(self._at, "press", visit.visit, 5, "") == "device_down"
        visit.may_be, visit.refused = {"device_down"}, {1}

    def _pad_killed_while_pressed(self, visit: Visit) -> None:
        """Told kept, it is kept; not told, it may be: then it stands in the way of another, or it is asked again."""
        press = self._drawn(visit)
        self._pad.tell(self._at, "press", *press)
        answer = self._pad.killed(self._random)
        visit.may_be = {"rated"} if answer else {"rated", "armed", "device_down"}
        self._pad.start()
        self._pad.does(self._at, "hold")
        again = self._pad.does(self._at, "waiting")
        assert again in ("", visit.visit)
        assert not (answer and again), "it asks once more what was kept"
        visit.may_be = {"armed", "device_down"} if again else {"rated"}
        if again and self._random.random() < 0.5:
            self._pad.does(self._at, "show", visit.visit)
            self._presses(visit)

    def _pressed_while_the_next_is_submitted(self, visit: Visit) -> None:
        """Both write at once; the next one's question is then there."""
        self._later(2, 60)
        self._counter.tell(self._at, "submit")
        self._pad.tell(self._at, "press", *self._drawn(visit))
        assert self._pad.hear() == ("done", "rated")
        visit.may_be = {"rated"}
        submitted = self._counter.hear()
        assert submitted is not None
        self._shown_and_pressed(self._noted(submitted[1]))

    def _counter_killed_while_pressed(self, visit: Visit) -> None:
        """What the counter was submitting is there whole or not at all; the pad does not notice."""
        self._later(2, 60)
        self._counter.tell(self._at, "submit")
        self._pad.tell(self._at, "press", *self._drawn(visit))
        submitted = self._counter.killed(self._random, SUBMITTING)
        assert self._pad.hear() == ("done", "rated")
        visit.may_be = {"rated"}
        self._counter.start()
        if submitted:
            self._shown_and_pressed(self._noted(submitted[1]))
        else:
            self.day.lost_submits += 1

    def _shown_and_pressed(self, visit: Visit) -> None:
        assert self._pad.does(self._at, "waiting") == visit.visit
        self._pad.does(self._at, "show", visit.visit)
        self._presses(visit)

    def _begin_pad_anew(self) -> None:
        self._pad.killed(self._random, 0.0)
        self._pad.start()
        self._pad.does(self._at, "hold")


def amiss_at_pads(facts: Iterable[Recorded], day: Day) -> list[str]:
    """What is wrong with the tokens, by their facts alone; nothing of the program's own folding is asked."""
    of_visit: dict[str, list[Recorded]] = {}
    for fact in facts:
        if isinstance(fact.fact, (TokenArmed, TokenShown, PressRefused, ReasonGiven, *_ENDS)):
            of_visit.setdefault(fact.subject.id.hex(), []).append(fact)
    known = {each.visit: each for each in day.visits}
    wrong = [f"{visit}: lost" for visit in known if visit not in of_visit]
    strange = [visit for visit in of_visit if visit not in known]
    if len(strange) > day.lost_submits:
        wrong.append(f"{len(strange)} tokens of {day.lost_submits} submits that nobody was told of")
    for visit, history in of_visit.items():
        wrong += [
            f"{visit}: {what}" for what in _amiss_of(history, known.get(visit) or Visit(visit, {"armed"}))
        ]
    return wrong


def _amiss_of(history: list[Recorded], visit: Visit) -> Iterable[str]:
    kinds = [type(each.fact) for each in sorted(history, key=lambda fact: fact.seq)]
    if kinds.count(TokenArmed) != 1 or kinds[0] is not TokenArmed:
        yield "not armed first and once"
    ends = [kind for kind in kinds if kind in _ENDS]
    if len(ends) > 1:
        yield f"{len(ends)} states"
    state = _ENDS[ends[0]] if ends else "armed"
    if state not in visit.may_be:
        yield f"{state}, not {visit.may_be}"
    if ends and TokenShown not in kinds[: kinds.index(ends[0])]:
        yield "answered before it was asked"
    if PressRefused in kinds and (not ends or kinds.index(PressRefused) < kinds.index(ends[0])):
        yield "a press refused while it was open"
    if kinds.count(PressRefused) not in visit.refused:
        yield f"{kinds.count(PressRefused)} presses refused, not {visit.refused}"
    said = [each.fact.reason for each in history if isinstance(each.fact, ReasonGiven)]
    if len(said) > 1 or not {*said} <= visit.reasons or not (said or "" in visit.reasons):
        yield f"reasons {said}, not {visit.reasons}"
    if said and RatingGiven not in kinds[: kinds.index(ReasonGiven)]:
        yield "a reason before the press"
    for each in history:
        if isinstance(each.fact, RatingGiven) and each.fact.level != visit.level:
            yield f"level {each.fact.level}, not {visit.level}"
        if not isinstance(each.fact, TokenArmed) and each.actor != "customer":
            yield f"{each.fact.type} by {each.actor}"
