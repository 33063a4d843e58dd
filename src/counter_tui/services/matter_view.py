"""One matter with everything its screen shows, and what the viewer may try."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import begun, ledger, people
from counter_tui.db import matters as matter_rows
from counter_tui.db import station as station_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import VISIT
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain import revealing
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind, Words
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.matter import Customer
from counter_tui.domain.letter.commitment import decide_letter
from counter_tui.domain.masking import mask_address, mask_identity, mask_name, mask_phone
from counter_tui.domain.matter import (
    calls,
    charging,
    correct,
    ending,
    hand_over,
    register,
    scopes,
    tasks,
    waiting,
    work,
)
from counter_tui.domain.matter.balls import held
from counter_tui.domain.matter.confidence import is_anonymous, may_read
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.matter.parts import HandOver
from counter_tui.domain.matter.patience import Patience
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.tasks import Owner
from counter_tui.domain.price.book import Quote
from counter_tui.domain.promise import PAUSE_REASONS
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.domain.visit import rating
from counter_tui.services.advice import account_key, advice_of
from counter_tui.services.context import linked_of
from counter_tui.services.lines import matter_line, paper_views, promise_views
from counter_tui.services.prices import quote_now
from counter_tui.services.reference.free import load_boundary
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.task_lines import task_views
from counter_tui.services.views.matter import MatterView, OfferView, PassedOn
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


def view_of(station: Station, actor: Actor, matter_id: str, *, full: bool) -> MatterView:
    """The matter as this person sees it now; in full only while a revealing of this person counts."""
    require(actor, "see_matters")
    with station.store.reading() as connection:
        context = station.context(actor, connection)
        read = _read(station, connection, matter_id, actor)
        row = matter_rows.read(connection, read.matter.matter_id)
        if row is None:
            raise RuleBroken("matter_unknown")
        advice = _advice(station, connection, read.matter, row, context)
        line = matter_line(station, row, read.name_of, people.standing_now(connection))
        away = people.person(connection, read.matter.first_contact) if line.stand_in else None
        linked = linked_of(connection, row, {kind.code: kind.short for kind in station.rules.catalogue.kinds})
    matter, kind = read.matter, read.kind
    full = full and revealing.shown_now(read.history, context)
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
        fields=() if concealed else tuple(_fields(matter, kind)),
        remark="" if concealed else matter.remark,
        stage=reached[-1].name if reached else None,
        next_stage=ahead[0].name if ahead else None,
        promises=promise_views(matter, context.now),
        papers=paper_views(matter.deferred, context.today),
        on_file=matter.on_file,
        offer=_offer(matter, context, station.patience, read.name_of),
        handler_outside=matter.handler_outside,
        answer="" if concealed else matter.answer,
        informed=matter.informed_at is not None,
        advice=advice,
        ball_since=_ball_since(read.history),
        next_call_at=matter.next_call_at,
        scope=scopes.scope_of(matter),
        unit=matter.unit,
        steps=scopes.steps_of(matter),
        waits=tuple(
            wait for wait in matter.waits if wait.resource in matter.waiting_for and wait.until is None
        ),
        linked=linked,
        silent=line.word_at is not None and line.word_at <= station.silent_since(),
        tasks=parts,
        stand_in_since=from_ms(away.away_ms) if away and away.away_ms is not None else None,
        visit=matter.visit,
        rating=read.token.state if read.token else "",
        receipts=matter.receipts,
        timeline=lines(
            read.history,
            kind=kind,
            name_of=read.name_of,
            now=context.now,
            zone=station.rules.zone,
            full=full,
            visit=read.rated,
            concealed=concealed,
        ),
        can=acts(matter, read.history, context, read.quote)
        | register_acts(matter, context)
        | ({"task"} if any(each.can for each in parts) else set()),
        quote=read.quote,
        charges=matter.charges,
        invoice=matter.invoice.how if matter.invoice else "",
        boundary_told=bool(matter.boundary_told),
        entry_printed=bool(matter.entries),
        boundary=load_boundary() if read.quote.boundary else None,
        for_lead=tuple(_passed_on(each, read.name_of) for each in matter.for_lead),
        lead=read.name_of(read.lead) if read.lead else "",
        goes_round=frozenset(each for each in matter.had | matter.barred if matter.goes_round(each)),
        undoes=_undoes(read.history, context),
        begun=read.begun,
        refusals=refusals(matter, read.history, context, read.quote),
        concealed=concealed,
        anonymous=is_anonymous(matter.customer),
    )


def _read(station: Station, connection: Reading, matter_id: str, actor: Actor) -> _Read:
    history = ledger.facts_of(connection, matter_subject(matter_id))
    matter = fold(history)
    if matter is None:
        raise RuleBroken("matter_unknown")
    rated = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(matter.visit)))
    return _Read(
        matter=matter,
        history=history,
        kind=queries.known_kind(station.rules.catalogue, matter.kind),
        token=rating.fold(rated),
        rated=rated,
        lead=station_rows.lead(connection) if matter.for_lead else "",
        name_of=station.names(connection),
        begun={
            row.act: json.loads(row.body) for row in begun.of(connection, matter.matter_id, actor.staff_no)
        },
        quote=quote_now(station, connection, matter.kind),
    )


def masked(customer: Customer) -> Customer:
    """The customer with personal data masked; the account stays in full."""
    return replace(
        customer,
        name=mask_name(customer.name),
        id_number=mask_identity(customer.id_number),
        phone=mask_phone(customer.phone),
        phone2=mask_phone(customer.phone2),
        address=mask_address(customer.address),
        agent_name=mask_name(customer.agent_name),
        agent_id_number=mask_identity(customer.agent_id_number),
    )


def _advice(
    station: Station, connection: Reading, matter: Matter, row: MatterRow, context: Context
) -> tuple[Words, ...]:
    """For the handler, the first contact, whom it is offered to, and who leads: nobody else need know."""
    concerned = (row.handler, row.first_contact, row.offered_to)
    if context.actor.staff_no not in concerned and not may(context.actor.role, "lead_matter"):
        return ()
    account = account_key(station.store, row.account or matter.fields.get("account", ""))
    return advice_of(connection, (row.identity_key, account), context.today)


def _ball_since(history: list[Recorded]) -> datetime | None:
    spans = held(history)
    return spans[-1].since if spans and spans[-1].until is None else None


def _both(text: str) -> Words:
    return Words(zh=text, en=text)


def _fields(matter: Matter, kind: Kind | None) -> list[tuple[Words, Words]]:
    known = {field.code: field for field in (kind.fields if kind else ())}
    shown = []
    for code, value in matter.fields.items():
        field = known.get(code)
        if field is None:
            shown.append((_both(code), _both(value)))
            continue
        names = {choice.code: choice.name for choice in field.choices}
        if value in names:
            shown.append((field.name, names[value]))
        else:
            shown.append((field.name, _both(f"{value} {field.unit}".strip())))
    return shown


def _passed_on(passed: HandOver, name_of: Callable[[str], str]) -> PassedOn:
    fact = passed.offer.fact
    return PassedOn(
        by=name_of(passed.offer.by),
        to=name_of(fact.to) if fact.to else fact.person,
        reason=fact.reason,
        note=fact.note,
        outcome=passed.outcome,
        settled_by=name_of(passed.settled_by),
        back=passed.reason,
    )


def _offer(
    matter: Matter, context: Context, patience: Patience, name_of: Callable[[str], str]
) -> OfferView | None:
    if matter.offer is None:
        return None
    fact = matter.offer.fact
    receiver = fact.to or matter.offer.by
    mine = context.acts_for(receiver) or may(context.actor.role, "lead_matter")
    return OfferView(
        by=name_of(matter.offer.by),
        to=name_of(fact.to) if fact.to else fact.person,
        reason=fact.reason,
        note=fact.note,
        offered_at=matter.offer.at,
        take_by=hand_over.take_by(matter.offer, patience),
        mine=mine,
    )


def acts(matter: Matter, history: list[Recorded], context: Context, quote: Quote) -> frozenset[str]:
    """The acts a person may try on a matter now: those the rules would not refuse whatever is typed."""
    trials = _trials(matter, history, context, quote)
    can = trials.keys() - refusals(matter, history, context, quote).keys()
    if _allowed(lambda: work.decide_reach_stage(matter, context)) or _blocked_by_paper(matter, context):
        can.add("reach_stage")
    if may(context.actor.role, "accept"):
        can.add("print")
    return frozenset(can)


def register_acts(matter: Matter, context: Context) -> frozenset[str]:
    """What may be done about the matter's entry in the register of first contacts now."""
    trials: dict[str, Callable[[], object]] = {
        "print_entry": lambda: register.decide_print_entry(matter, context, ""),
        "sign_entry": lambda: register.decide_sign_entry(matter, context),
    }
    return frozenset(act for act, trial in trials.items() if _allowed(trial))


