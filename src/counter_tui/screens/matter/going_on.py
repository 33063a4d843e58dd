"""Asking a question that goes on with what was typed for it before and not sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from counter_tui.screens.matter.words import Keeping, Words

if TYPE_CHECKING:
    from counter_tui.screens.desk import DeskScreen


class KeepsWords(Protocol):
    """A service that keeps what a person types, by what the question is about."""

    def begun(self, *given: Any) -> Mapping[str, Any]:
        """What was typed and not sent, by field."""

    def keep(self, *given: Any) -> None:
        """Keep this, given last."""

    def drop(self, *given: Any) -> None:
        """Throw it away."""


def ask_going_on(
    screen: DeskScreen,
    service: KeepsWords,
    about: tuple[Any, ...],
    dialog_with: Callable[[Words], Keeping],
    then: Callable[[Any], None],
) -> None:
    """Ask on this screen; what was typed before is put back once it is known, ``then`` gets what comes of it."""
    given = (screen.actor, *about)
    dialog = dialog_with(Words({}, partial(service.keep, *given), partial(service.drop, *given)))
    screen.app.push_screen(dialog, then)
    screen.ask(partial(service.begun, *given), dialog.go_on_with, group="begun")
