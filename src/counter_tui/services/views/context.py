"""What the context strip is asked and what it says: frozen values."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Words
    from counter_tui.domain.outages import Standing
    from counter_tui.services.views.lines import MatterLine


class Whose(Struct, frozen=True):
    """Whose a request is as far as it is known: keys to ask the files by, never shown.

    ``identity_key`` is the keyed hash of the identity number on this PC, ``identity_marks`` those that every PC of the
    station knows it by; ``district`` the transformer district of the supply.
    """

    identity_key: str = ""
    identity_marks: tuple[str, ...] = ()
    account: str = ""
    phone: str = ""
    names: tuple[str, ...] = ()
    district: str = ""
    kind: str = ""

    @property
    def known(self) -> bool:
        """Whether there is anything to ask the files by."""
        return bool(self.identity_key or self.account or self.phone or self.district)


class Event(Struct, frozen=True):
    """How often something has happened in a district of late."""

    what: Words
    count: int


class OutageLine(Struct, frozen=True):
    """One outage of a district: its kind by code, from when until when where that is known, why, and who says so."""

    kind: str
    starts_at: datetime
    ends_at: datetime | None
    reason: str
    source: str
    reference: str


class OutagesKnown(Struct, frozen=True):
    """What is known of outages in a district, and by which list; of ``none`` and of an ``old`` one nothing is known.

    ``ahead`` go on now or begin within a week, the next first; ``past`` counts those of the last days that are over.
    ``by_line`` counts outages of which no district is known, so that they may be this one's.
    """

    standing: Standing
    taken_at: datetime | None = None
    source: str = ""
    ahead: tuple[OutageLine, ...] = ()
    past: int = 0
    by_line: int = 0


class Strip(Struct, frozen=True):
    """What is known around a request while it is typed.

    ``came`` are the customer's matters of late, the newest first; ``repeats`` those of them a request of this kind goes
    back to. ``events`` count what was taken down in the district of late, ``outages`` is what is known of those there.
    ``advice`` is how this customer is served; it changes nothing.
    """

    whose: Whose
    came: tuple[MatterLine, ...]
    repeats: tuple[MatterLine, ...]
    events: tuple[Event, ...]
    outages: OutagesKnown
    advice: tuple[Words, ...] = ()


class Linked(Struct, frozen=True):
    """A matter that another goes back to or, where it came ``later``, that goes back to it."""

    matter_id: str
    number: str
    short: str
    kind: Words
    accepted_at: datetime
    later: bool
