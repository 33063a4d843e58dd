"""What a matter is after a paper was received, waived, asked about or printed."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.parts import OPEN_PAPERS, PaperState
from counter_tui.domain.matter.state import Matter


def paper_collected(matter: Matter, fact: paper_facts.PaperCollected, entry: Recorded) -> Matter | None:
    """The matter with a paper received; None when it was not open."""
    return _paper_settled(matter, fact.paper, "collected", entry)


def paper_waived(matter: Matter, fact: paper_facts.PaperWaived, entry: Recorded) -> Matter | None:
    """The matter with a paper it does without; None when it was not open."""
    return _paper_settled(matter, fact.paper, "waived", entry)


def _paper_settled(matter: Matter, code: str, state: PaperState, entry: Recorded) -> Matter | None:
    if not any(paper.paper == code and paper.state in OPEN_PAPERS for paper in matter.deferred):
        return None
    papers = tuple(
        replace(paper, state=state, settled_at=entry.at) if paper.paper == code else paper
        for paper in matter.deferred
    )
    return _lapsed(replace(matter, deferred=papers))


def waiver_asked(matter: Matter, fact: paper_facts.WaiverAsked, entry: Recorded) -> Matter | None:
    """The matter with a paper the lead was asked to do without; None when it is not owed."""
    if matter.ended or not any(paper.paper == fact.paper for paper in matter.owed):
        return None
    papers = tuple(
        replace(paper, asked_at=entry.at) if paper.paper == fact.paper else paper for paper in matter.deferred
    )
    return replace(matter, deferred=papers)


def _lapsed(matter: Matter) -> Matter:
    """The matter without an unsigned commitment letter once there is nothing left to commit oneself to."""
    if matter.to_bring or not matter.owed:
        return matter
    papers = tuple(
        replace(paper, state="lapsed") if paper.state == "owed" else paper for paper in matter.deferred
    )
    return replace(matter, deferred=papers)


def receipt_printed(matter: Matter, fact: paper_facts.ReceiptPrinted, _entry: Recorded) -> Matter:
    """The matter with one receipt more printed."""
    return replace(matter, receipts=max(matter.receipts, fact.copy_no + 1))


def letter_printed(matter: Matter, fact: paper_facts.CommitmentPrinted, _entry: Recorded) -> Matter:
    """The matter with its latest commitment letter."""
    letters = max(matter.letters, fact.copy_no + 1)
    return replace(matter, letters=letters, letter=(fact.text_version, fact.papers))
