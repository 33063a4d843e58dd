"""What happens to the store itself: brought back from a copy, gone on in a new epoch, opened again by the sheet."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact


class StationRestored(Fact, frozen=True, kw_only=True):
    """The store was brought back from a copy; the first fact of a new epoch.

    ``parent_epoch``, ``parent_seq`` and ``parent_hash`` (hex) are the end of the ledger in the copy. ``store_read``
    says whether the store that was set aside (``aside``) could be read; then ``facts_left``, ``since`` and
    ``matters_left`` tell what is in it and not in the copy. ``ordinals`` are, by day (yymmdd), the numbers of matters
    that may have been given after the copy was made and must not be given again.
    """

    type: ClassVar[str] = "StationRestored"

    copy_name: str
    parent_epoch: str
    parent_seq: int
    parent_hash: str
    aside: str = ""
    store_read: bool = False
    facts_left: int = 0
    since: datetime | None = None
    matters_left: tuple[str, ...] = ()
    ordinals: dict[str, int] = {}


class LedgerContinued(Fact, frozen=True, kw_only=True):
    """This PC's ledger goes on in a new epoch, of which this is the first fact.

    ``rewound``: the centre had more of the epoch before than this PC, which had been put back from an older copy.
    ``branched``: the centre had other facts behind ``parent_seq``; the ``moved`` facts of this PC that stood there,
    up to the one with the hash ``moved_hash``, follow as they were. ``witnessed``: the same of facts of another PC's
    epoch; this fact is not the first of one then. ``machine_changed``: the store woke up on another
    machine. Hashes and ids are hex.
    """

    type: ClassVar[str] = "LedgerContinued"

    reason: Literal["rewound", "branched", "witnessed", "machine_changed"]
    parent_epoch: str
    parent_seq: int
    parent_hash: str
    moved: int = 0
    moved_hash: str = ""


class OrderObeyed(Fact, frozen=True, kw_only=True):
    """This PC did what the company's centre ordered by its signed order of this number.

    ``read_again``: the station's feed is read from its beginning. ``enrol_again``: people are asked to enrol the PC
    with a new code. A PC that was ordered to destroy its store has no ledger to say so in.
    """

    type: ClassVar[str] = "OrderObeyed"

    number: int
    what: Literal["read_again", "enrol_again"]


class PinRecovered(Fact, frozen=True, kw_only=True):
    """A lead or head who had forgotten the PIN got a new one by the recovery sheet of the store, nobody else's help.

    ``pin_mark`` and ``pin_sealed`` as in ``StaffAdded``.
    """

    type: ClassVar[str] = "PinRecovered"
    kept: ClassVar[frozenset[str]] = frozenset({"pin_sealed"})

    staff_no: str
    pin_mark: str = ""
    pin_sealed: str = ""


class PassphraseSet(Fact, frozen=True, kw_only=True):
    """From now on the store opens only with the station's passphrase; nothing of it is kept."""

    type: ClassVar[str] = "PassphraseSet"


class PassphraseChanged(Fact, frozen=True, kw_only=True):
    """The station has another passphrase."""

    type: ClassVar[str] = "PassphraseChanged"


class PassphraseRemoved(Fact, frozen=True, kw_only=True):
    """The store opens without a passphrase again."""

    type: ClassVar[str] = "PassphraseRemoved"


class SearchIndexRenewed(Fact, frozen=True, kw_only=True):
    """The customers' search index was made anew where it did not fit its seals or its customers.

    Written with the taking out of so many ``parts``; ``customers`` stand in none then. ``found`` is how often the
    doctor named what, by its codes: what was changed past the program may show in nothing else afterwards.
    """

    type: ClassVar[str] = "SearchIndexRenewed"

    parts: int
    customers: int
    found: dict[str, int] = {}
