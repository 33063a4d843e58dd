"""The papers of a matter, in lines: those to follow, and those on file already."""

from __future__ import annotations

from counter_tui.i18n import _, language
from counter_tui.screens.matter.seen import Seen
from counter_tui.screens.sheet import Lines, columns, labelled
from counter_tui.services.views.matter import PaperView
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.on_file import name_on_file, say_on_file
from counter_tui.services.wording.papers import say_collector, say_paper_state
from counter_tui.widgets.roles import Piece, Role, SignName, sign


def papers_lines(seen: Seen, room: int, plain: bool) -> Lines:
    """Those to follow with their days, then those on file already."""
    rows = [_paper(seen, each, plain) for each in seen.view.papers]
    lines = labelled(_("To follow"), columns(rows, room)) if rows else []
    today = seen.today
    known = [
        [Piece(name_on_file(each)), Piece(say_on_file(each, today), "quiet")] for each in seen.view.on_file
    ]
    return [*lines, *labelled(_("Filed"), columns(known, room))] if known else lines


def _paper(seen: Seen, paper: PaperView, plain: bool) -> list[Piece]:
    owed = paper.state == "owed"
    role: Role = "broken" if paper.overdue else "text" if owed else "quiet"
    mark: SignName = "broken" if paper.overdue else "owed" if owed else "done"
    today = seen.today
    state = _("overdue") if paper.overdue else say_paper_state(paper.state)
    return [
        Piece(paper.name.say(language()), "text" if owed else "quiet"),
        Piece(say_day(paper.due_day, today) if owed else "", role),
        Piece(f"{sign(mark, plain)} {state}", role if owed else "done"),
        Piece(_("lead asked"), "soon")
        if paper.asked
        else Piece(say_collector(paper.collector) if owed else "", "quiet"),
    ]
