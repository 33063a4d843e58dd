"""Words of broken promises: who has the ball, by how much a limit was passed, what kind of limit it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.door import say_resource, say_unit
from counter_tui.services.wording.holder import CUSTOMERS, say_holder
from counter_tui.services.wording.promise import pause_words

if TYPE_CHECKING:
    from counter_tui.services.lines.balls import BallView
    from counter_tui.services.matter.breaches import BreachLedger, BreachLine

_PASSED = {
    "public": N_("Promise broken"),
    "internal": N_("Internal limit passed, the promise is not broken by that"),
    "ceiling": N_("Regulator's limit passed"),
}


def say_ball(ball: BallView) -> str:
    """Whose move it is: a name, and what for where that is not the work itself."""
    if ball.kind == "paused":
        reason = pause_words(ball.what)
        words = _("the customer, paused: {reason}") if ball.what in CUSTOMERS else _("paused: {reason}")
        return words.format(reason=reason)
    if ball.kind == "resource":
        return _("{unit}, brings {resource}").format(
            unit=say_unit(ball.what) or "?", resource=say_resource(ball.what)
        )
    ways = {
        "lead": _("the shift lead, to decide"),
        "offered": _("{name}, offered and not taken"),
        "first_contact": _("{name}, to tell the customer"),
        "outside": _("{name}, without a PC"),
        "task": _("{name}, for a task"),
        "unit": _("{name}, for a task"),
    }
    return ways.get(ball.kind, "{name}").format(name=ball.say(language()))


def say_late(late: timedelta) -> str:
    """By how much a limit was passed, in its two largest units, below a minute in seconds."""
    seconds = int(late.total_seconds())
    days, hours, minutes = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    return _("{count} min").format(count=minutes) if minutes else _("{seconds} s").format(seconds=seconds)


def say_passed(standing: str) -> str:
    """What it means that a limit of this standing was passed."""
    return _(_PASSED[standing])


def say_counts(ledger: BreachLedger) -> str:
    """How many promises were broken, and how many other limits passed."""
    words = [_("Promises broken: {count}").format(count=ledger.public)]
    if ledger.ceiling:
        words.append(_("regulator's limits passed: {count}").format(count=ledger.ceiling))
    words.append(_("internal limits passed: {count}").format(count=ledger.internal))
    return "   ".join(words)


def say_shares(line: BreachLine) -> str:
    """Who had used the time allowed, the most first."""
    return _(", ").join(f"{say_holder(share.ball)} {share.percent}%" for share in line.shares)


def say_owners(line: BreachLine, language: str) -> Iterable[str]:
    """Who runs the business and who answers for its service."""
    if line.business:
        yield _("business: {unit}").format(unit=line.business.say(language))
    if line.service:
        yield _("service: {unit}").format(unit=line.service.say(language))
