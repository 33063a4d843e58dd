"""The marked matter beside the list, where the terminal is wide enough."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.services.wording.dates import say_day, say_due, say_moment
from counter_tui.services.wording.hand_over import say_untaken
from counter_tui.services.wording.holder import say_holder
from counter_tui.services.wording.matter import say_state
from counter_tui.widgets.cells import fold, pad
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
        _pair(_("State"), _state(view)),
        _pair(_("First"), line.first_contact),
    ]
    if line.stand_in:
        made.append(_pair(_("Stand-in"), line.stand_in, "soon"))
    if line.handler != line.first_contact:
        made.append(_pair(_("Handler"), line.handler))
    if line.ball is not None and not line.offered_to:
        made.append(_pair(_("With"), say_holder(line.ball)))
    if line.offered_to:
        made.append(_pair(_("Offered to"), line.offered_to, "soon"))
    if view.offer is not None and view.offer.untaken(now):
        said = say_untaken(now - view.offer.offered_at) + _MARKS["late"]
        made.append(_pair("", said, "broken"))
    made += _promises(view.promises, now, zone)
    made += _papers(view.papers, now, zone)
    if view.answer:
        made += [(), (Piece(_("Answer"), "heading"),), *_folded(view.answer, cells, "text")]
    return made + _latest(view.timeline, now, zone, cells)


def _state(view: MatterView) -> str:
    stage = view.stage.say(language()) if view.stage else ""
    return say_state(view.line.state) + (f" · {stage}" if stage else "")


def _promises(promises: tuple[PromiseView, ...], now: datetime, zone: tzinfo) -> Lines:
    shown = [each for each in promises if each.standing == "public"]
    if not shown:
        return []
    made: Lines = [(), (Piece(_("Promises"), "heading"),)]
    for each in shown:
        role: Role = {"late": "broken", "soon": "soon"}.get(each.attention, "text")  # type: ignore[assignment]
        made.append(
            (
                Piece(pad(each.name.say(language()), 18) + " "),
                Piece(say_due(each.due_at, now, zone) + _MARKS.get(each.attention, ""), role),
            )
        )
    return made


def _papers(papers: tuple[PaperView, ...], now: datetime, zone: tzinfo) -> Lines:
    owed = [each for each in papers if each.state == "owed"]
    if not owed:
        return []
    today = now.astimezone(zone).date()
    made: Lines = [(), (Piece(_("Papers owed"), "heading"),)]
    for each in owed:
        role: Role = "broken" if each.overdue else "text"
        made.append(
            (
                Piece(pad(each.name.say(language()), 18) + " "),
                Piece(say_day(each.due_day, today) + (_MARKS["late"] if each.overdue else ""), role),
            )
        )
    return made


def _latest(timeline: tuple[TimelineLine, ...], now: datetime, zone: tzinfo, cells: int) -> Lines:
    made: Lines = [(), (Piece(_("Latest"), "heading"),)]
    for each in timeline[:_LATEST]:
        made.append((Piece(f"{say_moment(each.at, now, zone)}  {each.who}", "secondary"),))
        made += _folded(each.what, cells, "quiet" if each.undone else "text")
    return made


def _folded(text: str, cells: int, role: Role) -> Lines:
    return [(Piece(part, role),) for part in fold(text, cells)]


def _pair(label: str, value: str, role: Role = "text") -> tuple[Piece, ...]:
    return (Piece(pad(label, _LABEL[language()]), "secondary"), Piece(value, role))
