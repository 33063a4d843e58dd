"""What the hub's terminal says, and what is said of a call to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, ngettext
from counter_tui.services.wording.sync import say_call_problem

if TYPE_CHECKING:
    from counter_tui.services.hub.calling import Brought
    from counter_tui.services.hub.hubs import HubCalled

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "hub_no_centre": N_("This PC belongs to no centre yet: enrol it first, then the hub can answer it"),
        "hub_missing": N_("This PC has joined no hub: hub join ADDRESS KEY, as the hub says them"),
        "hub_key_unfit": N_(
            "The name of the hub's key has 16 digits and letters from a to f: copy it from the hub"
        ),
        "hub_address_unfit": N_(
            "That is no address of a hub: copy it as the hub says it, with https:// before it"
        ),
    }
)
"""The words of each broken rule by its code."""

_SILENCE: Mapping[str, str] = MappingProxyType(
    {
        "not_reached": N_("look whether it runs and whether its address is right"),
        "timeout": N_("the station's network is too slow"),
        "cut_off": N_("the line broke"),
        "busy": N_("it has too much to do, try again in a minute"),
    }
)
_STRANGE = N_("something else answers there")


def say_served(addresses: Sequence[str]) -> str:
    """Where the hub is reached."""
    return _("The hub answers at {addresses}. Ctrl+C ends it.").format(addresses="  ".join(addresses))


def say_key(name: str) -> str:
    """What the other PCs have to know of it."""
    return _("On the other PCs: hub join, with this address and this key: {name}").format(name=name)


def say_brought(brought: Brought) -> str:
    """What came of a call to the centre."""
    if brought.devices == 0:
        return (
            _("The centre has not told yet which PCs the station has: none is answered. {problem}")
            .format(problem=say_call_problem(brought.problem) if brought.problem else "")
            .rstrip()
        )
    told = brought.forwarded
    if told is None:
        return _("PCs answered: {devices}; {problem}").format(
            problem=say_call_problem(brought.problem), devices=brought.devices
        )
    return _(
        "Brought to the centre: {ranges} ranges; facts that wait here: {waiting}; PCs answered: {devices}"
    ).format(ranges=told.ranges, waiting=told.waiting, devices=brought.devices)


def say_called(called: HubCalled) -> str:
    """What became of a call to the hub."""
    if called.result == "done":
        said = _("The hub answered: facts sent {sent}, taken {taken}").format(
            sent=called.sent, taken=called.taken
        )
        if not called.releases:
            return said
        words = ngettext("{count} release taken", "{count} releases taken", called.releases)
        return f"{said}, {words.format(count=called.releases)}"
    if called.result == "denied":
        if called.problem == "unknown_device":
            return _("The hub does not know this PC: it learns of it when it reaches the centre")
        return _("The hub takes nothing from this PC ({problem}); everything is kept here").format(
            problem=called.problem
        )
    if called.problem == "not_trusted":
        return _("Whoever answers there has another key than the hub that was joined: nothing was sent")
    problem = _(_SILENCE.get(called.problem, _STRANGE))
    return _("The hub does not answer: {problem}; everything is kept here").format(problem=problem)


def say_joined() -> str:
    """This PC calls the hub from now on."""
    return _("This PC calls the hub from now on. Try it: hub call")


def say_left() -> str:
    """This PC calls no hub."""
    return _("This PC calls no hub any more.")
