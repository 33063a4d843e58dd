"""What is said of the papers printed right after an acceptance: the receipt, and the letter to sign."""

from __future__ import annotations

from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.letter import say_letter_printed
from counter_tui.services.wording.receipt import say_printed
from counter_tui.services.wording.register import say_entry_printed
from counter_tui.widgets.cells import path_lines, width
from counter_tui.widgets.roles import Piece, Role, sign

PATH_LINES = 2


class Out(Struct, frozen=True):
    """What was printed of the receipt and the letter, and the rule that stopped it."""

    receipt: Printed | None = None
    letter: Printed | None = None
    broken: RuleBroken | None = None


def nothing_said(with_letter: bool) -> list[Piece]:
    """What Enter will do."""
    both = _("prints the receipt and the commitment letter to sign")
    return [Piece("Enter ", "accent"), Piece(both if with_letter else _("prints the receipt"))]


def receipt_said(printed: Printed, room: int, plain: bool) -> tuple[list[Piece], list[str]]:
    """What is said of the receipt, and its place in lines of its own where it has no room beside that."""
    role: Role = "soon" if printed.silent else "done"
    if printed.silent:
        words = say_printed(replace(printed, where="", pdf="")).rstrip()
    else:
        words = _("Copy {number} printed") if printed.copy_no else _("The receipt is printed")
        words = words.format(number=printed.copy_no)
    said = Piece(_signed(role, plain) + words + "  ", role)
    if width(said.text) + width(printed.where) <= room:
        return [said, Piece(printed.where, "quiet")], []
    return [said], path_lines(printed.where, room, PATH_LINES)


def letter_said(printed: Printed, receipt: Printed | None, plain: bool) -> list[Piece]:
    """What is said of the letter; only the name of its file, which lies beside the receipt's."""
    name = PurePath(printed.file).name
    if printed.silent:
        return [
            Piece(_signed("soon", plain) + say_letter_printed(replace(printed, where=name, pdf="")), "soon")
        ]
    said = [Piece(_signed("done", plain) + _("The commitment letter is printed"), "done")]
    on_the_printer = receipt is not None and receipt.where == printed.where
    return said if on_the_printer else [*said, Piece("  " + name, "quiet")]


def entry_said(printed: Printed, signed: bool, key: str, plain: bool) -> list[Piece]:
    """What is said of the register entry: only the name of its file, and the key once the customer has signed it."""
    if signed:
        return [Piece(_signed("done", plain) + _("The customer signed the register"), "done")]
    role: Role = "soon" if printed.silent else "done"
    words = say_entry_printed(replace(printed, where=PurePath(printed.file).name, pdf=""))
    return [
        Piece(_signed(role, plain) + words, role),
        Piece(f"   {key} ", "accent"),
        Piece(_("The customer has signed it")),
    ]


def _signed(role: Role, plain: bool) -> str:
    return sign("soon" if role == "soon" else "done", plain) + " "
