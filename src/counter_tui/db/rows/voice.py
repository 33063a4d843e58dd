"""Rows of notices, answer cards and tellings, computed from their facts. Each table's key is named as its subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from counter_tui.db.tables.voice import CardRow, NoticeReadRow, NoticeRow, TellingRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.voice import cards, notices

NOTICE = "notice"
CARD = "card"
TELLING = "telling"

TABLES: Mapping[str, tuple[type[Any], ...]] = MappingProxyType(
    {NOTICE: (NoticeRow, NoticeReadRow), CARD: (CardRow,), TELLING: (TellingRow,)}
)
"""The tables of each kind of subject."""

NO_END = "9999-12-31"


def rows(subject: Subject, history: Sequence[Recorded]) -> dict[type[Any], list[dict[str, Any]]]:
    """The rows of one subject, by table; none for a subject of another kind."""
    if subject.kind == NOTICE:
        editions = notices.fold(history)
        return {
            NoticeRow: [_notice(subject, each) for each in editions],
            NoticeReadRow: [
                {
                    "notice": subject.id,
                    "edition": each.fact.edition,
                    "staff_no": staff_no,
                    "read_ms": to_ms(at),
                    "how": "heard" if staff_no in each.heard else "read",
                }
                for each in editions
                for staff_no, at in each.read
            ],
        }
    if subject.kind == CARD:
        return {CardRow: [_card(subject, each) for each in cards.fold(history)]}
    if subject.kind == TELLING and (told := cards.fold_telling(history)) is not None:
        return {TellingRow: [_telling(subject, told)]}
    return {}


def name_of(subject: Subject) -> str:
    """What a person knows the subject by: the code of a notice or card, the id of a telling."""
    return subject.id.hex() if subject.kind == TELLING else subject.id.decode("ascii", "replace")


def _notice(subject: Subject, edition: notices.Edition) -> dict[str, Any]:
    fact, over = edition.fact, edition.over_from
    return {
        "notice": subject.id,
        "edition": fact.edition,
        "title": fact.title,
        "summary": fact.summary,
        "text": fact.text,
        "audience": f",{','.join(fact.audience)},",
        "from_day": fact.valid_from.isoformat(),
        "until_day": fact.valid_until.isoformat() if fact.valid_until else None,
        "published_ms": to_ms(edition.at),
        "published_by": edition.by,
        "over_day": over.isoformat() if over else None,
        "reason": edition.reason,
        "superseded_by": edition.superseded_by,
        "last_day": _last_day(fact.valid_until, over),
    }


def _last_day(until: date | None, over: date | None) -> str:
    days = [day for day in (until, over - timedelta(days=1) if over else None) if day]
    return min(days).isoformat() if days else NO_END


def _card(subject: Subject, edition: cards.Edition) -> dict[str, Any]:
    fact = edition.fact
    return {
        "card": subject.id,
        "edition": fact.edition,
        "topics": ",".join(fact.topics),
        "title_zh": fact.title_zh,
        "title_en": fact.title_en,
        "text_zh": fact.text_zh,
        "text_en": fact.text_en,
        "source": fact.source,
        "notice": fact.notice,
        "notice_edition": fact.notice_edition,
        "from_day": fact.valid_from.isoformat(),
        "until_day": fact.valid_until.isoformat() if fact.valid_until else None,
        "reason": edition.reason,
        "issued_ms": to_ms(edition.at) if edition.at else 0,
        "issued_by": edition.by,
    }


def _telling(subject: Subject, told: cards.Told) -> dict[str, Any]:
    fact = told.fact
    return {
        "telling": subject.id,
        "card": fact.card,
        "edition": fact.edition,
        "how": fact.how,
        "words": fact.words,
        "matter_id": bytes.fromhex(fact.matter),
        "enquiry": fact.enquiry,
        "told_ms": to_ms(told.at),
        "told_by": told.by,
        "right_ms": to_ms(told.right_at) if told.right_at else None,
    }
