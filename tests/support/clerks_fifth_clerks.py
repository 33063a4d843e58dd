"""Clerks of the fifth set: how they are, honest or not, and the question as an honest one puts it.

What a clerk adds to how content people go is a fifth of a level up or down for most, half a level for the warm and the
gruff. Who asks, asks most of the time and less with a queue before him; the forgetful and the one at the enquiry desk
half of the time. The enquiry desk takes what is short; complaints go to who always gets them, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from support.clerks_fifth_halls import Hall
from support.clerks_fifth_people import Customer, Will
from support.clerks_hall import Visit


@dataclass(frozen=True)
class Manner:
    """How a clerk is: what he adds to the mood, his pace, how often he asks, how fast people press at his pad.

    ``days`` is the share of days he works, ``late`` that of forms sent after the customer has got up, ``fails`` how
    often his pad fails, of what others' do.
    """

    name: str
    weight: float
    mood: float = 0.0
    pace: float = 1.0
    asks: float = 0.9
    press: float = 1.0
    helps: float = 0.0
    days: float = 0.93
    late: float = 0.008
    fails: float = 1.0
    explains: bool = False


ENQUIRY, COMPLAINTS = "enquiry desk", "gets the complaints"
MANNERS = (
    Manner("ordinary", 0.36),
    Manner("quick", 0.08, pace=0.62, press=0.8),
    Manner("slow", 0.07, pace=1.6, press=1.1),
    Manner("beginner", 0.07, mood=-0.25, pace=1.5, asks=0.78, late=0.04),
    Manner("gruff", 0.06, mood=-0.55, asks=0.7),
    Manner("warm", 0.09, mood=0.45, pace=1.1, asks=0.96),
    Manner("forgetful", 0.06, asks=0.45, late=0.02),
    Manner(COMPLAINTS, 0.05),
    Manner("part-timer", 0.05, days=0.4),
    Manner(ENQUIRY, 0.04, pace=0.4, asks=0.6),
    Manner("explains the levels", 0.05, asks=0.97, press=1.15, explains=True),
    Manner("helps the old", 0.05, mood=0.1, pace=1.1, helps=0.8),
    Manner("bad pad", 0.03, fails=8.0),
)
"""The sorts of clerks and how many there are of each."""


@dataclass
class Scene:
    """A customer before a clerk when the form is sent: the visit, his will, and how content he ``seems``."""

    hall: Hall
    random: Random
    who: Customer
    visit: Visit
    will: Will
    seems: float
    queue: bool
    explains: bool = False


class Hand:
    """What a clerk does besides serving; an honest one nothing."""

    asks = 1.0
    """How often he asks, of what he would ask otherwise."""

    def deal(self, scene: Scene) -> bool:  # noqa: ARG002
        """Do something with the question; whether it is settled by that."""
        return False

    def after(self, scene: Scene) -> Iterator[Visit]:  # noqa: ARG002
        """Visits that he adds behind one."""
        return iter(())

    def alone(self, hall: Hall, first: datetime, last: datetime) -> Iterator[Visit]:  # noqa: ARG002
        """Visits that he adds while nobody is before him."""
        return iter(())

    def works(self, day: date) -> None:
        """A day begins."""


@dataclass
class Clerk:
    """A clerk in a month, with his own deviations from his manner; his last question stands until ``asked_until``."""

    number: str
    manner: Manner
    random: Random
    hand: Hand = field(default_factory=Hand)
    mood: float = 0.0
    pace: float = 1.0
    asks: float = 0.9
    pad_down: tuple[datetime, datetime] | None = None
    free: datetime | None = None
    asked_until: datetime | None = None

    def __post_init__(self) -> None:
        draw = self.random
        self.mood = self.manner.mood + draw.gauss(0, 0.18)
        self.pace = self.manner.pace * draw.lognormvariate(0, 0.15)
        self.asks = min(0.99, max(0.2, self.manner.asks + draw.gauss(0, 0.06)))


def crew_of(name: str, hall: Hall) -> list[Clerk]:
    """Who works in the hall: one enquiry desk and one for the complaints at most, none where there are two."""
    random, crew = Random(f"{name} crew"), list[Clerk]()
    for place in range(hall.clerks):
        taken = {each.manner.name for each in crew} | ({ENQUIRY, COMPLAINTS} if hall.clerks < 3 else set())
        once = {ENQUIRY, COMPLAINTS} & taken
        some = [each for each in MANNERS if each.name not in once]
        (manner,) = random.choices(some, [each.weight for each in some])
        number = f"{3101 + place}"
        crew.append(Clerk(number, manner, Random(f"{name} {number}")))
    return crew


def put(scene: Scene) -> None:
    """The question as the customer answers it himself."""
    will = scene.will
    if will.outcome == "rated":
        rate(scene, will.level, will.seconds + (2.0 if scene.explains else 0.0), will.reason)
        again(scene)
    elif will.outcome == "declined":
        decline(scene, 0.8 * will.seconds)
    else:
        run_out(scene)
    if scene.visit.done:
        return
    if will.helped:
        scene.visit.done = "helped"
    elif not will.asked and will.outcome != "rated":
        scene.visit.done = "not_asked"
    elif scene.explains:
        scene.visit.done = "explained"


def again(scene: Scene) -> None:
    """Three in a hundred press once more, some of them another level."""
    draw, level = scene.random.random(), scene.will.level
    if draw < 0.03:
        scene.visit.refused = (
            level if draw < 0.025 else max(1, min(5, level + scene.random.choice((-1, 1)))),
        )


def show(scene: Scene) -> datetime:
    """The question stands."""
    shown = scene.visit.armed_at + timedelta(seconds=scene.random.uniform(0.15, 1.1))
    scene.visit.shown_at = shown
    return shown


def rate(scene: Scene, level: int, seconds: float, reason: str = "") -> None:
    """A press of this level after so many seconds."""
    visit = scene.visit
    seconds = max(0.25, min(scene.hall.waits - 2, seconds))
    visit.state, visit.level, visit.reason = "rated", level, reason
    visit.latency_ms = int(seconds * 1000)
    visit.decided_at = show(scene) + timedelta(milliseconds=visit.latency_ms)


def decline(scene: Scene, seconds: float) -> None:
    """A press of "no rating"."""
    scene.visit.state = "declined"
    scene.visit.decided_at = show(scene) + timedelta(seconds=max(0.3, min(scene.hall.waits - 2, seconds)))


def run_out(scene: Scene) -> None:
    """Nobody presses."""
    scene.visit.state = "timed_out"
    scene.visit.decided_at = show(scene) + timedelta(seconds=scene.hall.waits)


def unseen(scene: Scene, state: str) -> None:
    """The question never stood, for the pad is down or was not there."""
    scene.visit.state = state
    scene.visit.decided_at = scene.visit.armed_at + timedelta(seconds=2) if state == "device_down" else None
