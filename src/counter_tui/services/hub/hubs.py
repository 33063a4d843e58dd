"""The hub of the station, as its other PCs know it: joining it, leaving it, calling it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui import __version__
from counter_tui.db.tables.sync import PeerRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.centre.orders import calling_alone
from counter_tui.services.centre.releases import ReleaseService
from counter_tui.services.station import Station, require_still_here
from counter_tui.sync.call import make_call
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.peer import HUB, read_peer


class HubCalled(Struct, frozen=True):
    """What became of a call to the hub; ``problem`` is the code of what was wrong, empty where nothing was.

    ``releases`` are those of the centre that the hub handed on and that were taken in.
    """

    result: Literal["done", "no_answer", "denied"]
    problem: str = ""
    sent: int = 0
    taken: int = 0
    releases: int = 0


class HubService:
    """What a PC does with the hub of its station."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def join(self, actor: Actor, address: str, name: str, *, always: bool = False) -> None:
        """Let this PC call the hub at this address, whose key has this name; ``always``: also where the centre answers.

        Raises RuleBroken: "not_allowed", "staff_left", "hub_key_unfit", "hub_address_unfit".
        """
        from counter_tui.sync.addresses import NoAddress
        from counter_tui.sync.hub_line import join_hub

        self._require(actor)
        plain = "".join(sign for sign in name.lower() if sign.isalnum())
        if len(plain) != 16 or not set(plain) <= set("0123456789abcdef"):
            raise RuleBroken("hub_key_unfit")
        try:
            join_hub(self._station.store, address, plain, always=always)
        except NoAddress:
            raise RuleBroken("hub_address_unfit") from None

    def leave(self, actor: Actor) -> None:
        """Let this PC call no hub any more. Raises RuleBroken: "not_allowed", "staff_left"."""
        from counter_tui.sync.hub_line import leave_hub

        self._require(actor)
        leave_hub(self._station.store)

    def is_wanted(self, *, answered: bool) -> bool:
        """Whether the hub is to be called now that the centre has answered, or has not."""
        peer = self._peer()
        return peer is not None and (not answered or peer.policy == "always")

    def call(self) -> HubCalled:
        """Call the hub once.

        Raises RuleBroken: "hub_missing", "hub_no_centre"; "sync_running" where another process of this PC calls.
        """
        if self._peer() is None:
            raise RuleBroken("hub_missing")
        with calling_alone(self._station.store):
            called = self._call()
            # Also where the call failed: what came before it broke off may be whole.
            return replace(called, releases=ReleaseService(self._station).take_due())

    def _call(self) -> HubCalled:
        from counter_tui.sync.hub_line import find_hub, know_hub

        peer, store = self._peer(), self._station.store
        if peer is None:
            raise RuleBroken("hub_missing")
        try:
            hub = find_hub(peer.address, peer.authority)
            know_hub(store, hub)
            with hub.line() as line:
                done = make_call(store, line, __version__, k=HUB)
        except LookupError:
            raise RuleBroken("hub_no_centre") from None
        except NoAnswer as error:
            return HubCalled("no_answer", error.reason)
        except Denied as denied:
            return HubCalled("denied", denied.code)
        return HubCalled("done", "", done.sent, done.taken)

    def _peer(self) -> PeerRow | None:
        with self._station.store.reading() as connection:
            return read_peer(connection, HUB)

    def _require(self, actor: Actor) -> None:
        require(actor, "change_settings")
        with self._station.store.reading() as connection:
            require_still_here(connection, actor)
