"""Accepting a customer's request: what the form says while it is filled in, and the acceptance itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from counter_tui.db import customers, ledger
from counter_tui.db import drafts as draft_rows
from counter_tui.db import matters as matter_rows
from counter_tui.db import station as station_rows
from counter_tui.db.customer_index import CustomerRow
from counter_tui.db.projections import VISIT
from counter_tui.db.store import Reading, Writing
from counter_tui.db.tables import MatterRow
from counter_tui.domain import identity
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.door.models import Resource
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.door import ResourceAwaited
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.facts.visit import TokenArmed
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.accept import decide_accept
from counter_tui.domain.matter.assess import assess
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.scan import read_scan
from counter_tui.domain.matter.whose import may_be_same, phone_owner
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.visit import rating
from counter_tui.services.lines import matter_lines, paper_views, promises_ahead
from counter_tui.services.notices import require_read
from counter_tui.services.on_file import on_file_of, papers_given
from counter_tui.services.station import Station, matter_subject, next_number, require_still_here
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

    def assess(self, actor: Actor, draft: Draft, picked: str = "") -> Assessed:
        """What the rules and the files make of the draft as it stands.

        ``picked`` is the account of the customer on file the clerk has said it is. Without it, a customer or a matter
        that only the phone points to is the customer's where the name does not say otherwise.
        """
        require(actor, "accept")
        station = self._station
        context = station.context(actor)
        made = assess(draft, context)
        with station.store.reading() as connection:
            sure, by_phone = self._on_file(connection, made.verdicts)
            number = _number(made.verdicts, "id_number")
            if given := papers_given(station, connection, made.kind, number, context.today):
                made = assess(draft, context, given)
            found = tuple({row.account: row for row in (*sure, *by_phone)}.values())[:_MOST_ON_FILE]
            certain = [row for row in found if row in sure or row.account == picked]
            mine = certain or [row for row in by_phone if may_be_same(draft.name, row.name)]
            key, phone = self._identity_key(made.verdicts), _number(made.verdicts, "phone")
            account = (
                _number(made.verdicts, "account") or picked or (mine[0].account if len(mine) == 1 else "")
            )
            rows = matter_rows.open_of_customer(connection, identity_key=key, account=account, phone=phone)
            names = [draft.name, *(row.name for row in certain)]
            lines = matter_lines(
                station, connection, [row for row in rows if _is_of(row, key, account, names)]
            )
        of_phone = [row.name for row in by_phone]
        of_phone += [row.customer_name for row in rows if phone and row.customer_phone == phone]
        owner = "" if picked in {row.account for row in by_phone} else phone_owner(draft.name, of_phone)
        return Assessed(
            draft=draft,
            assessment=made,
            words=field_words(made, draft),
            on_file=tuple(on_file_of(row) for row in found),
            open_matters=lines,
            promises=promises_ahead(made.promises, context.now),
            papers=paper_views(made.deferred, context.today),
            phone_of=mask_name(owner),
            picked=picked,
        )

    def _identity_key(self, verdicts: Mapping[str, identity.Verdict]) -> str:
        number = _number(verdicts, "id_number")
        return self._station.store.identity_key(number) if number else ""

    def _on_file(
        self, connection: Reading, verdicts: Mapping[str, identity.Verdict]
    ) -> tuple[tuple[CustomerRow, ...], tuple[CustomerRow, ...]]:
        """Customers on file the account and the identity point to, and those the phone points to."""
        found: dict[str, CustomerRow] = {}
        account = _number(verdicts, "account")
        if account and (row := customers.by_account(connection, account)) is not None:
            found[row.account] = row
        if number := _number(verdicts, "id_number"):
            found.update((row.account, row) for row in customers.by_identity(connection, number))
        phone = _number(verdicts, "phone")
        by_phone = tuple(customers.by_phone(connection, phone)) if phone else ()
        return tuple(found.values()), by_phone

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
                fact = self._decide(connection, actor, draft, subject.id)
                waits = [ResourceAwaited(resource=waits_for)] if waits_for else []
                writing.append(subject, [fact, *waits], actor.staff_no, history=())
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

    def _decide(self, connection: Reading, actor: Actor, draft: Draft, matter_id: bytes) -> MatterAccepted:
        station = self._station
        context = station.context(actor)
        number = next_number(station, connection, context.today, matter_id)
        given = papers_given(station, connection, *_whose_papers(draft, context), context.today)
        return decide_accept(draft, context, number, station_rows.lead(connection), given)

    def _arm(self, writing: Writing, actor: Actor, draft: Draft) -> None:
        """Arm the visit's rating token with the clerk who serves now, once a visit."""
        kind = queries.known_kind(self._station.rules.catalogue, draft.kind)
        visit = Subject(VISIT, bytes.fromhex(draft.visit))
        if kind and kind.rated and rating.fold(ledger.facts_of(writing.connection, visit)) is None:
            writing.append(visit, [TokenArmed(clerk=actor.staff_no, matter=draft.draft_id)], actor.staff_no)


def _is_of(row: MatterRow, identity_key: str, account: str, names: Iterable[str]) -> bool:
    """Whether the matter is of the customer with this identity or account, or by the name of the one with its phone."""
    sure = (identity_key and row.identity_key == identity_key) or (account and row.account == account)
    return bool(sure) or any(may_be_same(name, row.customer_name) for name in names)


def _whose_papers(draft: Draft, context: Context) -> tuple[Kind | None, str]:
    """The kind whose papers may be on file, and the identity number of whom they would be."""
    kind = queries.known_kind(context.rules.catalogue, draft.kind) if draft.kind else None
    if not (draft.id_kind and draft.id_number.strip()):
        return kind, ""
    verdict = identity.check(draft.id_kind, draft.id_number, context.today)
    return kind, verdict.normalised if verdict.valid else ""


def _number(verdicts: Mapping[str, identity.Verdict], field: str) -> str:
    verdict = verdicts.get(field)
    return verdict.normalised if verdict and verdict.valid else ""
