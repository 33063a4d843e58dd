"""The question on the tablet: what it shows, and what becomes of a press, whatever the network does to it.

Each step of a question has a nonce that answers it once. The same press sent again with it, because its answer was
lost, gets the same answer; anything else is refused. A negative level is kept before its reason is asked for: whatever
happens to the customer, the tablet or this server meanwhile, it counts.

Called from one thread at a time.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import UNSET

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.visit.rating import PRESS_WITHIN
from counter_tui.services.pad_web.steps import Answer, Face, Past, Press, Question, Said, State
from counter_tui.services.pad_web.words import about

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.ratings import RatingScale
    from counter_tui.services.ratings.pad import PadHold, PadService
    from counter_tui.services.station import StationService
    from counter_tui.services.views.visit import TokenView

THANKS_FOR = 4.0
"""Seconds for which the customer is thanked."""
LOOK_EVERY = 60.0
"""Seconds after which the store is asked although its files tell nothing."""
KEPT_ANSWERS = 32
LONGEST_MS = 10 * 60 * 1000


class Asking:
    """The tablet's question, from the token that waits to the rating that is kept."""

    def __init__(
        self,
        pad: PadService,
        hold: PadHold,
        station: StationService,
        seconds: Callable[[], float],
    ) -> None:
        self._pad, self._hold, self._station, self._seconds = pad, hold, station, seconds
        self._counter = station.view().device
        self._question: Question | None = None
        self._past: OrderedDict[str, Past] = OrderedDict()
        self._missed: deque[str] = deque(maxlen=KEPT_ANSWERS)
        self._thanks_until: float | None = None
        self._rated = False
        # A page that outlives a restart of the server must not take another state for the one it has.
        self._rev = secrets.randbelow(2**31)
        self._looked_at = seconds() - LOOK_EVERY

    @property
    def scale(self) -> RatingScale:
        """The levels and their reasons."""
        return self._station.scale

    @property
    def practice(self) -> bool:
        """Whether this is a demo station."""
        return self._station.demo

    def state(self) -> State:
        """What the page shows now."""
        question = self._question
        if question is not None:
            face: Face = "reasons" if question.level else "levels"
            said = about(self._counter, question.token)
            return State(self._rev, face, question.nonce, question.level, said)
        if self._thanks_until is not None:
            return State(self._rev, "thanks", rated=self._rated)
        return State(self._rev, "rest")

    def paired(self, name: str) -> None:
        """A tablet of this name was let in. Raises what the store raises."""
        self._pad.tablet_paired(self._hold, name)

    def let_go(self) -> None:
        """The paired tablet was let go. Raises what the store raises."""
        self._pad.tablet_let_go(self._hold)

    def look(self, *, away: bool) -> State:
        """At every tick: the time for a press and for thanks, and whether a question waits. ``away``: no tablet asks.

        Raises what the store raises.
        """
        now = self._seconds()
        if self._thanks_until is not None and now >= self._thanks_until:
            self._thanks_until = None
            # Somebody may wait since.
            self._looked_at = now - LOOK_EVERY
            self._moved()
        if self._question is not None and self._question.shown is not None:
            self._pass_time(self._question, self._question.shown, now, away=away)
        if self._station.look() != "at rest" or now - self._looked_at >= LOOK_EVERY:
            self._looked_at = now
            self._station.require_store()
            if self._question is None:
                self._pad.settle_failed(self._hold)
            self._wait_for(self._pad.waiting(self._hold), now)
        return self.state()

    def shown(self, nonce: str) -> None:
        """The page has drawn the question: from now on it stands before the customer. Raises what the store raises."""
        question = self._question
        if question is not None and question.nonce == nonce:
            self._show(question)

    def answer(self, press: Press) -> Answer:
        """What the customer touched. Raises nothing of the store: what it refuses was not kept."""
        past = self._past.get(press.nonce)
        if past is not None:
            return past.answer if past.press == press else self._used(past, press)
        question = self._question
        if question is None or press.nonce != question.nonce:
            return self._over(press)
        try:
            return self._take(question, press) if self._show(question) else self._over(press)
        except RuleBroken:
            return Answer("again", self.state())

    def _over(self, press: Press) -> Answer:
        """What to say to a press of no step that stands."""
        if self._question is not None and self._question.token.shown_at is not None:
            # A server before this one had shown the question, and the press did not reach the store.
            return Answer("again", self.state())
        return Answer("late" if press.nonce in self._missed else "gone", self.state())

    def _take(self, question: Question, press: Press) -> Answer:
        now = self._seconds()
        if press.decline and not question.level:
            self._pad.decline(self._hold, question.token.visit)
            return self._ended(question, press, rated=False)
        if press.reason is not UNSET and question.level:
            if press.reason:
                self._pad.say_why(self._hold, question.token.visit, press.reason)
            return self._ended(question, press, rated=True)
        if press.level and not question.level:
            return self._take_level(question, press, now)
        return Answer("again", self.state())

    def _take_level(self, question: Question, press: Press, now: float) -> Answer:
        # The page's own measure, but never longer than the question has been out.
        latency = max(0, min(press.ms, int((now - question.handed) * 1000), LONGEST_MS))
        self._pad.press(self._hold, question.token.visit, press.level, "", latency)
        if self.scale.level(press.level).negative:
            question.turn(press.level, now)
            return self._remember(question, press, "next", settled=True)
        return self._ended(question, press, rated=True)

    def _ended(self, question: Question, press: Press, *, rated: bool) -> Answer:
        self._question, self._rated = None, rated
        self._thanks_until = self._seconds() + THANKS_FOR
        return self._remember(question, press, "kept", settled=True)

    def _remember(self, question: Question, press: Press, said: Said, *, settled: bool) -> Answer:
        self._moved()
        answer = Answer(said, self.state())
        self._past[press.nonce] = Past(press, answer, question.token.visit, settled)
        while len(self._past) > KEPT_ANSWERS:
            self._past.popitem(last=False)
        return answer

    def _used(self, past: Past, press: Press) -> Answer:
        """Another press with a used nonce: refused, and the first such on a used token kept as that."""
        known = press.level in {each.level for each in self.scale.levels}
        if past.settled and known and not past.refused:
            past.refused = True
            try:
                self._pad.press(self._hold, past.visit, press.level)
            except RuleBroken:
                past.refused = False
        return Answer("used", self.state())

    def _show(self, question: Question) -> bool:
        """Say once that the question stands before the customer; False when it is over."""
        if question.shown is None:
            try:
                self._pad.show(self._hold, question.token.visit)
            except RuleBroken as broken:
                if broken.code not in ("token_used", "token_over", "no_token"):
                    raise
                self._drop(missed=False)
                return False
            question.shown = self._seconds()
        return True

    def _pass_time(self, question: Question, shown: float, now: float, *, away: bool) -> None:
        if now - shown < PRESS_WITHIN.total_seconds():
            return
        if away and not question.level:
            # Whether the customer did not want to or could not, nobody knows: the tablet was gone.
            if not self._pad.settle_failed(self._hold):
                return
        else:
            self._settle(question)
        self._drop(missed=not question.level)

    def _wait_for(self, token: TokenView | None, now: float) -> None:
        """Go over to the question that waits; the one before it has had its time."""
        question = self._question
        if question is not None and token is not None and token.visit != question.token.visit:
            if question.shown is not None:
                self._settle(question)
            self._drop(missed=not question.level)
        elif question is not None and token is None and question.shown is None:
            # Too old to be asked, and nobody was.
            self._drop(missed=True)
        if token is not None and self._question is None and self._thanks_until is None:
            self._question = Question(token, now)
            self._moved()

    def _settle(self, question: Question) -> None:
        """Nobody pressed any more; a level without its reason is kept already."""
        if question.level:
            return
        try:
            self._pad.time_out(self._hold, question.token.visit)
        except RuleBroken as broken:
            if broken.code not in ("token_used", "no_token", "not_shown"):
                raise

    def _drop(self, *, missed: bool) -> None:
        """Take the question away; ``missed`` says that nothing the customer pressed was kept of it."""
        if missed and self._question is not None:
            self._missed.append(self._question.nonce)
        self._question = None
        self._moved()

    def _moved(self) -> None:
        self._rev += 1
