"""One matter: what it is, what is promised and owed, what happened, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import ModalScreen

from counter_tui.commands import matter as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.matter import acts
from counter_tui.screens.matter.heading import heading, lead_line, offer_line
from counter_tui.screens.matter.panels import entries, facts
from counter_tui.screens.matter.seen import Seen
from counter_tui.screens.matter.why import why_lines
from counter_tui.screens.revealing import REVEALED_FOR, Asked, say_left
from counter_tui.screens.sheet import Sheet
from counter_tui.screens.told import Told
from counter_tui.services.wording.fact_names import say_fact
from counter_tui.widgets.cells import cut, width
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece
from counter_tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from counter_tui.services.views.matter import MatterView
    from counter_tui.services.views.staff import StaffView

STALE_AFTER = 60.0
"""Seconds after which the matter is read anew, so that due times say what is true now."""
UNDO_STALE_AFTER = 31.0
"""The same while an undo is offered: it is gone half a minute after the act."""
TOAST_CELLS = 56
"""Cells of a row of a toast; what undo takes back stands beside what was done, or on a row of its own."""
LONG_TOAST_CELLS = 150
"""Cells of what was done, beside what undo takes back: nothing of an act is cut, also where a receipt was printed."""
SAME_KEY_AGAIN = 0.7
"""Seconds within which the same act on a matter is the echo of one key."""


class MatterScreen(acts.Acts, Told):
    """Everything about one matter. Acts are letters; only those the rules allow now are offered.

    ``matter_id`` is the matter's id in hex.
    """

    CSS_PATH = "matter.tcss"
    KEYS = (*commands.ACTS, shell.BACK)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]

    def __init__(self, matter_id: str) -> None:
        super().__init__()
        self.matter_id = matter_id
        self.view: MatterView | None = None
        self.colleagues: tuple[StaffView, ...] = ()
        self._loaded_at = 0.0
        self._revealed_until: float | None = None
        self.asked_in_full = Asked()
        self._last_act = ("", 0.0)
        self._look_again = True
        self._undo_told = False

    def about(self) -> tuple[str, str]:
        """The matter."""
        return self.matter_id, ""

    def place(self) -> str:
        """Matter, with the part of its number that people say."""
        short = self.view.line.short if self.view else ""
        return _("Matter {number}").format(number=short) if short else _("Matter")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Number, kind and state."""
        if self.view is None:
            return (Piece(_("Opening the matter..."), "quiet"),)
        return tuple(heading(self.view, self.now(), self.counter.plain))

    def compose_body(self) -> ComposeResult:
        """A hand-over that waits, the facts, and what happened."""
        yield Line(id="offer")
        yield Line(id="revealed")
        with Container(id="parts"):
            with VerticalScroll(id="facts"):
                yield Sheet(id="facts-sheet")
            with Vertical(id="story"):
                yield Section(_("What happened"), id="story-title")
                yield Timeline(id="timeline")
            with VerticalScroll(id="why", can_focus=False):
                yield Section(_("Why this date"))
                yield Sheet(id="why-sheet")

    def on_mount(self) -> None:
        """Ask for the matter."""
        self.query_one("#facts", VerticalScroll).can_focus = False
        self.query_one("#timeline", Timeline).focus()
        self.load()

    def load(self) -> None:
        """Read the matter anew; what is focused and scrolled to stays."""
        full = self._revealed_until is not None

        def read() -> tuple[MatterView, tuple[StaffView, ...]]:
            services, actor = self.services, self.actor
            return services.matters.view(actor, self.matter_id, full=full), services.staff.list()

        self._loaded_at = self.counter.seconds()
        self.ask(read, partial(self._loaded, full), group="matter")

    def _loaded(self, full: bool, answer: tuple[MatterView, tuple[StaffView, ...]]) -> None:
        view, self.colleagues = answer
        self._look_again = True
        if full != (self._revealed_until is not None):
            self.load()
            return
        if full and not view.full:
            # The services count the time by the wall clock, which may have been put on.
            self._revealed_until = None
            self._show_revealed()
        self.show(view)

    def show(self, view: MatterView) -> None:
        """Show this view of the matter."""
        self.view = view
        seen, plain = Seen(view, self.now(), self.zone), self.counter.plain
        self.query_one("#facts-sheet", Sheet).show(lambda cells, plain: facts(seen, cells, plain))
        self.query_one("#timeline", Timeline).show_entries(entries(seen, plain))
        self.query_one("#why-sheet", Sheet).show(lambda cells, _plain: why_lines(seen, cells))
        offer = self.query_one("#offer", Line)
        offer.display = view.offer is not None or bool(view.for_lead)
        if view.offer is not None:
            offer.show(offer_line(view.offer, seen, plain, self.counter.key))
        elif view.for_lead:
            offer.show(lead_line(view, plain, self.counter.key))
        self.show_second_line()
        self.refresh_status()
        self.refresh_bindings()

    def seen(self) -> Seen | None:
        """The matter as it is looked at now."""
        return Seen(self.view, self.now(), self.zone) if self.view else None

    def after_retranslation(self) -> None:
        """Say everything again in the language in use; words made by the services are asked for anew."""
        super().after_retranslation()
        self.query_one("#facts", VerticalScroll).can_focus = False
        if self.view is not None:
            self.show(self.view)
            self._show_revealed()
            self.load()

    def store_changed(self) -> None:
        """Somebody wrote into the store: look again."""
        self.load()

    def refresh_status(self) -> None:
        """At every tick: hide full details whose time is over, and read anew what may have changed by itself."""
        super().refresh_status()
        if self.view is None or not self.is_mounted:
            return
        now = self.counter.seconds()
        if self._revealed_until is not None and now >= self._revealed_until:
            self.hide_details()
        self._show_revealed()
        stale = UNDO_STALE_AFTER if "undo" in self.view.can else STALE_AFTER
        if now - self._loaded_at >= stale:
            self.load()

    def revealed(self, view: MatterView) -> None:
        """The customer's full details may be shown for a minute, unless the counter was locked after the asking."""
        self._revealed_until = self.asked_in_full.until(self.counter.seconds())
        if self._revealed_until is None:
            self.load()
            return
        self.acted(
            view, _("Shown for {seconds} seconds; this is recorded.").format(seconds=int(REVEALED_FOR))
        )

    def hide_details(self) -> None:
        """Mask the customer's details again: at once, then as the services say."""
        self._revealed_until = None
        if self.view is not None:
            self.show(acts.without_details(self.view))
        self.load()

    def _show_revealed(self) -> None:
        line = self.query_one("#revealed", Line)
        if self._revealed_until is None:
            line.display = False
            return
        words = say_left(self._revealed_until, self.counter.seconds())
        line.display = True
        line.show([Piece(f" {words}", "soon")])

    def can(self, act: str) -> bool:
        """May the person try this now, as far as the screen knows?"""
        return self.view is not None and act in self.view.can

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the acts that the matter allows now."""
        needs = acts.NEEDS.get(action)
        if needs is not None and not any(self.can(act) for act in needs):
            return False
        if action == "rate":
            return self.may("accept") and self.view is not None and self.view.rating == "armed"
        if action == "why":
            return self.view is not None
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Say which rule stands in the way of the act whose key was pressed."""
        for command in self.KEYS:
            needs = acts.NEEDS.get(command.action)
            pressed = event.key in self.counter.keys_of(command)
            if pressed and needs and self.view and not any(self.can(act) for act in needs):
                broken = self.view.refusals.get(needs[0])
                if broken is not None:
                    self._tell_rule(broken)

    def _tell_rule(self, broken: RuleBroken) -> None:
        """Say which rule stands in the way; of a missing paper also the key that gets round it."""
        words = self.counter.say(broken)
        ways = (("waive", commands.WAIVE), ("ask_waiver", commands.ASK_LEAD))
        way = next((command for act, command in ways if self.can(act)), None)
        if broken.code in ("paper_owed", "paper_before_answer", "papers_owed") and way is not None:
            words += f"   {self.counter.key(way)}: {_(way.label)}"
        self.tell_alone(words, "warning")

    def do(self, act: str, deed: Callable[[], MatterView]) -> None:
        """Act at once, unless this is the echo of the same key or something is being written."""
        last, at = self._last_act
        if last == act and self.counter.seconds() - at < SAME_KEY_AGAIN:
            return
        if self.write(deed, self.acted):
            self._last_act = (act, self.counter.seconds())

    def acted(self, view: MatterView | None, words: str = "") -> None:
        """Show the matter after an act and say what was done; None when a question was left."""
        if view is None:
            return
        self._loaded_at = self.counter.seconds()
        self.show(view)
        if self._revealed_until is not None and not view.full:
            self.load()
        said = words or (view.timeline[0].what if view.timeline else "")
        key = self.counter.key(commands.UNDO)
        undo = _("{key}: undo {act}").format(key=key, act=say_fact(view.undoes)) if view.undoes else ""
        self._undo_told = bool(undo)
        beside = width(said) + 3 + width(undo) <= TOAST_CELLS
        told = (cut(said, LONG_TOAST_CELLS), undo)
        self.tell_alone(("   " if beside else "\n").join(part for part in told if part))

    @on(events.ScreenSuspend)
    def _hide_when_left(self) -> None:
        """Full details end with the screen: another one over it masks them; a question does not."""
        if self._revealed_until is not None and not isinstance(self.app.screen, ModalScreen):
            self.hide_details()

    def covered(self) -> None:
        """The counter is being locked: full details end, also those just asked for."""
        super().covered()
        self.asked_in_full.forget()
        if self._revealed_until is not None:
            self.hide_details()

    @on(events.ScreenSuspend)
    def _forget_undo(self) -> None:
        # The key that the toast names is this screen's: elsewhere it would be typed, or do nothing. And over a
        # question it would stand once more, where its keys may be.
        if self._undo_told or isinstance(self.app.screen, ModalScreen):
            self._undo_told = False
            self.app.clear_notifications()

    def refused(self, broken: RuleBroken) -> None:
        """Say the rule; the matter may have moved on, so look again. A matter that cannot be seen at all is left."""
        self._tell_rule(broken)
        if self.view is not None and self._look_again:
            self._look_again = False
            self.load()
        elif self.view is None and self.is_current:
            self.counter.back()
