"""A process that works at a station and says of each thing it did that it is done, until it is stopped."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path

from counter_tui.bootstrap import Services, open_services
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.paths import Home
from support.stations import BILL, LI, LIU

Done = tuple[str, str, str]
"""What was acknowledged: the type of the fact (or ``draft``), the matter, and a text that is in it only."""


def processes() -> BaseContext:
    """Where new processes come from: a server that has the program loaded, where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["support.working"])
    # The server finds the modules it is to load by the environment only.
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), before]))
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return context


def work(folder: str, say: Connection, rounds: int = 0) -> None:
    """Take requests down, hand them over, answer them, close them; ``rounds`` of it, or for ever when 0."""
    services = open_services(Home(Path(folder)))
    say.send(("ready", "", ""))
    for draft in services.drafts.list(LI)[:20] if not rounds else ():
        _submit(services, draft.draft_id, say)
    for number in range(rounds) if rounds else itertools.count():
        _one_matter(services, f"{os.getpid()}-{number}", say)
    services.close()
    say.send(("over", "", ""))


def _one_matter(services: Services, mark: str, say: Connection) -> None:
    draft = services.drafts.new(LI, kind=BILL).with_values(
        name=f"何静{mark}", phone="13812340009", fields={"content": mark}
    )
    services.drafts.save(LI, draft)
    say.send(("draft", draft.draft_id, draft.name))
    unfinished = services.drafts.new(LI).with_values(name=f"半{mark}")
    services.drafts.save(LI, unfinished)
    say.send(("draft", unfinished.draft_id, unfinished.name))
    matter = _submit(services, draft.draft_id, say)
    if matter is None:
        return
    matters = services.matters
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("NoteAdded", lambda: matters.note(LI, matter, f"催办{mark}")),
        ("HandedOver", lambda: matters.hand_over(LI, matter, Receiver("103"), "needs_site", note=mark)),
        ("HandOverAccepted", lambda: matters.take(LIU, matter)),
        ("MatterAnswered", lambda: matters.answer(LIU, matter, f"答复{mark}")),
        ("CustomerInformed", lambda: matters.inform(LI, matter, "phone")),
        ("MatterClosed", lambda: matters.close(LI, matter)),
    )
    for kind, step in steps:
        step()
        say.send((kind, matter, mark))


def _submit(services: Services, draft_id: str, say: Connection) -> str | None:
    draft = services.drafts.load(LI, draft_id)
    if draft is None:
        return None
    try:
        accepted = services.acceptance.submit(LI, draft)
    except RuleBroken as broken:
        if broken.code != "draft_unfit":
            raise
        return None
    say.send(("MatterAccepted", accepted.matter_id, accepted.number))
    return accepted.matter_id
