"""Hand-over packs: offering what is in one's hands, signing for it, taking it back; both sign with their PIN."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from counter_tui.db import begun, ledger, people
from counter_tui.db.reading import leading
from counter_tui.db.reading import packs as rows
from counter_tui.db.rows.packs import PACK
from counter_tui.db.store import Reading, Writing
from counter_tui.db.tables.notes import BegunRow
from counter_tui.db.tables.packs import PackRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.pack import PackTaken
from counter_tui.domain.ids import make_id
from counter_tui.domain.matter.context import Context
from counter_tui.domain.pack import decide
from counter_tui.domain.pack.state import Pack, Settled, fold
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.domain.text import fold_code
from counter_tui.services.packs.lines import lines_of, views
from counter_tui.services.packs.moves import Moving
from counter_tui.services.shift.service import take_lead
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.subjects import known_of, subject_of
from counter_tui.services.views.packs import PacksView, PackView
from counter_tui.services.views.printing import Printed

LOOKING = "take"
"""The act under which it is kept how far a pack has been looked at."""


class PackService:
    """One pack a giver waits at a time; it is signed for whole, but for the lines that are refused."""

    def __init__(self, station: Station, staff: StaffService | None = None) -> None:
        self._station = station
        self._staff = staff or StaffService(station)

    def new(self, actor: Actor) -> str:
        """The id of a pack about to be offered (hex): offering it twice makes one."""
        require(actor, "write")
        return make_id(self._station.clock.now(), self._station.store.pen.random(10)).hex()

    def offer(self, actor: Actor, pin: str, pack: str, to: str, *, lead: bool = False) -> PackView:
        """Sign and offer everything in one's hands to a colleague; with ``lead`` the lead of the shift too.

        Raises what ``StaffService.identify`` and ``decide_offer`` raise, or RuleBroken("pack_unknown").
        """
        require(actor, "write")
        signed, subject = self._staff.identify(actor.staff_no, pin), pack_subject(pack)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, signed)
            known = fold(ledger.facts_of(connection, subject))
            if known is None:
                number = fold_code(to)
                fact = decide.decide_offer(
                    self._station.context(signed, connection),
                    people.colleague(people.person(connection, number)),
                    lines_of(self._station, connection, signed.staff_no, number, lead=lead),
                    lead=lead,
                    leads=leading.lead(connection) == signed.staff_no,
                    waiting=rows.of_giver(connection, signed.staff_no) is not None,
                )
                writing.append(subject, [fact], signed.staff_no, history=())
            return self._view(connection, actor, _known(connection, subject))

    def take(
        self, actor: Actor, pin: str, pack: str, accepted: Collection[str], refusals: Mapping[int, str]
    ) -> PackView:
        """Sign for a pack: these groups are accepted, these lines refused, each with its reason.

        Everything accepted moves in this one transaction; what has left the giver's hands meanwhile is left alone.
        Raises what ``StaffService.identify`` and ``decide_take`` raise, or RuleBroken("pack_unknown").
        """
        require(actor, "write")
        signed, subject = self._staff.identify(actor.staff_no, pin), pack_subject(pack)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, signed)
            known = _known(connection, subject)
            context = self._station.context(signed, connection)
            refused = decide.decide_take(known, context, accepted, refusals)
            moving = Moving(self._station, writing, context, known)
            kept = {each.line: each.reason for each in refused}
            changed = moving.take([place for place in range(len(known.lines)) if place not in kept])
            for place, reason in kept.items():
                moving.keep(place, reason)
            fact = PackTaken(refused=refused, changed=changed)
            writing.append(subject, [fact], signed.staff_no, known.head)
            begun.end(connection, subject.id)
            self._lead(writing, context, known)
            return self._view(connection, actor, _known(connection, subject))

    def withdraw(self, actor: Actor, pack: str) -> None:
        """Take a pack back. Raises what ``decide_withdraw`` raises, or RuleBroken("pack_unknown")."""
        subject = pack_subject(pack)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            known = _known(connection, subject)
            fact = decide.decide_withdraw(known, self._station.context(actor, connection))
            writing.append(subject, [fact], actor.staff_no, known.head)
            begun.end(connection, subject.id)

    def keep(self, actor: Actor, pack: str, accepted: Collection[str], refusals: Mapping[int, str]) -> None:
        """Keep how far a pack has been looked at, whoever's counter it is; nothing of it counts yet.

        Raises what ``refused_line`` raises.
        """
        require(actor, "write")
        with self._station.store.writing() as writing:
            known = _offered(writing.connection, pack)
            if known is None:
                return
            lines = [each.line for each in known.lines]
            refused = [decide.refused_line(lines, *each) for each in sorted(refusals.items())]
            for each in refused:
                # The reason was being typed for the line, or for its whole group.
                for what in (each.line, lines[each.line].kind):
                    begun.discard(writing.connection, known.pack_id, known.to, f"refuse {what}")
            kept = {"accepted": sorted(accepted), "refused": {each.line: each.reason for each in refused}}
            self._save(writing, known, LOOKING, json.dumps(kept, ensure_ascii=False))

    def begun_words(self, actor: Actor, pack: str, act: str) -> Mapping[str, Any]:
        """What has been typed for a refusal (``act``) of this pack and not sent, by field; empty when nothing."""
        require(actor, "write")
        with self._station.store.reading() as connection:
            known = _offered(connection, pack)
            found = begun.of(connection, known.pack_id, known.to) if known is not None else []
        return next((dict(json.loads(row.body)) for row in found if row.act == act), {})

    def keep_words(self, actor: Actor, pack: str, act: str, words: Mapping[str, Any]) -> None:
        """Keep what has been typed so far for a refusal, as long as the pack waits."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            known = _offered(writing.connection, pack)
            if known is not None:
                self._save(writing, known, act, json.dumps(words, ensure_ascii=False))

    def drop_words(self, actor: Actor, pack: str, act: str) -> None:
        """Drop what has been typed so far for a refusal."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            known = _offered(writing.connection, pack)
            if known is not None:
                begun.discard(writing.connection, known.pack_id, known.to, act)

    def _save(self, writing: Writing, pack: Pack, act: str, body: str) -> None:
        """Whoever types at whichever counter: it is kept for the one who signs."""
        row = BegunRow(pack.pack_id, pack.to, act, body, to_ms(self._station.clock.now()))
        begun.save(writing.connection, row, writing.sealing)

    def desk(self, actor: Actor) -> PacksView:
        """The packs that wait at the station, those for this person first, and what he has in hand."""
        require(actor, "see_matters")
        me = actor.staff_no
        with self._station.store.reading() as connection:
            found = sorted(rows.waiting(connection), key=lambda row: (row.receiver != me, row.giver != me))
            concerned = found if may(actor.role, "lead_matter") else [r for r in found if me in _both(r)]
            leads = leading.lead(connection) == me
            return PacksView(
                waiting=tuple(self._view(connection, actor, _row(connection, row)) for row in concerned),
                in_hand=self._in_hand(connection, actor, lead=leads),
                mine=any(row.giver == me for row in found),
                leads=leads,
                settled=tuple(
                    self._view(connection, actor, _row(connection, row))
                    for row in self._today(connection, actor)
                ),
            )

    def day(self, actor: Actor, day: date | None = None) -> tuple[PackView, ...]:
        """The packs offered on a day, today without one, with what became of their lines."""
        require(actor, "see_matters")
        station = self._station
        day = day or station.rules.day_of(station.clock.now())
        start = datetime.combine(day, time.min, station.rules.zone)
        with station.store.reading() as connection:
            found = rows.between(connection, to_ms(start), to_ms(start + timedelta(days=1)))
            return tuple(self._view(connection, actor, _row(connection, row)) for row in found)

    def print(self, actor: Actor, pack: str) -> Printed:
        """Write the pack to the folder for papers, and print it: all lines, both signatures.

        Raises RuleBroken("pack_unknown"), "papers_folder_inside_home", "papers_unwritable" or "not_allowed".
        """
        from counter_tui.services.packs.paper import pack_paper, paper_name
        from counter_tui.services.papers.printing import hand_out

        require(actor, "write")
        station = self._station
        with station.store.reading() as connection:
            view = self._view(connection, actor, _known(connection, pack_subject(pack)))
        paper = pack_paper(view, station.name, station.clock.now(), station.zone)
        return hand_out(station, paper, paper_name(view, station.zone))

    def _lead(self, writing: Writing, context: Context, pack: Pack) -> None:
        """The lead of the shift goes with the pack, unless somebody has taken it meanwhile."""
        if pack.lead and leading.lead(writing.connection) == pack.giver:
            take_lead(writing, self._station.subject, context, pack.to, pack.giver, pack.giver)

    def _view(self, connection: Reading, actor: Actor, pack: Pack) -> PackView:
        name_of = self._station.names(connection)
        looked = self._looked(connection, pack) if pack.state == "offered" else {}
        mine = actor.staff_no == pack.giver or may(actor.role, "lead_matter")
        return PackView(
            pack_id=pack.pack_id.hex(),
            giver=pack.giver,
            giver_name=name_of(pack.giver),
            to=pack.to,
            to_name=name_of(pack.to),
            lead=pack.lead,
            state=pack.state,
            offered_at=pack.offered_at,
            settled_at=pack.settled_at,
            lines=views(self._station, connection, pack.lines),
            may_withdraw=pack.state == "offered" and mine and may(actor.role, "write"),
            accepted=tuple(looked.get("accepted", ())),
            refusals={int(place): reason for place, reason in looked.get("refused", {}).items()},
        )

    def _looked(self, connection: Reading, pack: Pack) -> dict[str, Any]:
        kept = begun.of(connection, pack.pack_id, pack.to)
        return next((dict(json.loads(row.body)) for row in kept if row.act == LOOKING), {})

    def _today(self, connection: Reading, actor: Actor) -> list[PackRow]:
        """What was settled today that concerns this person, or anybody for who leads; the newest first."""
        now = self._station.clock.now()
        start = datetime.combine(self._station.rules.day_of(now), time.min, self._station.rules.zone)
        found = rows.between(connection, to_ms(start), to_ms(start + timedelta(days=1)))
        leads = may(actor.role, "lead_matter")
        concerned = [row for row in found if leads or actor.staff_no in _both(row)]
        return [row for row in reversed(concerned) if row.state != "offered"]

    def _in_hand(self, connection: Reading, actor: Actor, *, lead: bool) -> PackView:
        found = lines_of(self._station, connection, actor.staff_no, lead=lead)
        return PackView(
            pack_id="",
            giver=actor.staff_no,
            giver_name=actor.name,
            to="",
            to_name="",
            lead=lead,
            state="offered",
            offered_at=self._station.clock.now(),
            settled_at=None,
            lines=views(self._station, connection, map(Settled, found)),
        )


def pack_subject(pack: str) -> Subject:
    """The pack with this id (hex) as the subject of its facts. Raises RuleBroken("pack_unknown")."""
    return subject_of(PACK, pack, "pack_unknown")


def _offered(connection: Reading, pack: str) -> Pack | None:
    """The pack, None where it does not wait any more."""
    known = fold(ledger.facts_of(connection, pack_subject(pack)))
    return known if known is not None and known.state == "offered" else None


def _known(connection: Reading, subject: Subject) -> Pack:
    return known_of(connection, subject, fold, "pack_unknown")


def _row(connection: Reading, row: PackRow) -> Pack:
    return _known(connection, Subject(PACK, row.pack))


def _both(row: PackRow) -> tuple[str, str]:
    return row.giver, row.receiver
