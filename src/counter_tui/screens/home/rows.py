"""The rows of the lists of the first screen."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.home.columns import CELLS, fitting_day, list_row, room, with_mark
from counter_tui.screens.home.counted import calls
from counter_tui.screens.home.lists import KINDS, WAITING
from counter_tui.screens.home.matter_rows import (
    due_piece,
    follow_up,
    matter_row,
    offered,
    paper_row,
    station_row,
    task_row,
    unsaid,
)
from counter_tui.services.wording.dates import say_due, say_moment
from counter_tui.widgets.cells import cut, pad, width
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.screens.home.lists import ListName
    from counter_tui.services.lines.calls import CallLine
    from counter_tui.services.lines.enquiries import EnquiryLine
    from counter_tui.services.views.home import HomeView
    from counter_tui.services.views.lines import DraftLine
    from counter_tui.services.views.voice import NoticeView

MOST_NEXT = 5


def rows(name: ListName, view: HomeView, now: datetime, zone: tzinfo) -> list[Row]:
    """The rows of a list."""
    today = now.astimezone(zone)
    if name in ("papers", "stopped"):
        papers = view.papers if name == "papers" else view.stopped
        return [paper_row(line, place, today) for place, line in enumerate(papers)]
    if name == "for_lead":
        return [matter_row(line, Piece(line.handler, "broken"), "▲") for line in view.for_lead]
    if name == "tasks":
        return [task_row(line, place, today.date()) for place, line in enumerate(view.tasks)]
    if name == "silent":
        return [matter_row(line, unsaid(line, now), "▲") for line in view.silent]
    if name == "drafts":
        return [_draft(line, now, zone) for line in view.drafts]
    if name == "calls":
        return [_call(line, now, zone) for line in calls(view)]
    if name == "enquiries":
        return [_enquiry(line, now, zone) for line in view.enquiries]
    if name == "notices":
        return [_notice(line, today) for line in view.notices]
    if name == "inbox":
        return [matter_row(line, *offered(line.handler, line, now)) for line in view.inbox]
    if name == "given":
        return [matter_row(line, *offered(line.offered_to or _("outside"), line, now)) for line in view.given]
    if name == "station":
        return [station_row(line, now, zone) for line in view.station]
    if name == "follow_ups":
        return [matter_row(line, *follow_up(line, now, zone)) for line in view.follow_ups]
    lines = view.matters if name == "mine" else view.to_tell
    return [matter_row(line, *due_piece(line, now, zone), viewer=view.viewer) for line in lines]


def next_lines(view: HomeView, shown: ListName, now: datetime, zone: tzinfo) -> list[tuple[Piece, ...]]:
    """The first rows of each list that waits and is not the one shown, under its title."""
    made: list[tuple[Piece, ...]] = []
    for name in WAITING:
        waiting = rows(name, view, now, zone) if name != shown else []
        if not waiting:
            continue
        more = len(waiting) - MOST_NEXT
        rest = _("and {count} more").format(count=more) if more > 0 else ""
        made += [(), (Piece(_(KINDS[name].title), "heading"), Piece(f"  {rest}", "quiet"))]
        for row in waiting[:MOST_NEXT]:
            pieces = [Piece(each) if isinstance(each, str) else each for each in row.cells]
            cells = CELLS[language()]
            made.append(tuple(Piece(pad(p.text, n), p.role) for p, n in zip(pieces, cells, strict=True)))
    return made


def row_target(row_id: str) -> tuple[str, str]:
    """What a row opens ("matter", "draft", "call", "enquiry" or "notice"), and its id."""
    what, _colon, target = row_id.partition(":")
    return what or "matter", target.partition("/")[0]


def discard_question(line: DraftLine, now: datetime, zone: tzinfo) -> str:
    """What is asked before a draft is thrown away: which one it is, and that nothing brings it back."""
    words = _("Discard the draft of {when}: {what}? What was typed in it is gone then.")
    what = " ".join(part for part in (_draft_kind(line), line.customer) if part)
    return words.format(when=say_moment(line.saved_at, now, zone), what=what)


def _draft_kind(line: DraftLine) -> str:
    return line.kind.say(language()) if line.kind else _("not chosen yet")


def _shortly(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The time of a moment of today, else its day."""
    local = at.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == now.astimezone(zone).date() else f"{local:%m-%d}"


def _draft(line: DraftLine, now: datetime, zone: tzinfo) -> Row:
    when = _shortly(line.saved_at, now, zone)
    state = Piece(with_mark(_("put off"), "▲"), "broken") if line.put_off else Piece(_("draft"), "quiet")
    return list_row(f"draft:{line.draft_id}", when, _draft_kind(line), line.customer, state)


def _call(line: CallLine, now: datetime, zone: tzinfo) -> Row:
    state, mark = Piece(_("answered by lead"), "soon"), "!"
    if line.kind == "conflict":
        state, mark = Piece(_("now"), "broken"), "▲"
    elif not line.answered and line.due_at is not None:
        words = say_due(line.due_at, now, zone)
        state, mark = Piece(words, "broken" if line.late else "soon"), "▲" if line.late else "!"
    what = line.words or _("asks you to come")
    when = _shortly(line.raised_at, now, zone)
    return list_row(
        f"call:{line.call_id}", when, what, line.caller, Piece(with_mark(state.text, mark), state.role)
    )


def _enquiry(line: EnquiryLine, now: datetime, zone: tzinfo) -> Row:
    role: Role = "broken" if line.late else "soon"
    due = Piece(with_mark(say_promised(line, now, zone), "▲" if line.late else "!"), role)
    when = _shortly(line.asked_at, now, zone)
    what = line.words or line.topic.say(language())
    return list_row(f"enquiry:{line.enquiry_id}", when, what, line.first_contact, due)


def _notice(line: NoticeView, today: datetime) -> Row:
    begins = Piece(with_mark(fitting_day(line.valid_from, today.date()), "!"), "soon")
    return list_row(
        f"notice:{line.code}", cut(line.code, CELLS[language()][0] - 2), line.title, line.by, begins
    )


def say_promised(line: EnquiryLine, now: datetime, zone: tzinfo) -> str:
    """By when an answer to a question was promised, in as many words as fit."""
    if line.due_at is None:
        return "-"
    words = say_due(line.due_at, now, zone)
    fits = width(words) <= room()
    return words if fits else fitting_day(line.due_at.astimezone(zone).date(), now.astimezone(zone).date())
