"""An invented month played into a real station through its counter and its pad, and read back from its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from counter_tui.db import ledger, sql
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.visit import PressRefused
from counter_tui.domain.ids import made_at
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.visit.rating import OPEN_FOR, standing
from support.clerks_hall import Visit
from support.pressing import rated
from support.stations import WANG, SmallStation

_PINS = ("624019", "735128", "846230", "957341", "168452", "279563")
_WORDS = {
    "BZ501": {"content": "电费多了"},
    "BZ601": {"content": "半户没电"},
    "BZ701": {"content": "抄表不准"},
}


def _said(kind: str, place: int) -> dict[str, Any]:
    """What the form of a kind asks of a customer; each customer is another."""
    named = {"name": "王建国", "phone": f"138{place:08}", "address": f"和平路{place}号"}
    if kind in ("BZ101", "BZ301"):
        return {**named, "id_kind": "resident_id", "id_number": _identity(place)}
    return {**({} if kind == "BZ501" else named), "fields": _WORDS[kind]}


def _identity(place: int) -> str:
    """A resident's number with its check digit (GB 11643)."""
    digits = f"11010119900307{place:03}"
    total = sum(int(digit) * 2 ** (17 - at) for at, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


def play(small: SmallStation, visits: Iterable[Visit]) -> dict[str, Actor]:
    """Let everything happen at its instant; whoever served, by number."""
    visits, players = list(visits), {}
    for place, number in enumerate(sorted({each.clerk for each in visits})):
        if number != WANG.staff_no:
            small.services.staff.add(WANG, number, "方圆", "clerk", _PINS[place], f"139000{number:>05}")
        players[number] = Actor(number, "方圆", "clerk")
    acts: list[tuple[datetime, int, Callable[[], object]]] = []
    for place, visit in enumerate(visits):
        acts += [(at, place, act) for at, act in _Life(small, players[visit.clerk], visit, place).acts()]
    for at, _place, act in sorted(acts, key=lambda each: each[:2]):
        small.clock.set(at)
        act()
    small.clock.set(max(at for at, _place, _act in acts) + OPEN_FOR + timedelta(minutes=1))
    return players


@dataclass
class _Life:
    """One visit, act by act."""

    small: SmallStation
    clerk: Actor
    visit: Visit
    place: int
    draft: Draft | None = None

    def acts(self) -> list[tuple[datetime, Callable[[], object]]]:
        """What happens, and when."""
        visit = self.visit
        acts: list[tuple[datetime, Callable[[], object]]] = [
            (visit.opened_at, self._open),
            (visit.armed_at, self._submit),
        ]
        if visit.shown_at:
            acts.append((visit.shown_at, self._show))
        if visit.decided_at:
            acts.append((visit.decided_at, self._decide))
            for place, level in enumerate(visit.refused, start=1):
                acts.append((visit.decided_at + timedelta(seconds=place), partial(self._again, level)))
        return acts

    def _open(self) -> None:
        draft = self.small.services.drafts.new(self.clerk, kind=self.visit.kind)
        self.draft = draft.with_values(account=self.visit.account, **_said(self.visit.kind, self.place))

    def _submit(self) -> None:
        assert self.draft is not None
        self.small.services.acceptance.submit(self.clerk, self.draft)

    def _show(self) -> None:
        with self.small.services.pad.hold("turned") as hold:
            self.small.services.pad.show(hold, self._id)

    def _decide(self) -> None:
        pad, visit = self.small.services.pad, self.visit
        with pad.hold("turned") as hold:
            if visit.state == "rated":
                assert visit.level
                why = visit.reason if visit.level < 3 else ""
                pad.press(hold, self._id, visit.level, "" if why else visit.reason, visit.latency_ms)
                if why:
                    pad.say_why(hold, self._id, why)
            else:
                {"declined": pad.decline, "timed_out": pad.time_out}[visit.state](hold, self._id)

    def _again(self, level: int) -> None:
        rated(self.small.services, self._id, level)

    @property
    def _id(self) -> str:
        assert self.draft is not None
        return self.draft.visit


def kept(small: SmallStation) -> list[Visit]:
    """The visits that the station's tables have, in the order in which they were armed."""
    with small.services.base.store.reading() as connection:
        matters = {row.visit: row for row in sql.read(connection, MatterRow)}
        tokens = sql.read(connection, TokenRow, "ORDER BY armed_ms")
        pressed = ledger.of_types(connection, PressRefused.type)
    again: dict[bytes, list[int]] = defaultdict(list)
    for each in pressed:
        if isinstance(each.fact, PressRefused):
            again[each.subject.id].append(each.fact.level)
    now = small.clock.now()
    return [_visit(matters[row.visit], row, tuple(again[row.visit]), now) for row in tokens]


def _visit(matter: MatterRow, token: TokenRow, refused: tuple[int, ...], now: datetime) -> Visit:
    state = standing(token.state, from_ms(token.armed_ms), token.shown_ms is not None, now)
    return as_kept(
        Visit(
            clerk=token.clerk,
            kind=matter.kind,
            account=matter.account,
            opened_at=made_at(matter.matter_id),
            armed_at=from_ms(token.armed_ms),
            shown_at=None if token.shown_ms is None else from_ms(token.shown_ms),
            decided_at=None if token.decided_ms is None else from_ms(token.decided_ms),
            state=state,
            level=token.level,
            reason=token.reason,
            latency_ms=token.latency_ms,
            refused=refused,
        )
    )


def as_kept(visit: Visit) -> Visit:
    """A visit as exact as a ledger is; when a pad that failed was found does not matter."""
    failed = visit.state == "device_down"
    return replace(
        visit,
        opened_at=_whole(visit.opened_at),
        armed_at=_whole(visit.armed_at),
        shown_at=visit.shown_at and _whole(visit.shown_at),
        decided_at=None if failed else visit.decided_at and _whole(visit.decided_at),
    )


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
