"""What the meeting shows: its steps at the left, the one at hand at the right, the timer below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from counter_tui.commands import meeting as commands
from counter_tui.i18n import _
from counter_tui.screens.meeting import look
from counter_tui.screens.meeting.keeping import Keeper
from counter_tui.screens.meeting.pane import LINE, Pane, Shown
from counter_tui.screens.meeting.steps import learn, looks, people, talk
from counter_tui.screens.sheet import Lines, Sheet
from counter_tui.screens.told import Told
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.meeting import say_meeting, say_minutes
from counter_tui.widgets.fact_table import Column, FactTable
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.actions.service import ActionLine
    from counter_tui.services.views.meeting import MeetingView

PANES: tuple[type[Pane], ...] = (
    people.RollCall,
    looks.Appearance,
    looks.Hall,
    talk.Review,
    talk.Problems,
    talk.Policy,
    talk.Points,
    people.Posts,
    learn.Drill,
    learn.OneCase,
    learn.Slogan,
    people.Sign,
)
"""What each step shows."""
_LONGEST = 240
"""Cells of the line: a problem, who, by when, how."""


class MeetingTable(FactTable):
    """The list of a step, whose Enter takes what it shows."""

    BINDINGS = [Binding("enter", "select_cursor", commands.TAKE.label, show=True, id=commands.TAKE.id)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is offered where there is something to take."""
        if action == "select_cursor":
            return bool(self.screen.check_action("take", ()))
        return super().check_action(action, parameters)


