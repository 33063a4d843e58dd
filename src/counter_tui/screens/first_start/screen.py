"""No station here yet: a demo station, a new one, or joining one that exists?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from counter_tui.commands import first_start as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.desk import Desk
from counter_tui.widgets.cells import fold
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.options import Options
from counter_tui.widgets.roles import Piece, content

OpenDemo = Callable[[Callable[[int, int], None]], Desk]
"""Makes the demo station (told its progress as done, of all) and opens it."""

_CELLS, _BAR, _LINES = 72, 40, 9


class Ways(Options):
    """The ways on; Enter takes one, and the key line says so."""

    BINDINGS = [Binding("enter", "select", commands.CHOOSE.label, show=True, id=commands.CHOOSE.id)]


class FirstStartScreen(CounterScreen):
    """Three ways on, each with a sentence; the demo is made here, a new station at the command line."""

    KEYS = (commands.CHOOSE, commands.LANGUAGE)
    CSS = """
    FirstStartScreen { #first-ways { height: auto; width: 76; background: $background; margin: 1 0; }
      #first-words { height: auto; } }
    """

    class Step(Message):
        """So much of the demo station is made."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done, self.total = done, total

    def __init__(self, open_demo: OpenDemo, init_command: str) -> None:
        super().__init__()
        self._open_demo, self._init_command = open_demo, init_command

    def place(self) -> str:
        """Where am I."""
        return _("First start")

    def second_line(self) -> tuple[Piece | str, ...]:
        """What is the matter."""
        return (Piece(_("There is no station on this PC yet."), "soon"),)

    def compose_body(self) -> ComposeResult:
        """The three ways."""
        yield Section(_("How do you want to begin?"))
        yield Ways(*self._options(), markup=False, id="first-ways")
        with Vertical(id="first-words"):
            for place in range(_LINES):
                yield Line(id=f"first-{place}")

    def _options(self) -> list[Option]:
        return [
            Option(
                self._way(_("Demo station"), _("Invented people and customers, to try everything out.")),
                "demo",
            ),
            Option(
                self._way(_("New station"), _("Set up this PC for the real work of your station.")), "new"
            ),
            Option(
                self._way(_("Join a station"), _("This PC becomes another counter of a station.")), "join"
            ),
        ]

    def _way(self, title: str, words: str) -> Content:
        plain = plain_look(self)
        return content([Piece(title, "strong"), "\n", Piece(f"  {words}", "quiet"), "\n"], plain=plain)

    def on_mount(self) -> None:
        """Mark the first way."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def after_retranslation(self) -> None:
        """Say again what was said last."""
        super().after_retranslation()
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    def action_choose(self) -> None:
        """Go on with the marked way."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected, "#first-ways")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self.writing:
            return
        if event.option_id == "demo":
            self._say(_("Making the demo station..."))
            self.write(partial(self._open_demo, self._progress), self._opened, group="demo")
        elif event.option_id == "new":
            self._say(
                _("Close this program (^Q) and give this command; it asks everything it needs:"),
                Piece(f"    {self._init_command}", "accent"),
                _("It sets up the station with its first shift lead, and writes the recovery sheet."),
            )
        else:
            self._say(
                _(
                    "1. At a PC of the station a lead gives this command, with a code of the company's centre:"
                ),
                Piece(_("    counter-tui station share-key FILE --enrolment CODE"), "accent"),
                _("2. Bring the file here, close this program (^Q) and give this command:"),
                Piece(_("    {command} --join FILE").format(command=self._init_command), "accent"),
                _("It asks the file's passphrase, calls the centre, and brings people, PINs and matters."),
            )

    def _progress(self, done: int, total: int) -> None:
        self.post_message(self.Step(done, total))

    @on(Step)
    def _show_step(self, event: Step) -> None:
        if event.total and self.writing:
            full = _BAR * min(event.done, event.total) // event.total
            self.query_one("#first-1", Line).show(
                [
                    Piece("=" * full, "accent"),
                    Piece("-" * (_BAR - full), "quiet"),
                    f"  {event.done} / {event.total}",
                ]
            )

    def _opened(self, desk: Desk) -> None:
        self.counter.station = desk
        self.counter.poll()
        self.counter.start_over("sign_in")

    def refused(self, broken: RuleBroken) -> None:
        """Say why it does not go."""
        self._say(Piece(self.counter.say(broken), "broken"))

    def _say(self, *words: str | Piece) -> None:
        lines: list[Piece] = []
        for each in words:
            piece = Piece(each) if isinstance(each, str) else each
            lines += [Piece(part, piece.role) for part in fold(piece.text, _CELLS)]
        for place in range(_LINES):
            line = [lines[place]] if place < len(lines) else []
            self.query_one(f"#first-{place}", Line).show(line)
