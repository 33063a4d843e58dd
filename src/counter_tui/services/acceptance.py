"""Accepting a customer's request: what the form says while it is filled in, and the acceptance itself."""

from __future__ import annotations

from collections.abc import Mapping

from counter_tui.db import customers, ledger
from counter_tui.db import drafts as draft_rows
from counter_tui.db import matters as matter_rows
from counter_tui.db import station as station_rows
from counter_tui.db.customer_index import CustomerRow
from counter_tui.db.projections import VISIT
from counter_tui.db.store import Reading, Writing
from counter_tui.domain import identity
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.facts.visit import TokenArmed
from counter_tui.domain.ids import make_number
from counter_tui.domain.matter.accept import decide_accept
from counter_tui.domain.matter.assess import assess
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.scan import read_scan
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.visit import rating
from counter_tui.services.lines import matter_lines, paper_views, promises_ahead
from counter_tui.services.on_file import on_file_of
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.views import Accepted, Assessed
from counter_tui.services.wording.assess import field_words

_MOST_ON_FILE = 5


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

    def assess(self, actor: Actor, draft: Draft) -> Assessed:
        """What the rules and the files make of the draft as it stands."""
        require(actor, "accept")
        station = self._station
        context = station.context(actor)
        made = assess(draft, context)
        with station.store.reading() as connection:
            found = self._on_file(connection, made.verdicts)
            rows = matter_rows.open_of_customer(
                connection,
                identity_key=self._identity_key(made.verdicts),
                account=_number(made.verdicts, "account") or (found[0].account if len(found) == 1 else ""),
                phone=_number(made.verdicts, "phone"),
            )
            lines = matter_lines(station, connection, rows)
        return Assessed(
            draft=draft,
            assessment=made,
            words=field_words(made, draft),
            on_file=tuple(on_file_of(row) for row in found),
            open_matters=lines,
            promises=promises_ahead(made.promises, context.now),
            papers=paper_views(made.deferred, context.today),
        )

    def _identity_key(self, verdicts: Mapping[str, identity.Verdict]) -> str:
        number = _number(verdicts, "id_number")
        return self._station.store.identity_key(number) if number else ""

    def _on_file(
        self, connection: Reading, verdicts: Mapping[str, identity.Verdict]
    ) -> tuple[CustomerRow, ...]:
        """Customers on file the typed numbers point to, the surest first."""
        found: dict[str, CustomerRow] = {}
        account = _number(verdicts, "account")
        if account and (row := customers.by_account(connection, account)) is not None:
            found[row.account] = row
        if number := _number(verdicts, "id_number"):
            found.update((row.account, row) for row in customers.by_identity(connection, number))
        if phone := _number(verdicts, "phone"):
            found.update((row.account, row) for row in customers.by_phone(connection, phone))
        return tuple(found.values())[:_MOST_ON_FILE]

    def submit(self, actor: Actor, draft: Draft) -> Accepted:
        """Accept the draft: one transaction for the matter, the visit's token and the end of the draft.

        A draft submitted again gives the matter it made the first time. Raises RuleBroken("draft_unfit") with the
        problems, or "not_allowed".
        """
        station = self._station
        subject = matter_subject(draft.draft_id)
        with station.store.writing() as writing:
            connection = writing.connection
            known = fold(ledger.facts_of(connection, subject))
            if known is None:
                fact = self._decide(connection, actor, draft, subject.id)
                writing.append(subject, [fact], actor.staff_no, history=())
                number, kind = fact.number, fact.kind
                self._arm(writing, actor, draft)
            else:
                number, kind = known.number, known.kind
            draft_rows.discard(connection, subject.id)
        rated = queries.known_kind(station.rules.catalogue, kind)
        return Accepted(
            matter_id=draft.draft_id,
            number=number,
            visit=draft.visit,
            rated=bool(rated and rated.rated),
            again=known is not None,
        )

    def _decide(self, connection: Reading, actor: Actor, draft: Draft, matter_id: bytes) -> MatterAccepted:
        station = self._station
        context = station.context(actor)
        day = context.today
        ordinal = matter_rows.next_ordinal(connection, station.device, day.strftime("%y%m%d"))
        number = make_number(station.code, station.device, day, ordinal, matter_id)
        return decide_accept(draft, context, number, station_rows.lead(connection))

    def _arm(self, writing: Writing, actor: Actor, draft: Draft) -> None:
        """Arm the visit's rating token with the clerk who serves now, once a visit."""
        kind = queries.known_kind(self._station.rules.catalogue, draft.kind)
        visit = Subject(VISIT, bytes.fromhex(draft.visit))
        if kind and kind.rated and rating.fold(ledger.facts_of(writing.connection, visit)) is None:
            writing.append(visit, [TokenArmed(clerk=actor.staff_no, matter=draft.draft_id)], actor.staff_no)


def _number(verdicts: Mapping[str, identity.Verdict], field: str) -> str:
    verdict = verdicts.get(field)
    return verdict.normalised if verdict and verdict.valid else ""