class MeetingLook(Told, Keeper):
    """Shows the meeting of today: what was done, the step at hand, the time; the acts are in ``MeetingScreen``."""

    CSS = """
    MeetingScreen { #meeting-main { height: 1fr; } #meeting-steps { width: 21; height: 1fr; padding-left: 1; }
      #meeting-right { width: 1fr; height: 1fr; padding-left: 1; }
      #meeting-list { height: auto; max-height: 50%; } #meeting-told { height: 1fr; margin-top: 1; }
      #meeting-row { height: 1; } #meeting-line { width: 1fr; } #meeting-judged { width: 22; padding-left: 1; }
      #meeting-keys { height: 1; } #meeting-time { height: 1; } }
    MeetingScreen.-wide { #meeting-steps { width: 30; } #meeting-list { max-height: 70%; }
      #meeting-judged { width: 34; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self._view: MeetingView | None = None
        self._carried: tuple[ActionLine, ...] = ()
        self._panes = {each.code: each() for each in PANES}
        self._item, self._asked = "", False
        self._under_way, self._sent = False, ""

    def place(self) -> str:
        """Where am I."""
        return _("Morning meeting")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How the meeting of the day stands, and who leads it."""
        view = self._view
        if view is None:
            return ()
        role = "broken" if view.red else "text"
        pieces = [
            Piece(f"{say_day(view.day, self.today)}   "),
            Piece(say_meeting(view.standing), role),  # type: ignore[arg-type]
        ]
        if view.meeting is not None:
            begun = f"{view.meeting.begun_at.astimezone(self.zone):%H:%M}"
            words = _("begun {time}, led by {name}").format(time=begun, name=view.name(view.meeting.chair))
            pieces.append(Piece(f"   {words}", "quiet"))
        return tuple(pieces)

    def compose_body(self) -> ComposeResult:
        """Steps, the step at hand, the timer."""
        with Horizontal(id="meeting-main"):
            yield Sheet(id="meeting-steps")
            with Vertical(id="meeting-right"):
                yield Line(id="meeting-title")
                table = MeetingTable((Column("", 16, most=26), Column("", 34, most=90)), id="meeting-list")
                table.show_header = False
                yield table
                yield Sheet(id="meeting-told")
                with Horizontal(id="meeting-row"):
                    yield LineInput(id="meeting-line", enter_moves=False, max_cells=_LONGEST)
                    yield Line(id="meeting-judged")
                yield Line(id="meeting-keys")
        yield Line(id="meeting-time")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask how the meeting stands, and what was begun."""
        services, actor = self.services, self.actor

        def found() -> Any:
            begun = services.meeting_words.begun(actor) if self.may("write") else {}
            return services.meeting.view(actor), services.actions.carried(actor), begun

        self.ask(found, self._found, group="meeting")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def _found(self, found: Any) -> None:
        if self._under_way:
            # What is being written here is asked for when it is written; this may be from before.
            return
        self._view, self._carried, begun = found
        self.found_begun(begun)
        meeting = self._view.meeting if self._view else None
        begin = not self._asked or self.at == ""
        if begin:
            self.at = meeting.step if meeting else ""
        self._asked = True
        self._show(fresh=begin)

    def _go(self, step: str) -> None:
        """Show another step; what was told of the one before is not left over it."""
        self.app.clear_notifications()
        self.at = step
        self._show(fresh=True)

    @property
    def running(self) -> bool:
        """Is there a step at hand to do something in?"""
        view = self._view
        return (
            view is not None and view.meeting is not None and view.meeting.ended_at is None and bool(self.at)
        )

    @property
    def pane(self) -> Pane:
        """The step at hand."""
        return self._panes.get(self.at) or Pane()

    @property
    def settled(self) -> bool:
        """Was the step at hand settled for good?"""
        meeting = self._view.meeting if self._view else None
        known = meeting.step_of(self.at) if meeting else None
        return known is not None and known.state != "open" and not self.pane.changes_later

    def shown(self) -> Shown:
        """What the pane draws from."""
        if self._view is None:
            raise LookupError("nothing is known yet")
        return Shown(self._view, self._carried, self.marks.get(self.at, {}), self.today, self.zone)

    @property
    def marked(self) -> str:
        """The id of the marked row."""
        return self.query_one("#meeting-list", FactTable).marked or ""

    def _show(self, *, fresh: bool = False, anew: bool = False) -> None:
        """Draw all of it; ``fresh`` where another step is shown, ``anew`` where something was written in this one."""
        view = self._view
        if view is None or not self.query("#meeting-list"):
            return
        plain = plain_look(self)
        self.query_one("#meeting-steps", Sheet).show(
            lambda cells, plain: look.steps(view, self.at, cells - 1, plain)
        )
        planned = next((each for each in view.planned if each.code == self.at), None)
        title = look.heading(planned, view.meeting) if planned else (Piece(_("Morning meeting"), "heading"),)
        self.query_one("#meeting-title", Line).show(title)
        table = self.query_one("#meeting-list", FactTable)
        rows = (
            self.pane.rows(self.shown())
            if self.running
            else look.waiting_rows(view)
            if view.meeting is None
            else []
        )
        table.fill(rows)
        table.display = bool(rows)
        first = self.pane.first(self.shown()) if self.running and (fresh or anew) else ""
        if first:
            table.mark(first)
        elif fresh and rows:
            table.mark(rows[0].id)
        self._show_told()
        self._show_line(fresh=fresh)
        self._show_time(plain)
        self.show_second_line()
        self.refresh_bindings()

    def _show_line(self, *, fresh: bool) -> None:
        pane, row, line = (
            self.pane,
            self.query_one("#meeting-row"),
            self.query_one("#meeting-line", LineInput),
        )
        row.display = self.running and bool(pane.asks) and self._may_act
        line.password, line.placeholder = pane.secret, _(pane.asks) if pane.asks else ""
        wanted = "" if pane.secret else self.marks.get(self.at, {}).get(LINE, "")
        if not self._sent and (fresh or not line.value) and line.value != wanted:
            line.set_quietly(wanted)
        self._judge()
        into = row.display and (pane.in_line or (line.has_focus and not fresh))
        target = line if into else self.query_one("#meeting-list")
        if target.display and self.focused is not target:
            target.focus()
        keys = ""
        if self.running and self._may_act:
            over = self.settled and not pane.opens and not line.has_focus
            keys = _("Enter or Space: next step") if over else pane.keys(self.shown())
        self.query_one("#meeting-keys", Line).show((Piece(keys, "accent"),))

    @on(FactTable.RowHighlighted, "#meeting-list")
    def _show_told(self) -> None:
        view = self._view
        if view is None:
            return
        shown, marked = self.shown(), self.marked
        until = f"{view.until.astimezone(self.zone):%H:%M}"

        def told(cells: int, _plain: bool) -> Lines:
            if view.meeting is None:
                return look.before(view, until, cells)
            if not self.running:
                return look.after(shown, cells)
            return self.pane.told(shown, marked, cells)

        self.query_one("#meeting-told", Sheet).show(told)
        self._judge()

    def refresh_status(self) -> None:
        """The top line, and the timer with it; after midnight the meeting of the new day."""
        super().refresh_status()
        if self.query("#meeting-time"):
            self._show_time(plain_look(self))
        if self._view is not None and self._view.day != self.today and not self._under_way:
            self.marks, self.kept, self.at = {}, {}, ""
            self.look()

    def _show_time(self, plain: bool) -> None:
        view, line = self._view, self.query_one("#meeting-time", Line)
        meeting = view.meeting if view else None
        if view is None or meeting is None:
            line.show(())
            return
        if meeting.ended_at is not None:
            line.show((Piece(f" {say_minutes(meeting.seconds or 0)}", "quiet"),))
            return
        now = self.now()
        seconds, step = (
            max(0, int((now - at).total_seconds())) for at in (meeting.begun_at, meeting.left_at)
        )
        wide = self.has_class("-wide")
        line.show(look.timer(view, seconds, step, meeting.step, plain=plain, wide=wide))

    def after_retranslation(self) -> None:
        """Fill the new widgets."""
        super().after_retranslation()
        self._show(fresh=True)

    @on(Input.Changed, "#meeting-line")
    def _line_changed(self, event: Input.Changed) -> None:
        self._judge()
        if not self.pane.secret:
            self.keep_soon(event.value, self.marked)

    def _judge(self) -> None:
        line = self.query_one("#meeting-line", LineInput)
        pieces = self.pane.judged(self.shown(), self.marked, line.value) if self.running else ()
        self.query_one("#meeting-judged", Line).show(pieces)

    @property
    def _may_act(self) -> bool:
        return self._view is not None and self._view.may_chair
