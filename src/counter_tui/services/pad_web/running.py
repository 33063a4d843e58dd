"""The desk behind the page: one thread for the store, whoever waits for news, and what the terminal is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.visit.pairing import Verdict
from counter_tui.services.pad_web.asking import Asking
from counter_tui.services.pad_web.limits import Limits
from counter_tui.services.pad_web.session import Session
from counter_tui.services.pad_web.steps import Answer, Press, State

TICK = 0.25
"""Seconds between two looks at the store's traces."""
AWAY_AFTER = 30.0
"""Seconds without a word of the tablet after which it counts as away."""
TELL_EVERY = 60.0
"""Seconds between two lines about refused requests."""

Tell = Callable[..., None]
"""Says something in the terminal: its code, and its facts by name."""
Result = TypeVar("Result")


class TabletDesk:
    """What the page asks of. Its methods run in the loop of the server; the store is asked in one thread of its own."""

    def __init__(
        self,
        asking: Asking,
        session: Session,
        limits: Limits,
        seconds: Callable[[], float],
        tell: Tell,
        tick: float = TICK,
    ) -> None:
        self.asking, self.session, self.limits = asking, session, limits
        self._seconds, self._tell, self._tick = seconds, tell, tick
        self._thread = ThreadPoolExecutor(1, "pad-store")
        self._state = asking.state()
        self._news = asyncio.Event()
        self._polls = 0
        # One paired earlier today may come back, or be missed.
        self._heard: float | None = seconds() if session.paired else None
        self._away, self._met = not session.paired, False
        self._told_at = seconds()
        self._told_verdict = "", 0.0
        self._trouble = ""
        self._failed: Exception | None = None

    def new_code(self) -> None:
        """Throw the paired tablet out and say a code for another one."""
        self._heard, self._away, self._met = None, True, False
        self._told_verdict = "", 0.0
        if self.session.paired:
            self._thread.submit(self._say_let_go)
        try:
            self._tell("code", code=self.session.new_code())
        except OSError as error:
            self._tell("trouble", broken=RuleBroken("store_unwritable", detail=type(error).__name__))
        self._wake()

    def _say_let_go(self) -> None:
        """In the store's thread; the tablet is let go also where that cannot be written down."""
        try:
            self.asking.let_go()
        except RuleBroken as broken:
            self._tell("trouble", broken=broken)

    async def pair(self, code: str, name: str) -> tuple[Verdict, str]:
        """What to say to a code that a tablet of this name gave, and the secret for the right one.

        No tablet is let in of which that could not be written down.
        """
        verdict, secret = self.session.pair(code)
        if verdict == "right":
            try:
                await self._ask(lambda: self.asking.paired(name))
            except RuleBroken as broken:
                with suppress(OSError):
                    self.session.let_go()
                self._tell("trouble", broken=broken)
                return "over", ""
            self._heard, self._away, self._met = self._seconds(), False, True
        self._tell_verdict(verdict)
        return verdict, secret

    async def news(self, rev: int, patience: float) -> State:
        """What the page shows as soon as it is another than it has, or after some seconds as it is.

        Of two that wait the first gets its answer at once: there is one tablet, and it has gone on.
        """
        self._hear()
        self._polls += 1
        mine = self._polls
        self._wake()
        until = self._seconds() + patience
        while self._state.rev == rev and self._polls == mine and self.session.paired:
            left = until - self._seconds()
            if left <= 0:
                break
            news = self._news
            try:
                await asyncio.wait_for(news.wait(), left)
            except TimeoutError:
                break
        return self._state

    async def shown(self, nonce: str) -> None:
        """The page has drawn this step."""
        self._hear()
        await self._ask(lambda: self.asking.shown(nonce))

    async def answer(self, press: Press) -> Answer:
        """What the customer touched."""
        self._hear()
        answer, state = await self._ask(lambda: (self.asking.answer(press), self.asking.state()))
        # A press sent again gets its old answer, with what stood there then.
        self._show(state)
        return answer

    async def watch(self) -> None:
        """Look at the store and the time until cancelled."""
        while self._failed is None:
            await self.look()
            await asyncio.sleep(self._tick)
        raise self._failed

    def release(self) -> None:
        """Let whoever waits for news go."""
        self._polls += 1
        self._wake()

    def close(self) -> None:
        """End the thread, when what it does is done."""
        self._thread.shutdown()

    async def look(self) -> None:
        """Look once: is the tablet there, what was refused, what has the store. Raises RuleBroken if that is gone."""
        self._look_for_tablet()
        self._tell_refused()
        try:
            self._show(await self._ask(lambda: self.asking.look(away=self._away)))
        except RuleBroken as broken:
            if broken.code in ("store_gone", "store_lost", "store_log_gone", "closed_down", "pad_not_held"):
                raise
            if self._trouble != broken.code:
                self._tell("trouble", broken=broken)
            self._trouble = broken.code
        else:
            self._trouble = ""

    def _tell_verdict(self, verdict: Verdict) -> None:
        """Say what came of a code; the same once a minute, whoever goes on trying."""
        before, at = self._told_verdict
        now = self._seconds()
        if verdict in ("right", "wrong") or verdict != before or now - at >= TELL_EVERY:
            self._told_verdict = verdict, now
            self._tell("paired" if verdict == "right" else f"code_{verdict}")

    def _look_for_tablet(self) -> None:
        if not self._away and self._heard is not None and self._seconds() - self._heard > AWAY_AFTER:
            self._away = True
            self._tell("away")

    def _tell_refused(self) -> None:
        now = self._seconds()
        if now - self._told_at >= TELL_EVERY:
            self._told_at = now
            count, address = self.limits.refused_since()
            if count:
                self._tell("refused", count=count, address=address)

    def _hear(self) -> None:
        self._heard = self._seconds()
        if self._away or not self._met:
            self._away, self._met = False, True
            self._tell("there")

    def _show(self, state: State) -> None:
        if state.rev != self._state.rev:
            self._state = state
            self._wake()

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _ask(self, deed: Callable[[], Result]) -> Result:
        """Do it in the store's thread. What nobody foresaw ends the server, so that somebody hears of it."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, deed)
        except RuleBroken:
            raise
        except Exception as error:
            self._failed = error
            raise
