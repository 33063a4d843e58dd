"""The pad's own window: it rests between customers, and asks as soon as the counter has submitted something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.asking import Answered
from counter_tui.screens.rating.asked import Asked, Deed
from counter_tui.screens.rating.conversation import Conversation
from counter_tui.screens.rating.faces import rest_face
from counter_tui.screens.rating.pane import Face, RatingPane
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.whole_signs import WholeSigns

if TYPE_CHECKING:
    from counter_tui.app.pad import PadApp
    from counter_tui.bootstrap.services import Services
    from counter_tui.services.ratings.pad import PadHold, PadService
    from counter_tui.services.views.visit import TokenView
    from counter_tui.settings import PadSound

LOOK_AGAIN = 30.0
"""Seconds after which the store is asked although its files tell nothing: a disk may have been very slow."""
TRY_AGAIN = 2.0
"""Seconds after which a store that could not be read or written is tried again."""
QUIT_KEYS = ("ctrl+q", "ctrl+c")
TWICE_WITHIN = 2.0
"""Seconds within which a key to quit has to be pressed a second time: a customer may find a keyboard too."""
_ENDS = frozenset(
    {"store_gone", "store_lost", "store_log_gone", "station_missing", "closed_down", "pad_not_held"}
)
"""What a pad cannot go on after: no store or another lies where its own was, or its place is another's."""
_SHORT, _TALL = 21, 34
"""Rows below which the answers stand close together, and from which they have more room."""


class Found(Struct, frozen=True):
    """What a look into the store gave: the token to show now, if any, or what kept it from being looked at."""

    token: TokenView | None = None
    broken: RuleBroken | None = None


