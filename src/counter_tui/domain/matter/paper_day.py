"""Entering what was taken down on paper while there was no power: the same acceptance, with the time of the paper.

The promise runs from the time the customer came, for that is what the customer was told; when it was entered stands
beside it for ever, so nobody can make an old date look like one given at the counter.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import MatterAccepted, OnPaper
from counter_tui.domain.ids import MatterNumber
from counter_tui.domain.matter.accept import decide_accept
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.staff.roles import Actor, require

LONGEST_AGO = timedelta(days=7)
"""Proposal, for no source names a limit: paper older than this is no power cut any more and is not entered as one."""


def decide_accept_from_paper(
    draft: Draft,
    context: Context,
    slip: str,
    claimed_at: datetime,
    first_contact: Actor,
    number: MatterNumber,
    lead: str,
) -> MatterAccepted:
    """The acceptance of what stands on a slip of paper, as of the time on it; ``context`` is that of the entry.

    Raises RuleBroken("not_allowed"), "paper_time_ahead" for a time after the entry, "paper_time_too_old" with ``days``,
    and what ``decide_accept`` raises of the draft or of the first contact.
    """
    require(context.actor, "import_matters")
    if claimed_at > context.now:
        raise RuleBroken("paper_time_ahead")
    if context.now - claimed_at > LONGEST_AGO:
        raise RuleBroken("paper_time_too_old", days=LONGEST_AGO.days)
    came = claimed_at.astimezone(UTC)
    accepted = decide_accept(draft, Context(context.rules, first_contact, came), number, lead)
    on_paper = OnPaper(slip=slip, claimed_at=came, entered_at=context.now.astimezone(UTC))
    return replace(accepted, on_paper=on_paper)


def paper_ids(station: str, slip: str, day: str) -> tuple[str, str]:
    """The ids (hex) of the matter and the visit of a slip: the same slip of the same day always makes the same ones."""
    key = f"{station}\n{day}\n{slip}".encode()
    matter, visit = (sha256(what + key).digest()[:16].hex() for what in (b"paper-matter\n", b"paper-visit\n"))
    return matter, visit
