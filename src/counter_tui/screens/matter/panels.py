"""What the Matter screen says of a matter, as lines, area by area; and what happened."""

from __future__ import annotations

from counter_tui.i18n import _, language
from counter_tui.screens.matter.clocks import promises_lines
from counter_tui.screens.matter.customer import customer_lines
from counter_tui.screens.matter.paid import money_lines
from counter_tui.screens.matter.papers import papers_lines
from counter_tui.screens.matter.passed import passed_lines
from counter_tui.screens.matter.seen import Seen
from counter_tui.screens.matter.tasks import task_pieces
from counter_tui.screens.matter.whose import who_lines
from counter_tui.screens.sheet import LABEL_CELLS, Lines, columns, columns_and_words, labelled
from counter_tui.services.views.matter import TaskView
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.roles import Piece, SignName, sign
from counter_tui.widgets.timeline import Entry


def facts(seen: Seen, cells: int, plain: bool) -> Lines:
    """Everything but the timeline."""
    room = cells - LABEL_CELLS
    parts = [
        _round(seen, room),
        who_lines(seen, room, plain),
        customer_lines(seen, room),
        promises_lines(seen, room, plain),
        _tasks(seen, room, plain),
        papers_lines(seen, room, plain),
        money_lines(seen.view, seen.moment, room, plain),
        _linked(seen, room),
    ]
    lines: Lines = []
    for part in parts:
        if part:
            lines += [*([[]] if lines else []), *part]
    return lines


def _round(seen: Seen, room: int) -> Lines:
    passed = seen.view.for_lead
    return labelled(_("Passed on"), passed_lines(passed, room)) if passed else []


def _tasks(seen: Seen, room: int, plain: bool) -> Lines:
    rows = [
        task_pieces(each, sign(_task_mark(each), plain), say_day(each.due_day, seen.today))
        for each in seen.view.tasks
    ]
    return labelled(_("Tasks"), columns_and_words(rows, room)) if rows else []


def _task_mark(task: TaskView) -> SignName:
    if task.late or task.state == "returned":
        return "broken"
    return "done" if task.state in ("done", "cancelled") else "owed"


def _linked(seen: Seen, room: int) -> Lines:
    rows = [
        [
            Piece(_("came up again") if each.later else _("goes back to"), "soon" if each.later else "quiet"),
            Piece(each.short, "strong"),
            Piece(each.kind.say(language())),
            Piece(seen.short(each.accepted_at), "quiet"),
        ]
        for each in seen.view.linked
    ]
    return labelled(_("Linked"), columns(rows, room)) if rows else []


def entries(seen: Seen, plain: bool) -> list[Entry]:
    """The timeline, newest first."""
    return [
        Entry(
            seen.short(line.at),
            line.who,
            _("{what} (undone)").format(what=line.what)
            if line.undone
            else f"{sign('soon', plain)} " + _("{what} (did not fit any more)").format(what=line.what)
            if line.doubtful
            else line.what,
            "quiet" if line.undone else "soon" if line.doubtful else "text",
        )
        for line in seen.view.timeline
    ]
