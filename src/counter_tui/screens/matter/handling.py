"""Who works on a matter: taking an offer, taking it back, sending it back, handing over, and what the lead decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _
from counter_tui.screens.matter.deeds import Deeds
from counter_tui.services.views.matter import MatterView
from counter_tui.widgets.choices import Choice

if TYPE_CHECKING:
    from counter_tui.screens.matter.hand_over import HandOverWish


class HandlingActs(Deeds):
    """Mixed into the Matter screen."""

    def action_take(self) -> None:
        """Take the offered work."""
        self._at.do("take", self._deed("take"))

    def action_take_back(self) -> None:
        """Take an offer back."""
        self._at.do("take_back", self._deed("take_back"))

    def action_bounce(self) -> None:
        """Send the offer back with a reason."""
        reasons = (_("not my duty"), _("papers missing"), _("somebody else works on it"))
        self._pick(
            _("Send the hand-over back"),
            [Choice(each, each) for each in reasons],
            "bounce",
            own=_("another reason"),
        )

    def action_hand_over(self) -> None:
        """Give the work to somebody."""
        from counter_tui.screens.matter.hand_over import HandOverDialog

        at = self._at
        if at.view is None:
            return

        def deed(wish: HandOverWish) -> MatterView:
            more = {"note": wish.note, "told": wish.told, "next_call_at": wish.next_call_at, "way": wish.way}
            return self._deed("hand_over", wish.to, wish.reason, **more)()

        others = [
            each for each in at.colleagues if may(each.role, "work") and each.name != at.view.line.handler
        ]
        closing = at.counter.settings.opening_hours[-1].closes
        title = _("Hand over, {name} stays the first contact").format(name=at.view.line.first_contact)
        now, words = at.now().astimezone(at.zone), self._words("hand_over")
        dialog = HandOverDialog(title, others, deed, now, closing, words, goes_round=at.view.goes_round)
        self._ask(dialog, "hand_over")

    def action_decide_handling(self) -> None:
        """The lead says who handles it."""
        from counter_tui.screens.matter.decide import DecideDialog

        at = self._at
        if at.view is None:
            return
        workers = [each for each in at.colleagues if may(each.role, "work")]
        title = _("Who handles it? {name} stays the first contact").format(name=at.view.line.first_contact)

        def deed(to: str, reason: str) -> MatterView:
            return self._deed("decide_handling", to, reason)()

        dialog = DecideDialog(title, workers, at.view.for_lead, deed, self._words("decide_handling"))
        self._ask(dialog, "decide_handling")
