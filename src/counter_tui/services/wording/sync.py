"""Calls to the centre in words: what became of one, what waits here, and what is to be done when something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, ngettext
from counter_tui.services.wording.dates import say_moment

if TYPE_CHECKING:
    from counter_tui.services.views.sync import Called, Logged, SyncState

PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "not_reached": N_("the centre is not reached: look at the network, then at the address"),
        "not_trusted": N_(
            "who answers there is not the centre: its certificate is another one; tell whoever runs the centre"
        ),
        "timeout": N_("the line is too slow: it is tried again by itself"),
        "cut_off": N_("the line broke: it is tried again by itself"),
        "redirected": N_("somebody on the way answers instead of the centre: log in to the network first"),
        "no_message": N_("somebody on the way answers instead of the centre: log in to the network first"),
        "busy": N_("the centre has too much to do: it is tried again by itself"),
        "trouble": N_("the centre has a trouble of its own: it is tried again by itself"),
        "too_large": N_("something on the way lets nothing through: tell whoever runs the network"),
        "unsettled": N_("this PC and the centre did not come to terms: it is tried again by itself"),
        "revoked": N_(
            "the centre takes nothing from this PC any more: ask whoever runs it; nothing is lost here"
        ),
        "unknown_device": N_("the centre does not know this PC: have it enrolled again with a new code"),
        "unproven": N_("the centre does not know this PC's key: have it enrolled again with a new code"),
        "broken": N_("the centre cannot read what this PC sends: its program may be older than this one"),
        "code_unfit": N_(
            "the code is wrong, was used by another PC, or its 72 hours are over: ask for a new one"
        ),
        "other_station": N_("the code is for another station"),
        "letter_taken": N_("another PC of the station has this PC's letter at the centre already"),
        "wait": N_("too many wrong codes: try again in a minute"),
        "upgrade": N_("the centre asks for a newer program: upgrade this PC; facts go on being kept here"),
    }
)
"""What was wrong with a call, by its code."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "centre_missing": N_("This PC belongs to no centre: counter-tui sync enrol"),
        "sync_running": N_(
            "The centre is being called by another window or task of this PC; wait until it is over"
        ),
        "address_unfit": N_("{address} is no address of a centre: https://NAME or https://NAME:PORT"),
        "address_open": N_(
            "Others could read what goes to {address}: a centre that is not on this PC has https://"
        ),
        "authority_unfit": N_(
            "The file of the authority holds no certificate (PEM): ask whoever runs the centre"
        ),
        "authority_unreadable": N_("The file of the authority cannot be read: {file}"),
        "centre_not_heard": N_("This PC was not enrolled: {call_problem}. The same code serves again"),
        "centre_denied": N_("This PC was not enrolled: {call_problem}"),
        "centre_other_key": N_(
            "The centre's key is called {centre}, which is not what the code's sheet says: this PC does not belong to "
            "it. Ask whoever gave out the code"
        ),
    }
)


def say_call_problem(code: str) -> str:
    """What was wrong with a call and what to do; the code itself where a later centre has more of them."""
    return _(PROBLEMS[code]) if code in PROBLEMS else _("the centre refuses: {code}").format(code=code)


def say_centre(name: str) -> str:
    """The name of a centre's key as it stands on the sheet of a code."""
    return " ".join(name[at : at + 4] for at in range(0, len(name), 4))


def say_called(called: Called) -> str:
    """What became of a call, in a line; of one that failed and moved nothing no counts."""
    brought = ngettext("{count} fact sent", "{count} facts sent", called.sent).format(count=called.sent)
    came = ngettext("{count} taken", "{count} taken", called.taken).format(count=called.taken)
    amount = _("{up} up, {down} down").format(
        up=say_bytes(called.bytes_up), down=say_bytes(called.bytes_down)
    )
    if called.releases:
        words = ngettext("{count} release taken", "{count} releases taken", called.releases)
        came = _("{one}, {other}").format(one=came, other=words.format(count=called.releases))
    begun = {
        "done": _("The centre has everything"),
        "stopped": _("Stopped; the rest goes with the next call"),
    }.get(called.result) or _("Not done: {words}").format(words=say_call_problem(called.problem))
    facts = _("{one}, {other}").format(one=brought, other=came)
    moved = called.result == "done" or called.sent or called.taken or called.releases
    return "   ".join((begun, facts, amount) if moved else (begun, amount))


def say_logged(logged: Logged, now: datetime, zone: tzinfo) -> str:
    """A call that was made, in a line with its time."""
    return f"{say_moment(logged.at, now, zone)}   {say_called(logged.called)}"


APART = "   "
"""Stands between things that are told in one line, such as a day with its count and the next day."""


def say_state(state: SyncState, now: datetime, zone: tzinfo) -> list[str]:
    """How it stands, in lines; what belongs together in one is kept from the next by ``APART``."""
    never = _("none yet")
    answered = say_moment(state.answered_at, now, zone) if state.answered_at else never
    lines = [
        _("Centre {address}   key {name}").format(address=state.address, name=say_centre(state.centre)),
        _("Last answer: {at}").format(at=answered),
    ]
    if state.problem:
        called = say_moment(state.called_at, now, zone) if state.called_at else never
        lines.append(_("Last call: {at}: {words}").format(at=called, words=say_call_problem(state.problem)))
    if state.next_at > now:
        lines.append(_("Called next by itself: {at}").format(at=say_moment(state.next_at, now, zone)))
    if state.enrol_again:
        lines.append(
            _(
                "The centre asks to enrol this PC again, with a new code: counter-tui sync enrol {address} CODE"
            ).format(address=state.address)
        )
    waits = _("Not at the centre yet: {count}").format(count=state.unsent)
    lines.append(APART.join((waits, *_days(state.by_day))))
    amount = _("{up} up, {down} down").format(up=say_bytes(state.bytes_up), down=say_bytes(state.bytes_down))
    lines.append(_("Traffic in {month}: {amount}").format(month=state.month, amount=amount))
    return lines


def _days(by_day: Mapping[date, int]) -> list[str]:
    """How much waits of each day; of many days what is older than the last three in one."""
    days = sorted(by_day.items())
    older, last = (days[:-3], days[-3:]) if len(days) > 4 else ([], days)
    said = [f"{day.isoformat()} {count}" for day, count in last]
    if older:
        words = _("{count} older, from {day} on")
        said.insert(0, words.format(count=sum(count for _day, count in older), day=older[0][0].isoformat()))
    return said


def say_bytes(count: int) -> str:
    """An amount of bytes, in whole kilobytes from one on."""
    return f"{count} B" if count < 1024 else f"{count // 1024:,} KB"
