"""The papers of the request: what is here, what comes later, who collects it and by when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Literal

from msgspec import Struct
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from counter_tui.domain.catalogue.models import Kind, Paper
from counter_tui.domain.facts.matter import PaperOnFile
from counter_tui.i18n import _, language
from counter_tui.screens.acceptance.kind_fields import without_brackets
from counter_tui.services.views.acceptance import Assessed
from counter_tui.services.views.matter import PaperView
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.identity import name_of_kind
from counter_tui.services.wording.on_file import name_on_file, say_on_file
from counter_tui.services.wording.papers import say_before, say_collector, say_paper_state
from counter_tui.widgets.cells import fold, pad, width
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, Role, content, sign

SHORTEST_NAME, LONGEST_NAME, WIDE = 16, 30, 66
_AROUND_NAME = 6
"""Cells of a line beside the paper's name and what is said of it."""
FOLDED_FROM = 120
"""Columns of a window from which there are rows enough for two lines a paper, so that no name is cut."""


def name_cells(names: Iterable[str], most: int = LONGEST_NAME) -> int:
    """How wide the column of the papers' names is."""
    return min(max([SHORTEST_NAME, *map(width, names)]), most)


class PaperRow(Struct, frozen=True):
    """One paper: its code, its name, whether it is here, and what is said about it, ``brief`` where room is short."""

    code: str
    name: str
    here: bool
    detail: str
    brief: str
    can_change: bool
    on_file: bool = False


def paper_rows(assessed: Assessed, today: date) -> list[PaperRow]:
    """The papers of the draft: the one needed now, then those that may come later."""
    made, draft = assessed.assessment, assessed.draft
    verdict = made.verdicts.get("id_number")
    rows = [
        PaperRow(
            paper.code,
            without_brackets(name_of_kind(draft.id_kind)) if verdict and verdict.valid else _name(paper),
            bool(verdict and verdict.valid),
            _("received today") if verdict and verdict.valid else _("one of them now"),
            "",
            False,
        )
        for paper in made.now_papers
    ]
    here = [
        PaperRow(paper.code, _name(paper), True, _("received today"), "", True)
        for paper in (made.kind.papers if made.kind else ())
        if paper.code in draft.papers_shown
    ]
    here += [
        PaperRow(paper.code, _name(paper), True, _("received today"), "", False) for paper in made.by_number
    ]
    on_file = [
        PaperRow(
            paper.paper,
            without_brackets(name_on_file(paper)),
            True,
            say_on_file(paper, today),
            "",
            True,
            True,
        )
        for paper in made.on_file
    ]
    return [*rows, *here, *on_file, *_owed(assessed, made.kind, today)]


def _owed(assessed: Assessed, kind: Kind | None, today: date) -> list[PaperRow]:
    rows = []
    for paper in assessed.papers:
        detail = brief = _("to be signed before you part")
        if not paper.letter:
            brief = f"{say_collector(paper.collector)} · " + _("by {day}").format(
                day=say_day(paper.due_day, today)
            )
            detail = f"{say_before(paper.before, kind)} · {brief}"
        name = without_brackets(paper.name.say(language()))
        rows.append(PaperRow(paper.paper, name, False, detail, brief, True))
    return rows


def owed_lines(papers: Sequence[PaperView], today: date, cells: int, plain: bool) -> list[list[Piece]]:
    """A line for each paper that was deferred, for the panel after the acceptance; a name is cut last."""
    names = [without_brackets(paper.name.say(language())) for paper in papers]
    told = [_owed_words(paper, today) for paper in papers]
    most = max(cells - _AROUND_NAME - max(map(width, told), default=0), LONGEST_NAME)
    names_cells = name_cells(names, most)
    lines = []
    for paper, name, words in zip(papers, names, told, strict=True):
        here = paper.state != "owed"
        mark = Piece(f"  {sign('done' if here else 'owed', plain)} ", "done" if here else "soon")
        lines.append([mark, Piece(pad(name, names_cells)), Piece("  " + words, "secondary")])
    return lines


def _owed_words(paper: PaperView, today: date) -> str:
    """Who collects it by when; of a letter, whether it is signed."""
    if paper.letter:
        signed = paper.state != "owed"
        return say_paper_state(paper.state) if signed else _("to be signed before you part")
    return f"{say_collector(paper.collector)} · " + _("by {day}").format(day=say_day(paper.due_day, today))


