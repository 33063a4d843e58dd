"""Somebody of every role on the small station, and how each service method is called by one of them."""

from __future__ import annotations

from support.roles import carrying, closing, hall, handing, judged, meeting, papers, taking, voice, working
from support.roles.people import ALL_PINS, GUIDE, HEAD, PEOPLE, staffed
from support.roles.trying import ACCOUNT, Calls, Trying, methods, takes_actor

__all__ = [
    "ACCOUNT",
    "ALL_PINS",
    "CALLS",
    "GUIDE",
    "HEAD",
    "PEOPLE",
    "Trying",
    "methods",
    "staffed",
    "takes_actor",
]

_ROOMS = (carrying, closing, hall, handing, judged, meeting, papers, taking, voice, working)

CALLS: Calls = {name: call for room in _ROOMS for name, call in room.CALLS.items()}
"""How each method that takes an actor is called with everything in its place, so that only the role decides."""

assert len(CALLS) == sum(len(room.CALLS) for room in _ROOMS), "a method stands in two rooms"
