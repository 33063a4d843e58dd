"""``close``: the reconciliation of a day; ``--close`` closes it, ``--check`` checks a printed sheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened, read_pin
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.domain.close.fingerprint import fingerprint
from counter_tui.domain.close.yuan import read_yuan
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.prices import PAYMENTS
from counter_tui.i18n import _
from counter_tui.services.wording.close import (
    say_cash,
    say_checked,
    say_figure,
    say_gap_whole,
    say_left,
    say_unnamed,
)

if TYPE_CHECKING:
    from datetime import tzinfo

    from counter_tui.bootstrap import Services
    from counter_tui.domain.close.models import Gap
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.close.paper import Checked
    from counter_tui.services.views.close import CloseView


def run(options: Options) -> int:
    """Show, close, print or check; 1 where a printed sheet no longer holds."""
    with opened(options) as services:
        actor = actor_of(services, options)
        if options.check:
            return _check(services, actor, options)
        day = options.date or services.station.now().astimezone(services.station.zone).date()
        if counts := _counts(options):
            services.close_day.count(actor, day, counts)
        if options.close:
            _close(services, actor, day, options)
        elif options.print:
            remark(services.close_day.print(actor, day).file)
        view, zone = services.close_day.view(actor, day), services.station.zone
    if options.json:
        say_object(_object(view, zone))
    else:
        _say(view)
    return DONE


def _counts(options: Options) -> dict[str, int]:
    typed = {paid: getattr(options, paid) for paid in PAYMENTS}
    return {paid: read_yuan(text) for paid, text in typed.items() if text is not None}


def _close(services: Services, actor: Actor, day: date, options: Options) -> None:
    """Close by the PIN of who acts, also in a demo station: a day is closed by nobody who was not asked."""
    if not options.staff or not options.pin_file:
        raise RuleBroken("actor_missing")
    services.close_day.close(actor, day, actor.staff_no, read_pin(options.pin_file))
    remark(services.close_day.print(actor, day).file)


def _check(services: Services, actor: Actor, options: Options) -> int:
    day, typed = options.check
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        raise RuleBroken("day_unfit") from None
    checked = services.close_day.check(actor, asked, typed)
    if options.json:
        say_object(_checked(checked))
    else:
        say(say_checked(checked))
        _say_findings(checked)
    return DONE if checked.verdict == "stands" else FOUND


def _say_findings(checked: Checked) -> None:
    from counter_tui.services.wording.doctor import say_finding

    for finding in checked.findings:
        say(f"  {say_finding(finding)}")


def _checked(checked: Checked) -> dict[str, object]:
    return {
        "day": checked.day.isoformat() if checked.day else None,
        "verdict": checked.verdict,
        "seq": checked.seq,
        "findings": [{"code": each.code, "where": each.where} for each in checked.findings],
    }


def _say(view: CloseView) -> None:
    sheet = view.sheet
    head = _("Day's close {day}: {left}")
    say(head.format(day=sheet.day.isoformat(), left=say_left(sheet)))
    for figure in sheet.figures:
        say(f"  {say_figure(figure)}")
        if figure.code == "charges":
            for cash in sheet.cash:
                say(f"      {say_cash(cash, money=view.money)}")
        for gap in figure.gaps:
            say(f"    ! {say_gap_whole(gap, money=view.money)}")
        if figure.unnamed:
            say(f"    ! {say_unnamed(figure)}")
    say(_("Fingerprint {print}, fact {seq}").format(print=view.fingerprint, seq=sheet.place.seq))
    if sheet.at is None:
        remark(_("This day is not closed."))


def _object(view: CloseView, zone: tzinfo) -> dict[str, object]:
    sheet = view.sheet
    return {
        "day": sheet.day.isoformat(),
        "closed_at": sheet.at.astimezone(zone).isoformat() if sheet.at else None,
        "closed_by": sheet.decided_by or None,
        "figures": [
            {
                "code": figure.code,
                "source": figure.counts is not None,
                "counts": dict(figure.counts or ()),
                "gaps": [_gap_object(gap, view) for gap in figure.gaps],
                "unnamed": figure.unnamed,
            }
            for figure in sheet.figures
        ],
        "cash": [
            {"paid": each.paid, "fen": each.fen if view.money else None, "counted": each.counted}
            for each in sheet.cash
        ],
        "after": [{"number": each.number, "facts": each.facts} for each in view.later],
        "unclosed": [each.isoformat() for each in view.unclosed],
        "epoch": sheet.place.epoch,
        "seq": sheet.place.seq,
        "hash": sheet.place.hash,
        "fingerprint": fingerprint(sheet.place.hash),
    }


def _gap_object(gap: Gap, view: CloseView) -> dict[str, object]:
    return {
        "key": gap.key,
        "what": gap.what,
        "name": gap.name,
        "fen": gap.fen if view.money else None,
        "words": gap.words or None,
        "by": gap.by or None,
    }
