"""The people of the station: who they are, signing in, and their PINs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from counter_tui.db import drafts as draft_rows
from counter_tui.db import people, station_keys
from counter_tui.db.reading import leading
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Writing
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.station import PinReset, SignedIn, SignInRefused
from counter_tui.domain.staff.pins import pin_mark, require_strong, wait_after, wait_left
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_code
from counter_tui.services.staff.people import added, new_person, role_of
from counter_tui.services.staff.pin_hashing import hash_pin, verify_pin
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.views.staff import StaffView

_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""A PIN nobody has: checking against it takes as long as checking a real one."""


class StaffService:
    """Adding people, signing them in, and letting them go."""

    def __init__(self, station: Station, demo_pins: dict[str, str] | None = None) -> None:
        self._station = station
        self._demo_pins = demo_pins or {}

    def list(self, *, include_left: bool = False) -> tuple[StaffView, ...]:
        """The staff by number; with their PINs on a demo station only."""
        with self._station.store.reading() as connection:
            open_by, drafts_of = matter_rows.open_counts(connection), draft_rows.counts(connection)
            rows = [row for row in people.everybody(connection) if row.active or include_left]
        return tuple(
            self._view(row, open_by.get(row.staff_no, 0), drafts_of.get(row.staff_no, 0)) for row in rows
        )

    def sign_in(self, staff_no: str, pin: str) -> Actor:
        """The person with this number and PIN, who from now on acts at this counter.

        Raises RuleBroken("sign_in_refused") for a wrong number or PIN, with the seconds to wait before the next try,
        RuleBroken("sign_in_wait") while that time runs, RuleBroken("pin_not_here") where only other PCs of the station
        know the PIN.
        """
        return self._let_in(staff_no, pin, at_counter=True)

    def identify(self, staff_no: str, pin: str) -> Actor:
        """The person with this number and PIN, for one command of the shell: nobody takes the counter or the lead.

        Raises what ``sign_in`` raises.
        """
        return self._let_in(staff_no, pin, at_counter=False)

    def _let_in(self, staff_no: str, pin: str, *, at_counter: bool) -> Actor:
        number = fold_code(staff_no)
        while True:
            row = self._tried(number, pin)
            with self._station.store.writing() as writing:
                if not _unchanged(writing, row):
                    continue
                actor = Actor(row.staff_no, row.name, role_of(row.role))
                if row.failures or row.wait_until_ms:
                    people.keep_tries(writing.connection, number, 0, 0)
                if at_counter:
                    self._append(writing, SignedIn(staff_no=number, role=actor.role), number)
                return actor

    def _tried(self, number: str, pin: str) -> StaffRow:
        """The person's row as it was when the PIN was found right.

        The PIN is checked outside any transaction, because that takes long. Its outcome counts only when the row is
        still the same inside one: tries from many windows wait for each other, a person who has left or whose PIN was
        reset meanwhile is not let in. Raises what ``sign_in`` raises.
        """
        while True:
            with self._station.store.reading() as connection:
                row = people.person(connection, number)
                last = people.last_refused(connection, number) if row and row.failures else None
            if row is None or not row.active:
                verify_pin(fold_code(pin), _NOBODY)
                raise RuleBroken("sign_in_refused", failures=0, wait_seconds=0)
            left = self._wait_left(row, last)
            if left > timedelta(0):
                raise RuleBroken("sign_in_wait", wait_seconds=int(left.total_seconds()) + 1)
            if not row.pin_hash:
                raise RuleBroken("pin_not_here")
            if verify_pin(fold_code(pin), row.pin_hash):
                return row
            with self._station.store.writing() as writing:
                if not _unchanged(writing, row):
                    continue
                failures, wait = row.failures + 1, wait_after(row.failures + 1)
                at = self._append(writing, SignInRefused(staff_no=number, failures=failures), number)
                people.keep_tries(writing.connection, number, failures, to_ms(at + wait))
            raise RuleBroken("sign_in_refused", failures=failures, wait_seconds=int(wait.total_seconds()))

    def _wait_left(self, row: StaffRow, last: tuple[bytes, int] | None) -> timedelta:
        """How much of the wait after the person's wrong PINs is left."""
        pen, clock = self._station.store.pen, self._station.clock
        since = clock.monotonic_ms() - last[1] if last and last[0] == pen.boot_id else -1
        by_date = from_ms(row.wait_until_ms) - clock.now()
        return wait_left(row.failures, by_date, timedelta(milliseconds=since) if since >= 0 else None)

    def find(self, staff_no: str) -> Actor:
        """The active person with this number. Raises RuleBroken("staff_unknown")."""
        with self._station.store.reading() as connection:
            row = people.person(connection, fold_code(staff_no))
        if row is None or not row.active:
            raise RuleBroken("staff_unknown", staff_no=fold_code(staff_no))
        return Actor(row.staff_no, row.name, role_of(row.role))

    def add(self, actor: Actor, staff_no: str, name: str, role: str, pin: str, phone: str = "") -> StaffView:
        """Add a person with a first PIN.

        The phone may stay empty: it stands on the receipts of those for whom the person answers. Raises RuleBroken:
        "staff_no_unfit", "staff_no_taken", "name_missing", "staff_name_too_long", "role_unknown", "phone_unfit" with
        the verdict, or a PIN rule's code.
        """
        # Loaded here: signing in has no number to judge.
        from counter_tui.domain.staff.phone import checked_phone

        require(actor, "manage_staff")
        station = self._station
        today, salt = station.rules.day_of(station.clock.now()), station.store.pen.random(16)
        row = new_person(staff_no, name, role, pin, checked_phone(phone, today), salt)
        with self._station.store.writing() as writing:
            if people.person(writing.connection, row.staff_no) is not None:
                raise RuleBroken("staff_no_taken", staff_no=row.staff_no)
            people.add(writing.connection, row)
            sealed = station_keys.sealed_pin(writing.connection, row.staff_no, row.pin_hash)
            self._append(writing, added(row, sealed), actor.staff_no)
        return self._view(row, 0)

    def reset_pin(self, actor: Actor, staff_no: str, pin: str) -> None:
        """Give a person a new PIN. Raises RuleBroken("staff_unknown") or a PIN rule's code."""
        require(actor, "manage_staff")
        self._set_pin(actor, fold_code(staff_no), pin)

    def change_pin(self, actor: Actor, old: str, new: str) -> None:
        """A person changes the own PIN.

        A wrong old PIN counts as a wrong one at sign-in: raises what ``sign_in`` raises, or a PIN rule's code.
        """
        require_strong(fold_code(new), actor.staff_no)
        self._tried(actor.staff_no, old)
        self._set_pin(actor, actor.staff_no, new)

    def _set_pin(self, actor: Actor, staff_no: str, pin: str) -> None:
        require_strong(fold_code(pin), staff_no)
        encoded = hash_pin(fold_code(pin), self._station.store.pen.random(16))
        with self._station.store.writing() as writing:
            row = people.person(writing.connection, staff_no)
            if row is None or not row.active:
                raise RuleBroken("staff_unknown", staff_no=staff_no)
            people.give_pin(writing.connection, staff_no, encoded)
            sealed = station_keys.sealed_pin(writing.connection, staff_no, encoded)
            fact = PinReset(staff_no=staff_no, pin_mark=pin_mark(encoded), pin_sealed=sealed)
            self._append(writing, fact, actor.staff_no)

    def change_phone(self, actor: Actor, staff_no: str, phone: str) -> bool:
        """A person is reached at another phone, empty at none of the own; whether that was another than before.

        Receipts printed from then on show it. Raises RuleBroken("staff_left") for who acts, "staff_unknown", and what
        ``domain.staff.phone.decide_phone`` raises.
        """
        # Loaded here: signing in has no number to judge.
        from counter_tui.domain.staff.phone import decide_phone

        require(actor, "manage_staff")
        station, number = self._station, fold_code(staff_no)
        today = station.rules.day_of(station.clock.now())
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            row = people.person(writing.connection, number)
            who = people.colleague(row)
            if row is None or who is None:
                raise RuleBroken("staff_unknown", staff_no=number)
            fact = decide_phone(actor, who, row.phone, phone, today)
            if fact is None:
                return False
            people.give_phone(writing.connection, number, fact.phone)
            self._append(writing, fact, actor.staff_no)
            return True

    def leave(self, actor: Actor, staff_no: str) -> int:
        """A person leaves the staff; the drafts go to whoever records it, and their number is given back.

        So no customer's particulars lie where nobody can reach them, and nothing typed is lost. Raises RuleBroken:
        "holds_matters" while the person handles matters, answers for them or is offered them, "stands_in" while he
        stands in for somebody (``AbsenceService.leave`` gives both away in the same act), and what
        ``require_may_leave`` and ``require_nothing_held`` raise.
        """
        # Loaded here: nobody signs in by it.
        from counter_tui.services.staff.held import require_nothing_held
        from counter_tui.services.staff.leaving import let_go, require_may_leave

        require(actor, "manage_staff")
        number = fold_code(staff_no)
        with self._station.store.writing() as writing:
            row = require_may_leave(writing, actor, number)
            held = matter_rows.open_counts(writing.connection).get(number, 0)
            if held and not row.stand_in:
                raise RuleBroken("holds_matters", count=held)
            if matter_rows.in_hand(writing.connection, number):
                raise RuleBroken("holds_matters", count=held)
            require_nothing_held(writing.connection, number, matters=False)
            if not row.stand_in and leading.standing_now(writing.connection).stands_in_for(number):
                raise RuleBroken("stands_in", to=number)
            return let_go(self._station, writing, actor, number)

    def _append(self, writing: Writing, fact: Fact, actor: str) -> datetime:
        return writing.append(self._station.subject, [fact], actor)[0].at

    def _view(self, row: StaffRow, open_matters: int, drafts: int = 0) -> StaffView:
        return StaffView(
            staff_no=row.staff_no,
            name=row.name,
            role=role_of(row.role),
            phone=row.phone,
            active=bool(row.active),
            initials=row.initials,
            open_matters=open_matters,
            drafts=drafts,
            pin=self._demo_pins.get(row.staff_no, "") if self._station.demo else "",
            stand_in=row.stand_in,
            absence=row.absence,
            away_until=date.fromisoformat(row.away_until) if row.away_until else None,
        )


def _unchanged(writing: Writing, row: StaffRow) -> bool:
    now = people.person(writing.connection, row.staff_no)
    return now is not None and now.rev == row.rev
