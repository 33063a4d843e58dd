"""``staff``: the people of the station from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, ask_pin, opened, read_pin
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.options import Options
from counter_tui.cli.streams import is_terminal, remark, say, say_object
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.services.wording.rules import say_rule
from counter_tui.services.wording.staff import say_role

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.domain.staff.roles import Actor


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
        elif options.action == "phone":
            changed = services.staff.change_phone(actor, options.number, options.phone)
            words = _("The phone of {number} was changed") if changed else _("Nothing was changed")
            remark(words.format(number=options.number))
        elif options.action == "reassign":
            return _reassign(services, actor, options)
        elif options.action == "absent":
            services.absences.away(actor, options.number, options.stand_in, options.reason, options.until)
            remark(_("{number} is away").format(number=options.number))
        elif options.action == "back":
            services.absences.back(actor, options.number)
            remark(_("{number} is back").format(number=options.number))
        else:
            _leave(services, actor, options)
    return DONE


def _leave(services: Services, actor: Actor, options: Options) -> None:
    """Each matter with who has it now on the output; without a stand-in only who has nothing to answer for leaves."""
    if options.stand_in:
        gone = services.absences.leave(actor, options.number, options.stand_in, options.to, options.reason)
        for line, name in gone.moved:
            say(f"{line.number}  {name}")
        drafts = gone.drafts
    else:
        drafts = services.staff.leave(actor, options.number)
    remark(_("{number} has left").format(number=options.number))
    if drafts:
        remark(_("Drafts now in your list: {count}").format(count=drafts))


def _reassign(services: Services, actor: Actor, options: Options) -> int:
    """Each matter with who has it now on the output; what was left where it was ends with exit code 1."""
    workload = services.reassigning.workload(actor, options.giver)
    only = None
    if options.matter:
        wanted = set(options.matter)
        only = {line.matter_id for line in workload.lines if {line.number, line.short} & wanted}
        unknown = wanted - {number for line in workload.lines for number in (line.number, line.short)}
        if unknown:
            raise RuleBroken("not_in_hand", number=min(unknown))
    done = services.reassigning.move(actor, options.giver, options.to, options.reason, only)
    for line, name in done.moved:
        say(f"{line.number}  {name}")
    for line, broken in done.left:
        remark(f"{line.number}  {say_rule(broken)}")
    remark(_("Matters reassigned: {count}").format(count=len(done.moved)))
    if workload.answering:
        remark(_("Still first contact of others' matters: {count}").format(count=workload.answering))
    return FOUND if done.left else DONE


def _list(services: Services, options: Options) -> None:
    for person in services.staff.list(include_left=options.all):
        if options.json:
            say_object(
                {
                    "number": person.staff_no,
                    "name": person.name,
                    "role": person.role,
                    "active": person.active,
                    "stand_in": person.stand_in,
                }
            )
        else:
            left = "" if person.active else "  " + _("(left)")
            if person.active and person.stand_in:
                left = "  " + _("(away: {number} stands in)").format(number=person.stand_in)
            say(f"{person.staff_no}  {person.name}  {say_role(person.role)}{left}")


def _by_sheet(services: Services, options: Options) -> None:
    """A new PIN for a lead or head by the recovery sheet: nobody need sign in."""
    from counter_tui.cli.recover import key_of_sheet
    from counter_tui.services.set_up.recovery import recover_pin

    key = key_of_sheet(options.recovery_file)
    recover_pin(services.base, options.number, _new_pin(options), key)
    remark(_("{number} has a new PIN").format(number=options.number))


def _new_pin(options: Options) -> str:
    if options.new_pin_file:
        return read_pin(options.new_pin_file)
    if not is_terminal():
        raise RuleBroken("options_missing", options="--new-pin-file")
    return ask_pin(_("New PIN of {number}").format(number=options.number))
