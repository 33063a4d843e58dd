"""What people at the demo station do in more than one story: handing over, collecting, telling, closing."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo import texts
from counter_tui.services.demo.hall import Hall
from counter_tui.services.views.matter import MatterView

Story = Iterator[datetime]
"""Each value is the instant of the next act; the clock stands there when the story goes on."""

CLERKS = ("1001", "1002")
_CALLED_BACK = 600
"""Opening minutes after which a call was promised."""


def end(hall: Hall, kind: Kind, clerk: Actor, handler: Actor, matter_id: str, how: str) -> Story:
    """Answered, the customer told by the first contact, closed."""
    matters = hall.matters
    matters.answer(handler, matter_id, texts.ANSWERS[kind.family])
    if how == "phone":
        yield hall.after(5, 90)
        if hall.random.random() < 0.12:
            matters.inform(clerk, matter_id, "phone", reached=False)
            yield hall.after(60, 240)
        matters.inform(clerk, matter_id, "phone")
    else:
        yield hall.soon(0.5, 2)
        matters.inform(clerk, matter_id, "in_person")
    yield hall.soon(0.3, 3)
    matters.close(clerk, matter_id)


def crew(hall: Hall) -> Receiver:
    """One of the crews outside."""
    person, phone, unit = hall.random.choice(texts.CREWS)
    return Receiver(person=person, phone=phone, unit=unit)


def to_crew(hall: Hall, clerk: Actor, matter_id: str) -> Story:
    """A crew takes the work on."""
    offer(hall, clerk, matter_id, crew(hall))
    yield hall.after(5, 60)
    hall.matters.take(clerk, matter_id)


def to_colleague(hall: Hall, clerk: Actor, matter_id: str) -> Generator[datetime, None, Actor]:
    """Gives who works on it in the end."""
    others = [number for number in (*CLERKS, hall.lead.staff_no) if number != clerk.staff_no]
    colleague = hall.actor(hall.random.choice(others))
    offer(hall, clerk, matter_id, Receiver(staff_no=colleague.staff_no))
    yield hall.after(5, 80)
    if hall.random.random() < 0.12:
        hall.matters.bounce(colleague, matter_id, hall.random.choice(texts.BOUNCES))
        return clerk
    hall.matters.take(colleague, matter_id)
    return colleague


def offer(hall: Hall, clerk: Actor, matter_id: str, to: Receiver) -> None:
    """The work is offered; one customer in three is promised a call, the others hear from whoever does the work."""
    minutes = hall.random.choice((120, 240, _CALLED_BACK))
    hall.matters.hand_over(
        clerk,
        matter_id,
        to,
        "not_my_duty" if to.staff_no else "needs_site",
        told=texts.TOLD,
        # Nobody is promised a call at night.
        next_call_at=hall.hours.later(hall.now, minutes) if minutes == _CALLED_BACK else None,
    )


def collect_all(hall: Hall, clerk: Actor, view: MatterView) -> None:
    """Every paper still owed comes."""
    for paper in view.papers:
        if paper.state == "owed":
            hall.matters.collect(clerk, view.line.matter_id, paper.paper)
