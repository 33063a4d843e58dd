"""The drill, a case, the slogan: what is learned, and said together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, language
from counter_tui.screens.meeting.pane import LINE, Deed, Doing, Pane, Shown, in_two, para
from counter_tui.screens.sheet import Lines, folded
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.meeting.steps import Question


class Drill(Pane):
    """Three questions; the answer shows when Enter is pressed."""

    code = "drill"
    _SHOWN = "answer"

    def rows(self, shown: Shown) -> list[Row]:
        """The questions and how they were answered."""
        answered = {each.question: each.right for each in shown.meeting.drill}
        return [
            in_two(_said_right(answered.get(each.code)), each.ask.say(language()), each.code)
            for each in shown.view.questions
        ]

    def first(self, shown: Shown) -> str:
        """The first that was not answered."""
        question = self._next(shown)
        return question.code if question else ""

    def _next(self, shown: Shown) -> Question | None:
        answered = {each.question for each in shown.meeting.drill}
        return next((each for each in shown.view.questions if each.code not in answered), None)

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """The marked question in whole, and its answer once it was asked for."""
        question = next((each for each in shown.view.questions if each.code == marked), None)
        if question is None:
            return []
        lines: Lines = [*folded(question.ask.say(language()), cells, "strong"), []]
        answered = any(each.question == marked for each in shown.meeting.drill)
        if answered or shown.marks.get(self._SHOWN) == marked:
            lines += para(question.answer.say(language()), cells)
            lines += [[Piece(question.source, "quiet")]]
        return lines

    def keys(self, shown: Shown) -> str:
        """How it goes."""
        if self._next(shown) is None:
            return super().keys(shown)
        return _("Enter: the answer. Then 1 knew it, 2 did not")

    def take(self, shown: Shown, marked: str, doing: Doing) -> Mapping[str, str] | Deed:
        """Show the answer."""
        if self._next(shown) is None:
            return self.leave(shown, doing)
        return {**shown.marks, self._SHOWN: marked}

    def digit(self, shown: Shown, marked: str, digit: int, doing: Doing) -> Deed | None:
        """Known or not."""
        if digit not in (1, 2) or not marked:
            return None
        del shown
        return lambda: doing.services.meeting_steps.drill(doing.actor, marked, right=digit == 1)


def _said_right(right: bool | None) -> Piece:
    if right is None:
        return Piece(_("asked next"), "quiet")
    return Piece(_("✓ knew it"), "done") if right else Piece(_("✗ did not"), "soon")


class Spoken(Pane):
    """A step that is spoken and need not be: Enter says that it was, Space passes it over."""

    asks = N_("a word for the minutes, if any")

    def keys(self, shown: Shown) -> str:
        """What the two keys do."""
        del shown
        return _("Enter: it was done. Space: not today")

    def told(self, shown: Shown, marked: str, cells: int) -> Lines:
        """What was typed."""
        del marked
        return folded(shown.marks.get("words", ""), cells, "strong")

    def typed(self, shown: Shown, marked: str, text: str, doing: Doing) -> Mapping[str, str] | None:
        """The word for the minutes."""
        del marked, doing
        return {**shown.marks, "words": text.strip(), LINE: ""}

    def take(self, shown: Shown, marked: str, doing: Doing) -> Deed:
        """It was done."""
        del marked
        words = shown.marks.get("words", "")
        return lambda: doing.services.meeting.done(doing.actor, self.code, words)

    def leave(self, shown: Shown, doing: Doing) -> Deed:
        """Not today, unless something was said of it."""
        if shown.marks.get("words"):
            return self.take(shown, "", doing)
        return lambda: doing.services.meeting.skip(doing.actor, self.code)


class OneCase(Spoken):
    """Somebody tells a case."""

    code = "case"


class Slogan(Spoken):
    """The slogan."""

    code = "slogan"
