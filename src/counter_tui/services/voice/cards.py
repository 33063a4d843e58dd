"""Answer cards: what customers are told, from which nobody reads an old text, and who was told one."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from counter_tui.db import ledger
from counter_tui.db.reading import voice
from counter_tui.db.rows.voice import CARD, TELLING
from counter_tui.db.store import Reading
from counter_tui.db.tables.voice import TellingRow
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.voice import CardIssued, ToldBy
from counter_tui.domain.ids import make_id
from counter_tui.domain.masking import mask_name
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.voice.cards import (
    PUT_RIGHT_FOR,
    decide_issue,
    decide_put_right,
    decide_tell,
    decide_withdraw,
    edition_told,
    fold_telling,
    outdated_below,
)
from counter_tui.domain.voice.texts import CardText
from counter_tui.i18n import language
from counter_tui.services.station import Station, matter_subject, require_still_here
from counter_tui.services.subjects import subject_of
from counter_tui.services.views.printing import Printed
from counter_tui.services.views.voice import CardView, Taken, Telling
from counter_tui.services.voice.card_box import CardBox
from counter_tui.services.voice.files import read_text, take_blocks
from counter_tui.services.voice.manners import Judge, refuse

_MOST = 100


class CardService:
    """What the hall says to customers."""

    def __init__(self, station: Station) -> None:
        self._station, self._judge = station, Judge(station)

    def cards(self) -> tuple[CardView, ...]:
        """The cards that may be used today, in the order of their codes."""
        with self._station.store.reading() as connection:
            return tuple(sorted(self._box(connection).usable(), key=lambda card: card.code))

    def cards_for(self, topic: str) -> tuple[CardView, ...]:
        """The cards that may be used today for what somebody asks about."""
        return tuple(card for card in self.cards() if topic in card.topics)

    def card(self, code: str) -> CardView:
        """The text of a card that may be used today. Raises RuleBroken("card_unknown") or "card_not_current"."""
        with self._station.store.reading() as connection:
            box = self._box(connection)
            return box.view(box.current(code))

    def tell(
        self, actor: Actor, code: str, how: ToldBy = "shown", *, matter: str = "", enquiry: str = ""
    ) -> CardView:
        """A customer is told what the card says; who told it to whom is kept.

        ``matter`` is the id of the matter it is about, ``enquiry`` that of an enquiry. Raises
        RuleBroken("card_unknown"), "card_not_current", "matter_unknown" or "not_allowed".
        """
        require(actor, "accept")
        station = self._station
        if matter:
            matter_subject(matter)
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            box = self._box(writing.connection)
            edition = box.current(code)
            fact = decide_tell(
                edition,
                box.editions(code),
                box.today,
                box.holds,
                how,
                language() == "en",
                matter=matter,
                enquiry=enquiry,
            )
            subject = Subject(TELLING, make_id(station.clock.now(), writing.pen.random(10)))
            writing.append(subject, [fact], actor.staff_no, history=())
            return box.view(edition)

    def print(self, actor: Actor, code: str, *, matter: str = "", enquiry: str = "") -> Printed:
        """Print the card for the customer to take home; that he was told it is kept.

        Raises what ``tell`` raises, and RuleBroken("papers_folder_inside_home") or "papers_unwritable".
        """
        from counter_tui.services.papers.printing import hand_out
        from counter_tui.services.wording.voice import say_card

        card = self.tell(actor, code, "printed", matter=matter, enquiry=enquiry)
        today = self._station.clock.now().astimezone(self._station.zone).date()
        return hand_out(
            self._station, say_card(card, self._station.name, today), f"card-{card.code}-{card.edition}"
        )

    def all_cards(self, actor: Actor) -> tuple[CardView, ...]:
        """Every text of every card, the old ones too, the newest text of each first."""
        require(actor, "publish")
        with self._station.store.reading() as connection:
            box = self._box(connection)
            return tuple(
                box.view(each) for code in sorted(box.codes()) for each in reversed(box.editions(code))
            )

    def issue(self, actor: Actor, text: CardText) -> int:
        """Issue a text; its edition, 0 where it was issued before.

        Raises what ``domain.voice.cards.decide_issue`` raises, "notice_unknown" for a notice there is not, and
        "wording_improper" for words that are no way to speak to a customer.
        """
        require(actor, "publish")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            fact = self._decided(writing.connection, actor, text)
            if fact is not None:
                writing.append(_subject(fact.card), [fact], actor.staff_no)
            return fact.edition if fact else 0

    def withdraw(self, actor: Actor, code: str, reason: str) -> None:
        """A card is used no more; one that ships with the program is kept as the station's first, and withdrawn.

        Raises RuleBroken("card_unknown"), "card_not_current" or "reason_missing".
        """
        require(actor, "publish")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            edition = self._box(writing.connection).current(code)
            fact = decide_withdraw(edition, actor, reason)
            own = [] if edition.at else [edition.fact]
            writing.append(_subject(code), [*own, fact], actor.staff_no)

    def import_file(self, actor: Actor, path: Path, *, dry_run: bool = False) -> tuple[Taken, ...]:
        """Issue every card of a file; what is wrong with one is told of that one alone.

        Raises RuleBroken("not_allowed") and what ``read_text`` raises; CatalogueBroken for a file that is
        no TOML.
        """
        require(actor, "publish")
        return self.import_text(actor, read_text(path), path.name, dry_run=dry_run)

    def import_text(
        self, actor: Actor, content: str, file: str, *, dry_run: bool = False
    ) -> tuple[Taken, ...]:
        """Issue every card of the text of a file, as ``import_file`` does."""
        require(actor, "publish")

        def take(text: CardText) -> int:
            if not dry_run:
                return self.issue(actor, text)
            with self._station.store.reading() as connection:
                fact = self._decided(connection, actor, text)
                return fact.edition if fact else 0

        return tuple(take_blocks(content, file, "card", CardText, take))

    def to_put_right(self, actor: Actor) -> tuple[Telling, ...]:
        """Who was told what holds no more: for a matter that is still open, or within the last 30 days."""
        require(actor, "publish")
        station = self._station
        with station.store.reading() as connection:
            box = self._box(connection)
            found = self._told_before(connection, box)
            known = voice.numbers(connection, [row.matter_id for row in found if row.matter_id])
            name_of = station.names(connection)
            titles = {code: box.view(box.editions(code)[-1]).title for code in {row.card for row in found}}
        lines = []
        for row in sorted(found, key=lambda each: each.told_ms):
            number, customer, handler = known.get(row.matter_id, ("", "", ""))[:3]
            lines.append(
                Telling(
                    telling=row.telling.hex(),
                    card=row.card,
                    title=titles[row.card],
                    edition=row.edition,
                    words=row.words,
                    told_at=from_ms(row.told_ms),
                    by=name_of(row.told_by),
                    matter_id=row.matter_id.hex(),
                    number=number,
                    customer=mask_name(customer),
                    handler=name_of(handler) if handler else "",
                    enquiry=row.enquiry,
                )
            )
        return tuple(lines)

    def wrongly_told(self, actor: Actor) -> int:
        """How many ``to_put_right`` names; no card is read where nobody was told anything."""
        require(actor, "publish")
        with self._station.store.reading() as connection:
            if not voice.told_anybody(connection):
                return 0
            return len(self._told_before(connection, self._box(connection)))

    def _told_before(self, connection: Reading, box: CardBox) -> list[TellingRow]:
        since = to_ms(self._station.clock.now() - PUT_RIGHT_FOR)
        found: list[TellingRow] = []
        for code in box.codes():
            below = outdated_below(box.editions(code), box.today, box.holds)
            if below > 1:
                rows = voice.told_before(connection, code, below, since, _MOST)
                told = (replace(row, edition=_stands(box, row)) for row in rows)
                found += (row for row in told if row.edition < below)
        return found

    def put_right(self, actor: Actor, telling: str, words: str) -> None:
        """Whoever was told an old text knows better now, or has not to be told; saying so again changes nothing.

        Raises RuleBroken("telling_unknown") or "text_missing".
        """
        require(actor, "publish")
        subject = subject_of(TELLING, telling, "telling_unknown")
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            history = ledger.facts_of(writing.connection, subject)
            fact = decide_put_right(fold_telling(history), words)
            if fact is not None:
                writing.append(subject, [fact], actor.staff_no, history=history)

    def _decided(self, connection: Reading, actor: Actor, text: CardText) -> CardIssued | None:
        box = self._box(connection)
        number = box.newest_notice(text.notice) if text.notice else 0
        if text.notice and not number:
            raise RuleBroken("notice_unknown", notice=text.notice)
        for words in (text.title.zh, text.text.zh, text.title.en, text.text.en):
            if (improper := self._judge.look(connection, words)) is not None:
                refuse(improper)
        return decide_issue(box.editions(text.code), text, number, actor, box.today)

    def _box(self, connection: Reading) -> CardBox:
        return CardBox(connection, self._station.clock.now().astimezone(self._station.zone).date())


def _subject(code: str) -> Subject:
    return Subject(CARD, code.encode("ascii"))


def _stands(box: CardBox, row: TellingRow) -> int:
    return edition_told(box.editions(row.card), row.edition, row.words)
