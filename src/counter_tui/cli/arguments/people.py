"""The options of the commands about people, units and who stands in for whom."""

from __future__ import annotations

from counter_tui.cli.arguments.common import (
    Commands,
    Parser,
    add_acting,
    add_command,
    add_json,
    add_sheet,
    day,
    subcommands,
)
from counter_tui.i18n import _

ABSENCES = ("ill", "leave", "training", "other_duty")
ROLES = ("clerk", "lead", "guide", "head", "auditor")


def staff(parser: Parser) -> None:
    """Options of ``staff``."""
    commands = subcommands(parser)
    add = add_command(commands, "add", _("add a person"))
    add.add_argument("number", metavar="NUMBER", help=_("staff number"))
    add.add_argument("--name", required=True, metavar="NAME", help=_("the person's name"))
    add.add_argument("--role", choices=ROLES, default="clerk", help=_("what the person may do"))
    add.add_argument("--phone", default="", metavar="PHONE", help=_("the person's phone"))
    reset = add_command(commands, "reset-pin", _("give a person a new PIN"))
    reset.add_argument("number", metavar="NUMBER", help=_("staff number"))
    for each in (add, reset):
        each.add_argument(
            "--new-pin-file", metavar="FILE", help=_("file of one line with the person's new PIN")
        )
        add_acting(each)
    phone = add_command(commands, "phone", _("a person has another phone"))
    phone.add_argument("number", metavar="NUMBER", help=_("staff number"))
    phone.add_argument(
        "--phone", required=True, metavar="PHONE", help=_("the person's phone from now on; empty for none")
    )
    add_acting(phone)
    add_sheet(reset, _("the recovery sheet, for a shift lead or head whom nobody else can help"))
    _absences(commands)
    moving = add_command(commands, "reassign", _("give a person's open matters to colleagues"))
    moving.add_argument("--from", required=True, dest="giver", metavar="N", help=_("whose open matters"))
    moving.add_argument(
        "--to",
        required=True,
        action="append",
        metavar="N",
        help=_("who gets them; may be given several times"),
    )
    moving.add_argument("--reason", required=True, metavar="TEXT", help=_("why, as everybody will read it"))
    moving.add_argument(
        "--matter",
        action="append",
        metavar="NUMBER",
        help=_("this matter only; may be given several times (else all)"),
    )
    add_acting(moving)
    everybody = add_command(commands, "list", _("show the staff"))
    everybody.add_argument("--all", action="store_true", help=_("also those who left"))
    add_json(everybody)


def _absences(commands: Commands) -> None:  # type: ignore[valid-type]
    leave = add_command(commands, "leave", _("a person leaves the staff"))
    absent = add_command(commands, "absent", _("a person is away and somebody stands in"))
    back = add_command(commands, "back", _("a person is at work again"))
    for each in (leave, absent, back):
        each.add_argument("number", metavar="NUMBER", help=_("staff number"))
    who = _("who answers in this person's place")
    leave.add_argument("--stand-in", default="", metavar="N", help=who)
    absent.add_argument("--stand-in", required=True, metavar="N", help=who)
    leave.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="N",
        help=_("who gets the open matters; may be given several times (else the stand-in)"),
    )
    leave.add_argument("--reason", default="", metavar="TEXT", help=_("why, as everybody will read it"))
    absent.add_argument(
        "--reason", choices=ABSENCES, default="leave", help=_("why the person is away (leave)")
    )
    absent.add_argument("--until", type=day, metavar="D", help=_("the last day of it, where it is known"))
    for each in (leave, absent, back):
        add_acting(each)


def units(parser: Parser) -> None:
    """Options of ``units``."""
    commands = subcommands(parser)
    every = add_command(commands, "list", _("show the units and outside bodies"))
    side = every.add_mutually_exclusive_group()
    side.add_argument("--company", action="store_true", help=_("only units of the company"))
    side.add_argument("--outside", action="store_true", help=_("only bodies outside the company"))
    add_json(every)
    enter = add_command(commands, "set", _("enter a unit, or how it is reached"))
    enter.add_argument("code", metavar="CODE", help=_("code of the unit, 2 to 12 capitals and digits"))
    enter.add_argument("--name", metavar="NAME", help=_("name of the unit"))
    enter.add_argument("--answers", metavar="TEXT", help=_("what the unit answers for"))
    enter.add_argument("--phone", metavar="PHONE", help=_("phone of the unit"))
    enter.add_argument("--person", metavar="NAME", help=_("whom to ask for"))
    enter.add_argument("--hours", metavar="TEXT", help=_("when somebody is there"))
    enter.add_argument("--outside", action="store_true", help=_("a new one does not belong to the company"))
    add_json(enter)
    drop = add_command(commands, "drop", _("take a unit out of the directory"))
    drop.add_argument("code", metavar="CODE", help=_("code of the unit, 2 to 12 capitals and digits"))
    for each in (enter, drop):
        add_acting(each)
