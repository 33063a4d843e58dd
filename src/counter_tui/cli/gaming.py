"""``stats flags``: which clerks' ratings of a month are to be looked into, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counter_tui.cli.acting import actor_of
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.services.views.gaming import CheckNote, FlagLine, GamingMonth, SampleLine


def run(services: Services, options: Options) -> None:
    """The flags of the month that was asked for, this month by default; with the drawn visits as one JSON object."""
    view = services.gaming.month(actor_of(services, options), options.month or "")
    if options.json:
        say_object(as_object(view))
        return
    from counter_tui.services.wording.gaming import name_of, say_check, say_flag

    now, zone = services.station.now(), services.station.zone
    for line in view.flags:
        said = [line.clerk_name, name_of(line.flag.rule, view.rules), say_flag(line.flag, view.rules)]
        if line.check is not None:
            said.append(say_check(line.check, now, zone))
        say("  ".join(said))
    remark(
        _("{month}: {tokens} visits, to look into {flags}, to call {calls}").format(
            month=view.month, tokens=view.tokens, flags=view.unchecked, calls=view.to_call
        )
    )


def as_object(view: GamingMonth) -> dict[str, Any]:
    """The month as plain values; ``docs/cli.md`` says what each is."""
    return {
        "month": view.month,
        "rules": view.rules.version,
        "tokens": view.tokens,
        "flags": [_flag(each, view) for each in view.flags],
        "samples": [_sample(each) for each in view.samples],
        "out_of_award": list(view.barred),
    }


def _flag(line: FlagLine, view: GamingMonth) -> dict[str, Any]:
    from counter_tui.services.wording.gaming import say_flag

    return {
        "clerk": line.clerk,
        "name": line.clerk_name,
        "rule": line.flag.rule,
        "why": say_flag(line.flag, view.rules),
        "signs": [
            {
                "rule": each.rule,
                "hits": len(each.hits),
                "of": each.of,
                "usual": round(each.usual, 4),
                "day": each.day.isoformat() if each.day else None,
            }
            for each in line.flag.signs
        ],
        "visits": [{"visit": each.visit, "number": each.number} for each in line.rows],
        "check": _check(line.check),
    }


def _check(note: CheckNote | None) -> dict[str, Any] | None:
    if note is None:
        return None
    return {
        "finding": note.finding,
        "words": note.words,
        "by": note.by,
        "at": note.at.isoformat(timespec="seconds"),
        "rules": note.rules,
    }


def _sample(line: SampleLine) -> dict[str, Any]:
    return {
        "visit": line.visit,
        "number": line.number,
        "clerk": line.clerk,
        "day": line.day.isoformat(),
        "level": line.level or None,
        "outcome": line.outcome,
        "words": line.words,
        "content": line.content or None,
        "tries": line.tries,
    }
