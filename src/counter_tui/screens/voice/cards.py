"""Answer cards: found by a few letters from any screen, shown large, told or printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.commands import binding
from counter_tui.commands import cards as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _, language
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.dialogs.choose import Choose
from counter_tui.services.views.voice import CardView
from counter_tui.services.wording.receipt import say_printed
from counter_tui.services.wording.sources import say_source
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.cells import fold
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.screens.common import Common
    from counter_tui.screens.desk import DeskScreen
    from counter_tui.services.views.printing import Printed
    from counter_tui.services.voice.cards import CardService

_CELLS = 66


def open_cards(screen: DeskScreen) -> None:
    """Offer the cards there are, and tell the one taken for the matter this screen is about."""
    matter = next(filter(None, screen.about()), "")
    offer_cards(screen, screen.services.cards, screen.actor, matter=matter)


def offer_cards(
    over: Common[Any],
    cards: CardService,
    actor: Actor,
    *,
    topic: str = "",
    matter: str = "",
    enquiry: str = "",
) -> None:
    """Offer the cards of a topic, all of them where it has none or there is none; the only one is shown at once.

    ``matter`` and ``enquiry`` are the ids of what the customer is told it for.
    """

    def found() -> tuple[CardView, ...]:
        return (cards.cards_for(topic) if topic else ()) or cards.cards()

    def show(card: CardView) -> None:
        over.app.push_screen(CardSheet(card, cards, actor, matter=matter, enquiry=enquiry), told)

    def offer(offered: tuple[CardView, ...]) -> None:
        if not over.is_current:
            return
        by_code = {each.code: each for each in offered}
        if len(offered) == 1:
            show(offered[0])
            return
        choices = [Choice(each.code, each.title.say(language()), each.words) for each in offered]

        def taken(code: str | None) -> None:
            if code is not None:
                show(by_code[code])

        over.app.push_screen(
            CardChoice(_("Answer cards"), choices, _("Part of the question, or initials")), taken
        )

    def told(words: str | None) -> None:
        if words:
            over.counter.tell(words)

    over.ask(found, offer, group="cards")


class CardChoice(Choose):
    """The question on the whole line: it is what a clerk looks for."""

    label_cells = 60


class CardSheet(CounterDialog[str]):
    """One card, in large lines to be read out. Enter: the customer was told it. Esc: it was only looked at."""

    KEYS = (commands.TOLD, commands.PRINT)
    BINDINGS = [*map(binding, KEYS), Binding("escape", "dismiss", show=False)]
    AUTO_FOCUS = ""
    CSS = """
    CardSheet #dialog { max-height: 22; padding: 1 3; }
    CardSheet #card-text { height: auto; max-height: 13; margin-top: 1; }
    CardSheet #card-lines { height: auto; }
    CardSheet #card-foot { height: auto; margin-top: 1; }
    CardSheet #card-keys { margin-top: 1; }
    """

    def __init__(
        self, card: CardView, cards: CardService, actor: Actor, *, matter: str = "", enquiry: str = ""
    ) -> None:
        super().__init__()
        self._card, self._cards, self._actor = card, cards, actor
        self._for: dict[Literal["matter", "enquiry"], str] = {"matter": matter, "enquiry": enquiry}

    def compose(self) -> ComposeResult:
        """Question, answer, where it comes from, keys."""
        card = self._card
        with Vertical(id="dialog", classes="wide"):
            for line in fold(card.title.say(language()), _CELLS):
                yield Line(Piece(line, "heading"))
            with VerticalScroll(id="card-text", can_focus=False), Vertical(id="card-lines"):
                for line in fold(card.text.say(language()), _CELLS):
                    yield Line(Piece(line))
                    yield Line("")
            edition = _("edition {edition}, from {day}").format(edition=card.edition, day=card.valid_from)
            foot = "  ".join(part for part in (say_source(card.source), edition) if part)
            with Vertical(id="card-foot"):
                for line in fold(foot, _CELLS):
                    yield Line(Piece(line, "quiet"))
            yield Line(
                Piece(f"{self.counter.key(commands.TOLD)} ", "accent"),
                _("Was told"),
                Piece(f"   {self.counter.key(commands.PRINT)} ", "accent"),
                _("Print"),
                Piece("   Esc ", "accent"),
                _("Only looked"),
                id="card-keys",
            )

    def action_told(self) -> None:
        """The customer was told what the card says."""
        tell = partial(self._cards.tell, self._actor, self._card.code, "shown", **self._for)
        self.write(tell, self._was_told)

    def _was_told(self, _card: CardView) -> None:
        self.dismiss(_("Kept that the customer was told it."))

    def action_print(self) -> None:
        """Print it."""
        self.write(partial(self._cards.print, self._actor, self._card.code, **self._for), self._printed)

    def _printed(self, printed: Printed) -> None:
        self.dismiss(say_printed(printed))

    def refused(self, broken: RuleBroken) -> None:
        """A card that ran out meanwhile is not told: say so, and close it."""
        self.dismiss(self.counter.say(broken))

    def failed(self, error: Exception) -> None:
        """Log it and say its number."""
        words = _("It was not saved, try again. Tell the lead this number: {number}")
        self.dismiss(words.format(number=note_trouble(error)))
