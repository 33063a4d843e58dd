"""Killed at any instant, the program loses nothing it had acknowledged and does nothing twice."""

from __future__ import annotations

from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from counter_tui.bootstrap import open_services
from counter_tui.db import ledger
from counter_tui.db.projections import MATTER
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import MatterAccepted, NoteAdded
from support.looking import looked_over
from support.stations import LI, SmallStation, open_small_station
from support.working import Done, processes, work

KILLS = 50
SEED = 20_251_120


def heard(ear: Connection) -> list[Done]:
    """What a process said before it died; a last word cut short was not said."""
    done: list[Done] = []
    try:
        while True:
            done.append(ear.recv())
    except (EOFError, OSError):
        return done


def killed_while_working(small: SmallStation, random: Random) -> list[Done]:
    """Two processes work at the station; each is killed at an instant of its own."""
    context, ears, running = processes(), [], []
    for _process in range(2):
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(str(small.home.folder), mouth))  # type: ignore[attr-defined]
        process.start()
        mouth.close()
        ears.append(ear)
        running.append(process)
    done: list[Done] = []
    for ear, process in zip(ears, running, strict=True):
        # So many acts are awaited, on a fast PC as on a slow one; then the kill falls somewhere into the next.
        done += [ear.recv() for _act in range(random.randrange(10))]
        process.join(random.uniform(0, 0.03))
        process.kill()
        process.join()
        done += heard(ear)
        ear.close()
    return done


def recorded(small: SmallStation) -> list[Recorded]:
    services = open_services(small.home)
    with services.base.store.reading() as connection:
        facts = [ledger.read_row(row) for row in ledger.all_rows(connection, ledger.head(connection).epoch)]
    services.close()
    return facts


def test_fifty_kills_lose_nothing_acknowledged_and_double_nothing(tmp_path: Path) -> None:
    """Every acknowledged fact is there once, no number is missing, the chain holds, drafts come back."""
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    random, done = Random(SEED), list[Done]()
    for kill in range(KILLS // 2):
        done += killed_while_working(small, random)
        if kill % 8 == 7:
            assert looked_over(small.home).findings == ()
    assert looked_over(small.home).findings == ()

    facts = recorded(small)
    there = Counter((fact.fact.type, fact.subject.id.hex()) for fact in facts if fact.subject.kind == MATTER)
    acknowledged = {(kind, matter) for kind, matter, _mark in done if kind not in ("ready", "over", "draft")}
    assert len(acknowledged) > 2 * KILLS
    assert {key: there[key] for key in acknowledged} == dict.fromkeys(acknowledged, 1)
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))

    numbers = {
        fact.subject.id.hex(): fact.fact.number for fact in facts if isinstance(fact.fact, MatterAccepted)
    }
    assert len(set(numbers.values())) == len(numbers)
    assert all(numbers[matter] == number for kind, matter, number in done if kind == "MatterAccepted")
    notes = Counter(fact.fact.text for fact in facts if isinstance(fact.fact, NoteAdded))
    assert set(notes.values()) == {1}

    services = open_services(small.home)
    for kind, draft_id, name in done:
        if kind == "draft" and draft_id not in numbers:
            draft = services.drafts.load(LI, draft_id)
            assert draft is not None
            assert draft.name == name
    assert {line.draft_id for line in services.drafts.list(LI)}.isdisjoint(numbers)
    services.close()
