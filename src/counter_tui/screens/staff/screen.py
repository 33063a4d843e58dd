"""Who works here: adding people, changing phones, giving new PINs, noting who left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from counter_tui.commands import shell
from counter_tui.commands import staff as commands
from counter_tui.domain.staff.roles import ALLOWED, Action
from counter_tui.i18n import _, language, ngettext
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.sheet import LABEL_CELLS, Lines, Sheet, folded, labelled, nothing
from counter_tui.screens.staff.forms import AddPerson, NewPhone, NewPin
from counter_tui.services.wording.absence import say_absence
from counter_tui.services.wording.dates import say_due
from counter_tui.services.wording.staff import say_action, say_role
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.staff import StaffView


class StaffScreen(DeskScreen):
    """A list of the people; the acts are refused with the rule's words."""

    KEYS = (
        commands.ADD,
        commands.PHONE,
        commands.RESET_PIN,
        commands.REASSIGN,
        commands.ABSENT,
        commands.LEAVE,
        shell.BACK,
    )
    AUTO_FOCUS = "#staff-list"
    CSS = """
    StaffScreen { #staff-columns { height: 1fr; } #staff-main { width: 1fr; height: 1fr; }
      #staff-beside { display: none; } }
    StaffScreen.-wide { #staff-main { width: 78; }
      #staff-beside { display: block; width: 1fr; height: 1fr; padding-left: 2; border-left: vkey $line; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    def __init__(self, marked: str = "") -> None:
        super().__init__()
        self._to_mark = marked
        self._people: tuple[StaffView, ...] = ()

    def place(self) -> str:
        """Where am I."""
        return _("Staff")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many there are."""
        here = sum(each.active for each in self._people)
        return (Piece(_("At work here: {count}").format(count=here), "quiet"),) if self._people else ()

    def compose_body(self) -> ComposeResult:
        """The list."""
        columns = (
            Column(_("Staff no."), 10),
            Column(_("Name"), 12),
            Column(_("Role"), 16),
            Column(_("Phone"), 13),
            Column(_("On hand"), 7, "right"),
            Column("", 6),
        )
        with Horizontal(id="staff-columns"):
            with Vertical(id="staff-main"):
                yield Section(_("Staff"))
                yield FactTable(columns, id="staff-list")
                yield Line("")
                # The narrow line of keys has no room for the one that is hit least.
                words = _("Nobody is away or leaves ({key}) without a colleague who answers from then on.")
                yield Line(Piece(words.format(key=self.counter.key(commands.LEAVE)), "quiet"))
            yield Sheet(id="staff-beside")

    @on(events.ScreenResume)
    def _look(self) -> None:
        self.ask(partial(self.services.staff.list, include_left=True), self._show, group="staff")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self._look()

    def _show(self, people: tuple[StaffView, ...]) -> None:
        self._people = tuple(sorted(people, key=lambda each: (not each.active, each.staff_no)))
        table = self.query_one("#staff-list", FactTable)
        table.fill([_row(each) for each in self._people])
        if self._people and self._to_mark:
            table.mark(self._to_mark)
            self._to_mark = ""
        self._show_beside()
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        self._show(self._people)

    def _marked(self) -> StaffView | None:
        number = self.query_one("#staff-list", FactTable).marked
        return next((each for each in self._people if each.staff_no == number and each.active), None)

    def action_add(self) -> None:
        """A form for a new person."""
        self.app.push_screen(AddPerson(partial(self.services.staff.add, self.actor)), self._saved)

    def action_phone(self) -> None:
        """A form for another phone of the marked person."""
        if (person := self._marked()) is not None:
            change = partial(self.services.staff.change_phone, self.actor, person.staff_no)
            self.app.push_screen(NewPhone(person, change), self._saved)

    def action_reset_pin(self) -> None:
        """A form for a new PIN of the marked person."""
        if (person := self._marked()) is not None:
            give = partial(self.services.staff.reset_pin, self.actor, person.staff_no)
            self.app.push_screen(NewPin(person, give), self._saved)

    def action_reassign(self) -> None:
        """A form that gives the marked person's open matters to colleagues."""
        if (person := self._marked()) is None:
            return
        from counter_tui.screens.staff.reassign import Reassign

        reassigning = self.services.reassigning
        form = Reassign(
            person,
            self._others_than(person),
            look=partial(reassigning.workload, self.actor, person.staff_no),
            move=partial(reassigning.move, self.actor, person.staff_no),
            say_when=partial(say_due, now=self.now(), tz=self.zone),
        )
        self.app.push_screen(form, self._saved)

    def _others_than(self, person: StaffView) -> list[StaffView]:
        return [each for each in self._people if each.active and each.staff_no != person.staff_no]

    def action_absent(self) -> None:
        """The marked person is away and somebody stands in; or is back, where that was noted before."""
        if (person := self._marked()) is None:
            return
        absences = self.services.absences
        if person.stand_in:
            words = _("{name} is back.").format(name=person.name)
            self.write(partial(absences.back, self.actor, person.staff_no), lambda _none: self._saved(words))
            return
        from counter_tui.screens.staff.absence import Away

        away = partial(absences.away, self.actor, person.staff_no)
        self.app.push_screen(Away(person, self._others_than(person), away, self.today), self._saved)

    def _leave_with(self, person: StaffView) -> None:
        from counter_tui.screens.staff.absence import Leave

        leave = partial(self.services.absences.leave, self.actor, person.staff_no)
        self.app.push_screen(Leave(person, self._others_than(person), leave), self._saved)

    def action_leave_staff(self) -> None:
        """The marked person leaves: with a stand-in where there is anything to answer for, else after a question."""
        if (person := self._marked()) is None:
            return
        if person.open_matters or any(each.stand_in == person.staff_no for each in self._people):
            self._leave_with(person)
            return
        question = _("{name} ({number}) leaves the station and can no longer sign in?").format(
            name=person.name, number=person.staff_no
        )
        if person.drafts:
            drafts = ngettext("{count} draft becomes yours.", "{count} drafts become yours.", person.drafts)
            question += "\n" + drafts.format(count=person.drafts)

        def answered(yes: bool | None) -> None:
            if yes:
                self.write(
                    partial(self.services.staff.leave, self.actor, person.staff_no),
                    partial(self._gone, person),
                )

        self.app.push_screen(Confirm(question, _("Yes, leaves")), answered)

    def _gone(self, person: StaffView, drafts: int) -> None:
        words = _("{name} has left the station.").format(name=person.name)
        if drafts:
            words += " " + _("Drafts now in your list: {count}").format(count=drafts)
        self._saved(words)

    @on(FactTable.RowHighlighted, "#staff-list")
    def _show_beside(self) -> None:
        number = self.query_one("#staff-list", FactTable).marked
        person = next((each for each in self._people if each.staff_no == number), None)
        names = {each.staff_no: each.name for each in self._people}
        draw = nothing if person is None else partial(_beside, person, names.get(person.stand_in, ""))
        self.query_one("#staff-beside", Sheet).show(draw)

    @on(FactTable.RowSelected, "#staff-list")
    def _chosen(self) -> None:
        self.action_reset_pin()

    def _saved(self, words: str | None) -> None:
        if words:
            self.counter.tell(words)
            self._look()


