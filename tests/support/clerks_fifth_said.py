"""What customers of the fifth set say who are called, and how far that can be trusted.

By hall half to three quarters are reached, nobody without an account: the others do not answer or have a new number. Of
those who rated without any help one in a hundred has forgotten it, one and a half name another level, and half a one
says that he was told what to press; of those who were read the levels or helped some take it for that. For a further
account of the family another one answers now and then, who was not there. Where the clerk pressed, two of three say
they did not rate; some are polite, some do not know. Who was asked for a five says so in three to six of ten, by hall;
with a gift fewer; a friend hardly ever. Who was not asked says so half of the time, who was kept from it two times of
three; the polite call it better than it was, a few worse.
"""

from __future__ import annotations

from random import Random

from counter_tui.domain.facts.gaming import CallOutcome
from support.clerks_fifth_halls import Hall
from support.clerks_hall import Visit

Answer = tuple[CallOutcome, int]

_RATED: dict[str, tuple[float, float, float]] = {
    "": (0.011, 0.014, 0.006),
    "not_asked": (0.011, 0.014, 0.006),
    "helped": (0.05, 0.02, 0.035),
    "explained": (0.011, 0.014, 0.045),
    "family": (0.09, 0.02, 0.004),
    "pressed": (0.66, 0.1, 0.03),
    "turned": (0.45, 0.1, 0.2),
    "colleague": (0.45, 0.06, 0.22),
    "asked": (0.01, 0.05, 1.0),
    "gift": (0.01, 0.03, 0.8),
    "split": (0.12, 0.02, 0.2),
    "split_pressed": (0.55, 0.06, 0.03),
    "friend": (0.06, 0.01, 0.08),
    "made_up": (0.84, 0.05, 0.0),
}
"""By what was done: the shares of those who say they never rated, that they pressed another level, and that they were
told what to press; the last of who was asked is of those who are candid."""
_KEPT = {
    "stalled": 0.6,
    "sent_away": 0.62,
    "covered": 0.66,
    "marked_down": 0.6,
    "declined_for": 0.66,
    "not_asked": 0.5,
}


def said(hall: Hall, visit: Visit, random: Random) -> Answer:
    """What the customer of a visit says; ``random`` is his own."""
    if not visit.account or random.random() >= hall.reached:
        return "not_reached", 0
    if visit.state != "rated":
        return _unrated(visit, random)
    denied, other, told = _RATED[visit.done]
    told *= hall.candid if visit.done in ("asked", "gift") else 1.0
    draw = random.random()
    if draw < denied:
        return "denied", 0
    if draw < denied + other:
        return "other_level", 0
    return ("told", 0) if draw < denied + other + told else ("confirmed", 0)


def _unrated(visit: Visit, random: Random) -> Answer:
    """Whether he was kept from rating, and what the service was worth."""
    at_a_loss = 0.35 if visit.state in ("device_down", "unexplained") else 0.1 if visit.felt <= 2 else 0.03
    kept = random.random() < _KEPT.get(visit.done, at_a_loss)
    level, draw = visit.felt, random.random()
    if level <= 3 and draw < 0.25:
        level += 1
    elif draw > 0.96:
        level = max(1, level - 1)
    return ("kept" if kept else "let_be"), level
