"""The screen turned to the customer: one press rates the visit, and no key reaches anything else meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from counter_tui.commands import rating as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.rating.asked import Asked, Step
from counter_tui.screens.rating.conversation import Conversation
from counter_tui.screens.rating.faces import outcome
from counter_tui.screens.rating.pane import Face, RatingPane, spaced
from counter_tui.services.wording.ratings import say_token_state
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.ratings.pad import PadService
    from counter_tui.services.views.visit import TokenView

TWICE_WITHIN = 2.0
"""Seconds within which the clerk's key must be pressed a second time."""


class RatingScreen(Conversation, DeskScreen, inherit_bindings=False):
    """The rating of one visit (``visit`` in hex).

    Five levels by one digit, kept at once; for a negative level its reasons by another, where 0 says none.
    Nothing is rated by default: without a press the token times out. When the customer has finished, pressing the
    clerk's key twice gives the clerk the screen back. The level is never shown to the clerk.
    """

    CSS_PATH = "rating.tcss"
    KEYS = (commands.GIVE_BACK,)
    BINDINGS = []
    AUTO_FOCUS = ""
    with_bands = False

    def __init__(self, visit: str) -> None:
        super().__init__()
        self.visit = visit
        self.asked = Asked(lambda: self.services.station.scale, lambda: self.counter.seconds())
        self._clerk_pressed: float | None = None

    @property
    def pad(self) -> PadService:
        """The pad this screen is while it is turned."""
        return self.services.pad

    @property
    def counter_name(self) -> str:
        """As the top line has it."""
        return self.counter.status.counter

    @property
    def step(self) -> Step:
        """How far the question has come."""
        return self.asked.step

    def compose_body(self) -> ComposeResult:
        """Question, answers, what the keys do."""
        yield RatingPane()

    def on_mount(self) -> None:
        """Open the visit's token and put the question before the customer: from now on this screen is the pad."""
        self.write(self._turn, self._opened)

    def _turn(self) -> TokenView | None:
        token = self.services.ratings.open_token(self.actor, self.visit)
        if token is None or token.state != "armed":
            return token
        try:
            self.hold = self.services.pad.hold("turned")
        except RuleBroken as broken:
            if broken.code == "pad_held" and not token.pad_asks:
                raise RuleBroken("pad_asks_no_more") from broken
            raise
        return self.services.pad.show(self.hold, token.visit)

    def on_unmount(self) -> None:
        """The screen is the counter's again."""
        if self.hold is not None:
            self.hold.free()

    def after_retranslation(self) -> None:
        """Draw the step again."""
        super().after_retranslation()
        self.call_after_refresh(self.draw)

    def _opened(self, token: TokenView | None) -> None:
        if token is None or token.state != "armed":
            words = say_token_state(token.state) if token else _("This visit has nothing to rate.")
            self.counter.tell(words)
            self._leave()
            return
        self.visit = token.visit
        self.asked.begin(token)
        self.draw()

    def draw(self) -> None:
        """Draw the step, once there is a question."""
        if self.asked.step != "opening":
            super().draw()

    def face(self) -> Face:
        """What the step shows; in the end the screen is to be turned back."""
        if self.asked.step != "finished":
            return super().face()
        turn = Piece(spaced(_("Please turn the screen back")), "strong")
        hint = _("Staff: {key} twice").format(key="F4")
        return Face([[Piece(outcome(self.asked), "quiet")], [], [turn]], (), [[Piece(hint, "quiet")]])

    def take_scan(self, text: str) -> bool:
        """A reader's burst rates nothing."""
        del text
        return True

    def take(self, key: str, character: str) -> None:
        """A key of the customer; once he is done, thanked or still being thanked, the clerk's, twice, gives it back."""
        super().take(key, character)
        if self.asked.step not in ("thanks", "finished"):
            return
        now, before = self.counter.seconds(), self._clerk_pressed
        if key not in commands.GIVE_BACK.keys:
            self._clerk_pressed = None
        elif before is not None and now - before <= TWICE_WITHIN:
            self._leave()
        else:
            self._clerk_pressed = now

    def refused(self, broken: RuleBroken) -> None:
        """What keeps the question from being put is said to the clerk."""
        if self.asked.step != "opening":
            super().refused(broken)
            return
        self.counter.tell(self.counter.say(broken), "warning")
        self._leave()

    def failed(self, error: Exception) -> None:
        """No panel may open in front of the customer."""
        if self.asked.step != "opening":
            super().failed(error)
            return
        note_trouble(error)
        self._leave()

    def refresh_status(self) -> None:
        """At every tick. The counter is not locked while it waits for a press."""
        super().refresh_status()
        if self.asked.open:
            self.counter.touch()
        self.pass_time()

    def _leave(self) -> None:
        if self.is_current:
            self.counter.back()
