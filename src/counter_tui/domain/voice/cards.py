"""Answer cards: which text holds today, and who was told one that holds no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.voice import CardIssued, CardTold, CardWithdrawn, ToldBy, ToldPutRight
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_prose
from counter_tui.domain.voice.notices import number_among, require_days

if TYPE_CHECKING:
    from counter_tui.domain.voice.texts import CardText

PUT_RIGHT_FOR = timedelta(days=30)
"""So long after the telling somebody whose matter is not open any more is still looked for; ours, no source has one."""

CardState = Literal["current", "coming", "expired", "superseded", "withdrawn", "notice_over"]

NoticeHolds = Callable[[str, int], bool]
"""Whether the edition of a notice a card rests on is in force."""


class Edition(Struct, frozen=True):
    """One text of a card; ``reason`` says why it was withdrawn. ``at`` is None for what ships with the program."""

    fact: CardIssued
    at: datetime | None = None
    by: str = ""
    reason: str = ""


class Told(Struct, frozen=True):
    """A telling: what somebody was told when, and when he was told what is right now."""

    fact: CardTold
    at: datetime
    by: str
    right_at: datetime | None = None


def fold(history: Sequence[Recorded]) -> tuple[Edition, ...]:
    """The editions of a card, the oldest first. One that stands already is not issued twice.

    Of two texts that two PCs issued under one number, the one recorded later is the next edition, as with notices.
    """
    editions: dict[int, Edition] = {}
    moved: dict[tuple[bytes, int], int] = {}
    for entry in history:
        match entry.fact:
            case CardIssued(edition=told) as fact:
                number = number_among({each: editions[each].fact for each in editions}, fact)
                moved[entry.epoch, told] = number
                if number not in editions:
                    editions[number] = Edition(replace(fact, edition=number), entry.at, entry.actor)
            case CardWithdrawn(edition=told, reason=reason) if (
                number := moved.get((entry.epoch, told), told)
            ) in editions:
                editions[number] = replace(editions[number], reason=reason)
            case _:
                pass
    return tuple(editions[number] for number in sorted(editions))


def fold_telling(history: Sequence[Recorded]) -> Told | None:
    """A telling of its facts, None where they tell none."""
    told: Told | None = None
    for entry in history:
        match entry.fact:
            case CardTold() as fact if told is None:
                told = Told(fact, entry.at, entry.actor)
            case ToldPutRight() if told is not None and told.right_at is None:
                told = replace(told, right_at=entry.at)
            case _:
                pass
    return told


def in_effect(editions: Iterable[Edition], today: date) -> Edition | None:
    """The newest text whose first day has come, whether it may still be used or not."""
    begun = [each for each in editions if each.fact.valid_from <= today]
    return max(begun, key=lambda each: each.fact.edition, default=None)


def state_of(
    edition: Edition, editions: Iterable[Edition], today: date, notice_holds: NoticeHolds
) -> CardState:
    """Where a text of a card stands today: only one that is "current" may be shown or printed."""
    fact, effective = edition.fact, in_effect(editions, today)
    if fact.valid_from > today:
        return "coming"
    if edition.reason:
        return "withdrawn"
    if effective is not None and effective.fact.edition > fact.edition:
        return "superseded"
    if fact.valid_until is not None and fact.valid_until < today:
        return "expired"
    if fact.notice and not notice_holds(fact.notice, fact.notice_edition):
        return "notice_over"
    return "current"


def outdated_below(editions: Sequence[Edition], today: date, notice_holds: NoticeHolds) -> int:
    """Whoever was told an edition below this number was told what holds no more; a card that ran out was right then."""
    effective = in_effect(editions, today)
    if effective is None:
        return 0
    state = state_of(effective, editions, today, notice_holds)
    return effective.fact.edition + (state in ("withdrawn", "notice_over"))


def edition_told(editions: Iterable[Edition], told: int, words: str) -> int:
    """Under which number the words somebody was told stand now; as it was ``told`` where no text has them any more.

    A number moves where another PC had given it to another text.
    """
    said = (each.fact.edition for each in editions if words in (each.fact.text_zh, each.fact.text_en))
    return max(said, default=told)


def decide_issue(
    editions: Sequence[Edition], text: CardText, notice_edition: int, actor: Actor, today: date
) -> CardIssued | None:
    """A text is issued; None where this was issued before and holds. Its wording has been screened.

    ``notice_edition`` is the edition of the notice it rests on. Raises RuleBroken("not_allowed"), "text_missing",
    "days_reversed", "notice_over" or "edition_old".
    """
    require(actor, "publish")
    title, said = fold_prose(text.title.zh), fold_prose(text.text.zh)
    if not title or not said:
        raise RuleBroken("text_missing")
    require_days(text.valid_from, text.valid_until, today)
    newest = max((each.fact for each in editions), key=lambda fact: fact.edition, default=None)
    fact = CardIssued(
        card=text.code,
        edition=text.edition or (newest.edition + 1 if newest else 1),
        topics=tuple(dict.fromkeys(text.topics)),
        title_zh=title,
        title_en=fold_prose(text.title.en),
        text_zh=said,
        text_en=fold_prose(text.text.en),
        source=fold_prose(text.source),
        notice=text.notice,
        notice_edition=notice_edition,
        valid_from=text.valid_from,
        valid_until=text.valid_until,
    )
    if newest and text.edition in (0, newest.edition):
        same = replace(fact, edition=newest.edition)
        # A form shows the text there is with today as its first day: given out unchanged, it would put nobody right.
        withdrawn = any(each.reason for each in editions if each.fact is newest)
        begun = newest.valid_from <= text.valid_from and not withdrawn
        if same == newest or (begun and replace(same, valid_from=newest.valid_from) == newest):
            return None
    if newest and fact.edition <= newest.edition:
        raise RuleBroken("edition_old", edition=fact.edition, newest=newest.edition)
    return fact


def decide_tell(
    edition: Edition,
    editions: Sequence[Edition],
    today: date,
    notice_holds: NoticeHolds,
    how: ToldBy,
    english: bool,
    *,
    matter: str = "",
    enquiry: str = "",
) -> CardTold:
    """A customer is told what the card says. Raises RuleBroken("card_not_current") for one that may not be used."""
    state = state_of(edition, editions, today, notice_holds)
    if state != "current":
        raise RuleBroken("card_not_current", card_state=state)
    fact = edition.fact
    words = fact.text_en if english and fact.text_en else fact.text_zh
    return CardTold(
        card=fact.card, edition=fact.edition, how=how, words=words, matter=matter, enquiry=enquiry
    )


def decide_withdraw(edition: Edition, actor: Actor, reason: str) -> CardWithdrawn:
    """A card is used no more. Raises RuleBroken("not_allowed"), "reason_missing" or "card_not_current"."""
    require(actor, "publish")
    if not fold_prose(reason):
        raise RuleBroken("reason_missing")
    if edition.reason:
        raise RuleBroken("card_not_current", card_state="withdrawn")
    return CardWithdrawn(card=edition.fact.card, edition=edition.fact.edition, reason=fold_prose(reason))


def decide_put_right(told: Told | None, words: str) -> ToldPutRight | None:
    """Whoever was told an old text knows better now; None where he did before.

    Raises RuleBroken("telling_unknown") or "text_missing".
    """
    if told is None:
        raise RuleBroken("telling_unknown")
    if not fold_prose(words):
        raise RuleBroken("text_missing")
    return None if told.right_at is not None else ToldPutRight(words=fold_prose(words))
