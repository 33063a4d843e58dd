"""Anonymous comments: leads read and deal with them, who oversees sees how many, everybody may type a batch in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.commands import comments as commands
from counter_tui.commands import shell
from counter_tui.i18n import _, language
from counter_tui.screens.marked_list import MarkedListScreen
from counter_tui.screens.sheet import LABEL_CELLS, Lines, Sheet, folded, labelled, nothing
from counter_tui.services.wording.actions import say_action_state
from counter_tui.services.wording.comments import say_came
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.screens.actions.form import Filled
    from counter_tui.services.ratings.comments import BatchCount, CommentLine
    from counter_tui.services.views.staff import StaffView

_CAME = {"zh": 8, "en": 8}
_STANDS = 14
_WORDS = 35


class CommentsScreen(MarkedListScreen):
    """A list of comments, or of counts; the marked comment in full below it."""

    KEYS = (commands.TAKE, commands.ITEM, commands.SETTLE, shell.BACK)
    AREA = commands.AREA.title
    LIST = "comment"
    AUTO_FOCUS = "#comment-list"
    CSS = """
    CommentsScreen { #comment-list { height: auto; max-height: 55vh; }
      #comment-empty { padding-left: 1; color: $quiet; }
      #comment-one { height: auto; margin-top: 1; padding-left: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[CommentLine, ...] = ()
        self._counts: tuple[BatchCount, ...] = ()
        self._staff: tuple[StaffView, ...] = ()

    def place(self) -> str:
        """Where am I."""
        return _("Anonymous comments")

    def second_line(self) -> tuple[Piece | str, ...]:
        """How many nobody has dealt with."""
        if not self._counts or not self.may("oversee"):
            return ()
        left = sum(each.open for each in self._counts)
        said = _("Not dealt with {count}").format(count=left) if left else _("All dealt with")
        return (Piece(said, "soon" if left else "done"),)

    def compose_body(self) -> ComposeResult:
        """The list, and the marked comment."""
        reads = self.may("read_confidential")
        columns = (Column(_("Emptied"), 11), Column(_("Came by"), _CAME[language()]))
        ends = (
            (Column(_("Stands"), _STANDS), Column(_("Comment"), _WORDS, most=100))
            if reads
            else (Column(_("Comments"), 10), Column(_("Not dealt with"), 14))
        )
        with Vertical(id="comment-main"):
            yield FactTable((*columns, *ends), id="comment-list")
            yield Line(id="comment-empty")
            yield Sheet(nothing, id="comment-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask for what this person may see."""
        comments, actor = self.services.comments, self.actor
        reads, oversees = self.may("read_confidential"), self.may("oversee")

        def found() -> tuple[tuple[CommentLine, ...], tuple[BatchCount, ...], tuple[StaffView, ...]]:
            lines = comments.lines(actor) if reads else ()
            return lines, comments.counts(actor) if oversees else (), self.services.staff.list()

        self.ask(found, self._found, group="comments")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def covered(self) -> None:
        """The counter is being locked: no comment stays on the screen."""
        self._lines, self._counts, self._looked = (), (), False
        self.draw_list()

    def _found(
        self, found: tuple[tuple[CommentLine, ...], tuple[BatchCount, ...], tuple[StaffView, ...]]
    ) -> None:
        self._lines, self._counts, self._staff = found
        self._looked = True
        self.draw_list()

    def draw_list(self) -> None:
        """Fill the list from what was found."""
        rows = [_row(each) for each in self._lines]
        if not self.may("read_confidential"):
            rows = [_count(number, each) for number, each in enumerate(self._counts)]
        self.fill_list(rows, self._nothing())

    def _nothing(self) -> str:
        key = self.counter.key(commands.TAKE)
        if not self._looked:
            return ""
        if not self.may("oversee"):
            return _("{key} types in what was in the box; only leads read it afterwards.").format(key=key)
        if not self.role_allows(commands.TAKE.id):
            return _("No comments yet.")
        return _("No comments yet. {key} types in what was in the box.").format(key=key)

    def marked(self) -> CommentLine | None:
        """The marked comment."""
        marked = self.marked_row
        return next((each for each in self._lines if each.comment_id == marked), None)

    @on(FactTable.RowHighlighted, "#comment-list")
    def draw_one(self) -> None:
        """Show the marked one in full."""
        line, sheet = self.marked(), self.query_one("#comment-one", Sheet)
        sheet.show(nothing if line is None else partial(_in_full, line))
        self.refresh_bindings()

    def action_take(self) -> None:
        """Type a batch in."""
        from counter_tui.screens.comments.form import CommentsForm
        from counter_tui.screens.matter.going_on import ask_going_on
        from counter_tui.services.ratings.comments import TAKING

        comments, actor = self.services.comments, self.actor
        new, said = comments.new(actor), _("Taken in {count}. Only leads read them from now on.")

        def take(day: date, came: str, typed: Sequence[str]) -> str:
            return said.format(count=comments.take(actor, new, day, came, typed))

        ask_going_on(
            self,
            self.services.action_words,
            ("", TAKING),
            lambda words: CommentsForm(take, self.today, words),
            self._done,
        )

    def action_item(self) -> None:
        """Make an action item of the marked comment; everybody reads those, so its words can be changed first."""
        line = self.marked()
        if line is None:
            return
        from counter_tui.domain.comments.decide import about
        from counter_tui.screens.actions.form import Days, ItemForm

        actions, actor, of = self.services.actions, self.actor, about(line.batch_id, line.place)
        new, said = actions.new(actor), _("Named. It is carried until somebody else has looked at it.")

        def deed(filled: Filled) -> str:
            given = (filled.words, filled.owner, filled.day, filled.check)
            actions.set(actor, new, *given, origin="comment", about=of)
            return said

        days = Days(self.today, actions.due_in, self.today)
        fields, begin = ("words", "owner", "due", "check"), {"words": line.words}
        title = _("To be put right; everybody reads this")
        self.app.push_screen(ItemForm(title, fields, deed, self._staff, days, begin=begin), self._done)

    def action_settle(self) -> None:
        """Say how it was dealt with."""
        if (line := self.marked()) is not None:
            from counter_tui.screens.matter.ask import TextDialog

            comments, actor, said = self.services.comments, self.actor, _("Written down.")

            def deed(text: str) -> Any:
                comments.settle(actor, line.batch_id, line.place, text)
                return said

            place = _("such as: passed on at the morning meeting")
            self.app.push_screen(TextDialog(_("How was it dealt with?"), deed, placeholder=place), self._done)

    def _done(self, said: Any) -> None:
        if said:
            self.counter.tell(said)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the marked comment, for this person."""
        line = self.marked() if self.is_mounted else None
        possible = {
            "item": line is not None and not line.item,
            "settle": line is not None and not line.settled,
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)


def _stands(line: CommentLine) -> Piece:
    if line.item:
        return Piece(say_action_state(line.item), "secondary")
    return Piece(_("settled"), "done") if line.settled else Piece(_("not dealt with"), "soon")


def _row(line: CommentLine) -> Row:
    return Row(
        line.comment_id,
        (Piece(line.day.isoformat(), "secondary"), say_came(line.came), _stands(line), line.words),
    )


def _count(number: int, batch: BatchCount) -> Row:
    cells = (batch.day.isoformat(), say_came(batch.came), str(batch.count), str(batch.open))
    return Row(str(number), cells)


def _in_full(line: CommentLine, cells: int, _plain: bool) -> Lines:
    room = cells - LABEL_CELLS
    made: Lines = labelled(_("Comment"), folded(line.words, room, "strong"))
    if line.settled:
        made += labelled(_("Settled"), folded(line.settled, room))
    return made
