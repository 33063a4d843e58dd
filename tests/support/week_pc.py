"""A PC of a station as a process: it works and calls when it is told, by a clock of its own, and keeps a journal."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import astuple

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.paths import Home
from counter_tui.services.centre import belonging
from counter_tui.services.centre import service as sync
from counter_tui.sync import machine
from counter_tui.sync.http import HttpLine, Patience
from support.clocks import StillClock
from support.stations import BILL, CONNECTION, LI, LIU, REPAIR, WANG

JOURNAL = "journal"
NAME = "machine"
SHIFT = "clock"
IMPATIENT = Patience(connect=10, step=20, whole=20)
IDENTITIES = ("110101199003074477", "110101198506151249", "110101197804201019", "110101198209112032")


def pc_work(folder: str, pipe: Connection) -> None:
    """Be the PC in this folder until the pipe ends; each order is an act, the true time, and what it needs."""
    own = Path(folder)
    clock, shift = StillClock(), timedelta(seconds=int((own / SHIFT).read_text("ascii")))
    _be_machine((own / NAME).read_text("utf-8"))
    services = open_services(Home(own / "home"), clock)
    acts: dict[str, Callable[..., Any]] = {
        "live": lambda seed, count: live(services, clock, own / JOURNAL, Random(seed), count),
        "call": lambda: astuple(services.sync.call_now()),
        "enrol": lambda address, code: services.sync.enrol(WANG, address, code, "", lambda _: True).centre,
    }
    with suppress(EOFError):
        while True:
            act, at, given = pipe.recv()
            clock.set(at + shift)
            try:
                answer = ("done", acts[act](*given))
            except RuleBroken as broken:
                answer = ("refused", broken.code)
            pipe.send(answer)
    services.close()


def _be_machine(name: str) -> None:
    """Be another machine than the others, and no more patient with a line than a test can be."""
    machine._name = lambda: name

    def open_line(address: str, authority: str) -> HttpLine:
        return HttpLine(address, authority, patience=IMPATIENT)

    for room in (sync, belonging):
        vars(room)["open_line"] = open_line


def live(services: Services, clock: StillClock, journal: Path, random: Random, count: int) -> int:
    """Do so many things at the counter, whatever the rules say to them; how many facts people were told are kept."""
    told = 0
    with journal.open("a", encoding="ascii") as paper:
        for number in range(count):
            clock.advance(timedelta(seconds=random.randint(20, 600)))
            before = _head(services)
            with suppress(RuleBroken):
                _act(services, random, f"{random.getrandbits(32):08x}-{number}")
            for fact_id in _behind(services, before):
                paper.write(fact_id.hex() + "\n")
                told += 1
            paper.flush()
            os.fsync(paper.fileno())
    return told


def _act(services: Services, random: Random, mark: str) -> None:
    known = _matters(services)
    if not known or random.random() < 0.3:
        _accept(services, random, mark)
        return
    # The newest are the ones in everybody's hands.
    matter, actor = random.choice(known[-12:]), random.choice([LI, LIU])
    matters = services.matters
    acts: list[Callable[[], object]] = [
        lambda: matters.note(actor, matter, f"催办{mark}"),
        lambda: matters.note(actor, matter, f"来电{mark}"),
        lambda: matters.hand_over(actor, matter, Receiver("103"), "needs_site", note=mark),
        lambda: matters.take(LIU, matter),
        lambda: matters.bounce(LIU, matter, f"不是我的片区{mark}"),
        lambda: matters.reach_stage(actor, matter, mark),
        lambda: matters.correct(actor, matter, "phone", f"138{random.randrange(10**8):08d}", "改号"),
        lambda: matters.pause(actor, matter, "customer_site_not_ready", f"等物业{mark}"),
        lambda: matters.resume(actor, matter),
        lambda: matters.answer(actor, matter, f"已核实{mark}"),
        lambda: matters.inform(actor, matter, "phone"),
        lambda: matters.close(actor, matter),
        lambda: matters.withdraw(actor, matter, f"客户不办了{mark}"),
        lambda: matters.undo(actor, matter),
    ]
    random.choice(acts)()


def _accept(services: Services, random: Random, mark: str) -> None:
    kind = random.choice([BILL, REPAIR, CONNECTION])
    values: dict[str, Any] = {"name": "何静", "phone": f"138{random.randrange(10**8):08d}"}
    if kind == CONNECTION:
        values |= {"id_kind": "resident_id", "id_number": random.choice(IDENTITIES)}
    else:
        values |= {"fields": {"content": f"电费多了{mark}"}}
    draft = services.drafts.new(LI, kind=kind).with_values(
        address=f"和平路{random.randrange(99)}号", **values
    )
    services.acceptance.submit(LI, draft)


def _matters(services: Services) -> list[str]:
    with services.base.store.reading() as connection:
        return sorted(subject.id.hex() for subject in ledger.subjects(connection, "matter"))


def _head(services: Services) -> tuple[bytes, int]:
    with services.base.store.reading() as connection:
        head = ledger.head(connection)
        return head.epoch, head.seq


def _behind(services: Services, before: tuple[bytes, int]) -> list[bytes]:
    """The facts this PC wrote since."""
    epoch, seq = before
    with services.base.store.reading() as connection:
        query = "SELECT fact_id FROM fact WHERE epoch = ? AND seq > ? ORDER BY seq"
        return [bytes(row[0]) for row in connection.execute(query, (epoch, seq)).fetchall()]
