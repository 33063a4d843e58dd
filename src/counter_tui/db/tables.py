"""The tables of the store. ``fact`` and ``epoch`` are the ledger; the rest is projected from it or kept beside it.

Each class is the row of one table, its fields in the order of the columns; the migrations make the tables and their
indexes. Instants are milliseconds since 1970 in UTC, days are ISO texts, ids and hashes are bytes. ``seal`` is what
``db.notes`` makes of the other columns when it writes the row.
"""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class EpochRow(Row, frozen=True):
    """One unbroken run of this or another device's facts; ``head_seq`` and ``head_hash`` are its newest fact."""

    TABLE: ClassVar[str] = "epoch"

    epoch: bytes
    device_id: bytes
    device_letter: str
    head_seq: int
    head_hash: bytes
    opened_ms: int
    reason: str
    parent_epoch: bytes | None = None
    parent_seq: int | None = None
    parent_hash: bytes | None = None


class FactRow(Row, frozen=True):
    """One fact of the ledger. ``body`` is None when it was erased; everything else never changes."""

    TABLE: ClassVar[str] = "fact"

    epoch: bytes
    seq: int
    fact_id: bytes
    subject_kind: str
    subject_id: bytes
    type: str
    version: int
    hlc: str
    wall_ms: int
    boot_id: bytes
    mono_ms: int
    clock_flag: str
    actor: str
    seen: bytes
    body: bytes | None
    body_hash: bytes
    hash: bytes


class StationRow(Row, frozen=True):
    """The station this store belongs to; one row. ``trusted_ms`` is when somebody last vouched for the date."""

    TABLE: ClassVar[str] = "station"

    k: int
    code: str
    name: str
    area: str
    profile: str
    demo: int
    device_id: bytes
    device_letter: str
    epoch: bytes
    trusted_ms: int


class StationKeyRow(Row, frozen=True):
    """A key by which the station proves its receipts; the one of the highest ``ordinal`` (from 1) is in use."""

    TABLE: ClassVar[str] = "station_key"

    ordinal: int
    key: bytes

    def __repr__(self) -> str:
        """Without the key."""
        return f"StationKeyRow({self.ordinal})"


class StaffRow(Row, frozen=True):
    """A person of the station's staff, with what signing in needs.

    While the person is away ``stand_in`` answers in his place; then ``absence`` says why, ``away_ms`` since when, and
    ``away_until`` the last day of it as far as that is known.
    """

    TABLE: ClassVar[str] = "staff"

    staff_no: str
    name: str
    initials: str
    role: str
    phone: str
    pin_hash: str
    active: int
    failures: int
    wait_until_ms: int
    rev: int
    stand_in: str = ""
    absence: str = ""
    away_ms: int | None = None
    away_until: str | None = None


class ContactRow(Row, frozen=True):
    """How a customer on file can be reached, as he said at the counter; ``contact`` is the account."""

    TABLE: ClassVar[str] = "contact"

    contact: bytes
    phone: str
    phone2: str
    phone_ms: int | None
    phone_by: str
    app: str
    e_bill: str
    asked_ms: int


class DraftRow(Row, frozen=True):
    """A request being taken down: local, never a fact, gone when it is submitted."""

    TABLE: ClassVar[str] = "draft"

    draft_id: bytes
    staff_no: str
    body: str
    saved_ms: int
    seal: int = 0


class BegunRow(Row, frozen=True):
    """What a person is typing into a question: local, never a fact, gone when it is answered.

    ``about`` is the id of the matter it is about, or the account of a customer on file: no number of one is the other.
    """

    TABLE: ClassVar[str] = "begun"

    about: bytes
    staff_no: str
    act: str
    body: str
    saved_ms: int
    seal: int = 0


class ImportRunRow(Row, frozen=True):
    """An unfinished import of customers: its delivery, and what its records up to ``last_account`` have changed."""

    TABLE: ClassVar[str] = "import_run"

    digest: str
    release_no: int
    staff_no: str
    last_account: str
    inserted: int
    changed: int
    unchanged: int
    warned: int
    rejected: int
    seal: int = 0


class NoteTallyRow(Row, frozen=True):
    """How many rows a table of notes has, by the name of the table, and the sum of their seals."""

    TABLE: ClassVar[str] = "note_tally"

    name: str
    count: int
    total: int


