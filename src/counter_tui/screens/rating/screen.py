"""The screen turned to the customer: one press rates the visit, and no key reaches anything else meanwhile."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Vertical

from counter_tui.commands import rating as commands
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.visit.rating import PRESS_WITHIN
from counter_tui.i18n import N_, _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.rating.pane import Answer, Row, Text, spaced
from counter_tui.screens.trouble_log import note_trouble
from counter_tui.services.wording.ratings import say_token_state
from counter_tui.widgets.roles import Piece, Pieces

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from counter_tui.services.pad import PadHold
    from counter_tui.services.views.visit import TokenView

Step = Literal["opening", "levels", "reasons", "saving", "thanks", "finished"]
"""``thanks``: what was pressed is being acknowledged; ``finished``: the screen is to be turned back."""

WAITS = PRESS_WITHIN.total_seconds()
THANKS_FOR = 2.0
"""Seconds for which the customer is thanked before the screen asks to be turned back."""
TWICE_WITHIN = 2.0
"""Seconds within which the clerk's key must be pressed a second time."""
A_PAGE = 6
"""Reasons shown at once; 9 turns the page, so at most eight fit."""
REASON_CELLS = 56
MORE = Words(zh="更多原因", en="More reasons")
EARLIER = Words(zh="前面的原因", en="The first reasons again")
NOT_SAID = Words(zh="不想说明原因", en="I would rather not say why")

_THANKS = N_("Thank you for your visit")
_OUTCOMES = {"rated": N_("Thank you for your rating")}


