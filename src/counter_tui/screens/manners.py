"""What to do about words that may not be said to a customer so: take the polite ones, change them, or ask the lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from counter_tui.domain.text import fold_prose
from counter_tui.i18n import _
from counter_tui.screens.dialogs.form import Field, Filled, FormDialog
from counter_tui.screens.dialogs.pick import Pick
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.app import CounterApp
    from counter_tui.domain.errors import RuleBroken
    from counter_tui.screens.base import CounterDialog
    from counter_tui.screens.desk import Desk
    from counter_tui.services.voice.manners import Improper


class _Sends(Protocol):
    def action_send(self) -> None:
        """Do it with what was typed."""


def ask_politely(dialog: CounterDialog[Any], broken: RuleBroken) -> None:
    """Ask over the dialog, in whose line the words still stand; what is chosen is put there, or sent once more."""
    app = cast("CounterApp", dialog.app)
    improper = cast("Improper", broken.facts["improper"])
    line = _line_of(dialog, improper.words)
    said = [
        Piece(app.say(broken), "broken"),
        Piece(""),
        Piece(_("Politely, for example:"), "secondary"),
        Piece(improper.polite),
    ]
    choices = [
        Choice("polite", _("Take these words over")),
        Choice("again", _("Change the text")),
        Choice("lead", _("The lead lets it go as it is")),
    ]

    def taken(choice: str | None) -> None:
        if choice == "lead":
            _ask_lead(app, dialog, improper)
            return
        if line is not None:
            if choice == "polite":
                line.value = improper.polite
            line.focus()
            line.cursor_position = len(line.value)

    app.push_screen(Pick(_("This is not said to a customer so"), choices, said), taken)


def _ask_lead(app: CounterApp, dialog: CounterDialog[Any], improper: Improper) -> None:
    desk = cast("Desk", app.station)
    actor = desk.actor

    def let_go(typed: dict[str, str]) -> None:
        if actor is not None:
            desk.services.manners.let_go(actor, improper, typed["lead"], typed["pin"])

    def answered(filled: Filled | None) -> None:
        if filled is not None:
            cast(_Sends, dialog).action_send()

    fields = [
        Field("lead", _("Staff number of the lead"), cells=24),
        Field("pin", _("PIN of the lead"), secret=True, cells=24),
    ]
    said = [Piece(improper.words)]
    app.push_screen(FormDialog(_("The lead lets it go as it is"), fields, let_go, said=said), answered)


def _line_of(dialog: CounterDialog[Any], words: str) -> LineInput | None:
    """The line in which the words stand."""
    return next((each for each in dialog.query(LineInput) if fold_prose(each.value) == words), None)
