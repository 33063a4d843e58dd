"""Typing a batch of comments in: Enter after each, F10 at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from counter_tui.domain.comments.decide import CAME
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.likely import likely_day
from counter_tui.i18n import _
from counter_tui.screens.matter.ask import ActDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Words
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.services.wording.comments import say_came
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

_INITIALS = {"box": "yjx", "sheets": "pyb"}
_FIELD_OF = {"comments_came_missing": "came", "comments_day": "day"}
_SHOWN = 4

Take = Callable[[date, str, Sequence[str]], str]


class _Typed:
    """The comments typed so far, kept with the fields."""

    id = "comments"

    def __init__(self) -> None:
        self.words: list[str] = []

    def as_begun(self) -> bool:
        """Is there none yet?"""
        return not self.words

    def kept(self) -> list[str]:
        """What is kept of them."""
        return list(self.words)

    def restore(self, kept: Sequence[str]) -> None:
        """Put back what was kept."""
        self.words = [str(each) for each in kept]


class CommentInput(LineInput):
    """A line that is empty again the moment Enter is pressed, however fast the next comment is typed."""

    class Typed(Message):
        """A comment is whole."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    async def action_submit(self) -> None:
        """Hand the comment over; Enter in an empty line hands over nothing."""
        text, self.value = self.value.strip(), ""
        if text:
            self.post_message(self.Typed(text))


class CommentsForm(ActDialog):
    """Where they come from, when the box was emptied, and one line for comment after comment."""

    CSS_PATH = "../matter/dialogs.tcss"
    is_wide = True

    def __init__(self, take: Take, today: date, words: Words | None = None) -> None:
        super().__init__(_("Comments without a name"), words)
        self._take, self._today, self._typed_in = take, today, _Typed()
        self._came = [Choice(each, say_came(each), (_INITIALS[each],)) for each in CAME]

    def compose_questions(self) -> ComposeResult:
        """The fields, and what was typed so far."""
        yield FieldRow(_("Came by"), PickList(self._came, id="came")).add_class("first")
        yield FieldRow(_("Emptied"), LineInput(placeholder=_("today"), max_cells=12, id="day"), id="row-day")
        place = _("Enter after each; no names, no numbers")
        yield FieldRow(_("Comment"), CommentInput(placeholder=place, max_cells=500, id="comment"))
        yield Sheet(id="so-far")

    def _fields(self) -> list[Any]:
        """The comments typed so far are kept like what stands in the fields."""
        return [*super()._fields(), self._typed_in]

    def put_back(self) -> None:
        """Show what was typed before, and go on where it stopped."""
        self._show()
        if self._typed_in.words:
            self.query_one("#comment").focus()

    def typed(self) -> bool:
        """Would Esc lose something?"""
        return bool(self._typed_in.words) or super().typed()

    def _show(self) -> None:
        words = self._typed_in.words
        count = _("Typed so far {count}").format(count=len(words)) if words else ""

        def draw(cells: int, _plain: bool) -> Any:
            shown = [line for text in words[-_SHOWN:] for line in folded(text, cells, "quiet", most=1)]
            return [*folded(count, cells, "strong"), *shown] if words else []

        self.query_one("#so-far", Sheet).show(draw)

    @on(CommentInput.Typed)
    def _next(self, event: CommentInput.Typed) -> None:
        """One is whole."""
        self._typed_in.words.append(event.text)
        self.keep_soon()
        self._show()

    def action_send(self) -> None:
        """Take the batch in, with what still stands in the line."""
        last = self.query_one("#comment", LineInput).value.strip()
        words = [*self._typed_in.words, *([last] if last else [])]
        came = settled(self.query_one("#came", PickList), self._came)
        day = self._day()
        deed: Any = lambda: self._take(day, came, words)  # noqa: E731 - typed as the dialog wants it
        self.attempt(deed)

    @on(Input.Changed, "#day")
    def _judge_day(self) -> None:
        """Say at once which day was understood."""
        day = self._day()
        said: tuple[Piece, ...] = ()
        if day == date.min:
            said = (Piece(_("no day"), "broken"),)
        elif self._typed_day():
            said = (Piece(say_day(day, self._today), "broken" if day > self._today else "quiet"),)
        self.query_one("#row-day", FieldRow).judge(*said)

    def _typed_day(self) -> str:
        return self.query_one("#day", LineInput).value.strip()

    def _day(self) -> date:
        """The day that was typed; one that is none is refused as too far."""
        typed = self._typed_day()
        if not typed:
            return self._today
        try:
            return date.fromisoformat(likely_day(typed, self._today))
        except ValueError:
            return date.min

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to what it is about; a comment that may not be so comes back into the line."""
        super().refused(broken)
        place = broken.facts.get("place")
        words = self._typed_in.words
        line = self.query_one("#comment", LineInput)
        if isinstance(place, int) and place <= len(words):
            said = words.pop(place - 1)
            if line.value.strip():
                words.append(line.value.strip())
            line.value = said
            line.cursor_position = len(said)
            self._show()
        self.query_one(f"#{_FIELD_OF.get(broken.code, 'comment')}").focus()
