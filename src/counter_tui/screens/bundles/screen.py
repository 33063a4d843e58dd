"""Sync by stick, step by step: which stick, what would be written, written and read back, safe to remove; and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from counter_tui.commands import bundles as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _, ngettext
from counter_tui.screens.asking import Answered
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.sheet import Draw, Lines, Sheet, folded, labelled, nothing
from counter_tui.services.wording.bundles import GOOD, say_returned, say_size
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Section
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.services.centre.bundles import Plan, Returned, Waiting, Written


_INDENT = 2
"""Cells by which what became of a file stands further in than its name."""


class BundlesScreen(DeskScreen):
    """One field for the stick; below it what waits, what happens, and the files that came back."""

    KEYS = (commands.WRITE, commands.TAKE_BACK, commands.EVERYTHING, shell.BACK)
    AUTO_FOCUS = "#stick"
    CSS = """
    BundlesScreen #stick-waits { height: auto; margin-bottom: 1; }
    BundlesScreen #stick-says { height: auto; margin: 1 0; }
    BundlesScreen #stick-came { height: 1fr; padding-left: 1; }
    BundlesScreen #stick-files { height: auto; }
    BundlesScreen .field-control { width: 50; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._unvouched: Waiting | None = None
        self._returned: tuple[Returned, ...] = ()
        self._says: Draw = nothing

    def place(self) -> str:
        """Where am I."""
        return _("Sync by stick")

    def compose_body(self) -> ComposeResult:
        """What waits, the stick, what happens, what came back."""
        yield Section(_("To the centre and back by stick"))
        yield Sheet(id="stick-waits")
        field = LineInput(id="stick", max_cells=200, enter_moves=False)
        yield FieldRow(_("Stick"), field, hint=_("its folder or drive, such as E:\\ ; Enter looks at it"))
        yield Sheet(self._says, id="stick-says")
        title = Section(_("Came back from the centre"), id="stick-came-title")
        title.display = False
        yield title
        with VerticalScroll(id="stick-came"):
            yield Sheet(id="stick-files")

    @on(events.ScreenResume)
    def _look(self) -> None:
        self.ask(partial(self.services.bundles.status, self.actor), self._show, group="stick-waits")

    def store_changed(self) -> None:
        """Somebody wrote: more waits now."""
        self._look()

    def after_retranslation(self) -> None:
        """Fill the new widgets; what happened is said in the language it happened in."""
        super().after_retranslation()
        self._draw_all()

    @on(Input.Submitted, "#stick")
    def _looked_at(self) -> None:
        self.ask(partial(self.services.bundles.plan, self.actor, self._folder()), self._planned, group="plan")

    @on(Input.Changed, "#stick")
    def _another(self) -> None:
        """What was said was about another stick."""
        if "stick" not in self.writing:
            self._say(nothing)

    def action_write_stick(self) -> None:
        """Write what waits."""
        self._write(everything=False)

    def action_write_everything(self) -> None:
        """Write everything this PC ever recorded."""
        self._write(everything=True)

    def action_take_back(self) -> None:
        """Take in what the centre sent back."""
        deed = partial(self.services.bundles.take_back, self.actor, self._folder())
        self.write(deed, self._came_back, group="stick")

    def action_back(self) -> None:
        """Stay until it is known whether the stick is whole."""
        if "stick" in self.writing:
            self.counter.tell(_("The stick is still in use: wait until it is safe to remove."), "warning")
            return
        super().action_back()

    def refused(self, broken: RuleBroken) -> None:
        """Say it where the outcome stands; what is in the field stays."""
        self._say(partial(_lines, self.counter.say(broken), "broken"))

    def _folder(self) -> str:
        return self.query_one("#stick", LineInput).value.strip()

    def _write(self, *, everything: bool) -> None:
        deed = partial(
            self.services.bundles.export,
            self.actor,
            self._folder(),
            everything=everything,
            on_written=lambda written: self.post_message(Answered(partial(self._progress, written))),
        )
        if self.write(deed, self._written_down, group="stick"):
            self._say(partial(_lines, _("Writing: leave the stick in."), "soon"))

    def _show(self, waiting: Waiting) -> None:
        self._unvouched = waiting
        self._draw_all()

    def _draw_all(self) -> None:
        self.query_one("#stick-came-title").display = bool(self._returned)
        self.query_one("#stick-files", Sheet).show(partial(_came_back, self._returned))
        self.query_one("#stick-says", Sheet).show(self._says)
        if self._unvouched is not None:
            self.query_one("#stick-waits", Sheet).show(partial(self._waits, self._unvouched))

    def _waits(self, waiting: Waiting, cells: int, _plain: bool) -> Lines:
        at = waiting.received_at
        newest = f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}" if at else _("none yet")
        role: Role = "soon" if waiting.facts else "done"
        lines = labelled(_("Waiting"), [[Piece(_facts(waiting.facts), role)]])
        lines += labelled(_("Vouched"), [[Piece(newest)]])
        steps = _(
            "Put the stick in, name it, Enter; then {write} writes. Back from the centre, {back} takes its receipts."
        ).format(write=self.counter.key(commands.WRITE), back=self.counter.key(commands.TAKE_BACK))
        return [*lines, *folded(steps, cells, "quiet")]

    def _planned(self, plan: Plan) -> None:
        if not plan.facts:
            self._say(partial(_lines, _("Nothing to write: the centre has everything."), "done"))
            return
        words = _("{facts} would be written, about {size}, to {folder}. {key} writes.").format(
            facts=_facts(plan.facts),
            size=say_size(plan.size),
            folder=plan.folder,
            key=self.counter.key(commands.WRITE),
        )
        self._say(partial(_lines, words, "text"))

    def _progress(self, written: Written) -> None:
        if "stick" in self.writing:
            words = _("Writing: leave the stick in. {facts}, {size} so far.")
            words = words.format(facts=_facts(written.facts), size=say_size(written.size))
            self._say(partial(_lines, words, "soon"))

    def _written_down(self, written: Written) -> None:
        if not written.files:
            self._say(partial(_lines, _("Nothing to write: the centre has everything."), "done"))
            return
        words = _("{facts}, {size}: written to {folder} and read back. The stick is safe to remove.").format(
            facts=_facts(written.facts), size=say_size(written.size), folder=written.folder
        )
        self._say(partial(_lines, words, "done"))

    def _came_back(self, returned: tuple[Returned, ...]) -> None:
        self._returned = returned
        good = sum(each.verdict in GOOD for each in returned)
        words = _("{good} of {count} files taken in. The stick is safe to remove.")
        if not returned:
            words = _("No files of the centre are on the stick.")
        role: Role = "done" if returned and good == len(returned) else "soon"
        self._say(partial(_lines, words.format(good=good, count=len(returned)), role))
        self._draw_all()
        self._look()

    def _say(self, draw: Draw) -> None:
        self._says = draw
        self.query_one("#stick-says", Sheet).show(draw)


def _came_back(returned: tuple[Returned, ...], cells: int, plain: bool) -> Lines:
    """Each file and below it what became of it, with what to do, whole."""
    lines: Lines = []
    for each in returned:
        lines.append([Piece(each.name)])
        for line in _lines(say_returned(each), _role(each.verdict), cells - _INDENT, plain):
            lines.append([Piece(" " * _INDENT), *line])
    return lines


def _facts(count: int) -> str:
    return ngettext("{count} fact", "{count} facts", count).format(count=count)


def _role(verdict: str) -> Role:
    return "done" if verdict in GOOD else "soon"


def _lines(words: str, role: Role, cells: int, plain: bool) -> Lines:
    """Words with the sign of what they mean, over as many lines as they need."""
    mark = sign(role, plain) + " " if role in ("done", "soon", "broken") else ""
    return folded(mark + words, cells, role)
