"""Words that go to a customer are looked at before they go: what is cold, mocking or pushes away is held, and kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from counter_tui.db import ledger
from counter_tui.db.reading import voice
from counter_tui.db.store import Reading
from counter_tui.db.subjects import VISIT
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.voice import WordingHeld, WordingRulesTaken
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_prose
from counter_tui.i18n import language
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Station, require_still_here

if TYPE_CHECKING:
    from counter_tui.domain.guard import RuleSet

_WHY = Words(zh="这话客户听了会难受", en="a customer would be hurt by these words")
_INSTEAD = Words(zh="请您稍等，我帮您办。", en="Please wait a moment, I shall see to it.")


class Improper(Struct, frozen=True):
    """Words that were held: what of them by which rule, why, and the text said politely.

    ``visit``, ``about`` (the id of the draft or matter) and ``place`` say where they were to go.
    """

    rule: str
    piece: str
    why: Words
    polite: str
    words: str
    visit: str = ""
    about: str = ""
    place: str = ""


class Tried(Struct, frozen=True):
    """What a rule set makes of the sentences that come along: how many improper ones it finds, fine ones it holds."""

    improper: int
    found: int
    fine: int
    held: int


class MannersService:
    """Looks at words to customers; the lead may let words go that were held."""

    def __init__(self, station: Station) -> None:
        self._station, self._judge = station, Judge(station)

    def look(self, text: str) -> Improper | None:
        """What may not be said to a customer so; None where nothing is wrong."""
        with self._station.store.reading() as connection:
            return self._judge.look(connection, text)

    def take_rules(self, actor: Actor, path: Path | None, *, dry_run: bool = False) -> Tried:
        """Judge by the rules of this file from now on, None: by the shipped ones; what they make of the sentences.

        Raises RuleBroken("not_allowed"), "staff_left" or what ``read_text`` raises; CatalogueBroken for rules that do
        not fit.
        """
        from counter_tui.services.reference.guard import load_rules, read_rules
        from counter_tui.services.voice.files import read_text

        require(actor, "publish")
        text = read_text(path) if path else ""
        file = path.name if path else ""
        rules = read_rules(text, file, "wording") if path else load_rules("wording")
        if not dry_run:
            with self._station.store.writing() as writing:
                require_still_here(writing.connection, actor)
                fact = WordingRulesTaken(file=file, text=text)
                writing.append(self._station.subject, [fact], actor.staff_no)
        return _tried(rules)

    def let_go(self, actor: Actor, improper: Improper, lead_no: str, lead_pin: str) -> None:
        """A lead lets the very words go for what they were typed for, by his own PIN; that he did is kept.

        Raises RuleBroken("not_allowed"), "staff_left" and what ``StaffService.identify`` raises.
        """
        require(actor, "write")
        lead = StaffService(self._station).identify(lead_no, lead_pin)
        require(lead, "lead_matter")
        self._hold(actor, improper, lead.staff_no)

    def require_polite(self, actor: Actor, visit: str, about: str, place: str, words: str) -> None:
        """Let polite words pass, and those a lead has let go; keep others as a fact of the visit and refuse them.

        ``about`` is the id (hex) of the draft or matter, ``place`` what the words were typed for. Raises
        RuleBroken("wording_improper") with the whole of it as ``improper``, "not_allowed" or "staff_left".
        """
        require(actor, "write")
        found = self.look(words)
        if found is None:
            return
        improper = Improper(
            found.rule, found.piece, found.why, found.polite, fold_prose(words), visit, about, place
        )
        with self._station.store.reading() as connection:
            if _was_let_go(connection, improper):
                return
        self._hold(actor, improper, "")
        refuse(improper)

    def _hold(self, actor: Actor, improper: Improper, let_by: str) -> None:
        fact = WordingHeld(
            about=improper.about,
            place=improper.place,
            rule=improper.rule,
            piece=improper.piece,
            words=improper.words,
            let_by=let_by,
        )
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            writing.append(Subject(VISIT, bytes.fromhex(improper.visit)), [fact], actor.staff_no)


def refuse(improper: Improper) -> None:
    """Raise RuleBroken("wording_improper")."""
    why = improper.why
    raise RuleBroken(
        "wording_improper", improper=improper, piece=improper.piece, why_zh=why.zh, why_en=why.en
    )


class Judge:
    """Judges words by the rules of the station, else by the shipped ones; they are read when first needed."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._known: tuple[bytes | None, RuleSet] | None = None

    def look(self, connection: Reading, text: str) -> Improper | None:
        """What may not be said to a customer so; None where nothing is wrong."""
        from counter_tui.domain.guard import screen
        from counter_tui.domain.guard.manners import is_judged, politely

        rules = self._rules(connection)
        verdict = screen(rules, text)
        if not verdict.blocked or not is_judged(text, rules.lexicon.syllables):
            return None
        piece = verdict.matched or ""
        english = language() == "en" and text.isascii()
        instead = (verdict.instead or _INSTEAD).say("en" if english else "zh")
        polite = politely(
            fold_prose(text), fold_prose(piece), instead, lambda clause: screen(rules, clause).blocked
        )
        return Improper(verdict.rule or "", piece, verdict.why or _WHY, polite, text)

    def _rules(self, connection: Reading) -> RuleSet:
        """The rules in force, made once for each set that was taken."""
        from counter_tui.services.reference.guard import load_rules, read_rules

        newest = voice.newest_fact(connection, WordingRulesTaken.type)
        if self._known is None or self._known[0] != newest:
            taken = [entry.fact for entry in ledger.latest(connection, WordingRulesTaken.type)]
            own = [fact for fact in taken if isinstance(fact, WordingRulesTaken) and fact.text]
            rules = read_rules(own[0].text, own[0].file, "wording") if own else load_rules("wording")
            self._known = (newest, rules)
        return self._known[1]


def _tried(rules: RuleSet) -> Tried:
    from counter_tui.domain.guard import screen
    from counter_tui.services.reference.guard import load_corpus

    verdicts = [(each.verdict, screen(rules, each.text).blocked) for each in load_corpus("wording")]
    improper = [blocked for label, blocked in verdicts if label == rules.blocked]
    fine = [blocked for label, blocked in verdicts if label != rules.blocked]
    return Tried(len(improper), sum(improper), len(fine), sum(fine))


def _was_let_go(connection: Reading, improper: Improper) -> bool:
    """Whether a lead has let these very words go for this."""
    sought = (improper.about, improper.place, improper.words)
    return any(
        isinstance(fact := entry.fact, WordingHeld)
        and fact.let_by != ""
        and (fact.about, fact.place, fact.words) == sought
        for entry in ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(improper.visit)))
    )
