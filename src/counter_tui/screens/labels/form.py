"""The form of a label: whose, which, on which evidence, approved by whom, until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import labels as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.likely import likely_day
from counter_tui.i18n import _, language
from counter_tui.screens.leaving import Leaving
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.label.models import LabelKind
    from counter_tui.services.customers.labels import LabelLine

_AT = {
    "label_kind_unknown": "kind",
    "label_number_unfit": "number",
    "label_twice": "number",
    "name_missing": "name",
    "label_evidence_missing": "evidence-0",
    "label_approval_missing": "approved",
}
_LONG = 60
MOST_EVIDENCE = 2
Give = Callable[..., "LabelLine"]
"""Gives a label, as ``LabelService.give`` does."""


class LabelForm(Leaving["LabelLine"]):
    """Answers with the label as it was given."""

    KEYS = (commands.SAVE,)
    BINDINGS = [binding(commands.SAVE)]
    CSS = """
    LabelForm #dialog { width: 78; }
    LabelForm #dialog .line-input { margin: 0; }
    LabelForm #dialog .pick-options { margin: 0; max-height: 8; }
    LabelForm #label-words { height: auto; margin-top: 1; }
    """

    def __init__(self, kinds: Sequence[LabelKind], today: date, give: Give) -> None:
        super().__init__()
        self._kinds, self._today, self._give = kinds, today, give

    def compose(self) -> ComposeResult:
        """The fields."""
        with Vertical(id="dialog"):
            yield Section(_("New label"))
            yield Line("")
            yield FieldRow(_("Label"), PickList(self._choices(), id="kind"), id="row-kind")
            yield FieldRow(_("Number"), self._line("number"), hint=_("account or identity number"))
            yield FieldRow(_("Name"), self._line("name"))
            for place in range(MOST_EVIDENCE):
                evidence = self._line(f"evidence-{place}")
                yield FieldRow(_("Evidence") if not place else "", evidence, id=f"row-evidence-{place}")
            yield FieldRow(_("Approved"), self._line("approved"), hint=_("office or number of the approval"))
            until = LineInput(max_cells=10, enter_moves=False, id="until")
            yield FieldRow(
                _("Last day"), until, hint=_("such as 2025-11-28; empty: as proposed"), id="row-until"
            )
            yield Sheet(id="label-words")
            yield Line(
                Piece(f"{self.counter.key(commands.SAVE)} ", "accent"),
                _("Save"),
                Piece("   Esc ", "accent"),
                _("Back"),
            )

    def _line(self, key: str) -> LineInput:
        return LineInput(max_cells=_LONG, id=key)

    def _choices(self) -> list[Choice]:
        return [Choice(each.code, each.name.say(language()), (each.code,)) for each in self._kinds]

    def on_mount(self) -> None:
        """Which label comes first: it says what has to be shown."""
        self.query_one("#kind").focus()

    def _kind(self) -> LabelKind | None:
        code = settled(self.query_one("#kind", PickList), self._choices())
        return next((each for each in self._kinds if each.code == code), None)

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        kind = self._kind()
        if kind is None:
            return
        tongue = language()
        for place in range(MOST_EVIDENCE):
            row = self.query_one(f"#row-evidence-{place}", FieldRow)
            row.display = place < len(kind.evidence)
            if row.display:
                row.judge(Piece(kind.evidence[place].name.say(tongue), "quiet"))
        last = self._today + timedelta(days=kind.days)
        self.query_one("#row-until", FieldRow).judge(Piece(last.isoformat(), "quiet"))

    @on(Input.Submitted, "#until")
    def _last(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def _text(self, key: str) -> str:
        return self.query_one(f"#{key}", LineInput).value

    def action_save(self) -> None:
        """Give it."""
        kind = self._kind()
        if kind is None:
            self.refused(RuleBroken("label_kind_unknown"))
            return
        try:
            typed = self._text("until").strip()
            until = date.fromisoformat(likely_day(typed, self._today)) if typed else None
        except ValueError:
            self.refused(RuleBroken("until_unfit"))
            return
        evidence = {
            each.code: self._text(f"evidence-{place}")
            for place, each in enumerate(kind.evidence[:MOST_EVIDENCE])
        }
        give = partial(
            self._give,
            kind.code,
            self._text("number"),
            self._text("name"),
            evidence=evidence,
            approved_by=self._text("approved"),
            until=until,
        )
        self.write(give, self._given)

    def _given(self, label: LabelLine) -> None:
        self.dismiss(label)

    def refused(self, broken: RuleBroken) -> None:
        """Say it in the form, and go to the field it is about."""
        words = self.counter.say(broken)
        self.query_one("#label-words", Sheet).show(lambda cells, _plain: folded(words, cells, "broken"))
        self.query_one(f"#{_AT.get(broken.code, 'until')}").focus()
