"""Accepting a customer's request: what the form says while it is filled in, and the acceptance itself."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from counter_tui.db import drafts as draft_rows
from counter_tui.db import ledger
from counter_tui.db.reading import leading
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading, Writing
from counter_tui.db.subjects import VISIT
from counter_tui.domain import identity
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.door.models import Resource
from counter_tui.domain.enquiry.decide import carried_on
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.door import ResourceAwaited
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.facts.tasks import TaskGiven
from counter_tui.domain.facts.visit import TokenArmed
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.accept import decide_accept
from counter_tui.domain.matter.assess import assess, verdicts_of
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.peak import completion_of
from counter_tui.domain.matter.scan import read_scan
from counter_tui.domain.matter.whose import phone_owner
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.visit import rating
from counter_tui.services.customers.context import around_of
from counter_tui.services.customers.on_file import on_file_of, papers_given
from counter_tui.services.customers.whose import is_of, known_of, number_of
from counter_tui.services.enquiries import carried_from, carry_on
from counter_tui.services.lines.matters import matter_lines, paper_views, promises_ahead
from counter_tui.services.prices import quote_now
from counter_tui.services.station import Station, matter_subject, next_number, require_still_here
from counter_tui.services.views.acceptance import Accepted, Assessed
from counter_tui.services.voice.notices import require_read
from counter_tui.services.wording.assess import field_words
from counter_tui.services.wording.peak import say_completion


class AcceptanceService:
    """One identity paper is enough; everything else is owed with a date."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def kinds(self, typed: str) -> tuple[Kind, ...]:
        """The kinds that what was typed may mean, the likeliest first; all of them for nothing typed."""
        return queries.by_initials(self._station.rules.catalogue, typed)

    def scan(self, text: str) -> Mapping[str, str]:
        """What a reader or scanner sent, as values of a draft; empty when it is none of ours."""
        return read_scan(text, self._station.rules.day_of(self._station.clock.now()))

    def assess(self, actor: Actor, draft: Draft, picked: str = "") -> Assessed:
        """What the rules and the files make of the draft as it stands.

        ``picked`` is the account of the customer on file the clerk has said it is. Without it, a customer or a matter
        that only the phone points to is the customer's where the name does not say otherwise.
        """
        require(actor, "accept")
        station = self._station
        with station.store.reading() as connection:
            context = replace(station.context(actor), peak=station.peak(connection))
            made = assess(draft, context)
            number = number_of(made.verdicts, "id_number")
            if given := papers_given(station, connection, made.kind, number, context.today):
                made = assess(draft, context, given)
            known = known_of(
                connection, draft, made.verdicts, self._identity_key(number), station.rules.zone, picked
            )
            whose = known.whose
            rows = matter_rows.open_of_customer(
                connection, identity_key=whose.identity_key, account=whose.account, phone=whose.phone
            )
            lines = matter_lines(station, connection, [row for row in rows if is_of(row, whose)])
            quote = quote_now(station, connection, made.kind.code) if made.kind else None
        of_phone = [row.name for row in known.by_phone]
        of_phone += [row.customer_name for row in rows if whose.phone and row.customer_phone == whose.phone]
        owner = "" if picked in {row.account for row in known.by_phone} else phone_owner(draft.name, of_phone)
        return Assessed(
            draft=draft,
            assessment=made,
            words=field_words(made, draft),
            on_file=tuple(on_file_of(row) for row in known.found),
            open_matters=lines,
            promises=promises_ahead(made.promises, context.now),
            papers=paper_views(made.deferred, context.today),
            phone_of=mask_name(owner),
            picked=picked,
            whose=whose,
            quote=quote,
            peak=context.peak,
        )

    def _identity_key(self, number: str) -> str:
        return self._station.store.identity_key(number) if number else ""

    def submit(self, actor: Actor, draft: Draft, waits_for: Resource | None = None) -> Accepted:
        """Accept the draft: one transaction for the matter, the visit's token and the end of the draft.

        ``waits_for`` is what the station lacks for it: the matter is accepted all the same, and its promises run.
        A draft submitted again gives the matter it made the first time. Raises RuleBroken("draft_unfit") with the
        problems, "notices_unread", "not_allowed", or "staff_left".
        """
        station = self._station
        subject = matter_subject(draft.draft_id)
        with station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            known = fold(ledger.facts_of(connection, subject))
            if known is None:
                require_read(station, connection, actor, draft.draft_id)
                context = replace(station.context(actor), peak=station.peak(connection))
                fact = self._decide(connection, context, draft, subject.id)
                more: list[Fact] = [ResourceAwaited(resource=waits_for)] if waits_for else []
                if completion := _completion(draft, context):
                    more.append(completion)
                writing.append(subject, [fact, *more], actor.staff_no, history=())
                carry_on(writing, actor, draft, fact.number)
                number, kind = fact.number, fact.kind
                letter = any(paper.letter for paper in fact.deferred)
                self._arm(writing, actor, draft)
            else:
                number, kind = known.number, known.kind
                letter = any(paper.letter for paper in known.owed)
            draft_rows.discard(connection, subject.id)
        rated = queries.known_kind(station.rules.catalogue, kind)
        return Accepted(
            matter_id=draft.draft_id,
            number=number,
            visit=draft.visit,
            rated=bool(rated and rated.rated),
            again=known is not None,
            letter=letter,
        )

    def _decide(
        self, connection: Reading, context: Context, draft: Draft, matter_id: bytes
    ) -> MatterAccepted:
        station = self._station
        number = next_number(station, connection, context.today, matter_id)
        kind, paper = _whose_papers(draft, context)
        given = papers_given(station, connection, kind, paper, context.today)
        verdicts, key = verdicts_of(draft, context), self._identity_key(paper)
        whose = known_of(connection, draft, verdicts, key, station.rules.zone).whose
        near = around_of(connection, whose, context.now)
        accepted = decide_accept(draft, context, number, leading.lead(connection), given, near)
        enquiry = carried_from(connection, draft)
        return carried_on(accepted, enquiry, kind, context) if enquiry and kind else accepted

    def _arm(self, writing: Writing, actor: Actor, draft: Draft) -> None:
        """Arm the visit's rating token with the clerk who serves now, once a visit."""
        kind = queries.known_kind(self._station.rules.catalogue, draft.kind)
        visit = Subject(VISIT, bytes.fromhex(draft.visit))
        if kind and kind.rated and rating.fold(ledger.facts_of(writing.connection, visit)) is None:
            writing.append(visit, [TokenArmed(clerk=actor.staff_no, matter=draft.draft_id)], actor.staff_no)


def _completion(draft: Draft, context: Context) -> TaskGiven | None:
    later = assess(draft, context).later
    return completion_of(later, context, say_completion(later))


def _whose_papers(draft: Draft, context: Context) -> tuple[Kind | None, str]:
    """The kind whose papers may be on file, and the identity number of whom they would be."""
    kind = queries.known_kind(context.rules.catalogue, draft.kind) if draft.kind else None
    if not (draft.id_kind and draft.id_number.strip()):
        return kind, ""
    verdict = identity.check(draft.id_kind, draft.id_number, context.today)
    return kind, verdict.normalised if verdict.valid else ""
