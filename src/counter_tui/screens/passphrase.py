"""The station is locked by a passphrase: asked before anybody can sign in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import passphrase as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.passphrases import wait_after
from counter_tui.i18n import _
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.desk import Desk
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

Unlock = Callable[[str], Desk]
"""Opens the station with a passphrase."""


class PassphraseScreen(CounterScreen):
    """One field; the station is opened with what is typed, then somebody signs in.

    After a wrong one the next try waits, longer each time. That keeps hands off the screen, not a thief from the disk:
    the passphrase itself does that.
    """

    KEYS = (commands.OPEN, commands.LANGUAGE, commands.QUIT)
    CSS = """
    PassphraseScreen { #body { align-horizontal: center; }
      #passphrase-form { width: 66; height: auto; margin-top: 4; }
      #passphrase-words { margin-top: 1; }
    }
    """

    def __init__(self, unlock: Unlock) -> None:
        super().__init__()
        self._unlock = unlock
        self._wrong = 0
        self._until = 0.0

    def place(self) -> str:
        """Where am I."""
        return _("Passphrase")

    def second_line(self) -> tuple[Piece | str, ...]:
        """What is the matter."""
        return (Piece(_("This station is locked by a passphrase."), "quiet"),)

    def compose_body(self) -> ComposeResult:
        """The field."""
        with Vertical(id="passphrase-form"):
            yield Section(_("Open the station"))
            yield FieldRow(
                _("Passphrase"),
                LineInput(secret=True, enter_moves=False, id="passphrase"),
                hint=_("the passphrase of the station, not a PIN"),
                id="row-passphrase",
            )
            yield Line(id="passphrase-words")
            yield Line(id="passphrase-help")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one("#passphrase", LineInput).focus()

    def action_open_station(self) -> None:
        """Try what is typed, unless a wrong one is waited for."""
        typed = self.query_one("#passphrase", LineInput).value
        if not typed.strip():
            return
        if self._seconds_left():
            self._say_wait()
        elif self.write(partial(self._unlock, typed), self._opened, group="unlock"):
            self._say(Piece(_("Opening the station, please wait..."), "quiet"))

    @on(Input.Submitted, "#passphrase")
    def _entered(self) -> None:
        self.action_open_station()

    @on(Input.Changed, "#passphrase")
    def _typing(self, event: Input.Changed) -> None:
        if event.value and not self._seconds_left() and not self.writing:
            self._say()

    def _opened(self, desk: Desk) -> None:
        self.counter.station = desk
        self.counter.poll()
        self.counter.start_over("sign_in")

    def refused(self, broken: RuleBroken) -> None:
        """A wrong one is said and waited for; what else keeps the station shut ends the program with its words."""
        if broken.code != "passphrase_wrong":
            self.counter.give_up(broken)
            return
        self._wrong += 1
        self._until = self.counter.seconds() + wait_after(self._wrong)
        self.query_one("#passphrase", LineInput).value = ""
        self._say_wait()

    def failed(self, error: Exception) -> None:
        """Without a station there is nothing to go on with."""
        self.counter.give_up(error)

    def leaving_question(self) -> str:
        """Nothing is lost here."""
        return ""

    def after_retranslation(self) -> None:
        """Say again what was said last."""
        super().after_retranslation()
        if self._wrong:
            self._say_wait()

    def refresh_status(self) -> None:
        """Count the seconds down with the app's tick."""
        super().refresh_status()
        if self._until and self.query("#passphrase-words"):
            self._say_wait()

    def _seconds_left(self) -> int:
        return max(0, -int(-(self._until - self.counter.seconds()) // 1)) if self._until else 0

    def _say_wait(self) -> None:
        from counter_tui.services.wording.staff import say_wait

        words = _("Forgotten? Only the recovery sheet helps: counter-tui recover")
        self.query_one("#passphrase-help", Line).show([Piece(words, "quiet")])
        if left := self._seconds_left():
            words = _("Wrong passphrase. Next try in {wait}.").format(wait=say_wait(left))
            self._say(Piece(words, "broken"))
        else:
            self._until = 0.0
            self._say(Piece(_("Wrong passphrase. You can try again now."), "soon"))

    def _say(self, *pieces: Piece) -> None:
        self.query_one("#passphrase-words", Line).show(list(pieces))
