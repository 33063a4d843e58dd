"""Tasks on the Matter screen: giving one, and saying what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.likely import likely_day
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _, language
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.matter.ask import LONGEST, ActDialog, TextDialog
from counter_tui.screens.matter.deeds import Deeds
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Words
from counter_tui.services.views.matter import MatterView, TaskView
from counter_tui.services.views.staff import StaffView
from counter_tui.services.wording.tasks import say_task_state
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.units.directory import Unit

GIVE, UNIT = "give", "unit:"
_FIELD_OF = {"text_missing": "what", "task_due_missing": "due", "task_due_past": "due"}
_MOST_DAYS = 99

Give = Callable[[str, date | None, str, str, str], MatterView]
"""Gives a task: what, by when, to which colleague, to which unit, after which task."""


def read_day(text: str, today: date) -> date | None:
    """The day that was typed: as 2025-11-28, 今天 or +3, or how many days from today; None where it is neither."""
    typed = text.strip()
    if typed.isascii() and typed.isdigit() and int(typed) <= _MOST_DAYS:
        return today + timedelta(days=int(typed))
    try:
        return date.fromisoformat(likely_day(typed, today))
    except ValueError:
        return None


class TaskDialog(ActDialog):
    """What, who, by when, after which other task."""

    is_wide = True

    def __init__(
        self,
        title: str,
        staff: Sequence[StaffView],
        units: Sequence[Unit],
        before: Sequence[TaskView],
        today: date,
        deed: Give,
        *,
        what: str = "",
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._owners = [
            *colleagues(each for each in staff if may(each.role, "work") and not each.stand_in),
            *(
                Choice(UNIT + each.code, each.name.say(language()), (each.code,), _("unit"))
                for each in units
                if not each.outside
            ),
        ]
        self._before = [Choice(each.task_id, each.what, (), each.owner.say(language())) for each in before]
        self._today, self._deed, self._what = today, deed, what

    def compose_questions(self) -> ComposeResult:
        """The rows."""
        what = FieldRow(_("Task"), LineInput(self._what, id="what", max_cells=LONGEST), id="row-what")
        what.add_class("first", "long")
        yield what
        hint = _("a colleague's initials, or a unit")
        yield FieldRow(_("Who"), PickList(self._owners, id="owner"), hint=hint, id="row-owner")
        hint = _("days from today, or 2025-11-28")
        due = LineInput(id="due", max_cells=20, placeholder=hint)
        yield FieldRow(_("Wanted by"), due, hint=hint, id="row-due")
        if self._before:
            pick = PickList(self._before, id="after")
            yield FieldRow(_("After"), pick, hint=_("a task to be done first, or empty"), id="row-after")

    def typed(self) -> bool:
        """Has anything been filled in?"""
        return super().typed() or bool(self.query_one("#owner", PickList).typed.strip())

    def action_send(self) -> None:
        """Give it."""
        owner = settled(self.query_one("#owner", PickList), self._owners)
        after = next((settled(pick, self._before) for pick in self.query("#after").results(PickList)), "")
        unit = owner.removeprefix(UNIT) if owner.startswith(UNIT) else ""
        due = read_day(self.query_one("#due", LineInput).value, self._today)
        what = self.query_one("#what", LineInput).value
        self.attempt(lambda: self._deed(what, due, "" if unit else owner, unit, after))

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        self.query_one(f"#{_FIELD_OF.get(broken.code, 'owner')}").focus()


class TaskActs(Deeds):
    """Mixed into the Matter screen, beside its other acts."""

    def action_tasks(self) -> None:
        """Give a task, or say what became of one: at once where only one thing can be done."""
        offered = self._task_choices()
        if len(offered) == 1:
            self._task_act(offered[0].id)
            return
        from counter_tui.screens.dialogs import Choose

        choose = Choose(_("Tasks"), offered)
        self._at.app.push_screen(choose, lambda picked: self._task_act(picked) if picked else None)

    def _task_choices(self) -> list[Choice]:
        at = self._at
        labels = {
            "take": _("Task is taken"),
            "done": _("Task is done"),
            "give_back": _("Task comes back"),
            "anew": _("Give it anew"),
            "cancel": _("Cancel the task"),
        }
        tasks = at.view.tasks if at.view else ()
        offered = [Choice(GIVE, _("Give a task"), ("n",))] if at.can("give_task") else []
        for task in tasks:
            detail = f"{task.what}   {task.owner.say(language())}"
            offered += [
                Choice(f"{act} {task.task_id}", label, (), detail)
                for act, label in labels.items()
                if act in task.can
            ]
        return offered

    def _task_act(self, picked: str) -> None:
        act, _blank, task_id = picked.partition(" ")
        if act in (GIVE, "anew"):
            self._give_task(task_id)
            return
        tasks = self._at.view.tasks if self._at.view else ()
        task = next(each for each in tasks if each.task_id == task_id)
        if act == "take" and not task.to_unit:
            self._at.do(picked, self._task_deed("take", task_id))
            return
        titles = {
            "take": _("Who took “{what}” there?"),
            "done": _("The result of “{what}”"),
            "give_back": _("Why does “{what}” come back?"),
            "cancel": _("Why is “{what}” not needed any more?"),
        }
        dialog = TextDialog(
            titles[act].format(what=task.what),
            lambda text: self._task_deed(act, task_id, text)(),
            words=self._words(f"task {task_id}"),
        )
        self._ask(dialog, f"task {task_id}")

    def _task_deed(self, act: str, task_id: str, *words: str) -> Callable[[], MatterView]:
        at = self._at
        deed = getattr(at.services.tasks, act)
        return lambda: cast(MatterView, deed(at.actor, at.matter_id, task_id, *words))

    def _give_task(self, instead: str) -> None:
        at = self._at
        at.ask(at.services.units.list, partial(self._ask_task, instead), group="units")

    def _ask_task(self, instead: str, units: tuple[Unit, ...]) -> None:
        at = self._at
        tasks = at.view.tasks if at.view else ()
        old = next((each.what for each in tasks if each.task_id == instead), "")
        open_tasks = [each for each in tasks if each.state in ("given", "taken") and each.task_id != instead]

        def deed(what: str, due: date | None, to: str, unit: str, after: str) -> MatterView:
            given = {"to": to, "unit": unit, "after": (after,) if after else (), "instead": instead}
            return at.services.tasks.give(at.actor, at.matter_id, what, due, **given)  # type: ignore[arg-type]

        today = at.now().astimezone(at.zone).date()
        title, words = _("A task: one answer is made of all of them"), self._words("task_give")
        dialog = TaskDialog(title, at.colleagues, units, open_tasks, today, deed, what=old, words=words)
        self._ask(dialog, "task_give")


def composed(view: MatterView) -> str:
    """One answer to begin from: what the tasks found, in the order they were given."""
    done = [each for each in view.tasks if each.state == "done"]
    return _("; ").join(_("{what}: {words}").format(what=each.what, words=each.words) for each in done)


def task_pieces(task: TaskView, mark: str, said_due: str) -> list[Piece]:
    """A task in columns: what, who, by when, where it stands."""
    settled_ = task.state in ("done", "cancelled")
    role = "broken" if task.late or task.state == "returned" else "quiet" if settled_ else "text"
    state = _("overdue") if task.late else say_task_state(task.state)
    before = _("after {what}").format(what=task.waits_for[0]) if task.waits_for else task.words
    return [
        Piece(task.what, "quiet" if settled_ else "text"),
        Piece(task.owner.say(language()), "secondary"),
        Piece("" if settled_ else said_due, role),  # type: ignore[arg-type]
        Piece(f"{mark} {state}", "done" if task.state == "done" else role),  # type: ignore[arg-type]
        Piece(before, "quiet"),
    ]
