"""``station card``: who answers for the station, shown and set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.services.wording.site_card import say_card_gap, say_rhythm

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.views.site_card import CardLine, CardView

_WEEK = 7


def card(services: Services, actor: Actor, options: Options) -> int:
    """Set the card where that was asked for; then the card and what it said before, one a line, the newest first."""
    view = services.site_card.view(actor)
    given = (options.responsible, options.deputy, options.phone, options.every_days)
    if options.set:
        view = services.site_card.set(actor, *_filled(view.card, options))
    elif any(each is not None for each in given):
        raise RuleBroken("options_missing", options="--set")
    if options.json:
        say_object(_object(view))
    else:
        for line in view.history:
            say(_line(line, services))
    for gap in view.gaps:
        remark(say_card_gap(gap))
    if view.due_on is not None:
        remark(_("next inspection by {day}").format(day=view.due_on.isoformat()))
    return DONE


def _filled(known: CardLine | None, options: Options) -> tuple[str, str, str, int]:
    """What was given, the rest as the card says it."""
    who, deputy, phone = (known.responsible, known.deputy, known.phone) if known else ("", "", "")
    given = options.every_days
    days: int = given if given is not None else known.every_days if known else _WEEK
    said = zip((options.responsible, options.deputy, options.phone), (who, deputy, phone), strict=True)
    who, deputy, phone = (old if new is None else new for new, old in said)
    return who, deputy, phone, days


def _line(line: CardLine, services: Services) -> str:
    at = f"{line.set_at.astimezone(services.station.zone):%Y-%m-%d %H:%M}"
    deputy = line.deputy_name or "-"
    rhythm = say_rhythm(line.every_days)
    return f"{at}  {line.responsible_name}  {deputy}  {line.phone}  {rhythm}  {line.set_by}"


def _object(view: CardView) -> dict[str, object]:
    return {
        "card": _said(view.card) if view.card else None,
        "gaps": list(view.gaps),
        "inspected_on": view.inspected_on.isoformat() if view.inspected_on else None,
        "due_on": view.due_on.isoformat() if view.due_on else None,
        "history": [_said(each) for each in view.history],
    }


def _said(line: CardLine) -> dict[str, object]:
    return {
        "responsible": line.responsible,
        "deputy": line.deputy,
        "phone": line.phone,
        "every_days": line.every_days,
        "set_by": line.set_by,
        "set_at": line.set_at.isoformat(),
    }
