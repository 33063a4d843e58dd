"""The papers of the request: what is here, what comes later, who collects it and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from counter_tui.domain.catalogue.models import Kind, Paper
from counter_tui.i18n import _, language
from counter_tui.screens.acceptance.kind_fields import without_brackets
from counter_tui.services.views import Assessed
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.identity import name_of_kind
from counter_tui.services.wording.matter import say_before, say_collector
from counter_tui.widgets.cells import pad, width
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece, Role, content, sign

SHORTEST_NAME, LONGEST_NAME, WIDE = 16, 30, 66


def name_cells(names: Iterable[str]) -> int:
    """How wide the column of the papers' names is."""
    return min(max([SHORTEST_NAME, *map(width, names)]), LONGEST_NAME)


@dataclass(frozen=True)
class PaperRow:
    """One paper: its code, its name, whether it is here, and what is said about it, ``brief`` where room is short."""

    code: str
    name: str
    here: bool
    detail: str
    brief: str
    can_change: bool


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
    return [*rows, *here, *_owed(assessed, made.kind, today)]


def _owed(assessed: Assessed, kind: Kind | None, today: date) -> list[PaperRow]:
    timings = {paper.code: paper.timing for paper in (kind.papers if kind else ())}
    rows = []
    for paper in assessed.papers:
        detail = brief = _("to be signed before you part")
        if timings.get(paper.paper) != "if_deferred":
            brief = f"{say_collector(paper.collector)} · " + _("by {day}").format(
                day=say_day(paper.due_day, today)
            )
            detail = f"{say_before(paper.before, kind)} · {brief}"
        name = without_brackets(paper.name.say(language()))
        rows.append(PaperRow(paper.paper, name, False, detail, brief, True))
    return rows


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
        return _("Space: this paper is here")

    def show(self, rows: list[PaperRow], words: str = "") -> None:
        """Show these papers, or these words where there are none."""
        self.rows, self._words = rows, words
        self.can_focus = any(row.can_change for row in rows)
        self._mark(self._marked)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each paper, two where the column is narrow."""
        del container, viewport
        return max(len(self.rows) * self._height(width), 1)

    def _height(self, cells: int) -> int:
        return 1 if cells >= WIDE else 2

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
        place = event.y // self._height(self.size.width)
        if 0 <= place < len(self.rows):
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
        cells, one = self.size.width, self._height(self.size.width) == 1
        names = name_cells(each.name for each in self.rows)
        head = [
            Piece(f" {'>' if marked else ' '}", "accent"),
            Piece(sign(name, plain) + " ", role),
            Piece(pad(row.name, names) if one else row.name, "strong" if marked else "text"),
        ]
        room = cells - (names + 6 if one else 4)
        words = row.detail if width(row.detail) <= room or not row.brief else row.brief
        detail = Piece(("  " if one else "    ") + words, "quiet" if row.here else "secondary")
        lines = [[*head, detail]] if one else [head, [detail]]
        return [content(line, plain=plain).truncate(cells) for line in lines]

    def _sign(self, row: PaperRow) -> tuple[Literal["done", "owed", "free"], Role]:
        if row.here:
            return "done", "done"
        return ("owed", "soon") if row.can_change else ("free", "secondary")
