"""Notices: who has to read which before the next customer, who has read it, and giving them out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.db import ledger, people
from counter_tui.db.reading import voice
from counter_tui.db.rows.voice import NOTICE
from counter_tui.db.store import Reading, Writing
from counter_tui.db.tables.voice import NoticeRow
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.voice import NoticePublished
from counter_tui.domain.ids import made_at
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.voice.notices import (
    decide_publish,
    decide_read,
    decide_withdraw,
    fold,
)
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.views.voice import NoticeReport, NoticeState, NoticeView, Taken

if TYPE_CHECKING:
    from counter_tui.domain.voice.texts import NoticeText

_MOST = 200
_EVER = 1 << 62


class NoticeService:
    """What the station tells its people."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def unread(self, actor: Actor, draft_id: str = "") -> tuple[NoticeView, ...]:
        """What this person has to read, the oldest first; with a draft what was given out before it was begun."""
        station = self._station
        with station.store.reading() as connection:
            return unread_of(station, connection, actor, draft_id)

    def read(self, actor: Actor, code: str, edition: int) -> None:
        """The person has read it; saying so again changes nothing. Raises RuleBroken("notice_unknown")."""
        subject = notice_subject(code)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            history = ledger.facts_of(writing.connection, subject)
            fact = decide_read(fold(history), edition, actor)
            if fact is not None:
                writing.append(subject, [fact], actor.staff_no, history=history)

    def reports(self, actor: Actor) -> tuple[NoticeReport, ...]:
        """All notices, the newest first, each with who has read it and who has not."""
        require(actor, "publish")
        station, today = self._station, self._today()
        with station.store.reading() as connection:
            found = voice.notices(connection, _MOST)
            readers, everybody = voice.readers(connection, found), people.everybody(connection)
            name_of = station.names(connection)
        return tuple(
            NoticeReport(
                notice=notice_view(row, name_of),
                audience=_roles(row),
                state=_state(row, today),
                read=tuple(
                    (name_of(each.staff_no), from_ms(each.read_ms))
                    for each in readers[row.notice, row.edition]
                ),
                missing=tuple(
                    person.name
                    for person in everybody
                    if person.active
                    and person.role in _roles(row)
                    and person.staff_no not in {each.staff_no for each in readers[row.notice, row.edition]}
                ),
                why=row.reason,
                superseded_by=row.superseded_by,
            )
            for row in found
        )

    def publish(self, actor: Actor, text: NoticeText) -> int:
        """Give a notice out, and end those it takes the place of; its edition, 0 where it was given out before.

        Raises what ``domain.voice.notices.decide_publish`` raises, and "notice_unknown" for one to end that there is
        not.
        """
        require(actor, "publish")
        with self._station.store.writing() as writing:
            return self._published(writing, actor, text)

    def withdraw(self, actor: Actor, code: str, reason: str) -> None:
        """Take a notice back from today on. Raises what ``decide_withdraw`` raises."""
        require(actor, "publish")
        with self._station.store.writing() as writing:
            self._ended(writing, actor, code, reason=reason)

    def import_file(self, actor: Actor, path: Path, *, dry_run: bool = False) -> tuple[Taken, ...]:
        """Give out every notice of a file; what is wrong with one is told of that one alone.

        Raises RuleBroken("not_allowed") and what ``read_text`` raises; CatalogueBroken for a file that is
        no TOML.
        """
        from counter_tui.services.voice.files import read_text

        require(actor, "publish")
        return self.import_text(actor, read_text(path), path.name, dry_run=dry_run)

    def import_text(
        self, actor: Actor, content: str, file: str, *, dry_run: bool = False
    ) -> tuple[Taken, ...]:
        """Give out every notice of the text of a file, as ``import_file`` does."""
        from counter_tui.domain.voice.texts import NoticeText
        from counter_tui.services.voice.files import take_blocks

        require(actor, "publish")

        def take(text: NoticeText) -> int:
            if not dry_run:
                return self.publish(actor, text)
            with self._station.store.reading() as connection:
                fact = self._decided(connection, actor, text)
                return fact.edition if fact else 0

        return tuple(take_blocks(content, file, "notice", NoticeText, take))

    def _published(self, writing: Writing, actor: Actor, text: NoticeText) -> int:
        require_still_here(writing.connection, actor)
        fact = self._decided(writing.connection, actor, text)
        if fact is None:
            return 0
        writing.append(notice_subject(fact.notice), [fact], actor.staff_no)
        for code in fact.supersedes:
            self._ended(writing, actor, code, by=fact)
        return fact.edition

    def _decided(self, connection: Reading, actor: Actor, text: NoticeText) -> NoticePublished | None:
        for code in text.supersedes:
            if code != text.code and not ledger.facts_of(connection, notice_subject(code)):
                raise RuleBroken("notice_unknown", notice=code)
        history = ledger.facts_of(connection, notice_subject(text.code))
        return decide_publish(fold(history), text, actor, self._today())

    def _ended(
        self,
        writing: Writing,
        actor: Actor,
        code: str,
        *,
        reason: str = "",
        by: NoticePublished | None = None,
    ) -> None:
        require_still_here(writing.connection, actor)
        subject = notice_subject(code)
        history = ledger.facts_of(writing.connection, subject)
        fact = decide_withdraw(fold(history), actor, self._today(), reason, by)
        if fact is not None:
            writing.append(subject, [fact], actor.staff_no, history=history)

    def _today(self) -> date:
        return self._station.clock.now().astimezone(self._station.zone).date()


