"""A person of the staff as the facts of all the station's PCs tell, with the wrong PINs given at this one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.absence import CameBack, StandInNamed
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.station import (
    PinReset,
    SignedIn,
    SignInRefused,
    StaffAdded,
    StaffLeft,
    StaffPhoneChanged,
)
from counter_tui.domain.facts.upkeep import PinRecovered
from counter_tui.domain.staff.pins import pin_mark, wait_after

OpenPin = Callable[[str, str], str | None]
"""Gives what is kept of a person's PIN from its seal, by the keys this PC holds; None where none of them opens it."""


class Person(Struct, frozen=True):
    """What the facts say of a person's row: also the wrong PINs in a row, and how often the row was written.

    ``pin_hash`` is what is kept of the PIN where a fact has it sealed; None where the facts have its mark alone, and
    empty where the PIN is known to other PCs only. A command of the shell forgets wrong PINs and leaves no fact of
    that, so a row may have been written once more for each time they were forgotten: ``unseen`` counts those of which
    facts cannot tell.
    """

    name: str
    role: str
    phone: str
    pin_mark: str = ""
    pin_hash: str | None = ""
    active: int = 1
    failures: int = 0
    wait_until_ms: int = 0
    written: int = 1
    unseen: int = 0

    def forgiven(self) -> Person:
        """The person once the wrong PINs are forgotten."""
        if not self.failures:
            return self
        return replace(self, failures=0, wait_until_ms=0, written=self.written + 1)

    def refused(self, failures: int, at: datetime) -> Person:
        """The person after another wrong PIN."""
        before = self.forgiven() if failures == 1 else self
        until = to_ms(at + wait_after(failures))
        return replace(before, failures=failures, wait_until_ms=until, written=before.written + 1)

    def given_pin(self, mark: str, pin_hash: str | None) -> Person:
        """The person with another PIN: wrong ones are forgotten with it, or were before."""
        unseen = self.unseen + bool(self.failures)
        return replace(
            self,
            pin_mark=mark,
            pin_hash=pin_hash,
            failures=0,
            wait_until_ms=0,
            written=self.written + 1,
            unseen=unseen,
        )


def fold_people(recorded: Iterable[Recorded], own: Container[bytes], open_pin: OpenPin) -> dict[str, Person]:
    """Everybody by staff number, from the facts about the station in whatever order they come.

    Who was added twice, which only two PCs that did not know of each other can do, is who was added first; of the same
    name the later PIN holds as after a reset. Signing in, and wrong PINs, count where they happened: ``own`` are this
    device's epochs. A PIN no key of this PC opens changes nothing here: the one before goes on.
    """
    told: dict[str, Person] = {}
    for entry in sorted(recorded, key=lambda each: each.order):
        fact, here = entry.fact, entry.epoch in own
        number = getattr(fact, "staff_no", "")
        before = told.get(number)
        if isinstance(fact, StaffAdded) and before is None:
            person = Person(fact.name, fact.role, fact.phone)
            told[number] = _with_pin(person, fact, here=here, open_pin=open_pin)
        elif before is not None:
            told[number] = _after(before, entry, here=here, open_pin=open_pin)
    return told


def _after(person: Person, entry: Recorded, *, here: bool, open_pin: OpenPin) -> Person:
    """A person after one more fact."""
    match entry.fact:
        case StaffLeft():
            return replace(person, active=0, written=person.written + 1)
        case StaffPhoneChanged(phone=phone):
            return replace(person, phone=phone, written=person.written + 1)
        case StandInNamed() | CameBack():
            return replace(person, written=person.written + 1)
        case StaffAdded(name=name) if name != person.name:
            return replace(person, written=person.written + 1)
        case StaffAdded() | PinReset() | PinRecovered() as fact:
            known = _pin_of(fact, here=here, open_pin=open_pin)
            if known is None:
                return replace(person, written=person.written + 1)
            return person.given_pin(*known)
        case SignedIn() if here:
            return person.forgiven()
        case SignInRefused(failures=failures) if here:
            return person.refused(failures, entry.at)
        case _:
            return person


def _with_pin(person: Person, fact: StaffAdded, *, here: bool, open_pin: OpenPin) -> Person:
    known = _pin_of(fact, here=here, open_pin=open_pin)
    return person if known is None else replace(person, pin_mark=known[0], pin_hash=known[1])


def _pin_of(
    fact: StaffAdded | PinReset | PinRecovered, *, here: bool, open_pin: OpenPin
) -> tuple[str, str | None] | None:
    """Mark and hash of a PIN as far as this PC has them; None where it has neither."""
    opened = open_pin(fact.staff_no, fact.pin_sealed) if fact.pin_sealed else None
    if opened is not None and pin_mark(opened) == fact.pin_mark:
        return fact.pin_mark, opened
    return (fact.pin_mark, None) if here else None
