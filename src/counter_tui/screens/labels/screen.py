"""The labels that hold, those to look at again first; giving one, letting it stand, withdrawing it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.commands import labels as commands
from counter_tui.commands import shell
from counter_tui.domain.facts.labels import LabelEnd
from counter_tui.i18n import _, language
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Lines, Sheet, folded, labelled, nothing
from counter_tui.services.wording.labels import say_label_end, say_label_state
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.customers.labels import LabelLine

_KIND, _NUMBER, _NAME = 18, 18, 8


class LabelsScreen(DeskScreen):
    """A list, and the marked label in full below it."""

    KEYS = (commands.GIVE, commands.REVIEW, commands.WITHDRAW, commands.RECORD, shell.BACK)
    AUTO_FOCUS = "#label-list"
    CSS = """
    LabelsScreen { #label-main { height: 1fr; } #label-list { height: auto; max-height: 1fr; }
      #label-empty { padding-left: 1; color: $quiet; } #label-one { height: auto; margin-top: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[LabelLine, ...] = ()
        self._record = False

    def place(self) -> str:
        """Where am I."""
        return _("Special customers")

    def second_line(self) -> tuple[Piece | str, ...]:
        """What a label does, and how many wait to be looked at again."""
        due = sum(each.review_due for each in self._labels)
        said: list[Piece | str] = [
            Piece(_("A label changes how somebody is served, never whether."), "quiet")
        ]
        if due:
            said.append(Piece("   " + _("To look at again: {count}").format(count=due), "soon"))
        return tuple(said)

    def compose_body(self) -> ComposeResult:
        """The list, and the marked one."""
        columns = (
            Column(_("Label"), _KIND, most=40),
            Column(_("Number"), _NUMBER),
            Column(_("Name"), _NAME, most=24),
            Column(_("Again on"), 12),
            Column(_("Last day"), 10),
        )
        with Vertical(id="label-main"):
            yield Section("", id="label-title")
            yield FactTable(columns, id="label-list")
            yield Line(id="label-empty")
            yield Sheet(id="label-one")

    @on(events.ScreenResume)
    def _look(self) -> None:
        ask = partial(self.services.labels.list, self.actor, record=self._record)
        self.ask(ask, self._show, group="labels")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self._look()

    def _show(self, labels: tuple[LabelLine, ...]) -> None:
        self._labels = labels
        table = self.query_one("#label-list", FactTable)
        table.fill([_row(each) for each in labels])
        table.display = bool(labels)
        empty = self.query_one("#label-empty", Line)
        empty.display = not labels
        empty.show([Piece(_("No customer has a label."), "quiet")])
        title = _("All labels there were") if self._record else _("Labels that hold")
        self.query_one("#label-title", Section).name_it(title, "")
        self._show_one()
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self.query("#label-list"):
            self._show(self._labels)

    def _marked(self) -> LabelLine | None:
        marked = next((table.marked for table in self.query("#label-list").results(FactTable)), None)
        return next((each for each in self._labels if each.id == marked), None)

    @on(FactTable.RowHighlighted, "#label-list")
    def _show_one(self) -> None:
        label = self._marked()
        self.query_one("#label-one", Sheet).show(partial(_one, label) if label else nothing)
        self.refresh_bindings()

    def action_give(self) -> None:
        """A form for a label."""
        from counter_tui.screens.labels.form import LabelForm

        labels = self.services.labels
        today = self.now().astimezone(self.zone).date()
        self.app.push_screen(
            LabelForm(labels.kinds(), today, partial(labels.give, self.actor)), lambda _label: self._look()
        )

    def action_review(self) -> None:
        """The marked one stands."""
        if (label := self._marked()) is not None:
            done = _("{label} stands.").format(label=label.kind.say(language()))
            review = partial(self.services.labels.review, self.actor, label.id)
            self.write(review, lambda _none: self._done(done))

    def action_withdraw(self) -> None:
        """The marked one goes, once somebody has said why."""
        if (label := self._marked()) is None:
            return
        from counter_tui.screens.dialogs import Choose

        done = _("{label} was withdrawn.").format(label=label.kind.say(language()))

        def answered(why: str | None) -> None:
            if why:
                withdraw = partial(self.services.labels.withdraw, self.actor, label.id, why)
                self.write(withdraw, lambda _none: self._done(done))

        choices = [Choice(each, say_label_end(each)) for each in get_args(LabelEnd)]
        self.app.push_screen(Choose(_("Why is the label withdrawn?"), choices), answered)

    def _done(self, words: str) -> None:
        self.counter.tell(words)
        self._look()

    def action_record(self) -> None:
        """All there were, or those that hold."""
        self._record = not self._record
        self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An auditor looks; nothing is done with what does not hold."""
        if action == "give":
            return self.may("give_labels")
        if action in ("review", "withdraw"):
            label = self._marked()
            return self.may("give_labels") and label is not None and label.state == "holds"
        return super().check_action(action, parameters)


def _row(label: LabelLine) -> Row:
    holds = label.state == "holds"
    again = Piece(label.review_on.isoformat())
    if label.review_due:
        again = Piece(f"{again.text} !", "soon")
    cells = (
        Piece(label.kind.say(language()), "text" if holds else "quiet"),
        Piece(label.number),
        Piece(label.name),
        again if holds else Piece(say_label_state(label.state), "quiet"),
        Piece(label.until.isoformat()),
    )
    return Row(label.id, cells)


def _one(label: LabelLine, cells: int, _plain: bool) -> Lines:
    """The marked label in full."""
    tongue, room = language(), cells - 10
    lines: Lines = labelled(_("Advice"), folded(label.advice.say(tongue), room, "strong"))
    for name, text in label.evidence:
        lines += labelled(_("Evidence"), folded(f"{name.say(tongue)}  {text}", room))
    lines += labelled(_("Approved"), folded(label.approved_by, room))
    given = _("{name} on {day}").format(name=label.given_by, day=label.given_on.isoformat())
    return lines + labelled(_("Given by"), folded(given, room))
