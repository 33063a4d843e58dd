"""``staff``: the people of the station from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, ask_pin, opened, read_pin
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import is_terminal, remark, say, say_object
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.services.wording.staff import say_role

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services


def run(options: Options) -> int:
    """Do what is asked with one person, or show everybody."""
    with opened(options) as services:
        if options.action == "list":
            _list(services, options)
            return DONE
        if options.action == "reset-pin" and options.recovery_file:
            _by_sheet(services, options)
            return DONE
        actor = actor_of(services, options)
        if options.action == "add":
            pin = _new_pin(options)
            services.staff.add(actor, options.number, options.name, options.role, pin, options.phone)
            remark(_("{number} was added").format(number=options.number))
        elif options.action == "reset-pin":
            services.staff.reset_pin(actor, options.number, _new_pin(options))
            remark(_("{number} has a new PIN").format(number=options.number))
        else:
            drafts = services.staff.leave(actor, options.number)
            remark(_("{number} has left").format(number=options.number))
            if drafts:
                remark(_("Drafts now in your list: {count}").format(count=drafts))
    return DONE


def _list(services: Services, options: Options) -> None:
    for person in services.staff.list(include_left=options.all):
        if options.json:
            say_object(
                {"number": person.staff_no, "name": person.name, "role": person.role, "active": person.active}
            )
        else:
            left = "" if person.active else "  " + _("(left)")
            say(f"{person.staff_no}  {person.name}  {say_role(person.role)}{left}")


def _by_sheet(services: Services, options: Options) -> None:
    """A new PIN for a lead or head by the recovery sheet: nobody need sign in."""
    from counter_tui.cli.recover import key_of_sheet
    from counter_tui.services.recovery import recover_pin

    key = key_of_sheet(options.recovery_file)
    recover_pin(services.base, options.number, _new_pin(options), key)
    remark(_("{number} has a new PIN").format(number=options.number))


def _new_pin(options: Options) -> str:
    if options.new_pin_file:
        return read_pin(options.new_pin_file)
    if not is_terminal():
        raise RuleBroken("options_missing", options="--new-pin-file")
    return ask_pin(_("New PIN of {number}").format(number=options.number))