def unread_of(
    station: Station, connection: Reading, actor: Actor, draft_id: str = ""
) -> tuple[NoticeView, ...]:
    """The same as ``NoticeService.unread``, for who reads the store already."""
    found = _unread(station, connection, actor, draft_id)
    name_of = station.names(connection) if found else str
    return tuple(notice_view(row, name_of) for row in found)


def require_read(station: Station, connection: Reading, actor: Actor, draft_id: str) -> None:
    """Raise RuleBroken("notices_unread") while the person has not read what was given out before the draft was begun.

    What comes while a customer is served waits for the next one: nobody at the counter waits for a reading.
    """
    unread = _unread(station, connection, actor, draft_id)
    if unread:
        raise RuleBroken("notices_unread", count=len(unread), title=unread[0].title)


def _unread(station: Station, connection: Reading, actor: Actor, draft_id: str) -> list[NoticeRow]:
    until = to_ms(made_at(bytes.fromhex(draft_id))) if draft_id else _EVER
    today = station.clock.now().astimezone(station.zone).date().isoformat()
    return voice.unread(connection, actor.staff_no, actor.role, today, until)


def notice_view(row: NoticeRow, name_of: Callable[[str], str]) -> NoticeView:
    """A notice as its readers see it."""
    return NoticeView(
        code=row.notice.decode(),
        edition=row.edition,
        title=row.title,
        summary=tuple(row.summary.splitlines()),
        text=row.text,
        valid_from=date.fromisoformat(row.from_day),
        valid_until=date.fromisoformat(row.until_day) if row.until_day else None,
        published_at=from_ms(row.published_ms),
        by=name_of(row.published_by),
    )


def _roles(row: NoticeRow) -> tuple[str, ...]:
    return tuple(row.audience.strip(",").split(","))


def _state(row: NoticeRow, today: date) -> NoticeState:
    day = today.isoformat()
    if row.last_day < day:
        return "over"
    return "coming" if row.from_day > day else "holds"


def notice_subject(code: str) -> Subject:
    """The notice with this code. Raises RuleBroken("notice_unknown") for one nobody could have given."""
    try:
        return Subject(NOTICE, code.encode("ascii"))
    except UnicodeEncodeError:
        raise RuleBroken("notice_unknown", notice=code) from None