class MatterRow(Row, frozen=True):
    """What lists show of a matter: the fold of its facts, rewritten whenever one is added.

    ``word_ms`` is when somebody last said a word on it, while it runs.
    ``follow`` is what the first contact does next for the customer, ``follow_ms`` since or by when.
    """

    TABLE: ClassVar[str] = "matter"

    matter_id: bytes
    number: str
    kind: str
    state: str
    first_contact: str
    handler: str
    handler_outside: str
    offered_to: str
    offered_by: str
    offered_ms: int | None
    for_lead_ms: int | None
    ball: str
    ball_with: str
    customer_class: str
    customer_name: str
    customer_phone: str
    account: str
    identity_key: str
    visit: bytes
    device_letter: str
    local_day: str
    ordinal: int
    accepted_ms: int
    due_ms: int | None
    due_day: str | None
    due_provisional: int
    amber_ms: int | None
    paused: int
    owed: int
    owed_day: str | None
    stage: str
    answered_ms: int | None
    informed_ms: int | None
    ended_ms: int | None
    follow: str
    follow_ms: int | None
    touched_ms: int
    district: str
    word_ms: int | None
    head: bytes
    facts: int


class OutageListRow(Row, frozen=True):
    """When the newest list of outages was taken in, and who it is from."""

    TABLE: ClassVar[str] = "outage_list"

    outage_list: bytes
    taken_ms: int
    source: str


class OutageRow(Row, frozen=True):
    """An outage in one transformer district; ``place`` is folded, and empty for one of which only lines are known."""

    TABLE: ClassVar[str] = "outage"

    outage_list: bytes
    place: str
    source: str
    reference: str
    kind: str
    lines: str
    starts_ms: int
    ends_ms: int
    ends_known: int
    reason: str
    taken_ms: int


class PromiseRow(Row, frozen=True):
    """A promise given on a matter and what has become of it; ``kept`` is 1 or 0 once that is certain."""

    TABLE: ClassVar[str] = "promise"

    matter_id: bytes
    ordinal: int
    code: str
    standing: str
    due_ms: int
    due_day: str | None
    provisional: int
    paused: int
    met_ms: int | None
    kept: int | None


class DeferredRow(Row, frozen=True):
    """A paper accepted later on a matter, and where it stands; ``asked_ms`` while the lead has to decide on it."""

    TABLE: ClassVar[str] = "deferred_paper"

    matter_id: bytes
    ordinal: int
    paper: str
    name_zh: str
    name_en: str
    collector: str
    before_stage: str
    due_day: str
    state: str
    asked_ms: int | None


class EnquiryRow(Row, frozen=True):
    """A question at the counter and what became of it: answered, still open, or carried on as a matter."""

    TABLE: ClassVar[str] = "enquiry"

    enquiry_id: bytes
    topic: str
    state: str
    first_contact: str
    words: str
    asked_ms: int
    due_ms: int | None
    answered_ms: int | None
    seconds: int
    number: str
    head: bytes
    facts: int


class LeadCallRow(Row, frozen=True):
    """A call for the lead: a report upward or a conflict, and whether it was answered and the answer seen."""

    TABLE: ClassVar[str] = "lead_call"

    call_id: bytes
    kind: str
    caller: str
    lead: str
    screen: str
    field: str
    matter_id: bytes
    number: str
    words: str
    raised_ms: int
    due_ms: int | None
    answer: str
    answered_by: str
    answered_ms: int | None
    seen_ms: int | None
    head: bytes
    facts: int


class MatterTaskRow(Row, frozen=True):
    """A task of a matter: who does it by when, who gave it; ``open`` while it is not settled and the matter runs."""

    TABLE: ClassVar[str] = "matter_task"

    task_id: bytes
    matter_id: bytes
    owner: str
    unit: str
    unit_zh: str
    unit_en: str
    what: str
    due_day: str
    given_by: str
    state: str
    open: int


class GivenPaperRow(Row, frozen=True):
    """A paper the customer of a matter has given, by the identity shown; ``address`` is folded."""

    TABLE: ClassVar[str] = "given_paper"

    matter_id: bytes
    ordinal: int
    paper: str
    number: str
    identity_key: str
    account: str
    address: str
    given_ms: int


