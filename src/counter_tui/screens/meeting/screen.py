"""The morning meeting: its steps at the left, the one at hand at the right, the timer below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from counter_tui.commands import meeting as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.matter.sheet import Lines, Sheet
from counter_tui.screens.meeting import look
from counter_tui.screens.meeting.keeping import SIGNING, Keeper
from counter_tui.screens.meeting.pane import LINE, Doing, Pane, Shown
from counter_tui.screens.meeting.steps import people, talk
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.meeting import say_meeting, say_minutes
from counter_tui.widgets.fact_table import Column, FactTable
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.actions import ActionLine
    from counter_tui.services.brief import BriefView
    from counter_tui.services.views.meeting import MeetingView

PANES: tuple[type[Pane], ...] = (
    people.RollCall,
    people.Appearance,
    people.Hall,
    talk.Review,
    talk.Problems,
    talk.Policy,
    talk.Points,
    people.Posts,
    talk.Drill,
    talk.OneCase,
    talk.Slogan,
    people.Sign,
)
"""What each step shows."""
_LONGEST = 240
"""Cells of the line: a problem, who, by when, how."""


class MeetingTable(FactTable):
    """The list of a step, whose Enter takes what it shows."""

    BINDINGS = [Binding("enter", "select_cursor", commands.TAKE.label, show=True, id=commands.TAKE.id)]


class MeetingScreen(Keeper):
    """Runs the meeting of today. Each step is written when it is left, so that it goes on wherever it was."""

    KEYS = (
        commands.TAKE,
        commands.NEXT,
        commands.ADD,
        commands.SKIP,
        commands.EARLIER,
        commands.MINUTES,
        *commands.DIGITS,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#meeting-list"
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
        self._view, self._carried, begun = found
        self.found_begun(begun)
        meeting = self._view.meeting if self._view else None
        begin = not self._asked or self.at == ""
        if begin:
            self.at = meeting.step if meeting else ""
        self._asked = True
        self._show(fresh=begin)

    def _go(self, step: str) -> None:
        """Show another step."""
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
        if (fresh or not line.value) and line.value != wanted:
            line.set_quietly(wanted)
        self._judge()
        into = row.display and (pane.in_line or (line.has_focus and not fresh))
        target = line if into else self.query_one("#meeting-list")
        if target.display and self.focused is not target:
            target.focus()
        keys = self.pane.keys(self.shown()) if self.running and self._may_act else ""
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
        """The top line, and the timer with it."""
        super().refresh_status()
        if self.query("#meeting-time"):
            self._show_time(plain_look(self))

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

    @on(FactTable.RowSelected, "#meeting-list")
    def action_take(self) -> None:
        """Begin; take what the step shows; open what is marked."""
        view = self._view
        if view is None or not self._may_act:
            return
        if view.meeting is None:
            self._do(lambda: self.services.meeting.begin(self.actor), "begin")
        elif self.running and self.pane.opens:
            self._open(self.marked)
        elif self.running:
            self._answer(self.pane.take(self.shown(), self.marked, self._doing()))

    def action_next_step(self) -> None:
        """Write the step and go on; in one that is settled, only go on."""
        view = self._view
        if view is None or not self._may_act:
            return
        if view.meeting is None:
            self.action_take()
        elif self.running and self.at != SIGNING:
            known = view.meeting.step_of(self.at)
            if known is not None and known.state != "open" and not self.pane.changes_later:
                self._go_on()
            else:
                self._answer(self.pane.leave(self.shown(), self._doing()))

    def _go_on(self) -> None:
        codes = [each.code for each in self._view.planned] if self._view else []
        place = codes.index(self.at) + 1 if self.at in codes else 0
        self._go(codes[min(place, len(codes) - 1)])

    def action_earlier(self) -> None:
        """The step before."""
        codes = [each.code for each in self._view.planned] if self._view else []
        if self.running and self.at in codes and codes.index(self.at):
            self.keep()
            self._go(codes[codes.index(self.at) - 1])

    def action_add(self) -> None:
        """To the line."""
        if self.running and self.pane.asks:
            self.query_one("#meeting-line", LineInput).focus()

    def action_digit(self, digit: int) -> None:
        """The digit's answer for the marked row."""
        if not self.running or not self._may_act:
            return
        if self.at in ("appearance", "hall") and digit == 2:
            self.action_add()
            return
        self._answer(self.pane.digit(self.shown(), self.marked, digit, self._doing()))

    @on(Input.Submitted, "#meeting-line")
    def _line_sent(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.running or not self._may_act:
            return
        try:
            answer = self.pane.typed(self.shown(), self.marked, event.value, self._doing())
        except RuleBroken as broken:
            self.refused(broken)
            return
        if callable(answer):
            self._answer(answer)
        else:
            self._answer(answer)
            self.query_one("#meeting-line", LineInput).set_quietly("")
            self.query_one("#meeting-list").focus()

    def action_back(self) -> None:
        """Out of the line first, then out of the meeting: it goes on where it was."""
        line = self.query_one("#meeting-line", LineInput)
        table = self.query_one("#meeting-list", FactTable)
        if line.has_focus and table.display and not self.pane.in_line:
            table.focus()
        else:
            super().action_back()

    def action_skip(self) -> None:
        """Pass the step over; a required one with a reason."""
        view = self._view
        known = view.meeting.step_of(self.at) if view and view.meeting else None
        if known is None or not self.running or not self._may_act or known.state != "open":
            return
        step, actor, skip = self.at, self.actor, self.services.meeting.skip
        if not known.required:
            self._do(lambda: skip(actor, step), step)
            return
        from counter_tui.screens.matter.ask import TextDialog

        def deed(text: str) -> Any:
            skip(actor, step, text)
            return True

        title = _("Why is this step passed over?")
        self.app.push_screen(
            TextDialog(title, deed, placeholder=_("in a few words")), partial(self._skipped, step)
        )

    def _skipped(self, step: str, done: Any) -> None:
        if done:
            self._was_written(step)

    def on_key(self, event: events.Key) -> None:
        """In the line of the signatures Up and Down mark somebody else."""
        if self.pane.in_line and event.key in ("up", "down"):
            table = self.query_one("#meeting-list", FactTable)
            (table.action_cursor_up if event.key == "up" else table.action_cursor_down)()

    def _doing(self) -> Doing:
        def item() -> str:
            self._item = self._item or self.services.meeting_steps.new_item(self.actor)
            return self._item

        return Doing(self.services, self.actor, item)

    def _answer(self, answer: Any) -> None:
        """New marks are shown; a deed is done."""
        if answer is None:
            return
        if callable(answer):
            self._do(answer, self.at)
        else:
            self.mark(answer)
            self._show()

    def _do(self, deed: Any, step: str) -> None:
        if step not in ("begin", SIGNING):
            deed = self.sent(step, deed)
        self.write(deed, lambda _done: self._was_written(step))

    def _was_written(self, step: str) -> None:
        """Something was written: a step that is settled now is left."""
        self._item = ""
        self.forget(step)
        line = self.query_one("#meeting-line", LineInput)
        line.set_quietly("")
        services, actor = self.services, self.actor
        self.ask(
            lambda: (services.meeting.view(actor), services.actions.carried(actor), {}),
            partial(self._go_on_from, step),
            group="meeting",
        )

    def _go_on_from(self, step: str, found: Any) -> None:
        self._view, self._carried, _begun = found
        meeting = self._view.meeting if self._view else None
        known = meeting.step_of(step) if meeting else None
        if meeting is not None and meeting.ended_at is not None:
            self._go("")
        elif meeting is not None and (known is None or (known.state != "open" and self.at == step)):
            self._go(meeting.step)
        else:
            self._show(anew=True)

    def refused(self, broken: RuleBroken) -> None:
        """Say it; a PIN is typed anew."""
        super().refused(broken)
        if self.pane.secret:
            self.query_one("#meeting-line", LineInput).set_quietly("")

    def _open(self, marked: str) -> None:
        """The list behind the marked number, or all that deserves a word; what was said here opens nothing."""
        if marked.startswith(talk.SAID) or not self.may("oversee"):
            return
        code = "" if marked.startswith(talk.CASE) else marked
        self.ask(partial(self.services.brief.of, self.actor), partial(self._opened, code), group="brief")

    def _opened(self, code: str, brief: BriefView) -> None:
        from counter_tui.screens.brief.figure import FigureList

        self.app.push_screen(FigureList(brief, code))

    def action_minutes(self) -> None:
        """The minutes of this meeting and of those before it."""
        self.counter.go("minutes")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do in this step, for who may lead it."""
        begun = self._view is not None and self._view.meeting is not None
        possible = {
            "take": self._may_act and (self.running or not begun),
            "next_step": self.running and self._may_act and self.at != SIGNING,
            "add": self.running and self._may_act and bool(self.pane.asks) and not self.pane.in_line,
            "skip": self.running and self._may_act,
            "earlier": self.running and self._may_act,
            "digit": self.running and self._may_act,
            "minutes": begun,
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)
