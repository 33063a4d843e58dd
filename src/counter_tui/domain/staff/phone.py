"""The phone of a person of the staff: it stands on the receipts of the matters whose first contact he is."""

from __future__ import annotations

from datetime import date

from counter_tui.domain import identity
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import StaffPhoneChanged
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold


def checked_phone(phone: str, today: date) -> str:
    """A mobile or landline number as it is kept; empty for none. Raises RuleBroken("phone_unfit") with the verdict."""
    if not fold(phone):
        return ""
    verdict = identity.check(phone_kind(phone), phone, today)
    if not verdict.valid:
        raise RuleBroken("phone_unfit", verdict=verdict)
    return verdict.normalised


def decide_phone(actor: Actor, who: Colleague, was: str, phone: str, today: date) -> StaffPhoneChanged | None:
    """A person is reached at this phone from now on; None where that is the one he had.

    Raises RuleBroken: "not_allowed", "staff_unknown" for somebody who has left, or "phone_unfit" with the verdict.
    """
    require(actor, "manage_staff")
    if not who.active:
        raise RuleBroken("staff_unknown", staff_no=who.staff_no)
    kept = checked_phone(phone, today)
    return None if kept == was else StaffPhoneChanged(staff_no=who.staff_no, phone=kept)
