"""The morning meeting, run by keys: each step is written when it is left, so that it goes on wherever it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.widgets import Input

from counter_tui.commands import meeting as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.meeting.drawing import MeetingLook
from counter_tui.screens.meeting.keeping import SIGNING
from counter_tui.screens.meeting.pane import Doing
from counter_tui.screens.meeting.steps import talk
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from counter_tui.services.brief.service import BriefView


class MeetingScreen(MeetingLook):
    """Runs the meeting of today, for whoever leads; the others look on."""

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

    @on(FactTable.RowSelected, "#meeting-list")
    def action_take(self) -> None:
        """Begin; take what the step shows; open what is marked; after the end, the minutes."""
        view = self._view
        if view is not None and view.meeting is not None and view.meeting.ended_at is not None:
            self.action_minutes()
        elif view is None or not self._may_act:
            return
        elif view.meeting is None:
            self._do(lambda: self.services.meeting.begin(self.actor), "begin")
        elif self.running and self.pane.opens:
            self._open(self.marked)
        elif self.running and self.pane.in_line:
            self.query_one("#meeting-line", LineInput).focus()
        elif self.running and self._half_typed():
            return
        elif self.running and self.settled:
            self._go_on()
        elif self.running:
            self._answer(self.pane.take(self.shown(), self.marked, self._doing()))

    def action_next_step(self) -> None:
        """Write the step and go on; in one that is settled, only go on."""
        view = self._view
        if view is None or not self._may_act:
            return
        if view.meeting is None:
            self.action_take()
        elif self.running and self.at != SIGNING and not self._half_typed():
            if self.settled:
                self._go_on()
            else:
                self._answer(self.pane.leave(self.shown(), self._doing()))

    def _half_typed(self) -> bool:
        """Is something in the line that would go with the step? Then it is sent or emptied first."""
        line = self.query_one("#meeting-line", LineInput)
        if self.pane.secret or not self.pane.asks or not line.value.strip():
            return False
        self.counter.tell(_("Half typed: Enter sends it, or empty the line first."), "warning")
        line.focus()
        return True

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
        if not self.running or not self._may_act or self._under_way:
            return
        try:
            answer = self.pane.typed(self.shown(), self.marked, event.value, self._doing())
        except RuleBroken as broken:
            self.refused(broken)
            return
        line = self.query_one("#meeting-line", LineInput)
        if callable(answer):
            # The next line may be typed while this one is written, or before it is taken here.
            self._sent = event.value
            line.set_quietly(line.value.removeprefix(event.value))
            self._answer(answer)
            return
        self._answer(answer)
        if not self.pane.in_line:
            line.set_quietly("")
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
        """New marks are shown; a deed is done; nothing until the last one is seen here: Enter twice means once."""
        if answer is None or self._under_way:
            return
        if callable(answer):
            self._do(answer, self.at)
        else:
            self.mark(answer)
            self._show()

    def _do(self, deed: Any, step: str) -> None:
        if self._under_way:
            return
        if step not in ("begin", SIGNING):
            deed = self.sent(step, deed)
        self._under_way = self.write(deed, lambda _done: self._was_written(step))
        if not self._under_way:
            self._put_back()

    def _was_written(self, step: str) -> None:
        """Something was written: a step that is settled now is left."""
        self._under_way = True
        services, actor = self.services, self.actor
        self.ask(
            lambda: (services.meeting.view(actor), services.actions.carried(actor), {}),
            partial(self._go_on_from, step),
            group="written",
        )

    def _go_on_from(self, step: str, found: Any) -> None:
        self._view, self._carried, _begun = found
        self._under_way, self._item, self._sent = False, "", ""
        self.forget(step)
        line = self.query_one("#meeting-line", LineInput)
        if line.value and not self.pane.secret:
            self.keep_soon(line.value, self.marked)
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
        self._put_back()

    def failed(self, error: Exception) -> None:
        """What was typed stays, to be tried again."""
        super().failed(error)
        self._put_back()

    def _put_back(self) -> None:
        """What was sent and not written stands in its line again, before what was typed since; no PIN does."""
        self._under_way, sent, self._sent = False, self._sent, ""
        line = self.query_one("#meeting-line", LineInput)
        if self.pane.secret:
            line.set_quietly("")
        elif sent:
            line.set_quietly(sent + line.value)
            self.keep_soon(line.value, self.marked)

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
        meeting = self._view.meeting if self._view else None
        over = meeting is not None and meeting.ended_at is not None
        possible = {
            "take": over or (self._may_act and (self.running or meeting is None)),
            "next_step": self.running and self._may_act and self.at != SIGNING,
            "add": self.running and self._may_act and bool(self.pane.asks) and not self.pane.in_line,
            "skip": self.running and self._may_act,
            "earlier": self.running and self._may_act,
            "digit": self.running and self._may_act,
            "minutes": meeting is not None,
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)
