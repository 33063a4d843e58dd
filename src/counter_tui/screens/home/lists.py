"""The lists of the first screen: what each shows, row by row, in columns of fixed width."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.dates import say_day, say_due, say_moment, say_span
from counter_tui.services.wording.first_contact import say_next
from counter_tui.services.wording.holder import say_holder
from counter_tui.widgets.cells import cut, pad, width
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.services.call_lines import CallLine
    from counter_tui.services.enquiry_lines import EnquiryLine
    from counter_tui.services.views.home import HomeView
    from counter_tui.services.views.lines import DraftLine, MatterLine, PaperLine, TaskLine
    from counter_tui.services.views.voice import NoticeView

ListName = Literal[
    "mine",
    "inbox",
    "given",
    "for_lead",
    "stopped",
    "papers",
    "to_tell",
    "follow_ups",
    "enquiries",
    "calls",
    "notices",
    "tasks",
    "silent",
    "drafts",
    "station",
]

_CELLS = {"zh": (11, 14, 9, 16), "en": (11, 18, 7, 14)}
"""Number, request, customer, due; together the 50 cells of the list."""
_MARK = 3
WAITING: tuple[ListName, ...] = (
    "inbox",
    "given",
    "for_lead",
    "stopped",
    "papers",
    "to_tell",
    "follow_ups",
    "enquiries",
    "calls",
    "notices",
    "tasks",
    "silent",
    "drafts",
)
"""The lists whose first rows stand at the right of a very wide window."""
MOST_NEXT = 5
# One sign of two cells at most, so not a message that could be translated into more.
_PAUSED = {"zh": "停", "en": "||"}
_PROVISIONAL = {"zh": "暂", "en": "~"}


class ListKind(Struct, frozen=True):
    """A list by name: its title, its remark, the headings of its columns, and what it says when it is empty."""

    title: str
    remark: str
    headings: tuple[str, str, str, str]
    empty: str


NOTHING_OPEN = N_("Nothing is open.")
"""What the first list says when it is empty to who accepts no requests."""

KINDS: dict[ListName, ListKind] = {
    "mine": ListKind(
        N_("My matters"),
        N_("by nearest promise"),
        (N_("Number"), N_("Request"), N_("Name"), N_("Due")),
        N_("Nothing is open. A digit or {key} accepts one."),
    ),
    "inbox": ListKind(
        N_("Offered to me"),
        N_("{key} takes it over"),
        (N_("Number"), N_("Request"), N_("Name"), N_("From")),
        N_("Nobody is handing anything over to you."),
    ),
    "given": ListKind(
        N_("Given, not taken"),
        N_("you answer for it"),
        (N_("Number"), N_("Request"), N_("Name"), N_("To")),
        N_("Nobody keeps you waiting with a hand-over."),
    ),
    "for_lead": ListKind(
        N_("Lead decides"),
        N_("passed on and back"),
        (N_("Number"), N_("Request"), N_("Name"), N_("Handler")),
        N_("Nothing waits for the lead's decision."),
    ),
    "stopped": ListKind(
        N_("Stopped by papers"),
        N_("the lead decides"),
        (N_("Number"), N_("Paper"), N_("Name"), N_("Due")),
        N_("The lead is asked about no paper."),
    ),
    "papers": ListKind(
        N_("Papers due"),
        N_("oldest first"),
        (N_("Number"), N_("Paper"), N_("Name"), N_("Due")),
        N_("No deferred paper is due."),
    ),
    "to_tell": ListKind(
        N_("Customers to tell"),
        N_("answered, not told yet"),
        (N_("Number"), N_("Request"), N_("Name"), N_("Due")),
        N_("Every customer with an answer has been told."),
    ),
    "enquiries": ListKind(
        N_("Questions open"),
        N_("Enter answers"),
        (N_("Asked"), N_("Topic"), N_("Of"), N_("Answer by")),
        N_("No question stands open."),
    ),
    "notices": ListKind(
        N_("Notices to read"),
        N_("Enter shows them"),
        (N_("Notice"), N_("Title"), N_("By"), N_("From day")),
        N_("Every notice is read."),
    ),
    "station": ListKind(
        N_("Station's promises"),
        N_("by nearest promise"),
        (N_("Number"), N_("Request"), N_("With"), N_("Due")),
        N_("No promise of the station runs."),
    ),
    "calls": ListKind(
        N_("Calls"),
        N_("reports and calls for the lead"),
        (N_("Sent"), N_("About what"), N_("Of"), N_("Answer by")),
        N_("Nobody has called the lead."),
    ),
    "tasks": ListKind(
        N_("Tasks for me"),
        N_("by nearest day"),
        (N_("Number"), N_("Task"), N_("Name"), N_("Wanted by")),
        N_("No task waits for you."),
    ),
    "silent": ListKind(
        N_("Untouched"),
        N_("no word for too long"),
        (N_("Number"), N_("Request"), N_("Name"), N_("No word for")),
        N_("On every matter somebody said a word lately."),
    ),
    "follow_ups": ListKind(
        N_("Calls and steps"),
        N_("you are the first contact"),
        (N_("Number"), N_("Request"), N_("Name"), N_("What")),
        N_("No customer waits for a call of yours today."),
    ),
    "drafts": ListKind(
        N_("Drafts"),
        N_("Enter goes on"),
        (N_("Saved"), N_("Request"), N_("Name"), ""),
        N_("No draft is waiting."),
    ),
}


def columns() -> tuple[Column, ...]:
    """The four columns every list has; the headings are drawn by the screen."""
    return tuple(Column("", cells) for cells in _CELLS[language()])


def heading_line(name: ListName) -> str:
    """The headings of a list, padded as its columns are."""
    words = [_(text) if text else "" for text in KINDS[name].headings]
    return " " + "".join(
        pad(word, cells)
        for word, cells in zip(words, (_CELLS[language()][0] - 1, *_CELLS[language()][1:]), strict=True)
    )


def counts(view: HomeView) -> dict[ListName, int]:
    """How many things each list has in all; what is seldom stands among them only while there is something in it."""
    found: dict[ListName, int] = {
        "mine": view.matter_count,
        "inbox": len(view.inbox),
        "given": len(view.given),
        "for_lead": len(view.for_lead),
        "stopped": len(view.stopped),
        "papers": len(view.papers),
        "to_tell": view.to_inform,
        **({"follow_ups": len(view.follow_ups)} if view.follow_ups else {}),
        "drafts": len(view.drafts),
    }
    if called := calls(view):
        found["calls"] = len(called)
    if view.enquiries:
        found["enquiries"] = len(view.enquiries)
    if view.notices:
        found["notices"] = len(view.notices)
    if view.station_count:
        found["station"] = view.station_count
    if view.tasks:
        found["tasks"] = len(view.tasks)
    if view.silent:
        found["silent"] = view.silent_count
    return found


def rows(name: ListName, view: HomeView, now: datetime, zone: tzinfo) -> list[Row]:
    """The rows of a list."""
    today = now.astimezone(zone)
    if name in ("papers", "stopped"):
        papers = view.papers if name == "papers" else view.stopped
        return [_paper(line, place, today) for place, line in enumerate(papers)]
    if name == "for_lead":
        return [_matter(line, Piece(line.handler, "broken"), "▲") for line in view.for_lead]
    if name == "tasks":
        return [_task(line, place, today.date()) for place, line in enumerate(view.tasks)]
    if name == "silent":
        return [_matter(line, _unsaid(line, now), "▲") for line in view.silent]
    if name == "drafts":
        return [_draft(line, now, zone) for line in view.drafts]
    if name == "calls":
        return [_call(line, now, zone) for line in calls(view)]
    if name == "enquiries":
        return [_enquiry(line, now, zone) for line in view.enquiries]
    if name == "notices":
        return [_notice(line, today) for line in view.notices]
    if name == "inbox":
        return [_matter(line, *_offered(line.handler, line, now)) for line in view.inbox]
    if name == "given":
        return [_matter(line, *_offered(line.offered_to or _("outside"), line, now)) for line in view.given]
    if name == "station":
        return [_of_station(line, now, zone) for line in view.station]
    if name == "follow_ups":
        return [_matter(line, *_follow_up(line, now, zone)) for line in view.follow_ups]
    lines = view.matters if name == "mine" else view.to_tell
    return [_matter(line, *_due(line, now, zone), viewer=view.viewer) for line in lines]


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
            cells = _CELLS[language()]
            made.append(tuple(Piece(pad(p.text, n), p.role) for p, n in zip(pieces, cells, strict=True)))
    return made


def _long(name: ListName, view: HomeView) -> tuple[MatterLine, ...]:
    """What of a list is shown that may have more."""
    return {"to_tell": view.to_tell, "station": view.station, "silent": view.silent}.get(name, view.matters)


def remark(name: ListName, view: HomeView | None) -> str:
    """What is said beside the title: how it is sorted, or how much of it is shown."""
    shown = len(_long(name, view)) if view else 0
    total = counts(view).get(name, 0) if view else 0
    if name in ("mine", "to_tell", "station", "silent") and total > shown:
        return _("shown {shown} of {total}").format(shown=shown, total=total)
    return _(KINDS[name].remark)


def row_target(row_id: str) -> tuple[str, str]:
    """What a row opens ("matter", "draft", "enquiry" or "notice"), and its id."""
    what, _colon, target = row_id.partition(":")
    return what or "matter", target.partition("/")[0]


def discard_question(line: DraftLine, now: datetime, zone: tzinfo) -> str:
    """What is asked before a draft is thrown away: which one it is, and that nothing brings it back."""
    words = _("Discard the draft of {when}: {what}? What was typed in it is gone then.")
    what = " ".join(part for part in (_draft_kind(line), line.customer) if part)
    return words.format(when=say_moment(line.saved_at, now, zone), what=what)


def _draft_kind(line: DraftLine) -> str:
    return line.kind.say(language()) if line.kind else _("not chosen yet")


def _matter(line: MatterLine, last: Piece, mark: str, viewer: str = "") -> Row:
    due = Piece(_with_mark(last.text, mark), last.role)
    return _row(f"matter:{line.matter_id}", line.short, _request(line, viewer), line.customer, due)


def _request(line: MatterLine, viewer: str) -> str:
    """What is asked for; where somebody else has the ball and there is room, who."""
    kind = line.kind.say(language())
    if not viewer or line.ball is None or line.ball.who == viewer:
        return kind
    both = f"{kind}→{say_holder(line.ball)}"
    return both if width(both) < _CELLS[language()][1] else kind


def _of_station(line: MatterLine, now: datetime, zone: tzinfo) -> Row:
    """A matter of anybody: in place of the customer, who has the ball."""
    due, mark = _due(line, now, zone)
    holder = say_holder(line.ball) if line.ball else ""
    words = Piece(_with_mark(due.text, mark), due.role)
    return _row(f"matter:{line.matter_id}", line.short, line.kind.say(language()), holder, words)


def _paper(line: PaperLine, place: int, today: datetime) -> Row:
    role: Role = "broken" if line.overdue else "soon"
    due = Piece(_with_mark(_day(line.due_day, today.date()), "▲" if line.overdue else "!"), role)
    name = line.name.say(language())
    return _row(f"matter:{line.matter_id}/{place}", line.short, name, line.customer, due)


def _task(line: TaskLine, place: int, today: date) -> Row:
    """What is mine to do, or what I gave and is late or came back, with who has it."""
    red = line.late or line.returned
    said = _("came back") if line.returned else _day(line.due_day, today)
    last = Piece(_with_mark(said, "▲" if red else ""), "broken" if red else "text")
    who = line.owner.say(language()) if line.given else line.customer
    return _row(f"matter:{line.matter_id}/{place}", line.short, line.what, who, last)


def _draft(line: DraftLine, now: datetime, zone: tzinfo) -> Row:
    saved = line.saved_at.astimezone(zone)
    same_day = saved.date() == now.astimezone(zone).date()
    when = f"{saved:%H:%M}" if same_day else f"{saved:%m-%d}"
    state = Piece(_with_mark(_("put off"), "▲"), "broken") if line.put_off else Piece(_("draft"), "quiet")
    return _row(f"draft:{line.draft_id}", when, _draft_kind(line), line.customer, state)


def calls(view: HomeView) -> tuple[CallLine, ...]:
    """The calls a person has to do with: those to answer, the answers not read yet, the own that wait."""
    found = view.calls
    return (*found.to_answer, *found.answers, *found.own) if found is not None else ()


def _call(line: CallLine, now: datetime, zone: tzinfo) -> Row:
    state, mark = Piece(_("answered by lead"), "soon"), "!"
    if line.kind == "conflict":
        state, mark = Piece(_("now"), "broken"), "▲"
    elif not line.answered and line.due_at is not None:
        words = say_due(line.due_at, now, zone)
        state, mark = Piece(words, "broken" if line.late else "soon"), "▲" if line.late else "!"
    what = line.words or _("asks you to come")
    when = f"{line.raised_at.astimezone(zone):%H:%M}"
    return _row(
        f"call:{line.call_id}", when, what, line.caller, Piece(_with_mark(state.text, mark), state.role)
    )


def _enquiry(line: EnquiryLine, now: datetime, zone: tzinfo) -> Row:
    role: Role = "broken" if line.late else "soon"
    due = Piece(_with_mark(say_promised(line, now, zone), "▲" if line.late else "!"), role)
    asked = line.asked_at.astimezone(zone)
    same_day = asked.date() == now.astimezone(zone).date()
    when = f"{asked:%H:%M}" if same_day else f"{asked:%m-%d}"
    what = line.words or line.topic.say(language())
    return _row(f"enquiry:{line.enquiry_id}", when, what, line.first_contact, due)


def _notice(line: NoticeView, today: datetime) -> Row:
    begins = Piece(_with_mark(_day(line.valid_from, today.date()), "!"), "soon")
    return _row(f"notice:{line.code}", cut(line.code, _CELLS[language()][0] - 2), line.title, line.by, begins)


def say_promised(line: EnquiryLine, now: datetime, zone: tzinfo) -> str:
    """By when an answer to a question was promised, in as many words as fit."""
    if line.due_at is None:
        return "-"
    words = say_due(line.due_at, now, zone)
    fits = width(words) <= _room()
    return words if fits else _day(line.due_at.astimezone(zone).date(), now.astimezone(zone).date())


def _row(id: str, first: str, second: str, third: str, last: Piece) -> Row:
    _number, kind, customer, _last = _CELLS[language()]
    cells = (Piece(f" {first}", "secondary"), cut(second, kind - 1), cut(third, customer - 1), last)
    return Row(id, cells)


def _offered(who: str, line: MatterLine, now: datetime) -> tuple[Piece, str]:
    """Who offers or is offered the work; once nobody has taken it in time, for how long, and the sign of an alarm."""
    if line.offered_at is None or not line.untaken(now):
        return Piece(who), ""
    span = say_span(now - line.offered_at)
    both = f"{who} {span}"
    return Piece(both if width(both) <= _room() else span, "broken"), "▲"


def _unsaid(line: MatterLine, now: datetime) -> Piece:
    return Piece(say_span(now - line.word_at) if line.word_at else "", "broken")


def _follow_up(line: MatterLine, now: datetime, zone: tzinfo) -> tuple[Piece, str]:
    """The call by its time, the step by its name; a call whose time is past is an alarm."""
    if line.follow != "call" or line.follow_at is None:
        return Piece(say_next(line.follow), "soon"), "!"
    late = line.follow_at < now
    return Piece(say_moment(line.follow_at, now, zone), "broken" if late else "soon"), "▲" if late else "!"


def calls_due(view: HomeView, now: datetime) -> int:
    """How many calls that were promised should have been made by now."""
    return sum(
        line.follow == "call" and line.follow_at is not None and line.follow_at < now
        for line in view.follow_ups
    )


def untaken(lines: Iterable[MatterLine], now: datetime) -> int:
    """How many of these offers nobody has taken in time."""
    return sum(line.untaken(now) for line in lines)


def alarming(name: ListName, view: HomeView, now: datetime) -> bool:
    """Whether something in a list was not taken in time, or waits for the lead."""
    if name in ("for_lead", "silent"):
        return bool(view.for_lead if name == "for_lead" else view.silent)
    if name == "calls":
        return any(line.late or line.kind == "conflict" for line in calls(view))
    if name == "tasks":
        return any(line.late or line.returned for line in view.tasks)
    if name == "enquiries":
        return any(line.late for line in view.enquiries)
    if name == "station":
        return view.station_late > 0
    if name == "follow_ups":
        return calls_due(view, now) > 0
    return untaken({"inbox": view.inbox, "given": view.given}.get(name, ()), now) > 0


def _with_mark(text: str, mark: str) -> str:
    return pad(text, _room()) + (f" {mark}" if mark else "")


def _room() -> int:
    return _CELLS[language()][3] - _MARK


def _day(day: date, today: date) -> str:
    """A day as a person says it; of another year the bare date, where the rest has no room."""
    words = say_day(day, today)
    return words if width(words) <= _room() else day.isoformat()


def _due(line: MatterLine, now: datetime, zone: tzinfo) -> tuple[Piece, str]:
    """When the matter is due, in words that fit, and the sign that says how urgent that is."""
    if line.due_at is None:
        return Piece("-", "quiet"), ""
    words = say_due(line.due_at, now, zone)
    if width(words) > _room():
        words = _day(line.due_at.astimezone(zone).date(), now.astimezone(zone).date())
    if line.paused:
        return Piece(words, "quiet"), _PAUSED[language()]
    if line.attention == "late":
        return Piece(words, "broken"), "▲"
    if line.attention == "soon":
        return Piece(words, "soon"), "!"
    return Piece(words), _PROVISIONAL[language()] if line.provisional else ""