class MatterKeyRow(Row, frozen=True):
    """A text by which a matter is found: number, name, initials, reversed phone or account.

    ``shared`` is how many characters it begins with as the matter's key before it does, in their order: of the keys of
    one matter that begin with a text, only the first shares fewer characters than the text has. ``accepted_ms`` is that
    of the matter, so that the newest stand in the keys.
    """

    TABLE: ClassVar[str] = "matter_key"

    key: str
    matter_id: bytes
    shared: int
    accepted_ms: int


class MatterLinkRow(Row, frozen=True):
    """A matter that comes up again, and an earlier one it goes back to."""

    TABLE: ClassVar[str] = "matter_link"

    matter_id: bytes
    earlier: bytes


class TokenRow(Row, frozen=True):
    """The rating token of a visit and what became of it."""

    TABLE: ClassVar[str] = "rating_token"

    visit: bytes
    clerk: str
    series: str
    armed_ms: int
    state: str
    level: int | None
    reason: str
    decided_ms: int | None
    presses_refused: int
    head: bytes
    facts: int


class CardRow(Row, frozen=True):
    """A text of an answer card the station issued; ``reason`` says why it was withdrawn."""

    TABLE: ClassVar[str] = "card"

    card: bytes
    edition: int
    topics: str
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    source: str
    notice: str
    notice_edition: int
    from_day: str
    until_day: str | None
    reason: str
    issued_ms: int
    issued_by: str


class NoticeRow(Row, frozen=True):
    """A text of a notice; ``audience`` are roles between commas, ``over_day`` the first day it holds no more.

    ``last_day`` is the last day it holds, 9999-12-31 where it has none.
    """

    TABLE: ClassVar[str] = "notice"

    notice: bytes
    edition: int
    title: str
    summary: str
    text: str
    audience: str
    from_day: str
    until_day: str | None
    published_ms: int
    published_by: str
    over_day: str | None
    reason: str
    superseded_by: str
    last_day: str


class NoticeReadRow(Row, frozen=True):
    """Who has read which text of a notice, and when."""

    TABLE: ClassVar[str] = "notice_read"

    notice: bytes
    edition: int
    staff_no: str
    read_ms: int


class TellingRow(Row, frozen=True):
    """What of a card a customer was told; ``matter_id`` is empty where no matter is known.

    ``right_ms`` is when it was put right.
    """

    TABLE: ClassVar[str] = "telling"

    telling: bytes
    card: str
    edition: int
    how: str
    words: str
    matter_id: bytes
    enquiry: str
    told_ms: int
    told_by: str
    right_ms: int | None


class AttentionRow(Row, frozen=True):
    """A fact that did not fit when it was folded in, for a person to look at."""

    TABLE: ClassVar[str] = "attention"

    fact_id: bytes
    matter_id: bytes
    kind: str
    at_ms: int
    by: str


class ChargeRow(Row, frozen=True):
    """A line of a charge on a matter, by the charge's fact; the last columns are those of the whole charge.

    ``voided_by`` is the lead who decided it, ``invoice`` what became of the e-invoice of the matter's charges.
    """

    TABLE: ClassVar[str] = "charge"

    charge_id: bytes
    ordinal: int
    matter_id: bytes
    book: str
    item: str
    quantity: int
    unit_fen: int
    fen: int
    paid: str
    taken_by: str
    taken_ms: int
    voided_by: str
    voided_ms: int | None
    invoice: str
    invoice_by: str


class PriceBookRow(Row, frozen=True):
    """A book of prices that was taken in, in the order of ``ordinal``; ``digest`` is that of its items."""

    TABLE: ClassVar[str] = "price_book"

    ordinal: int
    version: str
    digest: str
    items: int
    valid_from: str
    taken_by: str
    taken_ms: int


class PriceItemRow(Row, frozen=True):
    """An item of a book of prices, as ``domain.price.book.PlainRow`` has it behind its version."""

    TABLE: ClassVar[str] = "price_item"

    version: str
    code: str
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    fen: int
    kinds: str
    source: str
    valid_from: str
    valid_to: str