class RatingScreen(DeskScreen, inherit_bindings=False):
    """The rating of one visit (``visit`` in hex).

    Five levels by one digit; for a negative level its reasons by another, where 0 says none and Backspace goes back.
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
        self.step: Step = "opening"
        self._token: TokenView | None = None
        self._hold: PadHold | None = None
        self._level = 0
        self._page = 0
        self._latency_ms = 0
        self._since = self._shown_at = 0.0
        self._clerk_pressed: float | None = None
        self._note = ""

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """Nothing but this screen answers keys: not the app, whose commands are the clerk's."""
        return [(self, BindingsMap([]))]

    def compose_body(self) -> ComposeResult:
        """Question, answers, what the keys do."""
        with Vertical(id="pane"):
            yield Text(id="question", classes="head")
            yield Vertical(id="rows")
            yield Text(id="foot", classes="foot")

    def on_mount(self) -> None:
        """Open the visit's token and put the question before the customer: from now on this screen is the pad."""
        self._since = self.counter.seconds()
        self.write(self._turn, self._opened)

    def _turn(self) -> TokenView | None:
        token = self.services.ratings.open_token(self.actor, self.visit)
        if token is None or token.state != "armed":
            return token
        self._hold = self.services.pad.hold("turned")
        return self.services.pad.show(self._hold, token.visit)

    def on_unmount(self) -> None:
        """The screen is the counter's again."""
        if self._hold is not None:
            self._hold.free()

    def _press(self, level: int, reason: str = "", latency_ms: int = 0) -> TokenView:
        return self.services.pad.press(self._held, self.visit, level, reason, latency_ms)

    @property
    def _held(self) -> PadHold:
        if self._hold is None:
            raise RuleBroken("pad_not_held")
        return self._hold

    def after_retranslation(self) -> None:
        """Draw the step again."""
        super().after_retranslation()
        self.call_after_refresh(self._draw)

    def _opened(self, token: TokenView | None) -> None:
        if token is None or token.state != "armed":
            words = say_token_state(token.state) if token else _("This visit has nothing to rate.")
            self.counter.tell(words)
            self._leave()
            return
        self._token, self.visit = token, token.visit
        self._shown_at = self.counter.seconds()
        self._go("levels")

    def _go(self, step: Step, note: str = "") -> None:
        """Go to a step; the time that is counted starts anew."""
        self.step, self._note = step, note
        self._since = self.counter.seconds()
        self._draw()

    def _draw(self) -> None:
        if self.step == "opening" or not self.is_mounted or not self.query("#rows"):
            return
        question, answers, foot = self._shown()
        self.query_one("#question", Text).show(*question)
        self.query_one("#foot", Text).show(*foot)
        rows = self.query_one("#rows", Vertical)
        with self.app.batch_update():
            rows.remove_children()
            rows.mount_all(Row(answer, REASON_CELLS) for answer in answers)

    def _shown(self) -> tuple[list[Pieces], list[Answer], list[Pieces]]:
        """Question, answers and foot of the step."""
        if self.step == "levels":
            return self._levels_shown()
        if self.step == "reasons":
            return self._reasons_shown()
        if self.step in ("saving", "thanks"):
            return [[Piece(spaced(self._outcome()), "strong")]], [], [[]]
        turn = [Piece(spaced(_("Please turn the screen back")), "strong")]
        hint = _("Staff: {key} twice").format(key="F4")
        return [[Piece(self._outcome(), "quiet")], [], turn], [], [[Piece(hint, "quiet")]]

    def _levels_shown(self) -> tuple[list[Pieces], list[Answer], list[Pieces]]:
        levels = self.services.station.scale.levels
        answers = [Answer(str(each.level), each.name, f"level at-{each.level}") for each in levels]
        question: list[Pieces] = [
            [Piece(spaced(_("Please rate this visit")), "strong")],
            [Piece(self._about(), "quiet")],
        ]
        hint = _("Press one digit. The staff do not see your choice.")
        decline = [Piece("0 ", "accent"), Piece(_("I would rather not rate"), "quiet")]
        first = [Piece(self._note, "soon")] if self._note else [Piece(hint, "quiet")]
        return question, answers, [first, decline]

    def _reasons_shown(self) -> tuple[list[Pieces], list[Answer], list[Pieces]]:
        reasons = self.services.station.scale.reasons_for(self._level)
        start = self._page * A_PAGE
        answers = [
            Answer(str(place), each.text, "reason")
            for place, each in enumerate(reasons[start : start + A_PAGE], 1)
        ]
        if len(reasons) > A_PAGE:
            last = start + A_PAGE >= len(reasons)
            answers.append(Answer("9", EARLIER if last else MORE, "reason"))
        answers.append(Answer("0", NOT_SAID, "reason"))
        question: list[Pieces] = [[Piece(spaced(_("What was not good?")), "strong")]]
        back = [Piece("Backspace ", "accent"), Piece(_("choose another level"), "quiet")]
        return question, answers, [back]

    def _about(self) -> str:
        token = self._token
        if token is None:
            return ""
        counter = self.counter.status.counter
        kind = self.word(token.kind) if token.kind else ""
        who = " ".join(each for each in (counter, token.clerk) if each)
        return " · ".join(each for each in (kind, who) if each)

    def _outcome(self) -> str:
        if self.step == "saving":
            return _("One moment...")
        state = self._token.state if self._token else ""
        return _(_OUTCOMES.get(state, _THANKS))

    def take_scan(self, text: str) -> bool:
        """A reader's burst rates nothing."""
        del text
        return True

    async def on_key(self, event: events.Key) -> None:
        """Every key ends here."""
        event.stop()
        event.prevent_default()
        # An input method left on sends full-width digits.
        self._pressed(event.key, unicodedata.normalize("NFKC", event.character or ""))

    def on_paste(self, event: events.Paste) -> None:
        """A pasted text means nothing."""
        event.stop()

    @on(Row.Pressed)
    def _clicked(self, event: Row.Pressed) -> None:
        event.stop()
        self._pressed(event.key, event.key)

    def _pressed(self, key: str, character: str) -> None:
        if self.step == "levels":
            self._level_pressed(character)
        elif self.step == "reasons":
            self._reason_pressed(key, character)
        elif self.step in ("thanks", "finished"):
            self._pressed_after(key, character)

    def _level_pressed(self, character: str) -> None:
        if character == "0":
            self._settle(lambda: self.services.pad.decline(self._held, self.visit))
        elif character and character in "12345":
            self._level = int(character)
            self._latency_ms = int((self.counter.seconds() - self._shown_at) * 1000)
            if self.services.station.scale.level(self._level).negative:
                self._page = 0
                self._go("reasons")
            else:
                self._rate("")

    def _reason_pressed(self, key: str, character: str) -> None:
        reasons = self.services.station.scale.reasons_for(self._level)
        if key in ("backspace", "delete"):
            self._go("levels")
        elif character == "0":
            self._rate("")
        elif character == "9" and len(reasons) > A_PAGE:
            self._page = (self._page + 1) % -(-len(reasons) // A_PAGE)
            self._go("reasons")
        elif character and character in "12345678":
            place = self._page * A_PAGE + int(character) - 1
            if place < len(reasons):
                self._rate(reasons[place].code)

    def _pressed_after(self, key: str, character: str) -> None:
        """After the rating: a level is refused and kept; the clerk's key, twice, gives the screen back."""
        if character and character in "12345":
            level = int(character)
            self.write(lambda: self._press(level), lambda _token: None)
        now, before = self.counter.seconds(), self._clerk_pressed
        if key not in commands.GIVE_BACK.keys or self.step != "finished":
            self._clerk_pressed = None
        elif before is not None and now - before <= TWICE_WITHIN:
            self._leave()
        else:
            self._clerk_pressed = now

    def _rate(self, reason: str) -> None:
        level, latency = self._level, self._latency_ms
        self._settle(lambda: self._press(level, reason, latency))

    def _settle(self, deed: Any) -> None:
        if self.write(deed, self._settled):
            self._go("saving")

    def _settled(self, token: TokenView) -> None:
        self._token = token
        self._go("thanks")

    def refused(self, broken: RuleBroken) -> None:
        """A used token ends the pane; anything else was not recorded, and can be pressed again."""
        if self.step == "opening":
            super().refused(broken)
            self._leave()
        elif broken.code in ("token_used", "no_token"):
            self._go("finished")
        else:
            self._again()

    def failed(self, error: Exception) -> None:
        """Log it; no panel may open in front of the customer."""
        note_trouble(error)
        self._leave() if self.step == "opening" else self._again()

    def _again(self) -> None:
        if self.step == "saving":
            self._go("levels", _("It was not recorded, please press again."))

    def refresh_status(self) -> None:
        """At every tick: the time for a press, and for the thanks. The counter is not locked while it waits."""
        super().refresh_status()
        passed = self.counter.seconds() - self._since
        if self.step in ("levels", "reasons"):
            self.counter.touch()
        if self.step == "levels" and passed >= WAITS:
            self._settle(lambda: self.services.pad.time_out(self._held, self.visit))
        elif self.step == "reasons" and passed >= WAITS:
            self._rate("")
        elif self.step == "thanks" and passed >= THANKS_FOR:
            self._go("finished")

    def _leave(self) -> None:
        if self.is_current:
            self.counter.back()
