"""The site card on the screen: who answers for the station, when it is inspected next, what the card said before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from counter_tui.commands import shell
from counter_tui.commands import site_card as commands
from counter_tui.domain.staff.site_card import FILLING_IN
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Lines, Sheet, labelled
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.site_card import say_card_gap, say_rhythm
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from datetime import date

    from counter_tui.services.views.site_card import CardLine, CardView


class SiteCardScreen(DeskScreen):
    """The card over its history; whoever leads fills it in."""

    KEYS = (commands.EDIT, shell.BACK)
    AUTO_FOCUS = "#card-history"
    CSS = """
    SiteCardScreen { #card-now { height: auto; margin: 0 0 1 1; } #card-history { height: 1fr; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view: CardView | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Site card")

    def second_line(self) -> tuple[Piece | str, ...]:
        """What is wrong with the card."""
        gaps = self._view.gaps if self._view else ()
        return (Piece(_(", ").join(map(say_card_gap, gaps)), "soon"),) if gaps else ()

    def compose_body(self) -> ComposeResult:
        """The card, and below it everything it ever said."""
        yield Section(_("Who answers for this station"))
        yield Sheet(id="card-now")
        yield Section(_("What the card said"))
        columns = (
            Column(_("Since"), 10),
            Column(_("In charge"), 9, most=20),
            Column(_("Deputy"), 8, most=20),
            Column(_("Phone"), 14),
            Column(_("Inspected"), 13),
            Column(_("Set by"), 8, most=14),
        )
        yield FactTable(columns, id="card-history")

    @on(events.ScreenResume)
    def _look(self) -> None:
        self.ask(partial(self.services.site_card.view, self.actor), self._show, group="site_card")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self._look()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._view is not None:
            self._show(self._view)

    def _show(self, view: CardView) -> None:
        self._view = view
        self.query_one("#card-now", Sheet).show(partial(_card, view, self.today))
        self.query_one("#card-history", FactTable).fill([self._row(each) for each in view.history])
        self.show_second_line()
        self.refresh_bindings()

    def _row(self, line: CardLine) -> Row:
        at = f"{line.set_at.astimezone(self.zone):%Y-%m-%d}"
        said = (line.responsible_name, line.deputy_name, line.phone, say_rhythm(line.every_days), line.set_by)
        return Row(line.set_at.isoformat(), (Piece(at, "secondary"), *(Piece(each) for each in said)))

    @on(FactTable.RowSelected, "#card-history")
    def _chosen(self) -> None:
        if self.check_action("edit", ()):
            self.action_edit()

    def action_edit(self) -> None:
        """The form, with what the card says now."""
        if self._view is None:
            return
        from counter_tui.screens.matter.words import Words
        from counter_tui.screens.site_card.form import SiteCardForm

        store, given = self.services.action_words, (self.actor, "", FILLING_IN)
        words = Words({}, partial(store.keep, *given), partial(store.drop, *given))
        form = SiteCardForm(self._view, partial(self.services.site_card.set, self.actor), words)
        self.app.push_screen(form, lambda _none: self._saved(form.saved))
        self.ask(partial(store.begun, *given), form.go_on_with, group="begun")

    def _saved(self, view: CardView | None) -> None:
        if view is not None:
            self._show(view)
            self.counter.tell(_("The site card is filled in."))


def _card(view: CardView, today: date, _cells: int, _plain: bool) -> Lines:
    """The card as it stands."""
    card = view.card
    if card is None:
        return [[Piece(_("Nobody has been named yet: whoever leads fills the card in."), "soon")]]
    lines = labelled(_("In charge"), [[Piece(card.responsible_name, "strong"), *_gone(view, "left")]])
    lines += labelled(_("Deputy"), [[Piece(card.deputy_name or "-"), *_gone(view, "deputy_left")]])
    lines += labelled(_("Phone"), [[Piece(card.phone)]])
    last = say_day(view.inspected_on, today) if view.inspected_on else _("none yet")
    said = _("{rhythm}, last {last}").format(rhythm=say_rhythm(card.every_days), last=last)
    lines += labelled(_("Inspected"), [[Piece(said)]])
    if view.due_on is not None:
        words = _("by {day}: the weekly or monthly check").format(day=say_day(view.due_on, today))
        lines += labelled(_("Next time"), [[Piece(words, "soon" if "inspection" in view.gaps else "text")]])
    return lines


def _gone(view: CardView, gap: str) -> list[Piece]:
    """That the person beside it is not here any more."""
    return [Piece("  " + say_card_gap(gap), "soon")] if gap in view.gaps else []
