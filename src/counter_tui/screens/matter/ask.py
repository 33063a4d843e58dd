"""Questions before an act: the dialog does the act itself, so what was typed outlives a refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from counter_tui.commands import binding
from counter_tui.commands import matter as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.matter.words import Keeping, Words
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.services.views.matter import MatterView
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.options import Options
from counter_tui.widgets.roles import Piece, Pieces, content

NARROW, WIDE = 54, 72
"""Cells inside a dialog and inside a wide one."""
LONGEST = 500
"""Cells of a text that is written in one go."""

Deed = Callable[[], MatterView]


class ActDialog(Keeping):
    """Asks what an act needs and does it; answers with the matter as it is then, None on Esc.

    Subclasses compose ``compose_questions``, say in ``typed`` whether something would be lost, and give the act to
    ``attempt``.
    """

    CSS_PATH = "dialogs.tcss"
    KEYS = (commands.SEND,)
    BINDINGS = [binding(commands.SEND), Binding("escape", "cancel", show=False)]
    is_wide: ClassVar[bool] = False

    def __init__(self, title: str, words: Words | None = None) -> None:
        super().__init__(words)
        self.title_words = title
        self._outcome: MatterView | None = None

    def compose(self) -> ComposeResult:
        """Heading, the questions, what was wrong, the keys."""
        with Vertical(id="dialog", classes="wide" if self.is_wide else ""):
            yield Line(Piece(self.title_words, "heading"))
            yield from self.compose_questions()
            yield Sheet(id="complaint")
            yield Line(*self.keys_line(), id="keys")

    def compose_questions(self) -> ComposeResult:
        """The widgets between the heading and the keys."""
        yield from ()

    def keys_line(self) -> Pieces:
        """The keys that matter in this dialog."""
        yield Piece(f"{self.counter.key(commands.SEND)} ", "accent")
        yield _("Send")
        yield Piece("   Esc ", "accent")
        yield _("Cancel")

    def typed(self) -> bool:
        """Has anything been typed that Esc would lose?"""
        return any(each.value.strip() for each in self.query(LineInput) if not each.within_pick)

    def action_send(self) -> None:
        """Do it with what was typed."""

    @property
    def busy(self) -> bool:
        """Is the act being done, or done already? Keeping what is typed holds nothing up."""
        return "write" in self.writing or self._outcome is not None

    def attempt(self, deed: Deed) -> None:
        """Do the act in the background; a second try while it runs does nothing."""
        words = self.words
        if self._outcome is None and self.write(
            (lambda: words.sending(deed)) if words else deed, self._finish
        ):
            self.complain("")

    def complain(self, text: str) -> None:
        """Say under the questions what is wrong; nothing clears it."""
        sheet = self.query_one("#complaint", Sheet)
        sheet.display = bool(text)
        sheet.show(lambda cells, _plain: folded(text, cells, "broken", most=4) if text else [])

    def refused(self, broken: RuleBroken) -> None:
        """Say the broken rule here, where everything typed still is; words that were held are asked about."""
        if broken.code == "wording_improper":
            self.counter.ask_politely(self, broken)
        else:
            self.complain(self.counter.say(broken))

    def failed(self, error: Exception) -> None:
        """Log it and say its number here."""
        self.complain(
            _("It was not saved, try again. Tell the lead this number: {number}").format(
                number=note_trouble(error)
            )
        )

    def leaving_question(self) -> str:
        """What would be lost when the program is closed now; what is kept comes back."""
        lost = self.typed() and self.words is None
        return super().leaving_question() or (_("Discard what was typed?") if lost else "")

    def action_cancel(self) -> None:
        """Leave without doing it; asks first where something was typed."""
        if self.busy:
            return
        if not self.typed():
            self.dismiss(None)
            return
        self.app.push_screen(Confirm(_("Discard what was typed?")), self._discard)

    def _discard(self, yes: bool | None) -> None:
        if not yes or self.busy:
            return
        if self.words is None:
            self.dismiss(None)
        else:
            self.write(self.words.drop, self._dropped)

    def _dropped(self, _none: None) -> None:
        self.dismiss(None)

    def _finish(self, view: MatterView) -> None:
        self._outcome = view
        self._leave()

    @on(events.ScreenResume)
    def _leave(self) -> None:
        # While another question lies above, this one waits until it is in front again.
        if self._outcome is not None and self.is_current:
            self.dismiss(self._outcome)


class PickDialog(ActDialog):
    """One of a few answers by its digit, which does it at once; the digit of ``own`` opens a line for own words.

    ``deed`` gets the id of the answer, or the own words.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        deed: Callable[[str], MatterView],
        *,
        own: str = "",
        zero: Choice | None = None,
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._deed, self._own = deed, own
        self._choices = {str(place): each for place, each in enumerate(choices, 1)}
        if own:
            self._choices[str(len(self._choices) + 1)] = Choice("", own)
        if zero:
            self._choices["0"] = zero

    def compose_questions(self) -> ComposeResult:
        """The answers with their digits, and the line for own words."""
        options = [Option(self._row(key, choice), id=key) for key, choice in self._choices.items()]
        yield Options(*options, markup=False, id="answers")
        if self._own:
            yield LineInput(id="own", enter_moves=False, max_cells=LONGEST, placeholder=_("in a few words"))

    def put_back(self) -> None:
        """Own words that were begun are gone on with."""
        own = next(iter(self.query("#own").results(LineInput)), None)
        if own is not None and own.value:
            self._open(own)

    def after_retranslation(self) -> None:
        """The line of own words is open as before."""
        super().after_retranslation()
        self.put_back()

    def keys_line(self) -> Pieces:
        """Digits do it at once."""
        last = max((int(key) for key in self._choices), default=1)
        yield Piece(f"1-{last} ", "accent")
        yield _("do it")
        yield Piece("   Esc ", "accent")
        yield _("Cancel")

    def _row(self, key: str, choice: Choice) -> Content:
        pieces = [Piece(f"{key}  ", "accent"), Piece(choice.label)]
        if choice.detail:
            pieces.append(Piece(f"   {choice.detail}", "quiet"))
        return content(pieces, plain=plain_look(self))

    def on_key(self, event: events.Key) -> None:
        """A digit takes its answer, as long as no own words are being typed."""
        if event.character in self._choices and not isinstance(self.focused, Input):
            # Not stopped: the flow of keys waits for it to come back before it sends the next one.
            self._take(str(event.character))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self._take(event.option_id)

    @on(Input.Submitted)
    def _words_given(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_send()

    def action_send(self) -> None:
        """Do it with the own words; without them the digits do it."""
        own = next(iter(self.query("#own").results(LineInput)), None)
        if own is not None and own.display:
            words = own.value
            self.attempt(lambda: self._deed(words))

    def _take(self, key: str) -> None:
        choice = self._choices[key]
        if choice.id:
            self.attempt(lambda: self._deed(choice.id))
            return
        self._open(self.query_one("#own", LineInput))

    def _open(self, own: LineInput) -> None:
        own.display = True
        own.focus()


class TextDialog(ActDialog):
    """A text in one's own words; Enter or F10 does it, after a question where it cannot be undone."""

    is_wide = True

    def __init__(
        self,
        title: str,
        deed: Callable[[str], MatterView],
        *,
        placeholder: str = "",
        sure: str = "",
        text: str = "",
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._deed, self._placeholder, self._sure, self._text = deed, placeholder, sure, text

    def compose_questions(self) -> ComposeResult:
        """The line, and under it the whole text once it is longer than the line."""
        place = self._placeholder
        yield LineInput(self._text, id="text", enter_moves=False, max_cells=LONGEST, placeholder=place)
        yield Sheet(id="whole")

    @on(Input.Changed, "#text")
    def _show_whole(self, event: Input.Changed) -> None:
        text = event.value

        def draw(cells: int, _plain: bool) -> list[list[Piece]]:
            lines = folded(text, cells, "quiet")
            return [[], *lines[-8:]] if len(lines) > 1 else []

        self.query_one("#whole", Sheet).show(draw)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_send()

    def action_send(self) -> None:
        """Do it; an empty text is refused before any question is asked."""
        text = self.query_one("#text", LineInput).value
        if not self._sure or not text.strip():
            self.attempt(lambda: self._deed(text))
        elif not self.busy:
            self.app.push_screen(
                Confirm(self._sure), lambda yes: self.attempt(lambda: self._deed(text)) if yes else None
            )
