"""A call to the company's centre that goes on beside the screens, whichever of them is shown."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter_tui.domain.errors import RuleBroken
    from counter_tui.services.views.sync import Called
    from counter_tui.sync.talk import Progress


class CentreCall:
    """One call: how far it is, what became of it, and the wish that it ends.

    Filled in by the thread that makes it, which says by ``moved`` that there is something to show. ``seconds`` is a
    clock that only runs forward; ``by_hand`` says that somebody wants it now. What was wrong is in
    ``broken``, or its number in the log in ``failed``; where nothing was due there is nothing in any of them.
    """

    def __init__(
        self,
        seconds: Callable[[], float],
        moved: Callable[[], object] = lambda: None,
        *,
        by_hand: bool = False,
    ) -> None:
        self.by_hand = by_hand
        self.far: Progress | None = None
        self.called: Called | None = None
        self.broken: RuleBroken | None = None
        self.failed = ""
        self.over = False
        self._seconds, self._began, self._moved = seconds, seconds(), moved
        self._stopped = Event()

    @property
    def lasts(self) -> float:
        """Seconds since it began."""
        return self._seconds() - self._began

    @property
    def goes_on(self) -> bool:
        """Is the centre being called? Not while it is only looked whether that is due."""
        return not self.over and (self.by_hand or self.far is not None)

    def note(self, far: Progress) -> None:
        """It has come so far."""
        self.far = far
        self._moved()

    def end(self) -> None:
        """It is over."""
        self.over = True
        self._moved()

    def stop(self) -> None:
        """Let it end at its next step; it can be made again at any time."""
        self._stopped.set()

    def is_stopped(self) -> bool:
        """Does somebody want it to end?"""
        return self._stopped.is_set()
