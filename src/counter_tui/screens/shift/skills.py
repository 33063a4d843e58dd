"""What one person can do: the groups of business, each given or taken by Enter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from counter_tui.i18n import _, language
from counter_tui.screens.base import CounterDialog
from counter_tui.services.views.shift import PersonLine, ShiftView
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.options import Options
from counter_tui.widgets.roles import Piece, content, sign


class SkillsDialog(CounterDialog[bool]):
    """Answers with True, since each change is saved at once."""

    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("space", "turn", show=False),
    ]
    CSS = "#dialog { width: 46; height: auto; max-height: 22; } #dialog Options { height: auto; max-height: 14; }"

    def __init__(self, view: ShiftView, person: PersonLine, change: Callable[[str, bool], None]) -> None:
        super().__init__()
        self._view, self._person, self._change = view, person, change
        self._has = set(person.skills)

    def compose(self) -> ComposeResult:
        """The groups, each with a sign."""
        with Vertical(id="dialog"):
            yield Section(_("What {name} can do").format(name=self._person.name))
            yield Options(*self._options(), markup=False, id="groups")
            yield Line("")
            yield Line(Piece("Enter ", "accent"), _("yes or no"), Piece("   Esc ", "accent"), _("Back"))

    def _options(self) -> list[Option]:
        return [Option(self._row(code), id=code) for code, _name in self._view.groups]

    def _row(self, code: str) -> Content:
        name = next(words for known, words in self._view.groups if known == code)
        has = code in self._has
        plain = plain_look(self)
        mark = Piece(sign("done" if has else "free", plain) + "  ", "done" if has else "quiet")
        return content([mark, Piece(name.say(language()), "text" if has else "quiet")], plain=plain)

    def action_turn(self) -> None:
        """The marked group, given or taken."""
        self.query_one("#groups", Options).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        code = event.option_id or ""
        given = code not in self._has
        self.write(partial(self._change, code, given), lambda _none: self._changed(code, given))

    def _changed(self, code: str, given: bool) -> None:
        self._has = self._has | {code} if given else self._has - {code}
        self.query_one("#groups", Options).replace_option_prompt(code, self._row(code))

    def action_close(self) -> None:
        """Back to the roster."""
        self.dismiss(True)
