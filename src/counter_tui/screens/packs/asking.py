"""The two signatures of a pack: who offers it and to whom, and who signs for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.matter.ask import ActDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.staff import StaffView

_AT_RECEIVER = frozenset(
    {
        "receiver_missing",
        "receiver_unknown",
        "receiver_away",
        "pack_to_self",
        "pack_receiver_cannot_work",
        "pack_receiver_cannot_lead",
    }
)
_ROOM = 46


class Signing(ActDialog):
    """What it comes to, and the PIN of who signs; Enter in it sends."""

    CSS_PATH = "../matter/dialogs.tcss"

    def __init__(self, title: str, told: Sequence[str], deed: Callable[[str], Any]) -> None:
        super().__init__(title)
        self._told, self._deed = tuple(told), deed

    def compose_questions(self) -> ComposeResult:
        """What is signed for, and the PIN."""
        told = self._told
        yield Sheet(lambda cells, _plain: [line for words in told for line in folded(words, cells)])
        row = FieldRow(
            _("PIN"), LineInput(secret=True, max_cells=24, enter_moves=False, id="pin"), id="row-pin"
        )
        row.add_class("first")
        yield row

    def typed(self) -> bool:
        """A PIN is nothing anybody would miss."""
        return False

    @on(Input.Submitted, "#pin")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_send()

    def action_send(self) -> None:
        """Sign."""
        pin = self.query_one("#pin", LineInput).value
        if not pin.strip():
            self.refused(RuleBroken("pin_missing"))
            return
        self.attempt(lambda: self._deed(pin))

    def refused(self, broken: RuleBroken) -> None:
        """Say it; the PIN is typed anew."""
        super().refused(broken)
        self.query_one("#pin", LineInput).value = ""
        self.query_one("#pin").focus()


class Offering(Signing):
    """To whom, with or without the lead of the shift, and the PIN; Enter in the PIN sends."""

    is_wide = True

    def __init__(
        self,
        told: Sequence[str],
        staff: Sequence[StaffView],
        deed: Callable[[str, bool, str], Any],
        *,
        leads: bool,
    ) -> None:
        super().__init__(_("Hand over everything"), told, lambda _pin: None)
        self._receivers = colleagues(staff)
        self._offer, self._leads = deed, leads

    def compose_questions(self) -> ComposeResult:
        """To whom, whether the lead goes with it, and the PIN."""
        told = self._told
        yield Sheet(lambda cells, _plain: [line for words in told for line in folded(words, cells)])
        hint = _("a colleague's initials or staff number")
        receiver = FieldRow(_("To"), PickList(self._receivers, id="receiver"), hint=hint, id="row-receiver")
        receiver.add_class("first")
        yield receiver
        if self._leads:
            hint = _("1 without the lead, 2 with the lead")
            usual = (Piece(_("empty: with the lead"), "quiet"),)
            pick = PickList(_with_lead(), id="lead")
            yield FieldRow(_("Lead"), pick, verdict=usual, hint=hint, id="row-lead")
        pin = LineInput(secret=True, max_cells=24, enter_moves=False, id="pin")
        yield FieldRow(_("Your PIN"), pin, id="row-pin")

    def typed(self) -> bool:
        """Has somebody been chosen?"""
        return bool(self.query_one("#receiver", PickList).typed.strip())

    def action_send(self) -> None:
        """Offer it."""
        to = settled(self.query_one("#receiver", PickList), self._receivers)
        if not to:
            self.refused(RuleBroken("receiver_missing"))
            return
        picks: list[PickList] = list(self.query("#lead").results(PickList))
        way = settled(picks[0], _with_lead()) if picks else "without"
        if not way and picks[0].typed.strip():
            self.complain(_("Does the lead go with it? 1 without, 2 with"))
            picks[0].focus()
            return
        lead = way != "without"
        pin = self.query_one("#pin", LineInput).value
        if not pin.strip():
            self.refused(RuleBroken("pin_missing"))
            return
        self.attempt(lambda: self._offer(to, lead, pin))

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        if broken.code in _AT_RECEIVER:
            self.query_one("#receiver").focus()


def _with_lead() -> list[Choice]:
    return [
        Choice("without", _("work alone"), ("1", "without")),
        Choice("with", _("with the lead of the shift"), ("2", "with")),
    ]
