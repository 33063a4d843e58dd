"""Taking praise down: who, how it came, for what, what proves it, and from whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.likely import likely_day
from counter_tui.domain.praise.decide import SOURCES, Typed
from counter_tui.i18n import _
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.matter.ask import ActDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Words
from counter_tui.services.views.staff import StaffView
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.praise import say_praise_source
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

CELLS = 400
_INITIALS = {"letter": "gx", "banner": "jq", "phone": "dh", "counter": "gt", "95598": "95598", "media": "mt"}
_FIELD_OF = {
    "praise_source_missing": "source",
    "praise_words_missing": "words",
    "praise_day_ahead": "day",
    "receiver_unknown": "about",
}


class PraiseForm(ActDialog):
    """Six fields; only how it came and for what must be filled in. The deed gives the words to tell afterwards."""

    CSS_PATH = "../matter/dialogs.tcss"
    is_wide = True

    def __init__(
        self,
        deed: Callable[[Typed], str],
        staff: Sequence[StaffView],
        today: date,
        words: Words | None = None,
    ) -> None:
        super().__init__(_("Praise"), words)
        self._deed, self._today = deed, today
        self._people = [Choice("", _("The whole station"), ("qs", "zt")), *colleagues(staff)]
        self._sources = [Choice(each, say_praise_source(each), (_INITIALS[each],)) for each in SOURCES]

    def compose_questions(self) -> ComposeResult:
        """The fields."""
        hint = _("a colleague's initials or staff number; empty: the whole station")
        yield FieldRow(_("Praised"), PickList(self._people, id="about"), hint=hint).add_class("first")
        yield FieldRow(_("Came by"), PickList(self._sources, id="source"))
        yield FieldRow(_("For what"), self._line("words", _("in the customer's words")))
        place = _("such as: letter, box 2 of the cabinet; may follow")
        yield FieldRow(_("Its proof"), self._line("proof", place))
        yield FieldRow(_("Customer"), self._line("customer", _("may stay empty")))
        yield FieldRow(
            _("Day"),
            LineInput(placeholder=_("today"), max_cells=12, enter_moves=False, id="day"),
            id="row-day",
        )

    def _line(self, name: str, place: str) -> LineInput:
        return LineInput(placeholder=place, max_cells=CELLS, id=name)

    @on(Input.Changed, "#day")
    def _judge_day(self) -> None:
        day = self._day()
        said: tuple[Piece, ...] = ()
        if day is None:
            said = (Piece(_("no day"), "broken"),)
        elif self._text("day"):
            said = (Piece(say_day(day, self._today), "broken" if day > self._today else "quiet"),)
        self.query_one("#row-day", FieldRow).judge(*said)

    @on(Input.Submitted, "#day")
    def _last(self) -> None:
        self.action_send()

    def action_send(self) -> None:
        """Note it."""
        about, source = (self.query_one(f"#{name}", PickList) for name in ("about", "source"))
        settled(about, self._people)
        typed = Typed(
            day=self._day() or date.max,
            # The whole station is chosen too, and has no number; what fits nobody is refused, not taken for it.
            about=about.chosen.id if about.chosen else about.typed.strip(),
            source=settled(source, self._sources),
            words=self._text("words"),
            proof=self._text("proof"),
            customer=self._text("customer"),
        )
        deed: Any = lambda: self._deed(typed)  # noqa: E731 - typed as the dialog wants it
        self.attempt(deed)

    def _day(self) -> date | None:
        typed = self._text("day")
        if not typed:
            return self._today
        try:
            return date.fromisoformat(likely_day(typed, self._today))
        except ValueError:
            return None

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", LineInput).value.strip()

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        self.query_one(f"#{_FIELD_OF.get(broken.code, 'words')}").focus()
