"""The station, its people, the shift and calls to the lead."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui.domain.facts.calls import Place
from counter_tui.domain.staff.roles import may
from support.clocks import NOON
from support.roles.people import ALL_PINS, HEAD
from support.roles.ready import plain
from support.roles.trying import DUE, Calls, Ready, Trying
from support.stations import LI, WANG


def _with_person(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        number = t.added()
        return lambda: call(t, number)

    return ready


def _with_unit(t: Trying) -> Ready:
    unit = t.services.units.enter(WANG, f"U{t.actor.staff_no}", name="公交", answers="站台")
    return lambda: t.services.units.drop(t.actor, unit.code)


def _with_call(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        known = t.services.calls.new(LI)
        caller = t.actor if may(t.actor.role, "write") else LI
        t.services.calls.report(caller, known, "打印机坏了", Place(screen="home"))
        return lambda: call(t, known)

    return ready


def _noted_away(t: Trying) -> Ready:
    """Somebody else has noted that the actor is away."""
    lead, stand_in = (HEAD if t.actor == WANG else WANG), ("103" if t.actor == LI else "102")
    if t.services.calls.lead_now() == t.actor.staff_no:
        own = ALL_PINS[t.actor.staff_no]
        t.services.shift.take(
            WANG, lead.staff_no, ALL_PINS[lead.staff_no], t.actor.staff_no, t.actor.staff_no, own
        )
    t.services.absences.away(lead, t.actor.staff_no, stand_in, "leave")
    return lambda: t.services.absences.back(t.actor, t.actor.staff_no)


def _copied(t: Trying) -> object:
    t.services.shift.set_roster(WANG, NOON.date(), {"101": "lead"}, "106")
    return t.services.shift.copied(t.actor, DUE)


def _taken(t: Trying) -> None:
    """The head and the lead hand the shift to each other, whoever sits at the PC."""
    was = t.services.calls.lead_now()
    to = next(each for each in (WANG.staff_no, HEAD.staff_no) if each != was)
    t.services.shift.take(t.actor, to, ALL_PINS[to], was, was, ALL_PINS[was])


CALLS: Calls = {
    "station.confirm_date": plain(lambda t: t.services.station.confirm_date(t.actor)),
    "station.switch_peak": plain(
        lambda t: t.services.station.switch_peak(t.actor, on=not t.services.station.view().peak)
    ),
    "staff.add": plain(
        lambda t: t.services.staff.add(t.actor, f"8{t.actor.staff_no}", "新人", "clerk", "385027")
    ),
    "staff.reset_pin": _with_person(lambda t, n: t.services.staff.reset_pin(t.actor, n, "496138")),
    "staff.change_phone": _with_person(lambda t, n: t.services.staff.change_phone(t.actor, n, "13900000105")),
    "staff.leave": _with_person(lambda t, n: t.services.staff.leave(t.actor, n)),
    "absences.away": _with_person(lambda t, n: t.services.absences.away(t.actor, n, "103", "ill")),
    "absences.leave": _with_person(lambda t, n: t.services.absences.leave(t.actor, n, "103")),
    "absences.back": _noted_away,
    "staff.change_pin": plain(
        lambda t: t.services.staff.change_pin(t.actor, ALL_PINS[t.actor.staff_no], ALL_PINS[t.actor.staff_no])
    ),
    "site_card.view": plain(lambda t: t.services.site_card.view(t.actor)),
    "site_card.set": plain(
        lambda t: t.services.site_card.set(t.actor, "101", "102", f"6{t.actor.staff_no}", 7)
    ),
    "units.enter": plain(lambda t: t.services.units.enter(t.actor, "METERING", phone=f"6{t.actor.staff_no}")),
    "units.drop": _with_unit,
    "calls.new": plain(lambda t: t.services.calls.new(t.actor)),
    "calls.view": plain(lambda t: t.services.calls.view(t.actor)),
    "calls.report": plain(
        lambda t: t.services.calls.report(t.actor, t.services.calls.new(LI), "坏了", Place(screen="home"))
    ),
    "calls.conflict": plain(lambda t: t.services.calls.conflict(t.actor, Place(screen="home"))),
    "calls.note": _with_call(lambda t, c: t.services.calls.note(t.actor, c, "拍桌子")),
    "calls.notes": _with_call(lambda t, c: t.services.calls.notes(t.actor, c)),
    "calls.seen": _with_call(lambda t, c: t.services.calls.seen(t.actor, c)),
    "calls.answer": _with_call(lambda t, c: t.services.calls.answer(t.actor, c, "换一台")),
    "shift.view": plain(lambda t: t.services.shift.view(t.actor)),
    "shift.coverage": plain(lambda t: t.services.shift.coverage(t.actor)),
    "shift.rosters": plain(lambda t: t.services.shift.rosters(t.actor, NOON.date())),
    "shift.copied": plain(_copied),
    "shift.set_roster": plain(
        lambda t: t.services.shift.set_roster(t.actor, DUE, {"101": "lead", "102": "counter"}, "106")
    ),
    "shift.take": plain(_taken),
    "shift.open_hall": plain(lambda t: t.services.shift.open_hall(t.actor)),
    "shift.give_skill": plain(lambda t: t.services.shift.give_skill(t.actor, "103", "billing")),
    "shift.withdraw_skill": plain(lambda t: t.services.shift.withdraw_skill(t.actor, "103", "billing")),
}
