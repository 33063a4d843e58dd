"""What a screen does that is the customer's: its keys go to the question, and what comes of them is written."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textual import events
from textual.binding import BindingsMap

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import language
from counter_tui.screens.asking import Asking
from counter_tui.screens.rating.asked import Asked, Deed
from counter_tui.screens.rating.faces import question_face
from counter_tui.screens.rating.pane import Face, RatingPane, Row
from counter_tui.trouble_log import note_trouble

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from counter_tui.services.ratings.pad import PadHold, PadService
    from counter_tui.services.views.visit import TokenView


_OVER = frozenset({"token_used", "no_token", "not_rated", "reason_said", "reason_late", "reason_unknown"})
"""What ends the question: nothing the customer does is kept any more."""


class Conversation(Asking):
    """Mixed into a screen with a ``RatingPane``; ``asked`` is the question, ``hold`` makes the screen the pad.

    No key reaches anything but the question, and no level is shown to anybody.
    """

    asked: Asked
    hold: PadHold | None = None
    touch = False
    """Is the screen touched, and are its keys somebody else's?"""

    if TYPE_CHECKING:

        @property
        def pad(self) -> PadService:
            """What keeps a press."""

    @property
    def held(self) -> PadHold:
        """What makes this screen the pad; raises RuleBroken("pad_not_held")."""
        if self.hold is None:
            raise RuleBroken("pad_not_held")
        return self.hold

    @property
    def counter_name(self) -> str:
        """What this counter is called, for the customer."""
        return ""

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """Nothing but this screen answers keys: no widget, and not the app."""
        return [(self, BindingsMap([]))]

    def draw(self) -> None:
        """Draw the step."""
        for pane in self.query(RatingPane) if self.is_mounted else ():
            pane.show(self.face())

    def face(self) -> Face:
        """What the step shows."""
        return question_face(self.asked, self.told(), touch=self.touch)

    def told(self) -> str:
        """What was done, by whom, at which counter."""
        token = self.asked.token
        if token is None:
            return ""
        kind = token.kind.say(language()) if token.kind else ""
        who = " ".join(each for each in (self.counter_name, token.clerk) if each)
        return " · ".join(each for each in (kind, who) if each)

    async def on_key(self, event: events.Key) -> None:
        """Every key ends here."""
        event.stop()
        event.prevent_default()
        # An input method left on sends full-width digits.
        self.take(event.key, unicodedata.normalize("NFKC", event.character or ""))

    def on_paste(self, event: events.Paste) -> None:
        """A pasted text means nothing."""
        event.stop()

    def on_row_pressed(self, event: Row.Pressed) -> None:
        """A touched answer is its key."""
        event.stop()
        self.take(event.key, event.key)

    def take(self, key: str, character: str) -> None:
        """A key of the customer: what it says is what counts."""
        del key
        before, turns = self.asked.step, self.asked.turns
        deed = self.asked.pressed(character)
        if deed is None:
            if self.asked.turns != turns:
                self.draw()
        elif before in ("thanks", "finished"):
            # In a group of its own: the next customer's press must not have to wait for it.
            self.write(lambda: self.do(deed), lambda _token: None, group="refused")
        else:
            self.settle(deed)

    def settle(self, deed: Deed) -> None:
        """Let the question end with this."""
        if self.write(lambda: self.do(deed), self.saved):
            self.asked.go("saving")
            self.draw()

    def do(self, deed: Deed) -> TokenView:
        """Write it; called in a thread."""
        if self.asked.token is None:
            raise RuleBroken("no_token")
        visit = self.asked.token.visit
        if deed.what == "decline":
            return self.pad.decline(self.held, visit)
        if deed.what == "time_out":
            return self.pad.time_out(self.held, visit)
        if deed.what == "say_why":
            return self.pad.say_why(self.held, visit, deed.reason)
        return self.pad.press(self.held, visit, deed.level, "", deed.latency_ms)

    def saved(self, token: TokenView) -> None:
        """It is kept: thank the customer, or ask why."""
        self.asked.saved(token)
        self.draw()

    def refused(self, broken: RuleBroken) -> None:
        """A used token ends the question; anything else was not recorded, and can be pressed again."""
        if broken.code in _OVER:
            self.asked.go("finished")
            self.draw()
        else:
            self.once_more()

    def failed(self, error: Exception) -> None:
        """Log it; no panel may open in front of the customer."""
        note_trouble(error)
        self.once_more()

    def once_more(self) -> None:
        """It was not recorded: the customer is asked to press again."""
        if self.asked.step == "saving":
            self.asked.not_saved()
            self.draw()

    def pass_time(self) -> None:
        """At every tick: the time for a press, and for the thanks."""
        turns = self.asked.turns
        deed = self.asked.waited()
        if deed is not None:
            self.settle(deed)
        elif self.asked.turns != turns:
            self.draw()
