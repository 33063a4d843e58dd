"""The small forms of the staff screen: a new person, another phone, a new PIN."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import staff as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import ROLES
from counter_tui.i18n import _
from counter_tui.screens.leaving import Leaving
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.cells import fold
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.staff import StaffView

_INNER = 52
_FIELD_OF = {
    "staff_no_unfit": "number",
    "staff_no_taken": "number",
    "name_missing": "name",
    "staff_name_too_long": "name",
    "role_missing": "role",
    "role_unknown": "role",
    "phone_unfit": "phone",
}


class StaffForm(Leaving[str]):
    """Fields under a heading; what a rule refuses is said below them and the focus goes to its field."""

    KEYS = (commands.SAVE,)
    BINDINGS = [binding(commands.SAVE)]
    CSS = """
    #dialog { width: 62; }
    #dialog .line-input { margin: 0; }
    #form-words, #form-words-2 { padding-left: 10; }
    #form-words { margin-top: 1; }
    """

    @abstractmethod
    def heading(self) -> str:
        """What the form is for."""

    @abstractmethod
    def rows(self) -> ComposeResult:
        """The fields; the last of them has the class ``last``."""

    def compose(self) -> ComposeResult:
        """Heading, fields, words."""
        with Vertical(id="dialog"):
            yield Section(self.heading())
            yield Line("")
            yield from self.rows()
            yield Line(id="form-words")
            yield Line(id="form-words-2")
            yield Line(
                Piece(f"{self.counter.key(commands.SAVE)} ", "accent"),
                _("Save"),
                Piece("   Esc ", "accent"),
                _("Back"),
                id="form-keys",
            )

    def text(self, id: str) -> str:
        """What stands in a field."""
        return self.query_one(f"#{id}", LineInput).value

    @on(Input.Submitted, "LineInput.last")
    def _last(self) -> None:
        self.action_save()

    @abstractmethod
    def action_save(self) -> None:
        """Save what was typed."""

    def finish(self, words: str) -> None:
        """Close the form; these words say that it is done."""
        self.dismiss(words)

    def refused(self, broken: RuleBroken) -> None:
        """Say it in the form, and go to the field it is about."""
        lines = [*fold(self.counter.say(broken), _INNER - 10), "", ""]
        for id, line in zip(("form-words", "form-words-2"), lines, strict=False):
            self.query_one(f"#{id}", Line).show([Piece(line, "broken")])
        field = _FIELD_OF.get(broken.code, "pin")
        self.query_one(f"#{field}" if self.query(f"#{field}") else "LineInput.last").focus()


class PinForm(StaffForm):
    """A form that ends with a PIN, typed twice."""

    def rows(self) -> ComposeResult:
        """The fields before the PIN, and the PIN."""
        yield from self.rows_before()
        hint = _("6 to 12 digits, no rows, no repeats")
        again = LineInput(secret=True, max_cells=24, enter_moves=False, id="again", classes="last")
        yield FieldRow(_("PIN"), LineInput(secret=True, max_cells=24, id="pin"), hint=hint)
        yield FieldRow(_("Again"), again, hint=hint)

    def rows_before(self) -> ComposeResult:
        """The fields before the PIN."""
        yield from ()

    def action_save(self) -> None:
        """Save, if nothing is missing and the PIN was typed the same twice."""
        if missing := self.missing():
            self.refused(missing)
        elif self.text("pin") != self.text("again"):
            self.refused(RuleBroken("pin_differs"))
        elif not self.text("pin"):
            self.refused(RuleBroken("pin_missing"))
        else:
            self.save()

    def missing(self) -> RuleBroken | None:
        """What is not filled in above the PIN, the first of the form."""
        return None

    @abstractmethod
    def save(self) -> None:
        """Do it."""


class AddPerson(PinForm):
    """Number, name, role, phone and a first PIN; answers with the words that say it is done."""

    def __init__(self, add: Callable[..., StaffView]) -> None:
        super().__init__()
        self._add = add

    def heading(self) -> str:
        """What the form is for."""
        return _("New person")

    def rows_before(self) -> ComposeResult:
        """Who it is."""
        roles = [Choice(role, say_role(role), (role,)) for role in ROLES]
        yield FieldRow(
            _("Staff no."), LineInput(max_cells=24, id="number"), hint=_("2 to 12 letters and digits")
        )
        yield FieldRow(_("Name"), LineInput(id="name"))
        yield FieldRow(_("Role"), PickList(roles, id="role"))
        yield FieldRow(_("Phone"), LineInput(max_cells=24, id="phone"), hint=_("Mobile, or area code first"))

    def missing(self) -> RuleBroken | None:
        """The number, the name or the role."""
        if not self.text("number").strip():
            return RuleBroken("staff_no_unfit")
        if not self.text("name").strip():
            return RuleBroken("name_missing")
        picked = self.query_one("#role", PickList)
        return None if picked.chosen or picked.typed.strip() else RuleBroken("role_missing")

    def save(self) -> None:
        """Add the person."""
        picked = self.query_one("#role", PickList)
        role = picked.chosen.id if picked.chosen else picked.typed
        name = self.text("name")
        add = partial(self._add, self.text("number"), name, role, self.text("pin"), self.text("phone"))
        done = _("{name} can sign in from now on.").format(name=name.strip())
        self.write(add, lambda _person: self.finish(done))


class NewPhone(StaffForm):
    """Another phone of one person."""

    def __init__(self, person: StaffView, change: Callable[[str], bool]) -> None:
        super().__init__()
        self._person, self._change = person, change

    def heading(self) -> str:
        """Whose phone."""
        return _("Phone of {name} ({number})").format(name=self._person.name, number=self._person.staff_no)

    def rows(self) -> ComposeResult:
        """The phone as it is, to be typed over, and what follows from it."""
        phone = LineInput(
            self._person.phone,
            max_cells=24,
            enter_moves=False,
            select_on_focus=True,
            id="phone",
            classes="last",
        )
        yield FieldRow(_("Phone"), phone, hint=_("Mobile, or area code first"))
        yield Line("")
        yield Line(Piece(_("Receipts from now on show it; empty: the site card's."), "quiet"))

    def action_save(self) -> None:
        """Change it."""
        self.write(partial(self._change, self.text("phone")), self._changed)

    def _changed(self, changed: bool) -> None:
        words = _("The phone of {name} was changed.") if changed else _("Nothing was changed")
        self.finish(words.format(name=self._person.name))


class NewPin(PinForm):
    """A new PIN for one person."""

    def __init__(self, person: StaffView, give: Callable[[str], None]) -> None:
        super().__init__()
        self._person, self._give = person, give

    def heading(self) -> str:
        """Whose PIN."""
        return _("New PIN for {name} ({number})").format(name=self._person.name, number=self._person.staff_no)

    def save(self) -> None:
        """Give it."""
        done = _("{name} has a new PIN.").format(name=self._person.name)
        self.write(partial(self._give, self.text("pin")), lambda _none: self.finish(done))
