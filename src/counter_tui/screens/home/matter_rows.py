"""The rows of matters, their papers and tasks: what is asked for, of whom, and what hurries."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.home.columns import CELLS, fitting_day, list_row, room, with_mark
from counter_tui.services.wording.dates import say_due, say_moment, say_span
from counter_tui.services.wording.first_contact import say_next
from counter_tui.services.wording.holder import say_holder
from counter_tui.widgets.cells import width
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.services.views.lines import MatterLine, PaperLine, TaskLine

# One sign of two cells at most, so not a message that could be translated into more.
_PAUSED = {"zh": "停", "en": "||"}
_PROVISIONAL = {"zh": "暂", "en": "~"}


def matter_row(line: MatterLine, last: Piece, mark: str, viewer: str = "") -> Row:
    """A matter by its number, with what hurries at the end."""
    due = Piece(with_mark(last.text, mark), last.role)
    return list_row(f"matter:{line.matter_id}", line.short, _request(line, viewer), line.customer, due)


def _request(line: MatterLine, viewer: str) -> str:
    """What is asked for; where somebody else has the ball and there is room, who."""
    kind = line.kind.say(language())
    if not viewer or line.ball is None or line.ball.who == viewer:
        return kind
    both = f"{kind}→{say_holder(line.ball)}"
    return both if width(both) < CELLS[language()][1] else kind


def station_row(line: MatterLine, now: datetime, zone: tzinfo) -> Row:
    """A matter of anybody: in place of the customer, who has the ball."""
    due, mark = due_piece(line, now, zone)
    holder = say_holder(line.ball) if line.ball else ""
    words = Piece(with_mark(due.text, mark), due.role)
    return list_row(f"matter:{line.matter_id}", line.short, line.kind.say(language()), holder, words)


def paper_row(line: PaperLine, place: int, today: datetime) -> Row:
    """A deferred paper of a matter and its day."""
    role: Role = "broken" if line.overdue else "soon"
    due = Piece(with_mark(fitting_day(line.due_day, today.date()), "▲" if line.overdue else "!"), role)
    name = line.name.say(language())
    return list_row(f"matter:{line.matter_id}/{place}", line.short, name, line.customer, due)


def task_row(line: TaskLine, place: int, today: date) -> Row:
    """What is mine to do, or what I gave and is late or came back, with who has it."""
    red = line.late or line.returned
    said = _("came back") if line.returned else fitting_day(line.due_day, today)
    last = Piece(with_mark(said, "▲" if red else ""), "broken" if red else "text")
    who = line.owner.say(language()) if line.given else line.customer
    return list_row(f"matter:{line.matter_id}/{place}", line.short, line.what, who, last)


def offered(who: str, line: MatterLine, now: datetime) -> tuple[Piece, str]:
    """Who offers or is offered the work; once nobody has taken it in time, for how long, and the sign of an alarm."""
    if line.offered_at is None or not line.untaken(now):
        return Piece(who), ""
    span = say_span(now - line.offered_at)
    both = f"{who} {span}"
    return Piece(both if width(both) <= room() else span, "broken"), "▲"


def unsaid(line: MatterLine, now: datetime) -> Piece:
    """For how long nobody has said a word on it."""
    return Piece(say_span(now - line.word_at) if line.word_at else "", "broken")


def follow_up(line: MatterLine, now: datetime, zone: tzinfo) -> tuple[Piece, str]:
    """The call by its time, the step by its name; a call whose time is past is an alarm."""
    if line.follow != "call" or line.follow_at is None:
        return Piece(say_next(line.follow), "soon"), "!"
    late = line.follow_at < now
    return Piece(say_moment(line.follow_at, now, zone), "broken" if late else "soon"), "▲" if late else "!"


def due_piece(line: MatterLine, now: datetime, zone: tzinfo) -> tuple[Piece, str]:
    """When the matter is due, in words that fit, and the sign that says how urgent that is."""
    if line.due_at is None:
        return Piece("-", "quiet"), ""
    words = say_due(line.due_at, now, zone)
    if width(words) > room():
        words = fitting_day(line.due_at.astimezone(zone).date(), now.astimezone(zone).date())
    if line.paused:
        return Piece(words, "quiet"), _PAUSED[language()]
    if line.attention == "late":
        return Piece(words, "broken"), "▲"
    if line.attention == "soon":
        return Piece(words, "soon"), "!"
    return Piece(words), _PROVISIONAL[language()] if line.provisional else ""
