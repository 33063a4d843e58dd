"""One matter with everything its screen shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from counter_tui.db import begun, ledger, people, station_keys
from counter_tui.db.reading import leading
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import VISIT
from counter_tui.db.tables.matters import MatterRow
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind, Words
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.matter import revealing, scopes, work
from counter_tui.domain.matter.confidence import is_anonymous, may_read
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.price.book import Quote
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.domain.visit import rating
from counter_tui.services.customers.advice import account_marks, advice_of
from counter_tui.services.customers.context import linked_of
from counter_tui.services.lines.matters import matter_line, paper_views, promise_views
from counter_tui.services.lines.tasks import task_views
from counter_tui.services.matter.acts import acts, refusals, register_acts, undoes
from counter_tui.services.matter.parts import ball_since, fields_of, masked, offer_view, passed_on
from counter_tui.services.prices import quote_now
from counter_tui.services.reference.free import load_boundary
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.views.context import Linked
from counter_tui.services.views.lines import MatterLine
from counter_tui.services.views.matter import MatterView, TimelineLine
from counter_tui.services.wording.timeline.lines import lines


class _Read(Struct, frozen=True):
    """What was read of a matter in one consistent view of the store."""

    matter: Matter
    history: list[Recorded]
    kind: Kind | None
    token: rating.Token | None
    rated: list[Recorded]
    lead: str
    name_of: Callable[[str], str]
    begun: dict[str, Any]
    quote: Quote
    line: MatterLine
    advice: tuple[Words, ...]
    linked: tuple[Linked, ...]
    away: StaffRow | None
    """The first contact, where somebody stands in."""


def view_of(station: Station, actor: Actor, matter_id: str, *, full: bool) -> MatterView:
    """The matter as this person sees it now; in full only while a revealing of this person counts."""
    require(actor, "see_matters")
    with station.store.reading() as connection:
        context = station.context(actor, connection)
        read = _read(station, connection, matter_id, context)
    return _view(station, read, context, full=full and revealing.shown_now(read.history, context))


def _view(station: Station, read: _Read, context: Context, *, full: bool) -> MatterView:
    matter, kind, token, away, line = read.matter, read.kind, read.token, read.away, read.line
    concealed = not may_read(matter, kind, context)
    reached = [stage for stage in (kind.stages if kind else ()) if matter.stage_reached(stage.code)]
    # What was never accepted has no work before it.
    ahead = () if matter.refusal else work.stages_left(matter, context)
    parts = task_views(matter, context, read.name_of)
    return MatterView(
        line=line,
        kind=kind,
        customer=matter.customer if full else masked(matter.customer),
        full=full,
        fields=() if concealed else tuple(fields_of(matter, kind)),
        remark="" if concealed else matter.remark,
        stage=reached[-1].name if reached else None,
        next_stage=ahead[0].name if ahead else None,
        promises=promise_views(matter, context.now),
        papers=paper_views(matter.deferred, context.today),
        on_file=matter.on_file,
        offer=offer_view(matter, context, station.patience, read.name_of),
        handler_outside=matter.handler_outside,
        answer="" if concealed else matter.answer,
        informed=matter.informed_at is not None,
        advice=read.advice,
        ball_since=ball_since(read.history),
        next_call_at=matter.next_call_at,
        scope=scopes.scope_of(matter),
        unit=matter.unit,
        steps=scopes.steps_of(matter),
        waits=tuple(
            wait for wait in matter.waits if wait.resource in matter.waiting_for and wait.until is None
        ),
        linked=read.linked,
        silent=line.word_at is not None and line.word_at <= station.silent_since(),
        tasks=parts,
        stand_in_since=from_ms(away.away_ms) if away and away.away_ms is not None else None,
        visit=matter.visit,
        rating=token.state if token else "",
        at_pad=rating.at_pad(token.state, token.pad, token.shown_at is not None) if token else "",
        receipts=matter.receipts,
        timeline=_timeline(station, read, context, full=full, concealed=concealed),
        can=acts(matter, read.history, context, read.quote)
        | register_acts(matter, context)
        | ({"task"} if any(each.can for each in parts) else set()),
        quote=read.quote,
        charges=matter.charges,
        invoice=matter.invoice.how if matter.invoice else "",
        boundary_told=bool(matter.boundary_told),
        entry_printed=bool(matter.entries),
        boundary=load_boundary() if read.quote.boundary else None,
        for_lead=tuple(passed_on(each, read.name_of) for each in matter.for_lead),
        lead=read.name_of(read.lead) if read.lead else "",
        goes_round=frozenset(each for each in matter.had | matter.barred if matter.goes_round(each)),
        undoes=undoes(read.history, context),
        begun=read.begun,
        refusals=refusals(matter, read.history, context, read.quote),
        concealed=concealed,
        anonymous=is_anonymous(matter.customer),
    )


def _timeline(
    station: Station, read: _Read, context: Context, *, full: bool, concealed: bool
) -> tuple[TimelineLine, ...]:
    return lines(
        read.history,
        kind=read.kind,
        name_of=read.name_of,
        now=context.now,
        zone=station.rules.zone,
        full=full,
        visit=read.rated,
        concealed=concealed,
    )


def _read(station: Station, connection: Reading, matter_id: str, context: Context) -> _Read:
    history = ledger.facts_of(connection, matter_subject(matter_id))
    matter = fold(history)
    if matter is None:
        raise RuleBroken("matter_unknown")
    row = matter_rows.read(connection, matter.matter_id)
    if row is None:
        raise RuleBroken("matter_unknown")
    rated = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(matter.visit)))
    name_of, catalogue = station.names(connection), station.rules.catalogue
    line = matter_line(station, row, name_of, leading.standing_now(connection))
    return _Read(
        matter=matter,
        history=history,
        kind=queries.known_kind(catalogue, matter.kind),
        token=rating.fold(rated),
        rated=rated,
        lead=leading.lead(connection) if matter.for_lead else "",
        name_of=name_of,
        begun=_begun(connection, matter, context.actor),
        quote=quote_now(station, connection, matter.kind),
        line=line,
        advice=_advice(connection, matter, row, context),
        linked=linked_of(connection, row, {each.code: each.short for each in catalogue.kinds}),
        away=people.person(connection, matter.first_contact) if line.stand_in else None,
    )


def _begun(connection: Reading, matter: Matter, actor: Actor) -> dict[str, Any]:
    """What this person has begun to write on the matter, by the act."""
    return {row.act: json.loads(row.body) for row in begun.of(connection, matter.matter_id, actor.staff_no)}


def _advice(connection: Reading, matter: Matter, row: MatterRow, context: Context) -> tuple[Words, ...]:
    """For the handler, the first contact, whom it is offered to, and who leads: nobody else need know."""
    concerned = (row.handler, row.first_contact, row.offered_to)
    if context.actor.staff_no not in concerned and not may(context.actor.role, "lead_matter"):
        return ()
    account = account_marks(connection, row.account or matter.fields.get("account", ""))
    identity = station_keys.customer_marks(connection, matter.customer.id_number)
    return advice_of(connection, (*identity, *account), context.today)
