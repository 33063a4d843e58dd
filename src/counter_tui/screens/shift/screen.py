"""Who is on duty today and in the next days, who leads since when, and who signed for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult

from counter_tui.commands import shell
from counter_tui.commands import shift as commands
from counter_tui.i18n import _
from counter_tui.screens.sheet import Lines, Sheet, nothing
from counter_tui.screens.shift import lines
from counter_tui.screens.shift.acts import ROSTER, ShiftActs
from counter_tui.screens.shift.table import RosterTable
from counter_tui.services.wording.dates import say_moment
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.shift import DutyLine, PersonLine, ShiftView


class ShiftScreen(ShiftActs):
    """The roster as a table of people and days; below it the marked day, the marked person and who led today."""

    KEYS = (
        commands.TAKE,
        commands.OPEN_HALL,
        commands.COPY,
        commands.SAVE,
        commands.SKILLS,
        commands.PACKS,
        *commands.POSTS,
        commands.STAND_IN,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#roster"
    CSS = """
    ShiftScreen { #roster { height: auto; max-height: 12; }
      #shift-below { height: auto; margin-top: 1; padding-left: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._began = False
        self._asked_on: date | None = None

    def place(self) -> str:
        """Where am I."""
        return _("Shift")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Who leads since when, whether the hall is open, what is not saved."""
        view = self.view
        if view is None:
            return ()
        lead = _("{lead} leads since {at}").format(
            lead=view.lead_name, at=say_moment(view.since, view.now, self.zone) if view.since else "…"
        )
        opened = next((each for each in view.days if each.day == self.today and each.opened_at), None)
        hall = (
            Piece(
                _("Hall open since {at}").format(at=f"{opened.opened_at.astimezone(self.zone):%H:%M}"), "done"
            )
            if opened is not None and opened.opened_at is not None
            else Piece(_("Hall not opened"), "soon")
        )
        unsaved = (
            Piece(
                "   "
                + _("not saved: {count}, {key} saves").format(
                    count=len(self.plans), key=self.counter.key(commands.SAVE)
                ),
                "soon",
            ),
        )
        first = Piece(lead if view.lead else _("Nobody leads"), "text" if view.lead else "broken")
        return (first, "   ", hall, *(unsaved if self.plans else ()))

    def compose_body(self) -> ComposeResult:
        """The table and what is below it."""
        keys = _("1 desk  2 guide  3 on call  4 lead  5 stand-in (+)  0 off")
        yield Section(_("Who is on duty"), keys if self.may("manage_staff") else "", id="roster-title")
        yield RosterTable(lines.columns((), self.today, ()), id="roster")
        yield Sheet(id="shift-below")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask how the shift stands; at first also what was edited and not saved."""
        self._asked_on = self.today
        shift, words, actor = self.services.shift, self.services.action_words, self.actor
        ask_words = not self._began and self.role_allows(commands.SAVE.id)
        self.ask(
            lambda: (shift.view(actor), words.begun(actor, "", ROSTER) if ask_words else {}),
            self._found,
            group="shift",
        )

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def refresh_status(self) -> None:
        """At midnight the days move on."""
        super().refresh_status()
        if self._asked_on is not None and self._asked_on != self.today:
            self.look()

    def _found(self, found: tuple[ShiftView, Mapping[str, Any]]) -> None:
        self.view, words = found
        self._began = True
        self.restore_plans(words)
        self.drop_past_plans()
        self.show_all()

    def show_all(self) -> None:
        """Draw what is known."""
        view = self.view
        if view is None or not self.query("#roster"):
            return
        days = [(each, self.plan_of(each)) for each in view.days]
        rows = [lines.row(each, days) for each in view.people if self._is_on_rosters(each)]
        heads = lines.columns(view.days, self.today, list(self.plans))
        self.query_one("#roster", RosterTable).show_days(heads, rows)
        self._show_below()
        self.show_second_line()
        self.refresh_bindings()

    def _is_on_rosters(self, person: PersonLine) -> bool:
        return person.accepts or any(person.staff_no in plan.posts for plan in self.plans.values())

    @on(RosterTable.CellHighlighted, "#roster")
    def _show_below(self) -> None:
        view, day, person = self.view, self.marked_day(), self.marked_person()
        sheet = self.query_one("#shift-below", Sheet)
        if view is None or day is None or person is None:
            sheet.show(nothing)
            return
        plan, head, empty = self.plan_of(day), lines.head_of(day.day, self.today), self._empty_said()

        def draw(cells: int, _plain: bool) -> Lines:
            return [
                *lines.of_the_day(view, day, plan, head, empty, cells),
                *lines.of_the_person(view, person, cells),
                [],
                *lines.of_the_lead(view.changes, view, self.zone, cells),
            ]

        sheet.show(draw)

    def _empty_said(self) -> str:
        """What a day without a roster says: the keys for it, to whoever makes rosters."""
        if not self.may("manage_staff"):
            return _("No roster yet.")
        words = _("No roster yet: {key} copies the day before, digits give posts.")
        return words.format(key=self.counter.key(commands.COPY))

    def after_retranslation(self) -> None:
        """Fill the new table."""
        super().after_retranslation()
        self.show_all()

    def next_person(self) -> None:
        """Mark the next person, so that a day is posts one after the other."""
        self.query_one("#roster", RosterTable).action_cursor_down()

    def marked_person(self) -> PersonLine | None:
        """The marked person."""
        marked = next((table.marked for table in self.query("#roster").results(RosterTable)), None)
        people = self.view.people if self.view else ()
        return next((each for each in people if each.staff_no == marked), None)

    def marked_day(self) -> DutyLine | None:
        """The marked day as it is saved."""
        tables = list(self.query("#roster").results(RosterTable))
        days = self.view.days if self.view else ()
        return days[tables[0].day] if tables and tables[0].day < len(days) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to save where nothing was changed; the hall opens once a day."""
        opened = self.view is not None and any(
            each.day == self.today and each.opened_at for each in self.view.days
        )
        possible = {"save": bool(self.plans), "open_hall": self.view is not None and not opened}
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)
