"""Why each promise of a matter is due when it is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from counter_tui.i18n import _, language
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.matter.seen import Seen
from counter_tui.screens.sheet import Lines, Sheet, folded
from counter_tui.services.wording.clocks import say_standing
from counter_tui.services.wording.sources import say_source
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece


class Why(CounterDialog[None]):
    """For each promise: its name and due time, the counting step by step, and the rule it comes from."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self._seen = seen

    def compose(self) -> ComposeResult:
        """A text that scrolls."""
        with Vertical(id="dialog", classes="wide"):
            yield Line(Piece(_("Why this date"), "heading"))
            yield Line("")
            with VerticalScroll(classes="why"):
                yield Sheet(lambda cells, _plain: why_lines(self._seen, cells))
            yield Line("")
            yield Line(Piece("Esc ", "accent"), _("Back"))


def why_lines(seen: Seen, cells: int) -> Lines:
    """How each due date was counted, step by step, and the rule it stands in."""
    lines: Lines = []
    for promise in seen.view.promises:
        head = [
            Piece(promise.name.say(language()), "strong"),
            Piece("   " + seen.due(promise.due_at), "accent"),
            Piece("   " + say_standing(promise.standing), "quiet"),
        ]
        if promise.provisional:
            head.append(Piece("   " + _("provisional"), "soon"))
        lines += [[]] if lines else []
        lines.append(head)
        for step in promise.why:
            lines += [[Piece("  "), *line] for line in folded(step, cells - 2)]
        lines += [[Piece("  "), *line] for line in folded(say_source(promise.source), cells - 2, "quiet")]
    return lines or [[Piece(_("No promise runs on this matter."), "quiet")]]
