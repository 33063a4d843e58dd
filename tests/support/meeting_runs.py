"""A process that goes on with the morning meeting where it finds it, and is killed with the next step half typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

from counter_tui.bootstrap import Services, open_services
from counter_tui.domain.facts.meeting import LookFailed, PostGiven
from counter_tui.domain.meeting.state import SIGNING, Meeting
from counter_tui.paths import Home
from support.clocks import SHANGHAI, StillClock
from support.stations import PINS, WANG
from support.working import processes

AT = datetime(2025, 11, 20, 7, 50, tzinfo=SHANGHAI)
ITEM = "0a" * 16


def killed_in_the_next_step(folder: Path) -> tuple[str, str]:
    """A process goes on by one step and is killed (SIGKILL); in which step that was, and what it had found typed."""
    context = processes()
    ear, mouth = context.Pipe(duplex=False)
    process = context.Process(target=go_on, args=(str(folder), mouth))  # type: ignore[attr-defined]
    process.start()
    mouth.close()
    step, found = ear.recv()
    assert process.exitcode is None, "it ended before it was killed"
    process.kill()
    process.join()
    ear.close()
    return step, found


def half_typed(step: str) -> str:
    """What stands half typed in a step when the process dies."""
    return f"半句{step}"


def meeting_of(services: Services) -> Meeting:
    """The meeting of the day."""
    known = services.meeting.view(WANG).meeting
    assert known is not None
    return known


def go_on(folder: str, say: Connection) -> None:
    """Write the step at hand, with all that was typed for it, then type into the next and wait for the kill.

    Says the step in which it waits and what was found typed there before; of the signatures who has just signed.
    """
    services = open_services(Home(Path(folder)), StillClock(AT))
    found = ""
    if services.meeting.view(WANG).meeting is None:
        services.meeting.begin(WANG)
    elif meeting_of(services).step != SIGNING:
        found = _write(services, meeting_of(services).step)
    step = meeting_of(services).step
    if step == SIGNING:
        signed = [each.staff_no for each in meeting_of(services).signed]
        # Whoever signed last tries again: the process before this one may have died before it could say so.
        for who in (*signed[-1:], *meeting_of(services).to_sign[:1]):
            services.meeting.sign(WANG, who, PINS[who])
    elif step:
        services.meeting_words.keep(WANG, step, {"line": half_typed(step)})
    say.send((step, found))
    Event().wait()


def _write(services: Services, step: str) -> str:
    """Write a step twice, as by a double Enter; what was found typed in it."""
    typed = services.meeting_words.begun(WANG).get(step, {}).get("line", "")
    present, steps = meeting_of(services).present, services.meeting_steps
    posts = [PostGiven(staff_no=each, post="counter") for each in present]
    writes: Mapping[str, Callable[[], object]] = {
        "roll_call": lambda: steps.attendance(WANG, present),
        "appearance": lambda: steps.appearance(WANG, [LookFailed(of="102", words=typed)]),
        "hall": lambda: steps.hall(WANG),
        "policy": lambda: steps.pass_on(WANG),
        "posts": lambda: steps.posts(WANG, posts),
        "drill": lambda: services.meeting.skip(WANG, "drill", typed),
    }
    for _again in range(2):
        if step == "problems":
            steps.problem(WANG, ITEM, typed, "102", AT.date(), "看")
        if step == "points":
            steps.point(WANG, typed)
        writes.get(step, lambda: services.meeting.done(WANG, step, typed))()
    return typed
