"""The desk: the open station's services and who is signed in, as every screen of a signed-in person finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

from msgspec import Struct, field

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.matrix.screens import KEYS
from counter_tui.domain.staff.roles import Action, Actor, may
from counter_tui.i18n import language
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.top_line import TopLine
from counter_tui.widgets.status import StatusView

if TYPE_CHECKING:
    from counter_tui.bootstrap.services import Services
    from counter_tui.domain.catalogue.models import Words
    from counter_tui.screens.centre_call import CentreCall
    from counter_tui.services.centre.calls import Says
    from counter_tui.services.views.sync import Called

    CallsElsewhere = Callable[[bytes, Says, Callable[[], bool]], Called]


class Desk(Struct):
    """What the app is handed as its station.

    ``opened`` are the services, None while there is no station yet; ``actor`` is who is signed in, None while
    nobody is; ``locked`` while the sign-in screen covers that person's screens. ``call`` calls the centre elsewhere
    than in this process, given the store's key.
    """

    opened: Services | None = None
    actor: Actor | None = None
    locked: bool = False
    call: CallsElsewhere | None = None
    _version: int | None = None
    _names: Mapping[str, str] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        """The services of the open station."""
        if self.opened is None:
            raise RuleBroken("station_missing")
        return self.opened

    @property
    def manned(self) -> bool:
        """Is somebody signed in, and not locked out?"""
        return self.actor is not None and not self.locked

    def status(self) -> StatusView:
        """The state of the counter for the top line; called in a thread."""
        if self.opened is None:
            return StatusView(online=None)
        try:
            self.opened.station.require_store()
            view = self.opened.station.view()
            self._names = view.names
            return TopLine(self.opened, self.actor if self.manned else None).status(view)
        except RuleBroken as broken:
            if broken.code == "closed_down":
                return StatusView(online=None, closed=True)
            # Whatever is being typed may have nowhere to go: said now, not when it is submitted.
            return StatusView(
                clerk=self.actor.name if self.actor else "", online=None, warning=self.say(broken)
            )

    def look(self) -> Literal["changed", "unsettled", "at rest"]:
        """What the store's files tell of writes since the last look."""
        return self.opened.station.look() if self.opened is not None else "at rest"

    def moved(self) -> bool:
        """Has anything been written into the store since the last call? Called in a thread."""
        if self.opened is None:
            return False
        try:
            before, self._version = self._version, self.opened.station.data_version()
        except RuleBroken as broken:
            if broken.code != "closed_down":
                raise
            return True
        return before is not None and before != self._version

    def keep_copies(self) -> None:
        """Make the hourly copies of the store that are due; called in a thread of its own."""
        if self.opened is not None:
            self.opened.backups.make_due()

    def keep_in_touch(self, call: CentreCall) -> None:
        """Make this call to the centre where it is due or wanted; called in a thread of its own.

        A PC that the centre closes down says so itself. Raises RuleBroken as ``SyncService.call_now``.
        """
        if self.opened is None:
            return
        sync = self.opened.sync
        make = partial(self.call, self.opened.base.store.key) if self.call else sync.call_now
        calling = partial(make, call.note, call.is_stopped)
        try:
            call.called = sync.call_by_hand(calling) if call.by_hand else sync.call_if_due(calling)
        except RuleBroken as broken:
            if broken.code != "closed_down":
                raise

    def say(self, broken: RuleBroken) -> str:
        """The broken rule in words, people by the names that were known at the last look."""
        from counter_tui.services.wording.rules import say_rule

        return say_rule(broken, lambda staff_no: self._names.get(staff_no, staff_no))

    def close(self) -> None:
        """Let go of the store."""
        if self.opened is not None:
            self.opened.close()


class DeskScreen(CounterScreen):
    """A full screen that works with the services, for the person who was signed in when it was made."""

    @property
    def answers_customers(self) -> bool:
        """May answer cards be told from here?"""
        return self.with_bands and self.desk.manned and self.may("accept")

    @property
    def desk(self) -> Desk:
        """The services and who is signed in now."""
        return cast(Desk, self.counter.station)

    @property
    def services(self) -> Services:
        """The services of the open station."""
        return self.desk.services

    @property
    def actor(self) -> Actor:
        """Who acts on this screen: the person signed in when the screen first asked, whoever signs in later.

        So what is saved while the screen is being closed for another clerk stays its owner's.
        """
        found: Actor | None = self.__dict__.get("_actor", self.desk.actor)
        if found is None:
            raise RuntimeError("nobody is signed in")
        self.__dict__["_actor"] = found
        return found

    def on_mount(self) -> None:
        """Remember whose screen it is."""
        if self.desk.actor is not None:
            self.__dict__.setdefault("_actor", self.desk.actor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the person's role may not do is not offered, whatever else a screen asks."""
        for command in self.KEYS:
            if command.action.partition("(")[0] == action and not self.role_allows(command.id):
                return False
        return super().check_action(action, parameters)

    def role_allows(self, command: str) -> bool:
        """May the person's role use the command of this id?"""
        return self.desk.actor is None or role_may(self.actor.role, KEYS.get(command, "anybody"))

    def may(self, action: Action) -> bool:
        """May the person do this at all?"""
        return may(self.actor.role, action)

    def now(self) -> datetime:
        """The wall clock of the services, in UTC."""
        return self.services.station.now()

    @property
    def today(self) -> date:
        """The day it is where the station is."""
        return self.now().astimezone(self.zone).date()

    @property
    def zone(self) -> tzinfo:
        """The time zone in which times are shown."""
        return self.services.station.zone

    def word(self, words: Words) -> str:
        """A text of the catalogue in the language in use."""
        return words.say(language())

    def about(self) -> tuple[str, str]:
        """The ids (hex) of the matter and of the draft this screen is about, empty where there is none."""
        return "", ""

    def calls_lead(self) -> bool:
        """Whoever works here calls the lead; an auditor only looks on."""
        return self.desk.opened is not None and self.desk.manned and self.may("write")

    def take_scan(self, text: str) -> bool:
        """A receipt that is scanned anywhere is checked at once."""
        from counter_tui.domain.receipt.proof import read_text

        if self.desk.actor is None or read_text(text) is None:
            return super().take_scan(text)
        self.counter.go("proof", text)
        return True

    def open_matter(self, matter_id: str) -> None:
        """Open a matter."""
        self.counter.go("matter", matter_id)

    def open_acceptance(
        self, *, kind: str = "", visit: str = "", account: str = "", draft_id: str = ""
    ) -> None:
        """Open the form for a new request of this kind, of this visit, by this customer, or a draft of one."""
        self.counter.go("acceptance", None, kind, visit, account, draft_id)

    def open_rating(self, visit: str) -> None:
        """Turn the screen to the customer for the rating of this visit."""
        self.counter.go("rating", visit)
