"""Giving data out of the station: who may, masked or with a reason, and what of it is recorded."""

from __future__ import annotations

from typing import Literal, get_args

from counter_tui.domain.facts.station import DataExported
from counter_tui.domain.revealing import decide_reason
from counter_tui.domain.staff.roles import Actor, require

What = Literal["customers", "matters", "facts", "ratings"]
Format = Literal["jsonl", "csv", "xlsx"]

CONTENTS: tuple[What, ...] = get_args(What)
FORMATS: tuple[Format, ...] = get_args(Format)


def decide_export(
    actor: Actor, what: What, rows: int, form: Format, *, unmasked: bool = False, reason: str = ""
) -> DataExported:
    """That so many rows leave the station; personal data leaves it unmasked only with a reason.

    Raises RuleBroken("not_allowed") and what ``decide_reason`` raises.
    """
    require(actor, "export")
    if not unmasked:
        return DataExported(what=what, rows=rows, format=form)
    require(actor, "see_details")
    code, words = decide_reason(reason)
    return DataExported(what=what, rows=rows, format=form, unmasked=True, reason=words or code)
