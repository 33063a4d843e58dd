"""One line to type into, and the customers and matters that fit as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input

from counter_tui.commands import binding, shell
from counter_tui.commands import find as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _, language
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.find.beside import customer_lines, late_mark
from counter_tui.screens.find.parts import (
    Results,
    Words,
    customer_columns,
    customer_row,
    how_many,
    matter_columns,
)
from counter_tui.screens.home.detail import detail_lines
from counter_tui.screens.matter.sheet import Lines, Sheet, nothing
from counter_tui.screens.revealing import Asked
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.matter import say_state
from counter_tui.widgets.fact_table import FactTable, Row
from counter_tui.widgets.lines import KeyHint, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.reveals import Particulars
    from counter_tui.services.views import Found, MatterLine, MatterView

PAUSE = 0.18
"""Seconds without a key after which what was typed is looked up."""

BESIDE_FROM = 120
"""Columns from which the marked customer or matter stands beside the hits."""


class FindScreen(DeskScreen):
    """Customers above, matters below, each with how many there are; nothing found is said in words."""

    KEYS = (commands.OPEN, commands.ACCEPT, commands.TYPE, commands.REVEAL, shell.BACK)
    BINDINGS = [*(binding(each) for each in KEYS), Binding("down", "to_results", show=False)]
    CSS = """
    FindScreen { #find-words { width: 1fr; margin-bottom: 1; }
      #find-columns { height: 1fr; }
      #find-results { width: 1fr; height: 1fr; }
      #find-beside { display: none; }
      #find-customers-box, #find-matters-box { height: auto; max-height: 60%; margin-bottom: 1; }
      #find-customers, #find-matters { height: auto; max-height: 100%; }
    }
    FindScreen.-wide { #find-results { width: 76; }
      #find-beside { display: block; width: 1fr; height: 1fr; padding-left: 2; border-left: vkey $line; }
    }
    .plain FindScreen.-wide #find-beside { border-left: none; }
    """
    AUTO_FOCUS = "#find-words"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE_FROM, "-wide")]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._found: Found | None = None
        self._asked: str | None = None
        self._shown_for: str | None = None
        self._entered_for: str | None = None
        self._timer: Timer | None = None
        self._asked_in_full = Asked()

    def place(self) -> str:
        """Where am I."""
        return _("Find")

    def second_line(self) -> tuple[Piece | str, ...]:
        """What can be typed."""
        words = _("Name, address, initials, pinyin, end of a phone or account, matter number")
        return (Piece(words, "quiet"),)

    def compose_body(self) -> ComposeResult:
        """The typed line and the two lists."""
        yield Words(
            self._text,
            placeholder=_("such as wjg, 单zy, 0417, 1120-0087"),
            max_cells=120,
            id="find-words",
        )
        with Horizontal(id="find-columns"):
            with Vertical(id="find-results"):
                with Vertical(id="find-customers-box"):
                    yield Section(_("Customers"), id="find-customers-title")
                    yield Results(customer_columns(), id="find-customers")
                with Vertical(id="find-matters-box"):
                    yield Section(_("Matters"), id="find-matters-title")
                    yield Results(matter_columns(), id="find-matters")
                yield KeyHint(id="find-nothing")
            yield Sheet(id="find-beside")

    def on_mount(self) -> None:
        """Look up what was brought along."""
        self._show(None)
        if self._text:
            self._look(self._text.strip())

    @on(Input.Changed, "#find-words")
    def _typed(self) -> None:
        # What stands in the field now: Enter may have come before the word that it changed.
        text = self._words
        if self._entered_for is not None:
            if text == self._entered_for:
                return
            self._let_go()
        self._stop_timer()
        self._timer = self.set_timer(PAUSE, partial(self._look, text))

    @property
    def _words(self) -> str:
        return self.query_one("#find-words", Words).value.strip()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()

    def _look(self, text: str) -> None:
        self._asked = text
        if not text:
            self._show(None)
            self._let_go()
            return
        self.ask(
            partial(self.services.find.find, self.actor, text), partial(self._answer, text), group="find"
        )

    def _answer(self, text: str, found: Found) -> None:
        # An answer to what was typed before is no answer to what stands there now.
        if text != self._asked:
            return
        self._show(found)
        self._shown_for = text
        if self._entered_for == text:
            self._let_go()
            self._go_on()

    def _enter(self) -> None:
        text = self._words
        self._stop_timer()
        if text and text == self._shown_for:
            self._go_on()
        elif text:
            # Enter means the answer to what stands there: the keys that follow wait for it.
            self._entered_for, self.ready = text, False
            self._look(text)

    def _go_on(self) -> None:
        """Open what was found when it is one alone, else go to the results."""
        found = self._found
        if found is None or self.app.screen is not self:
            return
        if found.customer_count + found.matter_count != 1:
            self.action_to_results()
        elif found.customers:
            self._accept_for(found.customers[0].account)
        else:
            self.open_matter(found.matters[0].matter_id)

    def _let_go(self) -> None:
        """Nothing waits for an answer any more."""
        if self._entered_for is not None:
            self._entered_for, self.ready = None, True

    def refused(self, broken: RuleBroken) -> None:
        """Keys work again, whatever was refused."""
        self._let_go()
        super().refused(broken)

    def failed(self, error: Exception) -> None:
        """Keys work again, whatever happened."""
        self._let_go()
        super().failed(error)

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        if self._asked:
            self._look(self._asked)

    def _show(self, found: Found | None) -> None:
        self._found = found
        if found is None:
            self._shown_for = None
        customers, matters = (found.customers, found.matters) if found else ((), ())
        self.query_one("#find-customers", Results).fill([customer_row(each) for each in customers])
        self.query_one("#find-matters", Results).fill([self._matter(each) for each in matters])
        self.query_one("#find-customers-box").display = bool(customers)
        self.query_one("#find-matters-box").display = bool(matters)
        if found:
            total = found.customer_count
            self.query_one("#find-customers-title", Section).name_it(
                _("Customers"), how_many(len(customers), total)
            )
            total = found.matter_count
            self.query_one("#find-matters-title", Section).name_it(
                _("Matters"), how_many(len(matters), total)
            )
        none = self.query_one("#find-nothing", KeyHint)
        none.display = found is not None and not customers and not matters
        none.show([Piece(_("Nothing fits. Try fewer letters, or the end of the phone number."), "quiet")])
        self._show_beside()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new lists."""
        super().after_retranslation()
        self._show(self._found)

    def _matter(self, line: MatterLine) -> Row:
        today = self.now().astimezone(self.zone).date()
        due = say_day(line.due_at.astimezone(self.zone).date(), today) if line.due_at else ""
        return Row(
            line.matter_id,
            (
                Piece(line.short, "secondary"),
                line.kind.say(language()),
                line.customer,
                say_state(line.state),
                Piece(
                    due + late_mark(line, self.counter.plain),
                    "broken" if line.attention == "late" else "text",
                ),
            ),
        )

    @on(FactTable.RowHighlighted)
    @on(events.DescendantFocus)
    def _marked(self) -> None:
        self._show_beside()

    @on(events.Resize)
    def _resized(self) -> None:
        self._show_beside()

    def _show_beside(self) -> None:
        """Ask for what is marked in the list in use, else in the first list that has rows."""
        found, used = self._found, self.focused
        if self.app.size.width < BESIDE_FROM or not self.query("#find-beside"):
            return
        if not isinstance(used, Results):
            used = next((each for each in self.query(Results) if each.row_count), None)
        marked = used.marked if used is not None else None
        if used is None or marked is None or found is None:
            self.query_one("#find-beside", Sheet).show(nothing)
        elif used.id == "find-matters":
            if self.may("see_matters"):
                self.ask(
                    partial(self.services.matters.view, self.actor, marked),
                    self._matter_beside,
                    group="beside",
                )
        else:
            asked = partial(self.services.find.find, self.actor, marked)
            self.ask(asked, partial(self._customer_beside, marked), group="beside")

    def _matter_beside(self, view: MatterView) -> None:
        now, zone = self.now(), self.zone

        def draw(cells: int, _plain: bool) -> Lines:
            return [list(line) for line in detail_lines(view, now, zone, cells)]

        self.query_one("#find-beside", Sheet).show(draw)

    def _customer_beside(self, account: str, known: Found) -> None:
        now, zone, lines = self.now(), self.zone, self._found.customers if self._found else ()
        line = next((each for each in lines if each.account == account), None)
        if line is not None:
            beside = self.query_one("#find-beside", Sheet)
            beside.show(lambda cells, plain: customer_lines(line, known.matters, now, zone, cells, plain))

    def action_to_results(self) -> None:
        """Into the first list that has rows."""
        for results in self.query(Results):
            if results.row_count:
                results.focus()
                return

    def action_type(self) -> None:
        """Back to the typed line, its text marked."""
        words = self.query_one("#find-words", Words)
        words.focus()
        words.select_all()

    @on(FactTable.RowSelected, "#find-customers")
    def _chose_customer(self, event: FactTable.RowSelected) -> None:
        self._accept_for(event.row_key.value or "")

    @on(FactTable.RowSelected, "#find-matters")
    def _chose_matter(self, event: FactTable.RowSelected) -> None:
        self.open_matter(event.row_key.value or "")

    def _accept_for(self, account: str) -> None:
        if self.may("accept"):
            self.open_acceptance(account=account)
        else:
            self.counter.tell(_("Your role accepts no requests."), "warning")

    def action_open(self) -> None:
        """Open the marked row of the list in use."""
        if isinstance(self.focused, Results):
            self.focused.action_select_cursor()
        else:
            self._enter()

    def action_accept(self) -> None:
        """A new request of the marked customer, or of nobody yet."""
        marked = self.query_one("#find-customers", Results).marked
        self.open_acceptance(account=marked or "")

    def action_reveal(self) -> None:
        """Show the marked customer's full particulars, with a reason."""
        from counter_tui.screens.matter.acts import why_in_full

        actor, reveals = self.actor, self.services.reveals
        account = self.query_one("#find-customers", Results).marked or ""

        def deed(reason: str) -> Particulars:
            return self._asked_in_full.asking(
                self.counter.seconds(), lambda: reveals.customer(actor, account, reason)
            )

        self.app.push_screen(why_in_full(deed), self._revealed)

    def _revealed(self, shown: Any) -> None:
        from counter_tui.screens.find.particulars import FullParticulars

        until = self._asked_in_full.until(self.counter.seconds())
        if shown is not None and until is not None:
            self.app.push_screen(FullParticulars(shown, until))

    def covered(self) -> None:
        """The counter is being locked: what was asked for in full is not shown any more."""
        super().covered()
        self._asked_in_full.forget()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who may not accept is not offered it; full details are those of the marked customer."""
        if action == "accept":
            return self.may("accept")
        if action == "reveal":
            return self.focused is not None and self.focused.id == "find-customers"
        return super().check_action(action, parameters)
