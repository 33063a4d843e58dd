"""Papers on file: what a customer has given for an earlier matter and is not asked again while it stays valid.

国家电网公司业扩报装管理规则: papers the company holds and that are still valid are not asked for. Which kinds of
paper stay valid, and for how long, the catalogue says.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from counter_tui.domain.catalogue.models import Kind, Paper
from counter_tui.domain.facts.matter import PaperOnFile
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.text import fold


class Given(Struct, frozen=True):
    """A paper the customer of this identity gave for another matter: of which number, when, and for which place.

    ``account`` and ``address`` (folded) are those of that matter; either may be empty.
    """

    paper: str
    number: str
    day: date
    account: str
    address: str


def papers_on_file(
    draft: Draft, kind: Kind, papers: Iterable[Paper], given: Iterable[Given], today: date
) -> tuple[PaperOnFile, ...]:
    """Those of the papers that are on file for this request, each with the newest time it was given.

    One the clerk has asked for anew, or that has been brought again, is none of them.
    """
    newest_first = sorted(given, key=lambda each: each.day, reverse=True)
    asked = {*draft.asked_anew, *draft.papers_shown}
    found = []
    for paper in papers:
        fits = (each for each in newest_first if counts(paper, each, today))
        kept = next(
            (each for each in fits if paper.keeps_for != "place" or _same_place(each, draft, kind)), None
        )
        if kept is not None and paper.timing == "deferrable" and paper.code not in asked:
            found.append(
                PaperOnFile(
                    paper=paper.code,
                    name_zh=paper.name.zh,
                    name_en=paper.name.en,
                    number=kept.number,
                    given_on=kept.day,
                )
            )
    return tuple(found)


def toggled(draft: Draft, code: str, on_file: bool) -> Draft:
    """The draft when somebody says of a paper what it was not before.

    One on file is asked for anew; one that is owed is here after all; one that is here goes back to what it was.
    """
    if on_file:
        return draft.with_values(asked_anew=(*draft.asked_anew, code))
    if code not in draft.papers_shown:
        return draft.with_values(papers_shown=(*draft.papers_shown, code))
    return draft.with_values(
        papers_shown=tuple(each for each in draft.papers_shown if each != code),
        asked_anew=tuple(each for each in draft.asked_anew if each != code),
    )


def counts(paper: Paper, given: Given, today: date) -> bool:
    """Whether what was given is this paper and still valid today."""
    if paper.keeps_months is None or given.paper != paper.code:
        return False
    return given.day <= today <= months_later(given.day, paper.keeps_months)


def months_later(day: date, months: int) -> date:
    """The same day so many months later (before, where negative), the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _same_place(given: Given, draft: Draft, kind: Kind) -> bool:
    """Whether it was given for the supply or the address this request is about."""
    own = [draft.fields.get(each.code, "") for each in kind.fields if each.type == "account"]
    accounts = {fold(each) for each in (draft.account, *own)} - {""}
    address = fold(draft.address)
    return given.account in accounts or (bool(address) and given.address == address)
