"""Asking services in a thread and coming back to the screen with the answer, or with what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message
from textual.worker import active_worker, get_current_worker

from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from textual.widget import Widget

    from counter_tui.app import CounterApp

    Base = Widget
else:
    # Textual takes a class's style from its first widget base: this must not be one.
    Base = object

Answer = TypeVar("Answer")


class Answered(Message):
    """A question asked in the background has come back; ``then`` shows it, on the screen that asked."""

    bubble = False

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self.then = then


class Asking(Base):
    """Mixed into screens: ``ask`` reads, ``write`` changes; neither ever blocks the screen."""

    def ask(
        self,
        question: Callable[[], Answer],
        then: Callable[[Answer], None],
        *,
        group: str = "ask",
    ) -> None:
        """Call ``question`` in a thread and ``then`` with its answer back on the screen.

        A later question of the same group makes the answers of earlier ones be dropped. A broken rule goes to
        ``refused``, anything else to the app's trouble panel.
        """
        run = partial(self._run, question, then, None)
        self.run_worker(run, thread=True, exclusive=True, group=group, exit_on_error=False)

    def write(
        self,
        deed: Callable[[], Answer],
        then: Callable[[Answer], None],
        *,
        group: str = "write",
    ) -> bool:
        """Call ``deed`` in a thread and ``then`` with its answer; False, and nothing done, while one of the group runs.

        Make the key that keeps a deed from being done twice when the form is opened, not here.
        """
        if group in self.writing:
            return False
        self.writing.add(group)
        run = partial(self._run, deed, then, group)
        self.run_worker(run, thread=True, group=group, exit_on_error=False)
        return True

    @property
    def writing(self) -> set[str]:
        """The groups in which something is being written now."""
        found: set[str] = self.__dict__.setdefault("_writing", set())
        return found

    def refused(self, broken: RuleBroken) -> None:
        """Say which rule forbids it; screens that know the field override this and say it there."""
        app = cast("CounterApp", self.app)
        app.tell(app.say(broken), "warning")

    def failed(self, error: Exception) -> None:
        """Log what went wrong and show the trouble panel; the screen and what was typed stay."""
        cast("CounterApp", self.app).trouble(error)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None], group: str | None) -> None:
        worker = get_current_worker()
        # Textual tells the thread, and the thread would remember the screen that asked until it is asked again.
        active_worker.set(cast(Any, None))
        try:
            answer = work()
            outcome: Callable[[], None] = partial(then, answer)
        except RuleBroken as broken:
            outcome = partial(self.refused, broken)
        except Exception as error:
            outcome = partial(self.failed, error)
        if group is not None:
            outcome = partial(self._written, group, outcome)
        if not worker.is_cancelled:
            self.post_message(Answered(outcome))

    def _written(self, group: str, outcome: Callable[[], None]) -> None:
        self.writing.discard(group)
        outcome()
