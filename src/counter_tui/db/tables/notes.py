"""The tables of what is local and no fact: what is being typed, and imports under way.

``seal`` is what ``db.notes`` makes of the other columns when it writes the row.
"""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


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


class CustomersSwitchedRow(Row, frozen=True):
    """Stands as long as the staged customers of a delivery, the file of this ``digest`` (SHA-256, hex), are on file."""

    TABLE: ClassVar[str] = "customer_switched"

    digest: str
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
