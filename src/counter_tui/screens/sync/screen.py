"""Sync on the screen: what the centre has, what waits here, and the call that is going on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from counter_tui.commands import shell
from counter_tui.commands import sync as commands
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Lines, Sheet
from counter_tui.services.wording.releases import say_kind, say_standing
from counter_tui.services.wording.sync import APART, say_called, say_logged, say_state
from counter_tui.services.wording.sync_progress import say_progress
from counter_tui.widgets.cells import fold, fold_between, pad
from counter_tui.widgets.cells import width as width_of
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from datetime import datetime

    from counter_tui.screens.centre_call import CentreCall
    from counter_tui.services.centre.releases import ReleaseState
    from counter_tui.services.views.sync import SyncState


Shown = tuple["SyncState | None", "tuple[ReleaseState, ...]"]


class SyncScreen(DeskScreen):
    """The state of sync, and the call that goes on, whoever began it; it can be left alone."""

    KEYS = (commands.CALL, commands.STOP, shell.BACK)
    CSS = """
    SyncScreen { #sync-state { height: auto; margin: 0 0 1 1; } #sync-releases { height: auto; margin: 0 0 1 1; }
      #sync-call { height: auto; margin: 0 0 1 1; } #sync-log { height: auto; margin: 0 0 0 1; }
      #sync-further { height: 1fr; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._state: SyncState | None = None
        self._releases: tuple[ReleaseState, ...] = ()
        self._lacked = False
        self._others_since: datetime | None = None
        """When the centre had been called last, as somebody else of this PC was calling it."""
        self._waits_for_others = False

    def place(self) -> str:
        """Where am I."""
        return _("Sync")

    def compose_body(self) -> ComposeResult:
        """What the centre has, and the call."""
        yield Section(_("What has been sent, and what waits"))
        yield Sheet(id="sync-state")
        yield Section(_("Call"))
        yield Sheet(partial(_folded, _("none is going on"), "secondary"), id="sync-call")
        with VerticalScroll(id="sync-further"):
            yield Section(_("What came from the centre"))
            yield Sheet(id="sync-releases")
            yield Section(_("Calls before"))
            yield Sheet(id="sync-log")

    @on(events.ScreenResume)
    def _resumed(self) -> None:
        self._look()
        if self._goes_on:
            self.call_moved()

    def _look(self) -> None:
        self.ask(self._asked, self._show, group="sync")

    def _asked(self) -> Shown:
        return self.services.sync.state(), self.services.sync.releases()

    def store_changed(self) -> None:
        """Somebody wrote, here or in another process: look again."""
        self._look()

    def after_retranslation(self) -> None:
        """Say it in the new language."""
        super().after_retranslation()
        self._show((self._state, self._releases))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A call is begun where there is a centre, and stopped where one is going on."""
        if action == "call" and (self._state is None or self._goes_on):
            return False
        if action == "stop" and not self._goes_on:
            return False
        return super().check_action(action, parameters)

    def _show(self, shown: Shown) -> None:
        state, self._releases = shown
        self._state = state
        self.query_one("#sync-releases", Sheet).show(partial(_came, self._releases))
        self.query_one("#sync-state", Sheet).show(partial(self._lines, state))
        self.query_one("#sync-log", Sheet).show(partial(self._log, state))
        if state is None:
            if self.counter.status.practice:
                words = _(
                    "The demo station's own centre is starting, it takes some seconds; only counter-tui demo has it"
                )
            else:
                words = _("This PC belongs to no centre yet: counter-tui sync enrol ADDRESS CODE")
            self._tell(words, "secondary")
        elif self._lacked or (self._waits_for_others and state.called_at != self._others_since):
            self._waits_for_others = False
            self._tell("", "text")
        self._lacked = state is None
        self.refresh_bindings()

    def _lines(self, state: SyncState | None, cells: int, _plain: bool) -> Lines:
        if state is None:
            return [[Piece(_("no centre"), "secondary")]]
        said = say_state(state, self.counter.now(), self.zone)
        return [
            [Piece(line, "soon" if at == 2 and state.problem else "text")]
            for at, each in enumerate(said)
            for line in fold_between(each, APART, cells)
        ]

    def _log(self, state: SyncState | None, cells: int, _plain: bool) -> Lines:
        if state is None or not state.log:
            return [[Piece(_("none yet"), "secondary")]]
        return [
            [Piece(line, "secondary" if each.called.result == "done" else "soon")]
            for each in state.log
            for line in fold_between(say_logged(each, self.counter.now(), self.zone), APART, cells)
        ]

    @property
    def _goes_on(self) -> bool:
        call = self.counter.centre_call
        return call is not None and call.goes_on

    def action_call(self) -> None:
        """Call the centre."""
        self._tell(_("Calling the centre …"), "text")
        self.counter.call_centre()
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Let the call end at its next step."""
        if self.counter.centre_call is not None:
            self.counter.centre_call.stop()
        self._tell(_("Ending the call …"), "text")

    def call_moved(self) -> None:
        """Show how far the call is, or what became of it."""
        call = self.counter.centre_call
        if call is None:
            return
        if call.over:
            self._show_end(call)
            self.refresh_bindings()
        elif call.goes_on and not call.is_stopped():
            self._tell(
                _("Calling the centre …") if call.far is None else say_progress(call.far, call.lasts), "text"
            )
            self.refresh_bindings()

    def _show_end(self, call: CentreCall) -> None:
        """What became of a call; nothing where none was due."""
        self._waits_for_others = False
        if call.called is not None:
            self._tell(say_called(call.called), "done" if call.called.result == "done" else "soon")
        elif call.broken is not None:
            self._waits_for_others = call.broken.code == "sync_running"
            self._others_since = self._state.called_at if self._state else None
            self._tell(self.desk.say(call.broken), "soon")
        elif call.failed:
            words = _("The call broke off. Tell whoever looks after this PC the number {number}")
            self._tell(words.format(number=call.failed), "soon")
        else:
            return
        self._look()

    def _tell(self, words: str, role: Role) -> None:
        said, how = (words, role) if words else (_("none is going on"), "secondary")
        self.query_one("#sync-call", Sheet).show(partial(_folded, said, how))


def _came(states: tuple[ReleaseState, ...], cells: int, _plain: bool) -> Lines:
    if not states:
        return [[Piece(_("nothing yet"), "secondary")]]
    names = [f"{say_kind(each.kind)} {each.number}" for each in states]
    width = max(map(width_of, names)) + 2
    lines: Lines = []
    for name, each in zip(names, states, strict=True):
        role: Role = "soon" if each.expired or each.state == "parked" else "text"
        for place, line in enumerate(fold(say_standing(each), cells - width)):
            lines.append([Piece(pad("" if place else name, width), "secondary"), Piece(line, role)])
    return lines


def _folded(words: str, role: Role, cells: int, _plain: bool) -> Lines:
    return [[Piece(line, role)] for line in fold_between(words, APART, cells)]
