"""Turning stored rows and folded matters into what lists and screens show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from counter_tui.db.reading import leading
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain import promise as clocks
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.matter import PaperDeferred, PromiseGiven
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.parts import Deferred, Promise
from counter_tui.domain.matter.promises import promise_state, steps_of
from counter_tui.domain.matter.state import Matter, State, give
from counter_tui.domain.staff.absence import Standing
from counter_tui.i18n import _
from counter_tui.services.lines.balls import ball_of_row
from counter_tui.services.station import Station
from counter_tui.services.views.lines import MatterLine
from counter_tui.services.views.matter import PaperView, PromiseView
from counter_tui.services.wording.promise import event_words, explain


def matter_lines(station: Station, connection: Reading, rows: Iterable[MatterRow]) -> tuple[MatterLine, ...]:
    """Rows as lines of a list, people by name, customers masked."""
    name_of, standing = station.names(connection), leading.standing_now(connection)
    return tuple(matter_line(station, row, name_of, standing) for row in rows)


def matter_line(
    station: Station, row: MatterRow, name_of: Callable[[str], str], standing: Standing
) -> MatterLine:
    """One row as a line of a list."""
    number = parse_number(row.number)
    due_at = from_ms(row.due_ms) if row.due_ms is not None else None
    offered_at = from_ms(row.offered_ms) if row.offered_ms is not None else None
    return MatterLine(
        matter_id=row.matter_id.hex(),
        number=row.number,
        short=number.short if number else row.number,
        kind=station.words_of(row.kind),
        customer=_customer(station, row),
        state=_state(row.state),
        due_at=due_at,
        due_day=date.fromisoformat(row.due_day) if row.due_day else None,
        provisional=bool(row.due_provisional),
        paused=bool(row.paused),
        attention=_attention(row, due_at, station.clock.now()),
        first_contact=name_of(row.first_contact),
        handler=row.handler_outside or name_of(row.handler),
        offered_to=name_of(row.offered_to) if row.offered_to else "",
        owed=row.owed,
        accepted_at=from_ms(row.accepted_ms),
        offered_at=offered_at,
        for_lead_at=from_ms(row.for_lead_ms) if row.for_lead_ms is not None else None,
        stand_in=name_of(standing.answering(row.first_contact)) if row.first_contact in standing.away else "",
        ball=ball_of_row(row, name_of, standing),
        word_at=from_ms(row.word_ms) if row.word_ms is not None else None,
        follow=row.follow,
        follow_at=from_ms(row.follow_ms) if row.follow_ms is not None else None,
        take_by=station.patience.until(offered_at, colleague=bool(row.offered_to)) if offered_at else None,
    )


def _customer(station: Station, row: MatterRow) -> str:
    """The customer, masked; who complains without saying who he is is called anonymous."""
    if row.customer_name or row.customer_phone or row.account:
        return mask_name(row.customer_name)
    kind = queries.known_kind(station.rules.catalogue, row.kind)
    return _("anonymous") if kind is not None and kind.confidential else ""


def _state(text: str) -> State:
    return text  # type: ignore[return-value]  # the column holds nothing but states


def _attention(row: MatterRow, due_at: datetime | None, now: datetime) -> clocks.Attention:
    if row.paused or row.ended_ms is not None:
        return "calm"
    day = date.fromisoformat(row.due_day) if row.due_day else None
    public = clocks.PromiseDue(due_at, day, bool(row.due_provisional), ()) if due_at else None
    earlier = [from_ms(row.amber_ms)] if row.amber_ms is not None else []
    return clocks.attention(public, earlier, now)


def promise_views(matter: Matter, now: datetime) -> tuple[PromiseView, ...]:
    """A matter's promises as its screen shows them."""
    return tuple(
        _promise_view(promise, promise_state(promise, matter, now), now) for promise in matter.promises
    )


def promises_ahead(given: Iterable[PromiseGiven], now: datetime) -> tuple[PromiseView, ...]:
    """Promises an acceptance would give, as its form shows them."""
    return tuple(_promise_view(promise, "running", now) for promise in give(tuple(given)))


def _promise_view(promise: Promise, state: clocks.ClockState, now: datetime) -> PromiseView:
    due = clocks.PromiseDue(promise.due_at, promise.due_day, promise.provisional, ())
    calm = state in ("met", "paused", "ended")
    given = promise.given
    return PromiseView(
        code=given.code,
        name=Words(zh=given.name_zh, en=given.name_en),
        standing=given.standing,
        due_at=promise.due_at,
        due_day=promise.due_day,
        provisional=promise.provisional,
        state=state,
        attention="calm" if calm else clocks.attention(due, (), now),
        source=given.source,
        why=tuple(explain(steps_of(promise), event_words(given.starts))),
    )


def paper_views(papers: Iterable[Deferred | PaperDeferred], today: date) -> tuple[PaperView, ...]:
    """Deferred papers as screens show them."""
    return tuple(
        PaperView(
            paper=paper.paper,
            name=Words(zh=paper.name_zh, en=paper.name_en),
            collector=paper.collector,
            before=paper.before,
            due_day=paper.due_day,
            state=paper.state if isinstance(paper, Deferred) else "owed",
            overdue=(not isinstance(paper, Deferred) or paper.state == "owed") and paper.due_day < today,
            letter=paper.letter,
            asked=isinstance(paper, Deferred) and paper.state == "owed" and paper.asked_at is not None,
        )
        for paper in papers
    )
