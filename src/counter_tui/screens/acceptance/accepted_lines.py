"""What the panel after an acceptance says of the matter: who answers for it, what is promised, what comes later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from counter_tui.i18n import _, language
from counter_tui.screens.acceptance.papers import on_file_lines, owed_lines
from counter_tui.screens.acceptance.promises import promise_lines
from counter_tui.services.views.matter import MatterView
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.ratings import say_token_state
from counter_tui.widgets.cells import pad
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece, sign

_LABEL = 16


def accepted_lines(view: MatterView, now: datetime, zone: tzinfo, cells: int, *, plain: bool) -> list[Line]:
    """The lines of the panel under the number, for so many cells."""
    today = now.astimezone(zone).date()
    lines = [
        _about(_("Request"), view.line.kind.say(language())),
        _about(_("Customer"), view.line.customer),
        _about(_("Answers for it"), view.line.first_contact),
    ]
    if view.at_pad or view.rating not in ("", "armed"):
        lines.append(_about(_("Rating"), say_token_state(view.at_pad or view.rating)))
    lines.append(Section(_("Promises")))
    given = promise_lines(view.promises, (), now, zone, cells)
    lines += [Line(*pieces) for pieces in given]
    if not given:
        lines.append(Line(Piece("  " + _("This request has no set limit."), "quiet")))
    lines += _to_complete(view, today, plain)
    owed = [paper for paper in view.papers if paper.state == "owed" or paper.letter]
    if owed:
        lines.append(Section(_("Papers that may come later")))
    lines += [Line(*pieces) for pieces in owed_lines(owed, today, cells, plain)]
    if view.on_file:
        lines.append(Section(_("Not asked again")))
    lines += [Line(*pieces) for pieces in on_file_lines(view.on_file, today, plain)]
    return [*lines, Line("")]


def _about(label: str, words: str) -> Line:
    return Line(Piece(pad(label, _LABEL), "secondary"), Piece(words))


def _to_complete(view: MatterView, today: date, plain: bool) -> Iterator[Line]:
    """What the short form of peak times left out."""
    left = [task for task in view.tasks if task.is_open]
    if left:
        yield Section(_("Still to be completed"))
    for task in left:
        mark, day = Piece(f"  {sign('owed', plain)} ", "soon"), say_day(task.due_day, today)
        yield Line(mark, Piece(task.what), Piece(f"  {day}", "secondary"))
