"""Help: the keys of a screen as a table, and the command palette, both made from the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from counter_tui.commands import Command, alike, key_names, row_keys, shell
from counter_tui.i18n import _
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.common import Common
from counter_tui.screens.dialogs.choose import Choose
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.app import CounterApp

KEY_CELLS, LABEL_CELLS, HELP_CELLS = 12, 20, 36


class Help(CounterScreen):
    """The commands of the screen it was called from, and what its focused field expects."""

    KEYS = (shell.BACK,)
    CSS = """
    Help { #help-keys { height: 1fr; }
      #help-marked { width: 1fr; height: auto; min-height: 2; margin: 1 1 0 1; } }
    """

    def __init__(self, asked_from: Common[object]) -> None:
        super().__init__()
        self._commands = [
            asked_from.named_keys(each) for each in asked_from.commands() if each is not shell.HELP
        ]
        self._hint = asked_from.hint()

    def place(self) -> str:
        """The name of this screen."""
        return _("Keys")

    def second_line(self) -> tuple[Piece | str, ...]:
        """What the field wants."""
        return (Piece(_("This field: {hint}").format(hint=self._hint), "soon"),) if self._hint else ()

    def compose_body(self) -> ComposeResult:
        """A table of keys, and how the palette finds what has none."""
        columns = (
            Column(_("Key"), KEY_CELLS),
            Column(_("Command"), LABEL_CELLS, most=30),
            Column(_("What it does"), HELP_CELLS, most=120),
        )
        table = FactTable(columns, id="help-keys")
        table.fill([_row(each) for each in alike(self._commands)])
        yield table
        yield Sheet(id="help-marked")
        yield Line("")
        words = _("{key} finds every command, also by pinyin initials.")
        yield Line(Piece(words.format(key=self.counter.key(shell.PALETTE)), "quiet"))

    @on(FactTable.RowHighlighted)
    def _show_marked(self, event: FactTable.RowHighlighted) -> None:
        # A column has no room for most of these sentences.
        command = next((each for each in self._commands if each.id == event.row_key.value), None)
        if command is not None:
            said = _("{command}: {help}").format(command=_(command.label), help=_(command.help))
            self.query_one("#help-marked", Sheet).show(lambda cells, _plain: folded(said, cells))


def _row(commands: tuple[Command, ...]) -> Row:
    command = commands[0]
    keys = row_keys(commands) or ":" + (command.words[0] if command.words else "")
    return Row(command.id, (Piece(keys, "accent"), _(command.label), Piece(_(command.help), "quiet")))


def palette(app: CounterApp, screen: CounterScreen) -> None:
    """Offer the commands that can be used on this screen now, and run the one taken there."""
    commands = {each.id: each for each in screen.commands() if each is not shell.PALETTE}
    choices = [
        Choice(each.id, label, words, f"{key_names(screen.named_keys(each)):<10} {_(each.help)}")
        for each in commands.values()
        for label, words in (screen.named(each),)
    ]

    def run(taken: str | None) -> None:
        if taken is not None:
            app.call_later(app.run_action, commands[taken].action, screen)

    app.push_screen(Choose(_("Commands"), choices, _("Name or pinyin initials")), run)