class PadScreen(Conversation, Screen[None], inherit_bindings=False):
    """The rating pad of this PC, as long as its window is open.

    Nobody is signed in, no key reaches the counter's screens, and nothing typed there reaches this one: what joins
    them is the store alone, where a submitted request arms a token. With ``touch`` no key answers: on a PC with one
    keyboard, what the clerk types goes to the window that was touched last.
    """

    BINDINGS = []
    AUTO_FOCUS = ""
    ALLOW_SELECT = False

    def __init__(self, services: Services, hold: PadHold, *, sound: PadSound, touch: bool = False) -> None:
        super().__init__()
        # A wide character on the edge of two widgets stays whole.
        self._compositor = WholeSigns()
        self._services, self.hold, self._sound, self.touch = services, hold, sound, touch
        self.asked = Asked(services.base.scale_of, lambda: self._app.seconds())
        self.note = ""
        self._version: int | None = None
        self._look_at: float | None = None
        self._quit_pressed: float | None = None

    @property
    def _app(self) -> PadApp:
        return cast("PadApp", self.app)

    @property
    def pad(self) -> PadService:
        """What keeps a press."""
        return self._services.pad

    @property
    def counter_name(self) -> str:
        """As the counter's own screen has it."""
        return _("Counter {device}").format(device=self._services.base.device)

    @property
    def resting(self) -> bool:
        """Is nobody asked now?"""
        return self.asked.step in ("opening", "finished")

    def compose(self) -> ComposeResult:
        """The customer's side of the turned screen, and nothing else."""
        with Container(id="body"):
            yield RatingPane()

    def on_mount(self) -> None:
        """Rest, until a look into the store finds a question."""
        self.call_after_refresh(self.draw)

    def on_resize(self, event: events.Resize) -> None:
        """A small window shows the same with less room between."""
        self.set_class(event.size.height < _SHORT, "short")
        self.set_class(event.size.height >= _TALL, "tall")

    def face(self) -> Face:
        """The step of the question, or the resting face."""
        if not self.resting:
            return super().face()
        station = self._services.base
        return rest_face(station.name, self.note, practice=station.demo)

    def tick(self) -> None:
        """The times of the question, and what the store's files tell of the counter."""
        self._forget_quit()
        self.pass_time()
        self._look()

    def _look(self) -> None:
        if "look" in self.writing or "write" in self.writing:
            return
        told = self._services.station.look()
        due = self._look_at is None or self._app.seconds() >= self._look_at
        if due or told != "at rest":
            self.write(partial(self._find, always=due or told == "changed"), self._found, group="look")

    def _find(self, *, always: bool) -> Found | None:
        """Look into the store, in a thread; None where nothing can have changed."""
        try:
            before, self._version = self._version, self._services.station.data_version()
            if not always and before == self._version:
                return None
            self._services.station.require_store()
            hold = self.held
            if self.resting:
                self.pad.settle_failed(hold)
            return Found(self.pad.waiting(hold))
        except RuleBroken as broken:
            # Not refused as a press is: one may be on its way meanwhile.
            return Found(broken=broken)

    def _found(self, found: Found | None) -> None:
        if found is None:
            return
        if found.broken is not None:
            self._put_off(found.broken)
            return
        self._look_at = self._app.seconds() + LOOK_AGAIN
        if self._quit_pressed is None:
            self._say("")
        token, before = found.token, self.asked.token
        if token is None or (not self.resting and before is not None and token.visit == before.visit):
            return
        if self.asked.step in ("saving", "thanks"):
            # Thanked first; the end of the thanks looks again.
            return
        # Whoever was asked before has gone: another visit's request was submitted since.
        gone = self.asked.ended()
        self.asked.go("finished")
        self.write(partial(self._show, token.visit, gone), self._begin)

    def _show(self, visit: str, gone: Deed | None) -> TokenView:
        if gone is not None:
            try:
                self.do(gone)
            except RuleBroken as broken:
                note_trouble(broken)
        return self.pad.show(self.held, visit)

    def _begin(self, token: TokenView) -> None:
        self.asked.begin(token)
        self.draw()
        if self._sound == "all":
            self.app.bell()

    def saved(self, token: TokenView) -> None:
        """Thank the customer, or ask why; with a sound for the press where the settings want one.

        Nobody is thanked who was not there.
        """
        before = self.asked.kept
        super().saved(token)
        if token.state == "timed_out":
            self.asked.go("finished")
            self.draw()
        if self._sound != "no" and self.asked.kept and not before:
            self.app.bell()

    def settle(self, deed: Deed) -> None:
        """A question nobody answered leaves the screen at once, whatever becomes of its note in the ledger."""
        super().settle(deed)
        if deed.what == "time_out" and self.asked.step == "saving":
            self.asked.go("finished")
            self.draw()

    def pass_time(self) -> None:
        """The end of the thanks looks for the next customer at once."""
        thanked = self.asked.step == "thanks"
        super().pass_time()
        if thanked and self.resting:
            self._look_at = None

    async def on_key(self, event: events.Key) -> None:
        """Where the screen is touched, keys are the clerk's, typed into the wrong window."""
        if not self.touch or event.key in QUIT_KEYS:
            await super().on_key(event)
        else:
            event.stop()
            event.prevent_default()

    def take(self, key: str, character: str) -> None:
        """A key of the customer; while nobody is asked, none but those that close the window, pressed twice."""
        if key in QUIT_KEYS:
            self._quit()
        elif not self.resting:
            super().take(key, character)

    def _quit(self) -> None:
        now, before = self._app.seconds(), self._quit_pressed
        if before is not None and now - before <= TWICE_WITHIN:
            self.app.exit()
            return
        self._quit_pressed = now
        self._say(_("Staff: press {key} once more to close the rating pad.").format(key="^Q"))

    def _forget_quit(self) -> None:
        if self._quit_pressed is not None and self._app.seconds() - self._quit_pressed > TWICE_WITHIN:
            self._quit_pressed = None
            self._say("")

    def _say(self, words: str) -> None:
        """Tell the staff something, small, while nobody is asked."""
        if words != self.note:
            self.note = words
            if self.resting:
                self.draw()

    def refused(self, broken: RuleBroken) -> None:
        """A press that was not kept can be made again; whatever else the store refuses is tried again later."""
        if self.asked.step == "saving" and broken.code not in _ENDS:
            super().refused(broken)
        else:
            self._put_off(broken)

    def _put_off(self, broken: RuleBroken) -> None:
        if broken.code in _ENDS:
            self._app.give_up(broken)
            return
        if broken.code not in ("token_used", "token_over", "no_token"):
            note_trouble(broken)
            self._say(self._app.say(broken))
        self._look_at = self._app.seconds() + TRY_AGAIN

    def failed(self, error: Exception) -> None:
        """Log it and live on."""
        super().failed(error)
        self._look_at = self._app.seconds() + TRY_AGAIN

    def on_answered(self, event: Answered) -> None:
        """An answer of the store has come."""
        event.stop()
        if self.is_attached:
            event.then()
