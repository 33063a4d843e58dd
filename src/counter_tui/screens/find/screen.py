"""One line to type into, and the customers and matters that fit as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from counter_tui.commands import binding, shell
from counter_tui.commands import find as commands
from counter_tui.i18n import _, language
from counter_tui.screens.find.beside import late_mark
from counter_tui.screens.find.marked import BESIDE_FROM, Marked
from counter_tui.screens.find.parts import (
    Lists,
    Results,
    Words,
    customer_columns,
    customer_row,
    how_many,
    matter_columns,
)
from counter_tui.screens.sheet import Sheet
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.matter import say_state
from counter_tui.widgets.fact_table import FactTable, Row
from counter_tui.widgets.lines import KeyHint, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.found import Found
    from counter_tui.services.views.lines import MatterLine


class FindScreen(Marked):
    """Customers above, matters below, each with how many there are; nothing found is said in words."""

    KEYS = (commands.OPEN, commands.ACCEPT, commands.TYPE, commands.REVEAL, shell.BACK)
    BINDINGS = [*(binding(each) for each in KEYS), Binding("down", "to_results", show=False)]
    CSS = """
    FindScreen { #find-words { width: 1fr; margin-bottom: 1; }
      #find-columns { height: 1fr; }
      #find-results { width: 1fr; height: 1fr; }
      #find-beside { display: none; }
      #find-customers-box, #find-matters-box { height: auto; }
      #find-customers-box.above { margin-bottom: 1; }
      #find-customers, #find-matters { height: auto; }
    }
    FindScreen.-wide { #find-results { width: 76; }
      #find-beside { display: block; width: 1fr; height: 1fr; padding-left: 2; border-left: vkey $line; }
    }
    """
    AUTO_FOCUS = "#find-words"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE_FROM, "-wide")]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text

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
            with Lists(id="find-results"):
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
        self.show_found(None)
        if self._text:
            self.look(self._text.strip())

    def show_found(self, found: Found | None) -> None:
        """Show what was found; None for nothing asked."""
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
        self.query_one(Lists).share(len(customers), len(matters))
        self.show_beside()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new lists."""
        super().after_retranslation()
        self.show_found(self._found)

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

    def action_to_results(self) -> None:
        """Into the results of what stands in the typed line."""
        self.answered_first(self.into_results)

    def into_results(self) -> None:
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
        self.accept_for(event.row_key.value or "")

    @on(FactTable.RowSelected, "#find-matters")
    def _chose_matter(self, event: FactTable.RowSelected) -> None:
        self.open_matter(event.row_key.value or "")

    def accept_for(self, account: str) -> None:
        """A new request of this customer, by whoever may accept."""
        if self.may("accept"):
            self.open_acceptance(account=account)
        else:
            self.counter.tell(_("Your role accepts no requests."), "warning")

    def action_open(self) -> None:
        """Open the marked row of the list in use."""
        if isinstance(self.focused, Results):
            self.focused.action_select_cursor()
        else:
            self.enter()

    def action_accept(self) -> None:
        """A new request of the marked customer, or of nobody yet."""
        self.answered_first(self._accept_marked)

    def _accept_marked(self) -> None:
        self.open_acceptance(account=self.query_one("#find-customers", Results).marked or "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who may not accept is not offered it; full details are those of the marked customer.

        An empty line has nothing to look up, and whoever is in it needs no way there.
        """
        if action == "accept":
            return self.may("accept")
        words = self.query_one_optional("#find-words", Words)
        if action == "open":
            return isinstance(self.focused, Results) or (words is not None and bool(words.value.strip()))
        if action == "type":
            return self.focused is not words
        if action == "reveal":
            return self.focused is not None and self.focused.id == "find-customers"
        return super().check_action(action, parameters)
