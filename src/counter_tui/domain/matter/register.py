"""A matter's entry in the register of first contacts (首问登记簿): printed, then signed by the customer, once.

The register of government offices holds time, name and contact, the matter, names and number of the papers received,
the first-asked person and the handler; the customer signs (首问负责制).
"""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.papers import RegisterPrinted, RegisterSigned
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.revealing import require_concerned
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import require


def entry_printed(matter: Matter, fact: RegisterPrinted, _entry: Recorded) -> Matter:
    """The matter with one entry more printed."""
    return replace(matter, entries=max(matter.entries, fact.copy_no + 1))


def entry_signed(matter: Matter, _fact: RegisterSigned, entry: Recorded) -> Matter | None:
    """The matter with its entry signed; None where there was none to sign, or it is signed already."""
    if not matter.entries or matter.entry_signed_at is not None:
        return None
    return replace(matter, entry_signed_at=entry.at)


def decide_print_entry(matter: Matter, context: Context, paper: str) -> RegisterPrinted:
    """The entry for this paper.

    It names the customer in full: raises RuleBroken("details_not_yours") for who may not see that.
    """
    require(context.actor, "accept")
    require_concerned(matter, context)
    return RegisterPrinted(copy_no=matter.entries, format=paper)


def decide_sign_entry(matter: Matter, context: Context) -> RegisterSigned:
    """The customer signed the entry.

    Raises RuleBroken("register_not_printed"), "register_signed" where he did before, or "details_not_yours".
    """
    require(context.actor, "accept")
    require_concerned(matter, context)
    if not matter.entries:
        raise RuleBroken("register_not_printed")
    if matter.entry_signed_at is not None:
        raise RuleBroken("register_signed")
    return RegisterSigned()