def on_file_lines(papers: Sequence[PaperOnFile], today: date, plain: bool) -> list[list[Piece]]:
    """A line for each paper that was not asked for, for the same panel."""
    names = [without_brackets(name_on_file(paper)) for paper in papers]
    mark, cells = Piece(f"  {sign('done', plain)} ", "done"), name_cells(names)
    return [
        [mark, Piece(pad(name, cells)), Piece("  " + say_on_file(paper, today), "secondary")]
        for paper, name in zip(papers, names, strict=True)
    ]


def _name(paper: Paper) -> str:
    return without_brackets(paper.name.say(language()))


class Papers(Widget):
    """The list of papers. With the focus on it, Space says that the marked one is here after all."""

    BINDINGS = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("space", "here", show=False),
    ]

    class Toggled(Message):
        """A paper is here after all, or is not."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self) -> None:
        super().__init__(id="papers")
        self.rows: list[PaperRow] = []
        self._words = ""
        self._marked = 0

    @property
    def hint(self) -> str:
        """What may be done here."""
        if self.rows and self.rows[self._marked].on_file:
            return _("Space: ask for it anew")
        return _("Space: this paper is here")

    def show(self, rows: list[PaperRow], words: str = "") -> None:
        """Show these papers, or these words where there are none."""
        if (rows, words) == (self.rows, self._words):
            return
        self.rows, self._words = rows, words
        self.can_focus = any(row.can_change for row in rows)
        self._mark(self._marked)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each paper, two or more where one would not hold it."""
        del container, viewport
        return max(sum(self._heights(width)), 1)

    def _heights(self, cells: int) -> list[int]:
        """How many lines each paper takes."""
        if self._in_one(cells):
            return [1] * len(self.rows)
        return [len(fold(row.name, cells - 4)) + 1 for row in self.rows]

    def _in_one(self, cells: int) -> bool:
        """Does each paper stand on one line? In a narrow window with a wide column names are rather cut."""
        if cells < WIDE:
            return False
        names = max((width(row.name) for row in self.rows), default=0)
        return self.app.size.width < FOLDED_FROM or names <= self._room_for_names(cells)

    def _room_for_names(self, cells: int) -> int:
        """Cells for the names beside what is said of each paper, as short as that may be."""
        said = max((width(row.brief or row.detail) for row in self.rows), default=0)
        return max(cells - 6 - said, LONGEST_NAME)

    def render(self) -> Content:
        """The lines."""
        plain = plain_look(self)
        if not self.rows:
            return content([Piece("  " + self._words, "quiet")], plain=plain)
        return Content("\n").join(
            line for place in range(len(self.rows)) for line in self._lines(place, plain)
        )

    def action_move(self, step: int) -> None:
        """Mark another paper."""
        self._mark(self._marked + step)
        self.refresh()

    def action_here(self) -> None:
        """The marked paper is here after all, or is not."""
        if self.rows and self.rows[self._marked].can_change:
            self.post_message(self.Toggled(self.rows[self._marked].code))

    def on_click(self, event: events.Click) -> None:
        """A click on a paper says that it is here."""
        below = list(accumulate(self._heights(self.size.width)))
        place = bisect_right(below, event.y)
        if event.y >= 0 and place < len(self.rows):
            self._mark(place)
            self.action_here()

    def _mark(self, place: int) -> None:
        """Mark a paper that can be changed, as near to this place as there is one."""
        able = [n for n, row in enumerate(self.rows) if row.can_change]
        self._marked = min(able, key=lambda n: abs(n - place)) if able else 0

    def _lines(self, place: int, plain: bool) -> list[Content]:
        row = self.rows[place]
        name, role = self._sign(row)
        marked = self.has_focus and place == self._marked
        cells, one = self.size.width, self._in_one(self.size.width)
        names = min(name_cells((each.name for each in self.rows), self._room_for_names(cells)), cells)
        head = [Piece(f" {'>' if marked else ' '}", "accent"), Piece(sign(name, plain) + " ", role)]
        look: Role = "strong" if marked else "text"
        room = cells - (names + 6 if one else 4)
        words = row.detail if width(row.detail) <= room or not row.brief else row.brief
        detail = Piece(("  " if one else "    ") + words, "quiet" if row.here else "secondary")
        if one:
            lines = [[*head, Piece(pad(row.name, names), look), detail]]
        else:
            first, *rest = fold(row.name, cells - 4)
            lines = [[*head, Piece(first, look)], *([Piece("    " + each, look)] for each in rest), [detail]]
        return [content(line, plain=plain).truncate(cells) for line in lines]

    def _sign(self, row: PaperRow) -> tuple[Literal["done", "owed", "free"], Role]:
        if row.here:
            return "done", "done"
        return ("owed", "soon") if row.can_change else ("free", "secondary")
