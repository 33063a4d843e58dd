"""The form of the site card: four fields, filled with what the card says now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import site_card as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.matter.words import Keeping, Words
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.site_card import CardView

_AT = {
    "card_nobody": "responsible",
    "staff_unknown": "responsible",
    "card_deputy_same": "deputy",
    "card_phone_missing": "phone",
    "unit_phone_unfit": "phone",
    "card_rhythm": "every",
}
_WEEK = "7"


class SiteCardForm(Keeping):
    """Keeps what is typed until it is saved; ``saved`` is the card as it was."""

    KEYS = (commands.SAVE,)
    BINDINGS = [binding(commands.SAVE), Binding("escape", "dismiss", show=False)]
    CSS = """
    SiteCardForm #dialog { width: 62; }
    SiteCardForm #dialog .line-input { margin: 0; }
    SiteCardForm #card-words { height: auto; margin-top: 1; }
    """

    def __init__(
        self, view: CardView, save: Callable[[str, str, str, int], CardView], words: Words | None = None
    ) -> None:
        super().__init__(words)
        self._view, self._save = view, save
        self.saved: CardView | None = None

    def compose(self) -> ComposeResult:
        """The fields."""
        card = self._view.card
        choices = [Choice(number, name, (initials, number)) for number, name, initials in self._view.people]
        with Vertical(id="dialog"):
            yield Section(_("Who answers for this station"))
            yield Line("")
            who, second = (card.responsible, card.deputy) if card else ("", "")
            yield FieldRow(_("In charge"), PickList(choices, chosen=who, id="responsible"))
            none = Choice("", _("no deputy"), ("w",))
            yield FieldRow(_("Deputy"), PickList([none, *choices], chosen=second, id="deputy"))
            phone = LineInput(card.phone if card else "", max_cells=24, id="phone")
            yield FieldRow(_("Phone"), phone, hint=_("extension after a hyphen"))
            days = str(card.every_days) if card else _WEEK
            every = LineInput(days, max_cells=3, enter_moves=False, id="every")
            yield FieldRow(_("Rhythm"), every, hint=_("days between inspections"))
            yield Sheet(id="card-words")
            yield Line(
                Piece(f"{self.counter.key(commands.SAVE)} ", "accent"),
                _("Save"),
                Piece("   Esc ", "accent"),
                _("Back"),
            )

    @on(Input.Submitted, "#every")
    def _last(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Save it; what is no number of days is refused like too many."""
        phone, days = (self.query_one(f"#{key}", LineInput).value for key in ("phone", "every"))
        every = int(days) if days.strip().isdecimal() else 0
        save: Any = partial(self._save, self._who("responsible"), self._who("deputy"), phone, every)
        self.write(partial(self.words.sending, save) if self.words else save, self._saved)

    def _who(self, key: str) -> str:
        picked = self.query_one(f"#{key}", PickList)
        return picked.chosen.id if picked.chosen else picked.typed.strip()

    def _saved(self, view: CardView) -> None:
        self.saved = view
        self.dismiss(None)

    def refused(self, broken: RuleBroken) -> None:
        """Say it in the form, and go to the field it is about."""
        words = self.counter.say(broken)
        self.query_one("#card-words", Sheet).show(lambda cells, _plain: folded(words, cells, "broken"))
        field = _AT.get(broken.code, "responsible")
        known = {number for number, _name, _initials in self._view.people}
        if broken.code == "staff_unknown" and self._who("responsible") in known:
            field = "deputy"
        self.query_one(f"#{field}").focus()
