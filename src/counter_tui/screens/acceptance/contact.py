"""Asking the customer how to reach him, after the acceptance: one key a question, and none of it is needed."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import acceptance as commands
from counter_tui.domain.facts.contact import Answer
from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.services.customers.contacts import ContactView
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.cells import pad
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece, Role, sign

_LABEL = 16


class Said(NamedTuple):
    """What the customer answered; ``put_off`` when he did not want to be asked."""

    app: Answer = ""
    e_bill: Answer = ""
    put_off: bool = False


class AskContact(CounterDialog[Said]):
    """Two questions, one key each: yes, no, or Enter where nobody asks. Esc records nothing at all."""

    BINDINGS = [
        Binding("y", "answer('yes')", show=False),
        Binding("n", "answer('no')", show=False),
        Binding("enter", "answer('')", show=False),
        Binding("x", "put_off", show=False),
    ]

    def __init__(self, view: ContactView) -> None:
        super().__init__()
        self._view = view
        self._app: Answer = ""
        self._at = 0

    def compose(self) -> ComposeResult:
        """The number that counts from now on, and the question that is asked."""
        with Vertical(id="dialog"):
            yield Line(Piece(_("How to reach this customer"), "heading"))
            yield Line(*_number(self._view))
            yield Line(id="ask-app")
            yield Line(id="ask-e-bill")
            yield Line("")
            yield Line(
                *(Piece("y ", "accent"), _("has it"), Piece("   n ", "accent"), _("has none")),
                *(Piece("   Enter ", "accent"), _("not asked")),
            )
            yield Line(
                *(Piece("x ", "accent"), _("does not want to say"), Piece("   Esc ", "accent"), _("Cancel")),
            )

    def on_mount(self) -> None:
        """Show the first question."""
        self._show()

    def _show(self) -> None:
        asked = ((_("App bound"), "ask-app", self._app), (_("Electronic bill"), "ask-e-bill", ""))
        for place, (label, name, answer) in enumerate(asked):
            role: Role = "strong" if place == self._at else "quiet"
            said = {"yes": _("has it"), "no": _("has none")}.get(answer, "?" if place == self._at else "")
            line = self.query_one(f"#{name}", Line)
            line.show([Piece(pad(label, _LABEL), role), Piece(said, role)])

    def action_answer(self, answer: Answer) -> None:
        """Take the answer, and ask the next question or end."""
        if self._at == 0:
            self._app, self._at = answer, 1
            self._show()
            return
        self.dismiss(Said(self._app, answer))

    def action_put_off(self) -> None:
        """The customer does not want to be asked."""
        self.dismiss(Said(put_off=True))


def _number(view: ContactView) -> tuple[Piece, ...]:
    if not view.phone:
        return (Piece(pad(_("Phone"), _LABEL)), Piece(_("none was given"), "quiet"))
    told = f"{view.phone}  {view.phone2}".strip()
    return (Piece(pad(_("Phone"), _LABEL)), Piece(told, "strong"), Piece("  " + _("confirmed now"), "quiet"))


def contact_line(view: ContactView, now: datetime, zone: tzinfo, plain: bool, key: str) -> list[Piece]:
    """What is known of how to reach the customer, and the key that asks; what is too old is marked."""
    today = now.astimezone(zone).date()
    if view.verified_at is not None:
        day = say_day(view.verified_at.astimezone(zone).date(), today)
        checked = _("number confirmed {day} to {name}").format(day=day, name=view.verified_by)
    elif view.checked_on is not None:
        checked = _("number of {month}").format(month=f"{view.checked_on:%Y-%m}")
    else:
        checked = _("number never confirmed")
    mark = f"{sign('soon', plain)} " if view.stale else ""
    known = {"yes": _("has it"), "no": _("has none"), "": "?"}
    pieces = [
        Piece(pad(_("How to reach"), 16), "secondary"),
        Piece(mark + checked, "soon" if view.stale else "text"),
        Piece("   " + _("app {answer}").format(answer=known[view.app]), "quiet"),
        Piece("   " + _("e-bill {answer}").format(answer=known[view.e_bill]), "quiet"),
    ]
    return [*pieces, Piece(f"   {key} ", "accent"), Piece(_(commands.CONTACT.label))] if view.due else pieces
