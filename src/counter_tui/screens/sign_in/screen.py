"""Who is at this counter? Staff number and PIN; also what covers the screens of a clerk who is away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import sign_in as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import _
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.desk import Desk
from counter_tui.screens.sign_in.who import staff_meant
from counter_tui.services.wording.staff import say_role, say_wait
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.once import once
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from datetime import date

    from textual.widgets import DataTable

    from counter_tui.services.views.home import HomeView
    from counter_tui.services.views.staff import StaffView


HEAD_START = 0.004
"""Seconds the thread that checks a PIN gets until it needs the interpreter no more for a while."""


class SignInScreen(CounterScreen):
    """Two fields; on a demo station the numbers and PINs of its invented people below them.

    It stands in the first frame and can be typed into while the station is still being opened; who it is, is checked
    then.

    ``why`` is empty at the start, ``idle`` when nobody was there for a while, ``change`` when somebody asked for it:
    then the screens of the clerk before lie underneath, and come back only for the same person.
    """

    KEYS = (commands.SIGN_IN, commands.LANGUAGE)
    CSS = """
    SignInScreen { #body { align-horizontal: center; }
      #sign-in { width: 72; height: auto; margin-top: 4; }
      #sign-in-name { margin-bottom: 1; }
      #sign-in-words { margin-top: 1; padding-left: 10; }
      #demo-people { width: 72; height: auto; margin-top: 1; }
    }
    SignInScreen.-demo { #sign-in { margin-top: 1; } }
    """

    def __init__(self, why: str = "") -> None:
        super().__init__()
        self._why = why
        self._staff: tuple[StaffView, ...] = ()
        self._waits: dict[str, float] = {}
        self._entered: tuple[str, str] | None = None
        self._whose: tuple[str, date] | None = None

    @property
    def desk(self) -> Desk:
        """The services and who was signed in; only once the station is open."""
        return cast(Desk, self.counter.station)

    @property
    def _before(self) -> Actor | None:
        return self.desk.actor if self._why and self.counter.station else None

    def place(self) -> str:
        """Where am I."""
        return _("Sign-in")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Why the screen is covered, and that nothing is lost."""
        before = self._before
        if before is None:
            return (Piece(_("Sign in to work at this counter."), "quiet"),)
        if self._why == "idle":
            words = _("Locked: nobody was here for a while. What {name} was doing is kept.")
        else:
            words = _("Locked. What {name} was doing is kept.")
        return (Piece(words.format(name=before.name), "soon"),)

    def compose_body(self) -> ComposeResult:
        """The form, and the people of a demo station."""
        before, self._whose = self._before, None
        with Vertical(id="sign-in"):
            yield Section(self.counter.status.station or _("Sign in"), id="sign-in-name")
            yield FieldRow(
                _("Staff no."),
                LineInput(
                    before.staff_no if before else "", max_cells=24, select_on_focus=True, id="staff-no"
                ),
                hint=_("staff number, or the initials of your name"),
                id="row-staff-no",
            )
            yield FieldRow(
                _("PIN"),
                LineInput(secret=True, max_cells=24, enter_moves=False, id="pin"),
                hint=_("6 to 12 digits"),
                id="row-pin",
            )
            yield Line(id="sign-in-words")
        yield Vertical(id="demo-people")

    def on_mount(self) -> None:
        """Ask who works here, as soon as that can be known."""
        self.query_one("#demo-people").display = False
        self.query_one("#pin" if self._why == "idle" else "#staff-no", LineInput).focus()
        if self.counter.station is not None:
            self.station_opened()

    def station_opened(self) -> None:
        """Ask who works here, and check whoever has entered a PIN already."""
        entered, self._entered = self._entered, None
        self.ask(self._people, partial(self._arrived, entered))

    def _arrived(self, entered: tuple[str, str] | None, staff: tuple[StaffView, ...]) -> None:
        if entered is not None:
            typed, pin = entered
            found = staff_meant(staff, typed)
            self._try(found.staff_no if found else typed.strip(), pin)
        self._show_people(staff)

    def _people(self) -> tuple[StaffView, ...]:
        return self.desk.services.staff.list()

    def _show_people(self, staff: tuple[StaffView, ...]) -> None:
        self._staff = staff
        self._say_who(self.query_one("#staff-no", LineInput).value)
        self._show_demo()

    def _show_demo(self) -> None:
        """Show the people of a demo station, once nobody is signing in who has typed ahead."""
        if not self._is_demo or not self.is_attached:
            return
        if self.counter.keys_waiting or self.writing or self.query_one("#pin", LineInput).value:
            once(self, 0.1, self._show_demo)
            return
        people = self.query_one("#demo-people", Vertical)
        people.display = True
        self.add_class("-demo")
        if not people.children:
            from counter_tui.screens.sign_in.people import people_table

            people.mount(
                Section(_("Demo station: invented people"), _("Enter signs in")),
                people_table(self._staff),
            )

    @property
    def _is_demo(self) -> bool:
        return any(each.pin for each in self._staff)

    def after_retranslation(self) -> None:
        """Fill the new table."""
        super().after_retranslation()
        self._show_people(self._staff)

    @on(Input.Changed, "#staff-no")
    def _number_typed(self, event: Input.Changed) -> None:
        self._say_who(event.value)
        self._say_problem()

    def _say_who(self, typed: str) -> None:
        found = staff_meant(self._staff, typed)
        words = (Piece(f"{found.name} · {say_role(found.role)}", "text"),) if found else ()
        self.query_one("#row-staff-no", FieldRow).judge(*words)

    @on(Input.Submitted, "#pin")
    def _pin_entered(self) -> None:
        self.action_sign_in()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """A person of the demo station was picked: sign in as that one."""
        person = next((each for each in self._staff if each.staff_no == event.row_key.value), None)
        if person is not None:
            self.query_one("#staff-no", LineInput).value = person.staff_no
            self._try(person.staff_no, person.pin)

    def action_sign_in(self) -> None:
        """Try the number and PIN typed; go to the field that is empty."""
        typed, pin = self.query_one("#staff-no", LineInput), self.query_one("#pin", LineInput)
        if not typed.value.strip():
            typed.focus()
        elif not pin.value:
            pin.focus()
        elif self.counter.station is None:
            self._entered = (typed.value, pin.value)
            words = _("Opening the station, please wait...")
            self.query_one("#sign-in-words", Line).show([Piece(words, "quiet")])
        else:
            found = staff_meant(self._staff, typed.value)
            self._try(found.staff_no if found else typed.value.strip(), pin.value)

    def _try(self, number: str, pin: str) -> None:
        if self._seconds_left(number) > 0:
            self._say_problem()
            return
        if self.write(partial(self._let_in, number, pin), self._enter, group="sign-in"):
            self.query_one("#sign-in-words", Line).show([Piece(_("Checking..."), "quiet")])
            once(self, HEAD_START, self._prepare_home)

    def _let_in(self, number: str, pin: str) -> tuple[Actor, tuple[HomeView, ...]]:
        services = self.desk.services
        actor = services.staff.sign_in(number, pin)
        if self._before == actor:
            return actor, ()
        try:
            return actor, (services.home.view(actor),)
        except Exception as error:  # who is let in is in: the first screen asks again, and says what is wrong
            note_trouble(error)
            return actor, ()

    def _prepare_home(self) -> None:
        """Make what comes next while the PIN is checked, which takes its time on purpose."""
        if not self._before and self.writing:
            self.counter.prepare("home")
            self.desk.services.load("home")

    def _enter(self, let_in: tuple[Actor, tuple[HomeView, ...]]) -> None:
        (actor, first), desk = let_in, self.desk
        same = desk.locked and desk.actor == actor
        desk.actor, desk.locked = actor, False
        self.counter.poll()
        if same:
            self.counter.back()
        else:
            self.counter.start_over("home", *first)

    def refused(self, broken: RuleBroken) -> None:
        """Say it under the fields; what was typed as PIN goes, the number stays."""
        pin = self.query_one("#pin", LineInput)
        pin.value = ""
        pin.focus()
        wait = broken.facts.get("wait_seconds")
        if isinstance(wait, int) and wait > 0:
            self._waits[self._number()] = self.counter.seconds() + wait
            self._say_problem()
        else:
            self.query_one("#sign-in-words", Line).show([Piece(self.counter.say(broken), "broken")])

    def refresh_status(self) -> None:
        """Show whose station it is, and count the seconds down with the app's tick."""
        super().refresh_status()
        self._say_whose()
        if self._waits and self.query("#sign-in-words"):
            self._say_problem()

    def _say_whose(self) -> None:
        name = self.counter.status.station
        if not name or (name, today := self.counter.now().date()) == self._whose:
            return
        from counter_tui.services.wording.dates import say_long_day

        if self.query("#sign-in-name"):
            self._whose = name, today
            self.query_one("#sign-in-name", Section).name_it(name, say_long_day(today))

    def _number(self) -> str:
        typed = self.query_one("#staff-no", LineInput).value.strip()
        found = staff_meant(self._staff, typed)
        return found.staff_no if found else typed

    def _seconds_left(self, number: str) -> int:
        until = self._waits.get(number, 0.0)
        return max(0, -int(-(until - self.counter.seconds()) // 1)) if until else 0

    def _say_problem(self) -> None:
        number = self._number()
        left = self._seconds_left(number)
        if left:
            words = _("Wrong PIN. Next try in {wait}.").format(wait=say_wait(left))
            self.query_one("#sign-in-words", Line).show([Piece(words, "broken")])
            return
        over = self._waits.pop(number, None) is not None
        self.query_one("#sign-in-words", Line).show(
            [Piece(_("You can try again now."), "soon")] if over else []
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no way back from here but by signing in."""
        return False if action == "back" else super().check_action(action, parameters)
