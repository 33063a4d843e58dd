"""All answer cards as they stand on a day: those that ship with the program and the station's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counter_tui.db.reading import voice
from counter_tui.db.store import Reading
from counter_tui.db.tables.voice import CardRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.voice import CardIssued
from counter_tui.domain.voice.cards import Edition, NoticeHolds, in_effect, state_of
from counter_tui.services.reference.cards import load_cards
from counter_tui.services.reference.initials import initials_of
from counter_tui.services.views.voice import CardView


class CardBox:
    """The cards on one day, and which notices hold then."""

    def __init__(self, connection: Reading, today: date) -> None:
        self.today = today
        self._notices = {
            (row.notice.decode(), row.edition): row.from_day <= today.isoformat() <= row.last_day
            for row in voice.notices(connection, 1_000)
        }
        issued = [_edition(row) for row in voice.cards(connection)]
        numbers = {(each.fact.card, each.fact.edition) for each in issued}
        shipped = [Edition(fact) for fact in load_cards() if (fact.card, fact.edition) not in numbers]
        self._editions: dict[str, list[Edition]] = {}
        for each in sorted([*shipped, *issued], key=lambda known: known.fact.edition):
            self._editions.setdefault(each.fact.card, []).append(each)

    @property
    def holds(self) -> NoticeHolds:
        """Whether an edition of a notice is in force; a notice nobody has given out is not."""
        return lambda code, edition: self._notices.get((code, edition), False)

    def codes(self) -> list[str]:
        """The codes of all cards there are."""
        return list(self._editions)

    def editions(self, code: str) -> list[Edition]:
        """The texts of a card, the oldest first."""
        return self._editions.get(code, [])

    def newest_notice(self, code: str) -> int:
        """The newest edition of a notice that holds or will; 0 where there is none."""
        return max((edition for name, edition in self._notices if name == code), default=0)

    def current(self, code: str) -> Edition:
        """The text of a card that may be used today. Raises RuleBroken("card_unknown") or "card_not_current"."""
        editions = self.editions(code)
        if not editions:
            raise RuleBroken("card_unknown", card=code)
        found = in_effect(editions, self.today)
        state = state_of(found, editions, self.today, self.holds) if found else "coming"
        if found is None or state != "current":
            raise RuleBroken("card_not_current", card_state=state)
        return found

    def view(self, edition: Edition) -> CardView:
        """A text of a card as screens see it."""
        fact = edition.fact
        title = Words(zh=fact.title_zh, en=fact.title_en or fact.title_zh)
        return CardView(
            code=fact.card,
            edition=fact.edition,
            title=title,
            text=Words(zh=fact.text_zh, en=fact.text_en or fact.text_zh),
            topics=fact.topics,
            words=(initials_of(fact.title_zh), fact.card),
            source=fact.source,
            notice=fact.notice,
            valid_from=fact.valid_from,
            valid_until=fact.valid_until,
            state=state_of(edition, self.editions(fact.card), self.today, self.holds),
            shipped=edition.at is None,
        )

    def usable(self) -> Iterator[CardView]:
        """The cards that may be used today."""
        for code in self._editions:
            view = next(
                (each for each in map(self.view, self.editions(code)) if each.state == "current"), None
            )
            if view is not None:
                yield view


def _edition(row: CardRow) -> Edition:
    fact = CardIssued(
        card=row.card.decode(),
        edition=row.edition,
        topics=tuple(row.topics.split(",")) if row.topics else (),
        title_zh=row.title_zh,
        title_en=row.title_en,
        text_zh=row.text_zh,
        text_en=row.text_en,
        source=row.source,
        notice=row.notice,
        notice_edition=row.notice_edition,
        valid_from=date.fromisoformat(row.from_day),
        valid_until=date.fromisoformat(row.until_day) if row.until_day else None,
    )
    return Edition(fact, from_ms(row.issued_ms), row.issued_by, row.reason)