def refusals(
    matter: Matter, history: list[Recorded], context: Context, quote: Quote
) -> dict[str, RuleBroken]:
    """The rules that refuse an act now whatever is typed, by act."""
    refused: dict[str, RuleBroken] = {}
    for name, trial in _trials(matter, history, context, quote).items():
        try:
            trial()
        except RuleBroken as broken:
            refused[name] = broken
    return refused


def _undoes(history: list[Recorded], context: Context) -> str:
    try:
        undone = work.decide_undo(history, context).undone
    except RuleBroken:
        return ""
    return next(entry.fact.type for entry in history if entry.fact_id.hex() == undone)


def _trials(
    matter: Matter, history: list[Recorded], context: Context, quote: Quote
) -> dict[str, Callable[[], object]]:
    paper = matter.owed[0].paper if matter.owed else ""
    unasked = next((each.paper for each in matter.owed if each.asked_at is None), paper)
    return {
        "answer": lambda: ending.decide_answer(matter, context, "x", "not_possible", tasks_left=True),
        "give_task": lambda: tasks.decide_give(matter, context, "x", Owner(staff_no="?"), context.today),
        "inform": lambda: ending.decide_inform(matter, context, "phone"),
        "close": lambda: ending.decide_close(matter, context),
        "withdraw": lambda: ending.decide_withdraw(matter, context, "x"),
        "hand_over": lambda: hand_over.decide_hand_over(
            matter, context, Receiver(person="x", phone="13900000001"), "customer_wish"
        ),
        "take": lambda: hand_over.decide_take(matter, context),
        "bounce": lambda: hand_over.decide_bounce(matter, context, "x"),
        "take_back": lambda: hand_over.decide_take_back(matter, context),
        "decide_handling": lambda: hand_over.decide_handling(matter, context, "?", "x"),
        "collect": lambda: work.decide_collect(matter, context, paper),
        "waive": lambda: work.decide_waive(matter, context, paper, "x"),
        "ask_waiver": lambda: work.decide_ask_waiver(matter, context, unasked, "x"),
        "pause": lambda: work.decide_pause(matter, context, PAUSE_REASONS[0].code),
        "resume": lambda: work.decide_resume(matter, context),
        "arrived": lambda: waiting.decide_arrived(matter, context, next(iter(matter.waiting_for), "")),
        "charge": lambda: charging.decide_charge(
            matter, context, quote, [(item.code, 1) for item in quote.items[:1]], "cash"
        ),
        "void": lambda: charging.require_voidable(matter, context),
        "invoice": lambda: charging.decide_invoice(matter, context, "told"),
        "boundary": lambda: charging.decide_boundary(matter, context, quote),
        "charge_slip": lambda: charging.decide_slip(matter, ""),
        "note": lambda: work.decide_note(matter, context, "x"),
        "first_contact": lambda: calls.require_answerable(matter, context),
        "correct": lambda: correct.decide_correct(matter, context, "remark", matter.remark + "x"),
        "letter": lambda: decide_letter(matter, context, "", ""),
        "undo": lambda: work.decide_undo(history, context),
        "reveal": lambda: revealing.decide_show(matter, context, revealing.REASONS[0]),
    }


def _allowed(trial: Callable[[], object]) -> bool:
    try:
        trial()
    except RuleBroken:
        return False
    return True


def _blocked_by_paper(matter: Matter, context: Context) -> bool:
    """Whether only an owed paper stands before the next stage: then trying says which."""
    try:
        work.decide_reach_stage(matter, context)
    except RuleBroken as error:
        return error.code == "paper_owed"
    return True
