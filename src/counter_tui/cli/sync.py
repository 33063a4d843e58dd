"""``sync``: call the company's centre, once or by the schedule; belong to it; say how it stands."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE, OF_CALL
from counter_tui.cli.options import Options
from counter_tui.cli.streams import is_terminal, remark, say, say_object
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.paths import named_path
from counter_tui.services.wording.releases import say_release
from counter_tui.services.wording.sync import say_called, say_centre, say_state

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.services.centre.releases import ReleaseState
    from counter_tui.services.views.sync import Called, SyncState

_LOOK = timedelta(minutes=1)
"""The clock is looked at so often while waiting: it may be put right, and the PC may sleep."""


def run(options: Options) -> int:
    """Do what was asked; without a command of its own, call."""
    with opened(options) as services:
        if options.action == "enrol":
            return _enrol(services, options)
        if options.action == "status":
            return _status(services, options)
        if options.once:
            return OF_CALL[_call(services, options).result]
        while True:
            _wait(services)
            _call_unless_others_do(services, options)


def _call(services: Services, options: Options) -> Called:
    called = services.sync.call_now()
    if options.json:
        say_object(_object_of_call(called))
    else:
        say(say_called(called))
    _call_hub(services, options, answered=called.result == "done")
    return called


def _call_hub(services: Services, options: Options, *, answered: bool) -> None:
    """Call the hub this PC has joined, where the centre did not answer or that is wished for anyway."""
    if services.hubs.is_wanted(answered=answered):
        from counter_tui.services.wording.hub import say_called as say_hub

        hub = services.hubs.call()
        if not options.json:
            say(say_hub(hub))


def _call_unless_others_do(services: Services, options: Options) -> None:
    try:
        _call(services, options)
    except RuleBroken as broken:
        if broken.code != "sync_running":
            raise
        time.sleep(_LOOK.total_seconds())


def _wait(services: Services) -> None:
    """Wait until the next call is due."""
    draw = random.random()
    services.sync.notice_line()
    while (left := services.sync.due(draw) - services.station.now()) > timedelta():
        time.sleep(min(left, _LOOK).total_seconds())
        services.sync.notice_line()


def _status(services: Services, options: Options) -> int:
    state = services.sync.state()
    if state is None:
        raise RuleBroken("centre_missing")
    if options.json:
        say_object(_object_of_state(state) | {"releases": list(map(_release, services.sync.releases()))})
    else:
        for line in say_state(state, services.station.now(), services.station.zone):
            say(line)
        for each in services.sync.releases():
            say(say_release(each))
    return DONE


def _enrol(services: Services, options: Options) -> int:
    actor = actor_of(services, options)
    if not options.fingerprint and not is_terminal():
        raise RuleBroken("options_missing", options="--fingerprint")
    authority = _certificate(options.ca) if options.ca else ""

    def is_right(name: str) -> bool:
        if options.fingerprint:
            told = "".join(sign for sign in options.fingerprint.lower() if sign.isalnum())
            return told == name
        remark(_("The centre's key is called {name}").format(name=say_centre(name)))
        answer = input(_("Does the sheet of the code say the same? (y/n)") + " ")
        return answer.strip().lower() in ("y", "yes", "是")

    state = services.sync.enrol(actor, options.address, options.code, authority, is_right)
    if options.json:
        say_object(_object_of_state(state))
    else:
        remark(_("This PC belongs to the centre now; the first call brings everything: sync --once"))
    return DONE


def _certificate(name: str) -> str:
    try:
        return named_path(name).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        raise RuleBroken("authority_unreadable", file=name) from None


def _object_of_call(called: Called) -> dict[str, object]:
    return {
        "result": called.result,
        "problem": called.problem or None,
        "sent": called.sent,
        "taken": called.taken,
        "epochs_opened": called.epochs,
        "bytes_up": called.bytes_up,
        "bytes_down": called.bytes_down,
        "releases": called.releases,
    }


def _release(state: ReleaseState) -> dict[str, object]:
    return {
        "kind": state.kind,
        "number": state.number,
        "title": state.title,
        "state": state.state,
        "reason": state.reason or None,
        "taken_at": _iso(state.taken_at),
        "valid_from": state.valid_from.isoformat() if state.valid_from else None,
        "expires": state.expires.isoformat() if state.expires else None,
        "expired": state.expired,
        "left_out": state.left_out,
    }


def _object_of_state(state: SyncState) -> dict[str, object]:
    return {
        "address": state.address,
        "centre": state.centre,
        "called_at": _iso(state.called_at),
        "answered_at": _iso(state.answered_at),
        "problem": state.problem or None,
        "failures": state.failures,
        "unsent": state.unsent,
        "unsent_by_day": {day.isoformat(): count for day, count in sorted(state.by_day.items())},
        "enrol_again": state.enrol_again,
        "month": state.month,
        "bytes_up": state.bytes_up,
        "bytes_down": state.bytes_down,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
