"""What papers say: those received or waived, and those printed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.facts import papers as paper_facts
from counter_tui.i18n import _
from counter_tui.services.wording.papers import say_paper
from counter_tui.services.wording.timeline.telling import Teller, Telling


def _collected(fact: paper_facts.PaperCollected, telling: Telling) -> str:
    return _("Received “{paper}”").format(paper=say_paper(fact.paper, telling.kind))


def _waived(fact: paper_facts.PaperWaived, telling: Telling) -> str:
    paper = say_paper(fact.paper, telling.kind)
    return _("Waived “{paper}”: {reason}").format(paper=paper, reason=fact.reason)


def _waiver_asked(fact: paper_facts.WaiverAsked, telling: Telling) -> str:
    paper = say_paper(fact.paper, telling.kind)
    return _("Asked the lead to do without “{paper}”: {why}").format(paper=paper, why=fact.why)


def _receipt(fact: paper_facts.ReceiptPrinted, _telling: Telling) -> str:
    if not fact.copy_no:
        return _("Receipt printed")
    return _("Receipt printed, copy {number}").format(number=fact.copy_no)


def _letter(fact: paper_facts.CommitmentPrinted, telling: Telling) -> str:
    names = _(", ").join(say_paper(paper, telling.kind) for paper in fact.papers)
    if not fact.copy_no:
        return _("Commitment letter printed: {papers}").format(papers=names)
    return _("Commitment letter printed again: {papers}").format(papers=names)


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        paper_facts.PaperCollected.type: _collected,
        paper_facts.PaperWaived.type: _waived,
        paper_facts.WaiverAsked.type: _waiver_asked,
        paper_facts.ReceiptPrinted.type: _receipt,
        paper_facts.CommitmentPrinted.type: _letter,
        paper_facts.RegisterPrinted.type: lambda _fact, _telling: _("Printed the register entry to sign"),
        paper_facts.RegisterSigned.type: lambda _fact, _telling: _("The customer signed the register"),
    }
)
"""One sentence for each of these facts."""
