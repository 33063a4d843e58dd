"""Notices: who has to read which before the next customer, and what may be given out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.voice import (
    CardIssued,
    NoticeHeard,
    NoticePublished,
    NoticeRead,
    NoticeWithdrawn,
)
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_prose

if TYPE_CHECKING:
    from counter_tui.domain.voice.texts import NoticeText

Numbered = TypeVar("Numbered", NoticePublished, CardIssued)
"""A text with a number."""

MOST_LINES = 3
"""Lines of a summary: whoever serves reads it between two customers (现场晨会五分钟, 每条不过三行)."""


class Edition(Struct, frozen=True):
    """One text of a notice: what it says, who has read it, and from which day on it holds no more.

    ``heard`` are those of the readers who were told it in a morning meeting. ``given`` is the id (hex) of the fact that
    gave it out, and ``told`` the number it had there.
    """

    fact: NoticePublished
    at: datetime
    by: str
    read: tuple[tuple[str, datetime], ...] = ()
    over_from: date | None = None
    reason: str = ""
    superseded_by: str = ""
    heard: frozenset[str] = frozenset()
    given: str = ""
    told: int = 0

    def holds(self, today: date) -> bool:
        """Whether it is in force on this day."""
        fact = self.fact
        begun = fact.valid_from <= today and (fact.valid_until is None or today <= fact.valid_until)
        return begun and (self.over_from is None or today < self.over_from)


def fold(history: Sequence[Recorded]) -> tuple[Edition, ...]:
    """The editions of a notice, the oldest first. An edition that stands already is not given out twice.

    Two PCs that did not know of each other may have given out two texts under one number. Both stand: the one recorded
    later is the next edition, and whoever read it where it was given out has read that one.
    """
    known: dict[int, Edition] = {}
    moved: dict[tuple[bytes, int], int] = {}
    given: dict[str, int] = {}
    for entry in history:
        match entry.fact:
            case NoticePublished(edition=told) as fact:
                number = number_among({each: known[each].fact for each in known}, fact)
                moved[entry.epoch, told] = given[entry.fact_id.hex()] = number
                if number not in known:
                    fact, id_ = replace(fact, edition=number), entry.fact_id.hex()
                    _give_out(known, Edition(fact, entry.at, entry.actor, given=id_, told=told))
            case NoticeRead(edition=told, given=id_) if (
                number := given.get(id_, moved.get((entry.epoch, told), told))
            ) in known:
                if entry.actor not in dict(known[number].read):
                    read = (*known[number].read, (entry.actor, entry.at))
                    known[number] = replace(known[number], read=read)
            case NoticeHeard(edition=told, staff_no=who, given=id_) if (
                number := given.get(id_, moved.get((entry.epoch, told), told))
            ) in known:
                if who not in dict(known[number].read):
                    known[number] = replace(
                        known[number],
                        read=(*known[number].read, (who, entry.at)),
                        heard=known[number].heard | {who},
                    )
            case NoticeWithdrawn(edition=told) as fact if (
                number := moved.get((entry.epoch, told), told)
            ) in known:
                known[number] = replace(
                    _over(known[number], fact.over_from), reason=fact.reason, superseded_by=fact.superseded_by
                )
            case _:
                pass
    return tuple(known[number] for number in sorted(known))


def number_among(known: Mapping[int, Numbered], fact: Numbered) -> int:
    """The number a text stands under beside those that are known: the next one where another text has its own.

    The same text again stands under the number it has.
    """
    if fact.edition not in known:
        return fact.edition
    same = (number for number, each in known.items() if replace(each, edition=fact.edition) == fact)
    return next(same, max(known) + 1)


def _give_out(known: dict[int, Edition], edition: Edition) -> None:
    """Let an edition stand: the one before it is over when it begins, and so is this one when a later one stands."""
    number = edition.fact.edition
    before = [each for each in known if each < number]
    after = [each for each in known if each > number]
    if after:
        edition = _over(edition, known[min(after)].fact.valid_from)
    elif before:
        known[max(before)] = _over(known[max(before)], edition.fact.valid_from)
    known[number] = edition


def _over(edition: Edition, day: date) -> Edition:
    return replace(edition, over_from=min(day, edition.over_from or day))


def decide_publish(
    editions: Sequence[Edition], text: NoticeText, actor: Actor, today: date
) -> NoticePublished | None:
    """A notice is given out; None where exactly this was given out before.

    Raises RuleBroken("not_allowed"), "text_missing", "notice_too_long", "notice_over" for one whose last day is past,
    "days_reversed" or "edition_old" for an edition that is not newer than the one there is.
    """
    require(actor, "publish")
    summary = _lines(text.summary)
    if not fold_prose(text.title) or not summary:
        raise RuleBroken("text_missing")
    if summary.count("\n") >= MOST_LINES:
        raise RuleBroken("notice_too_long", most=MOST_LINES)
    require_days(text.valid_from, text.valid_until, today)
    newest = editions[-1].fact if editions else None
    fact = NoticePublished(
        notice=text.code,
        edition=text.edition or (newest.edition + 1 if newest else 1),
        title=fold_prose(text.title),
        summary=summary,
        text=_lines(text.text),
        audience=tuple(dict.fromkeys(text.audience)),
        valid_from=text.valid_from,
        valid_until=text.valid_until,
        supersedes=tuple(dict.fromkeys(code for code in text.supersedes if code != text.code)),
    )
    if newest and replace(fact, edition=newest.edition) == newest and text.edition in (0, newest.edition):
        return None
    if newest and fact.edition <= newest.edition:
        raise RuleBroken("edition_old", edition=fact.edition, newest=newest.edition)
    return fact


def require_days(first: date, last: date | None, today: date) -> None:
    """Raise RuleBroken("days_reversed") or "notice_over" unless something can hold in these days from today on."""
    if last is not None and last < first:
        raise RuleBroken("days_reversed")
    if last is not None and last < today:
        raise RuleBroken("notice_over", until=last)


def decide_read(editions: Sequence[Edition], number: int, actor: Actor) -> NoticeRead | None:
    """Somebody has read a notice; None where he had before. Raises RuleBroken("notice_unknown")."""
    for edition in editions:
        if edition.fact.edition == number:
            read = actor.staff_no in dict(edition.read)
            given = _id_of(edition, editions)
            return None if read else NoticeRead(notice=edition.fact.notice, edition=number, given=given)
    raise RuleBroken("notice_unknown")


def decide_heard(
    editions: Sequence[Edition], number: int, people: Iterable[str], day: date
) -> tuple[NoticeHeard, ...]:
    """These people were told a notice in the meeting of a day: one receipt for each who had not read it.

    Raises RuleBroken("notice_unknown").
    """
    for edition in editions:
        if edition.fact.edition == number:
            read = dict(edition.read)
            code, given = edition.fact.notice, _id_of(edition, editions)
            return tuple(
                NoticeHeard(notice=code, edition=number, staff_no=who, day=day, given=given)
                for who in dict.fromkeys(people)
                if who not in read
            )
    raise RuleBroken("notice_unknown")


def _id_of(edition: Edition, editions: Iterable[Edition]) -> str:
    """What tells a text for certain where a number alone might be taken for another text's; empty where it does not."""
    return edition.given if any(each.told != each.fact.edition for each in editions) else ""


def decide_withdraw(
    editions: Sequence[Edition],
    actor: Actor,
    today: date,
    reason: str = "",
    by: NoticePublished | None = None,
) -> NoticeWithdrawn | None:
    """The newest edition holds no more: for a reason from today on, or once the notice ``by`` that replaces it holds.

    None where it was over by then. Raises RuleBroken("not_allowed"), "notice_unknown" or "reason_missing".
    """
    require(actor, "publish")
    if not editions:
        raise RuleBroken("notice_unknown")
    if by is None and not fold_prose(reason):
        raise RuleBroken("reason_missing")
    day = by.valid_from if by else today
    newest = editions[-1]
    if newest.over_from is not None and newest.over_from <= day:
        return None
    return NoticeWithdrawn(
        notice=newest.fact.notice,
        edition=newest.fact.edition,
        over_from=day,
        reason=fold_prose(reason),
        superseded_by=by.notice if by else "",
    )


def _lines(text: str) -> str:
    """The text line by line, each folded, none empty."""
    return "\n".join(line for line in map(fold_prose, text.splitlines()) if line)
