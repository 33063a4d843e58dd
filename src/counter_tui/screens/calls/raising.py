"""Calling the lead: what is attached to a call, and what the screen shows of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from counter_tui.domain.facts.calls import Place
from counter_tui.i18n import _
from counter_tui.screens.common import Common
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.wording.dates import say_due
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.calls import Called


def place_of(screen: DeskScreen, front: Common[Any]) -> Place:
    """Where the person is: screen, matter or draft, and the field that has the focus."""
    matter, draft = screen.about()
    name = next((each.removeprefix("at-") for each in screen.classes if each.startswith("at-")), "")
    return Place(
        screen=name or ("acceptance" if draft else ""), field=_field(front), matter=matter, draft=draft
    )


def _field(front: Common[Any]) -> str:
    for node in front.focused.ancestors_with_self if front.focused else ():
        if isinstance(found := getattr(node, "key", ""), str) and found:
            return found
    return ""


def report(screen: DeskScreen, front: Common[Any]) -> None:
    """Ask what the problem is and send it upward with the place it was met at."""
    from counter_tui.screens.dialogs.form import Field, Filled, FormDialog

    calls, actor, place = screen.services.calls, screen.actor, place_of(screen, front)
    call = calls.new(actor)

    def sent(filled: Filled | None) -> None:
        if filled is not None:
            screen.ask(partial(calls.view, actor), partial(_say_sent, screen, call), group="call")

    screen.app.push_screen(
        FormDialog(
            _("Report upward"),
            [Field("words", _("What is the problem"))],
            lambda typed: calls.report(actor, call, typed["words"], place),
            said=[Piece(_("To the lead on duty; where you are is attached, no customer's data."), "quiet")],
        ),
        sent,
    )


def _say_sent(screen: DeskScreen, call: str, view: Any) -> None:
    line = next((each for each in view.own if each.call_id == call), None)
    due = say_due(line.due_at, screen.now(), screen.zone) if line and line.due_at else ""
    screen.counter.tell(_("Reported. The lead answers by {due}.").format(due=due))


def conflict(screen: DeskScreen, front: Common[Any]) -> None:
    """Call the lead without a word on the screen; pressed again, the lines that help are shown."""
    deed = partial(screen.services.calls.conflict, screen.actor, place_of(screen, front))
    front.write(deed, partial(_called, screen), group="conflict")


def _called(screen: DeskScreen, called: Called) -> None:
    if called.fresh:
        screen.counter.poll()
        return
    from counter_tui.screens.calls.pad import Pad

    screen.app.push_screen(Pad(screen.services.calls, screen.actor, called))
