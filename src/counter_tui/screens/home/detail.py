"""The marked matter beside the list, where the terminal is wide enough."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.services.wording.clocks import say_clock_state
from counter_tui.services.wording.dates import say_day, say_due, say_moment
from counter_tui.services.wording.hand_over import say_untaken
from counter_tui.services.wording.holder import say_holder
from counter_tui.services.wording.matter import say_state
from counter_tui.widgets.cells import fold, pad, width
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.services.views.matter import MatterView, PaperView, PromiseView, TimelineLine

Lines = list[tuple[Piece, ...]]
_LABEL = {"zh": 10, "en": 12}
_LATEST = 8
_MARKS = {"late": " ▲", "soon": " !"}
"""Nothing is said by colour alone; the plain look folds the signs."""


def detail_lines(view: MatterView, now: datetime, zone: tzinfo, cells: int) -> Lines:
    """What the matter is about, its promises, its papers and its latest history, folded to so many cells."""
    line = view.line
    made: Lines = [
        (Piece(line.kind.say(language()), "heading"), Piece(f"  {line.customer}", "strong")),
        (Piece(line.number, "secondary"),),
        (),
        *_pair(_("State"), _state(view), cells),
        *_pair(_("First"), line.first_contact, cells),
    ]
    if line.stand_in:
        made += _pair(_("Stand-in"), line.stand_in, cells, "soon")
    if line.handler != line.first_contact:
        made += _pair(_("Handler"), line.handler, cells)
    if line.ball is not None and not line.offered_to:
        made += _pair(_("With"), say_holder(line.ball), cells)
    if line.offered_to:
        made += _pair(_("Offered to"), line.offered_to, cells, "soon")
    if view.offer is not None and view.offer.untaken(now):
        said = say_untaken(now - view.offer.offered_at) + _MARKS["late"]
        made += _pair("", said, cells, "broken")
    made += _promises(view.promises, now, zone, cells)
    made += _papers(view.papers, now, zone, cells)
    if view.answer:
        made += [(), (Piece(_("Answer"), "heading"),), *_folded(view.answer, cells, "text")]
    return made + _latest(view.timeline, now, zone, cells)


def _state(view: MatterView) -> str:
    stage = view.stage.say(language()) if view.stage else ""
    return say_state(view.line.state) + (f" · {stage}" if stage else "")


def _promises(promises: tuple[PromiseView, ...], now: datetime, zone: tzinfo, cells: int) -> Lines:
    shown = [each for each in promises if each.standing == "public"]
    if not shown:
        return []
    dues: list[tuple[str, Piece]] = []
    for each in shown:
        if each.state == "ended":
            dues.append((each.name.say(language()), Piece(say_clock_state(each.state), "quiet")))
            continue
        role: Role = {"late": "broken", "soon": "soon"}.get(each.attention, "text")  # type: ignore[assignment]
        due = say_due(each.due_at, now, zone) + _MARKS.get(each.attention, "")
        dues.append((each.name.say(language()), Piece(due, role)))
    return [(), (Piece(_("Promises"), "heading"),), *_dues(dues, cells)]


def _papers(papers: tuple[PaperView, ...], now: datetime, zone: tzinfo, cells: int) -> Lines:
    owed = [each for each in papers if each.state == "owed"]
    if not owed:
        return []
    today = now.astimezone(zone).date()
    dues: list[tuple[str, Piece]] = []
    for each in owed:
        due = say_day(each.due_day, today) + (_MARKS["late"] if each.overdue else "")
        dues.append((each.name.say(language()), Piece(due, "broken" if each.overdue else "text")))
    return [(), (Piece(_("Papers owed"), "heading"),), *_dues(dues, cells)]


def _dues(dues: list[tuple[str, Piece]], cells: int) -> Lines:
    """Names with when they are due in a column beside them; below a name that has no room beside it."""
    column = min(18, cells - 1 - max(width(due.text) for _name, due in dues))
    made: Lines = []
    for name, due in dues:
        if width(name) <= column:
            made.append((Piece(pad(name, column) + " "), due))
        else:
            made += _folded(name, cells, "text")
            made += [(Piece("  "), *line) for line in _folded(due.text, cells - 2, due.role)]
    return made


def _latest(timeline: tuple[TimelineLine, ...], now: datetime, zone: tzinfo, cells: int) -> Lines:
    made: Lines = [(), (Piece(_("Latest"), "heading"),)]
    for each in timeline[:_LATEST]:
        made.append((Piece(f"{say_moment(each.at, now, zone)}  {each.who}", "secondary"),))
        made += _folded(each.what, cells, "quiet" if each.undone else "text")
    return made


def _folded(text: str, cells: int, role: Role) -> Lines:
    return [(Piece(part, role),) for part in fold(text, cells)]


def _pair(label: str, value: str, cells: int, role: Role = "text") -> Lines:
    """The value beside its label, over as many lines as it takes."""
    room = _LABEL[language()]
    return [
        (Piece(pad("" if n else label, room), "secondary"), Piece(part, role))
        for n, part in enumerate(fold(value, max(cells - room, 10)))
    ]
