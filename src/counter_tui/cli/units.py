"""``units``: the directory of the company's units and of bodies outside it, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _
from counter_tui.services.wording.units import say_side, say_unit_line

if TYPE_CHECKING:
    from counter_tui.domain.units.directory import Unit

_TEXTS = ("name", "answers", "phone", "person", "hours")


def run(options: Options) -> int:
    """Show the directory, or do what is asked with one unit."""
    with opened(options) as services:
        if options.action == "list":
            side = True if options.outside else False if options.company else None
            for unit in services.units.list(outside=side):
                _show(unit, options)
            return DONE
        actor = actor_of(services, options)
        if options.action == "drop":
            services.units.drop(actor, options.code)
            remark(_("{unit} was taken out.").format(unit=options.code))
            return DONE
        known = {unit.code: unit for unit in services.units.list()}.get(options.code.upper())
        given = {text: getattr(options, text) for text in _TEXTS}
        kept = {text: _kept(known, text) if value is None else value for text, value in given.items()}
        outside = options.outside or (known.outside if known else False)
        _show(services.units.enter(actor, options.code, outside=outside, **kept), options)
    return DONE


def _kept(known: Unit | None, text: str) -> str:
    """What stands in the directory already, where an option was not given."""
    if known is None:
        return ""
    value = getattr(known, text)
    return value if isinstance(value, str) else value.zh


def _show(unit: Unit, options: Options) -> None:
    if options.json:
        say_object(
            {
                "code": unit.code,
                "outside": unit.outside,
                "name": {"zh": unit.name.zh, "en": unit.name.en},
                "answers": {"zh": unit.answers.zh, "en": unit.answers.en},
                "phone": unit.phone,
                "person": unit.person,
                "hours": unit.hours,
            }
        )
    else:
        say(f"{unit.code:<12}  {say_side(unit.outside)}  {say_unit_line(unit)}")
