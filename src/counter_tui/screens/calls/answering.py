"""Answering a call, and reading an answer."""

from __future__ import annotations

from functools import partial

from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.dialogs.form import Field, Filled, FormDialog
from counter_tui.screens.dialogs.pick import Pick
from counter_tui.services.lines.calls import CallLine
from counter_tui.services.wording.calls import say_where
from counter_tui.services.wording.dates import say_moment
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.roles import Piece


class Answering:
    """What a person does with one call, from a screen that shows a list of them."""

    def __init__(self, screen: DeskScreen, line: CallLine, notes: tuple[str, ...]) -> None:
        self._screen, self._line, self._notes = screen, line, notes

    def open(self) -> None:
        """Show it, with what can be done."""
        if not self._line.mine:
            title = _("Asks you to the counter") if self._line.kind == "conflict" else _("Report upward")
        else:
            title = _("Your report")
        self._screen.app.push_screen(Pick(title, self._choices(), self._said()), self._chosen)

    def _choices(self) -> list[Choice]:
        line = self._line
        about = [Choice("open", _("Open the matter"))] if line.matter_id else []
        if line.mine:
            return [Choice("seen", _("I have read it") if line.answered else _("Back")), *about]
        if line.kind == "report":
            return [Choice("answer", _("Answer")), *about]
        take = [Choice("take", _("I take the matter over"))] if line.matter_id else []
        return [Choice("coming", _("I am coming")), *take, *about]

    def _said(self) -> list[Piece]:
        line, screen = self._line, self._screen
        when = say_moment(line.raised_at, screen.now(), screen.zone)
        said = [Piece(f"{line.caller} · {when} · {say_where(line)}", "secondary")]
        said += [Piece(text) for text in (line.words, *self._notes) if text]
        if line.answered:
            said.append(Piece(f"{line.answered_by}: {line.answer}", "done"))
        elif line.due_at is not None:
            due = _("to be answered by {due}").format(due=say_moment(line.due_at, screen.now(), screen.zone))
            late = Piece("   ".join((due, _("overdue"))), "broken")
            said.append(late if line.late else Piece(due, "quiet"))
        return said

    def _chosen(self, choice: str | None) -> None:
        line, screen, calls = self._line, self._screen, self._screen.services.calls
        if choice == "answer":
            self._ask_answer()
        elif choice == "coming":
            screen.write(partial(calls.answer, screen.actor, line.call_id), self._done, group="call")
        elif choice == "take":
            screen.write(self._take, lambda _none: screen.open_matter(line.matter_id), group="call")
        elif choice == "seen" and line.answered:
            screen.write(partial(calls.seen, screen.actor, line.call_id), self._done, group="call")
        elif choice == "open":
            screen.open_matter(line.matter_id)

    def _take(self) -> None:
        screen, line = self._screen, self._line
        reason = _("The lead takes over at the counter")
        screen.services.matters.decide_handling(screen.actor, line.matter_id, screen.actor.staff_no, reason)
        screen.services.calls.answer(screen.actor, line.call_id)

    def _ask_answer(self) -> None:
        screen, line = self._screen, self._line
        calls = screen.services.calls

        def answered(filled: Filled | None) -> None:
            if filled is not None:
                self._done(None)

        screen.app.push_screen(
            FormDialog(
                _("Answer to {name}").format(name=line.caller),
                [Field("answer", _("Your answer"))],
                lambda typed: calls.answer(screen.actor, line.call_id, typed["answer"]),
                said=self._said(),
            ),
            answered,
        )

    def _done(self, _none: object) -> None:
        self._screen.counter.poll()
        self._screen.store_changed()
