"""What happens to the station itself: its set-up, its people, its data."""

from __future__ import annotations

from typing import ClassVar, Literal

from counter_tui.domain.catalogue.models import AreaClass, Profile
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.role import Role


class StationOpened(Fact, frozen=True, kw_only=True):
    """The station's ledger was begun on this device; ``key_mark`` tells the key by which it proves its receipts."""

    type: ClassVar[str] = "StationOpened"

    code: str
    name: str
    area: AreaClass
    profile: Profile
    device: str
    demo: bool = False
    key_mark: str = ""


class StaffAdded(Fact, frozen=True, kw_only=True):
    """A person joined the station's staff.

    ``pin_mark`` is the digest of what is kept of the first PIN, a salted hash; ``pin_sealed`` is that hash, sealed by
    the station's key for its other PCs (``domain.staff.pin_seal``), empty where the writer had no such key.
    """

    type: ClassVar[str] = "StaffAdded"
    personal: ClassVar[frozenset[str]] = frozenset({"phone"})
    kept: ClassVar[frozenset[str]] = frozenset({"pin_sealed"})

    staff_no: str
    name: str
    role: Role
    phone: str = ""
    pin_mark: str = ""
    pin_sealed: str = ""


class PinReset(Fact, frozen=True, kw_only=True):
    """A person got a new PIN from a lead, or changed it; ``pin_mark`` and ``pin_sealed`` as in ``StaffAdded``."""

    type: ClassVar[str] = "PinReset"
    kept: ClassVar[frozenset[str]] = frozenset({"pin_sealed"})

    staff_no: str
    pin_mark: str = ""
    pin_sealed: str = ""


class StaffPhoneChanged(Fact, frozen=True, kw_only=True):
    """A person is reached at another phone from now on; empty: at none of the own."""

    type: ClassVar[str] = "StaffPhoneChanged"
    personal: ClassVar[frozenset[str]] = frozenset({"phone"})

    staff_no: str
    phone: str


class StaffLeft(Fact, frozen=True, kw_only=True):
    """A person left the station's staff and can sign in no more."""

    type: ClassVar[str] = "StaffLeft"

    staff_no: str


class SignedIn(Fact, frozen=True, kw_only=True):
    """A person signed in at this counter."""

    type: ClassVar[str] = "SignedIn"

    staff_no: str
    role: Role


class SignInRefused(Fact, frozen=True, kw_only=True):
    """Wrong PINs were given for a staff number; the count is that of the row of wrong ones so far."""

    type: ClassVar[str] = "SignInRefused"

    staff_no: str
    failures: int


class SettingChanged(Fact, frozen=True, kw_only=True):
    """A setting of the station was changed."""

    type: ClassVar[str] = "SettingChanged"

    key: str
    was: str
    now: str


class CustomersImported(Fact, frozen=True, kw_only=True):
    """Customers' master data came from a file: its digest and what became of its records.

    ``begun_by`` is who began it, where somebody else ended it. ``cut_off`` says that it was stopped in the middle and
    another file came after it: the counts are those of the records that were put on file, as far as it came.
    """

    type: ClassVar[str] = "CustomersImported"

    digest: str
    release_no: int
    inserted: int
    changed: int
    unchanged: int
    rejected: int
    warned: int = 0
    begun_by: str = ""
    cut_off: bool = False


class DataExported(Fact, frozen=True, kw_only=True):
    """Data left the station: what, how many rows, in which format; ``unmasked`` with the reason in ``reason``."""

    type: ClassVar[str] = "DataExported"

    what: str
    rows: int
    format: Literal["jsonl", "csv", "xlsx", "pdf"]
    unmasked: bool = False
    reason: str = ""


class CustomerShown(Fact, frozen=True, kw_only=True):
    """The full particulars of a customer on file were shown to somebody, as ``DetailsShown`` says of a matter's."""

    type: ClassVar[str] = "CustomerShown"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    account: str
    reason: str
    words: str = ""
    fields: tuple[str, ...] = ()


class PeakBegun(Fact, frozen=True, kw_only=True):
    """A lead switched peak mode on (高峰模式): the short form is enough until it is switched off, or the day ends."""

    type: ClassVar[str] = "PeakBegun"


class PeakEnded(Fact, frozen=True, kw_only=True):
    """A lead switched peak mode off before the end of the day."""

    type: ClassVar[str] = "PeakEnded"


class DateConfirmed(Fact, frozen=True, kw_only=True):
    """A lead vouched for the date of this PC: the wall clock's reading with which this fact was written."""

    type: ClassVar[str] = "DateConfirmed"


class StationCardSet(Fact, frozen=True, kw_only=True):
    """Who answers for the station, by staff number; the later one counts.

    ``deputy`` takes his place, empty where nobody does. ``phone`` is where the station is reached, ``every_days`` how
    many days may lie between two inspections of it.
    """

    type: ClassVar[str] = "StationCardSet"

    responsible: str
    deputy: str
    phone: str
    every_days: int
