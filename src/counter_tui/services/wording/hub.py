"""What the hub's terminal says."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.i18n import _
from counter_tui.services.hub.calling import Brought


def say_served(addresses: Sequence[str]) -> str:
    """Where the hub is reached."""
    return _("The hub answers at {addresses}. Ctrl+C ends it.").format(addresses="  ".join(addresses))


def say_key(name: str) -> str:
    """What the other PCs have to know of it."""
    return _("Settings of the other PCs: hub_address as above, hub_key {name}").format(name=name)


def say_brought(brought: Brought) -> str:
    """What came of a call to the centre."""
    if brought.devices == 0:
        return _(
            "The centre has not told yet which PCs the station has: none is answered ({problem})"
        ).format(problem=brought.problem or "-")
    told = brought.forwarded
    if told is None:
        return _("The centre does not answer ({problem}); PCs answered: {devices}").format(
            problem=brought.problem, devices=brought.devices
        )
    return _(
        "Brought to the centre: {ranges} ranges; facts that wait here: {waiting}; PCs answered: {devices}"
    ).format(ranges=told.ranges, waiting=told.waiting, devices=brought.devices)
