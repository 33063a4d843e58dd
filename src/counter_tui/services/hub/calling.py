"""The hub's own call to the centre, and what became of it."""

from __future__ import annotations

from msgspec import Struct

from counter_tui.services.hub.forward import Forwarded
from counter_tui.services.hub.station_hub import StationHub
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.http import HttpLine


class Brought(Struct, frozen=True):
    """What came of a call: what was brought, or ``problem``, the code of what was wrong.

    ``devices`` says how many devices the hub answers.
    """

    forwarded: Forwarded | None
    problem: str
    devices: int


def call_centre(hub: StationHub) -> Brought:
    """Call the centre once over HTTP."""
    forwarded, problem = None, ""
    try:
        with HttpLine(hub.peer.address, hub.peer.authority) as line:
            forwarded = hub.call(line)
    except NoAnswer as error:
        problem = error.reason
    except Denied as denied:
        problem = denied.code
    return Brought(forwarded, problem, len(hub.members.neighbours(hub.log.station)))