def _beside(person: StaffView, stand_in: str, cells: int, _plain: bool) -> Lines:
    """The marked person: what is on hand, and what the role may do."""
    comma = "、" if language() == "zh" else ", "
    may = comma.join(say_action(each) for each in get_args(Action) if each in ALLOWED[person.role])
    lines: Lines = [[Piece(person.name, "heading"), Piece(f"  {person.staff_no}", "secondary")], []]
    lines += labelled(_("Role"), [[Piece(say_role(person.role))]])
    lines += labelled(_("Phone"), folded(person.phone, cells - LABEL_CELLS))
    lines += labelled(_("On hand"), [[Piece(str(person.open_matters))]])
    lines += labelled(_("Drafts"), [[Piece(str(person.drafts))]])
    if person.stand_in:
        until = person.away_until.isoformat() if person.away_until else ""
        why = _(", ").join(part for part in (say_absence(person.absence), until) if part)
        lines += labelled(_("Away"), folded(why, cells - LABEL_CELLS))
        lines += labelled(_("Stand-in"), [[Piece(stand_in, "soon")]])
    return [*lines, [], [Piece(_("What the role may do"), "heading")], *folded(may, cells)]


def _row(person: StaffView) -> Row:
    role = "text" if person.active else "quiet"
    cells = (person.staff_no, person.name, say_role(person.role), person.phone)
    count = str(person.open_matters) if person.open_matters else ""
    return Row(
        person.staff_no,
        (
            *(Piece(each, role) for each in cells),  # type: ignore[arg-type]
            Piece(count, "soon"),
            Piece(
                _("away") if person.active and person.stand_in else "" if person.active else _("left"),
                "quiet",
            ),
        ),
    )
