"""The way through the door, question by question."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.door.decide import Held
from counter_tui.domain.door.models import Door, Outcome, Resource
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.staff.roles import Actor
from counter_tui.domain.units.directory import Unit
from counter_tui.i18n import _, language
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.dialogs import Choose
from counter_tui.screens.dialogs.form import Field, Filled, FormDialog
from counter_tui.screens.dialogs.pick import Pick
from counter_tui.screens.units.choices import unit_choices
from counter_tui.services.acceptance.door import DoorService
from counter_tui.services.units import UnitService
from counter_tui.services.views.lines import MatterLine
from counter_tui.services.wording.sources import say_source
from counter_tui.services.wording.units import say_unit_line
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.roles import Piece

_MOST = 10
"""Digits there are to choose by."""
_LEAD, _WAIT = "lead", "wait:"
_FORBIDDEN = frozenset({"reason_forbidden"})


class Gone(Struct, frozen=True):
    """How somebody came out of the door: the request ended, was not accepted, or is to be accepted without something.

    ``number`` is that of a request which was not accepted, ``resource`` what the one to be accepted waits for.
    """

    how: Literal["ended", "not_accepted", "accept"]
    number: str = ""
    resource: Resource | None = None


class Way:
    """Asks on the app's screens until the request has gone one way, or the clerk goes back to the form (None)."""

    def __init__(self, screen: DeskScreen, draft: Draft, running: Sequence[MatterLine]) -> None:
        self._app, self._say = screen.app, screen.counter.say
        self._service: DoorService = screen.services.door
        self._units: UnitService = screen.services.units
        self._actor: Actor = screen.actor
        self._draft, self._running = draft, tuple(running)
        self._profile = screen.services.station.profile
        self._door: Door = self._service.door

    async def go(self) -> Gone | None:
        """Ask what becomes of the request."""
        while (taken := await self._app.push_screen_wait(self._outcomes())) is not None:
            if taken.startswith(_WAIT):
                return Gone("accept", resource=self._door.resource(taken.removeprefix(_WAIT)).code)
            gone = await (self._ask_lead() if taken == _LEAD else self._end(self._door.outcome(taken)))
            if gone is not None:
                return gone
        return None

    def _outcomes(self) -> Pick:
        outcomes = [
            Choice(each.code, each.name.say(language()))
            for each in self._door.outcomes
            if (self._running or not each.matter) and not (each.unit == "outside" and self._draft.kind)
        ]
        waits = [Choice(_WAIT + each.code, self._waiting(each.code)) for each in self._door.resources[:3]]
        waits = waits[: _MOST - 1 - len(outcomes)]
        lead = Choice(_LEAD, _("Ask the lead: not accepted on a lawful ground"))
        words = _("Nobody is turned away for being busy, for want of a meter or box, or for capacity.")
        return Pick(_("This request cannot be accepted?"), [*outcomes, *waits, lead], [Piece(words, "quiet")])

    def _waiting(self, resource: str) -> str:
        name = self._door.resource(resource).name.say(language())
        return _("Accept now, wait for: {resource}").format(resource=name)

    async def _end(self, outcome: Outcome, words: str = "") -> Gone | None:
        if outcome.matter:
            return await self._belongs_to_running(outcome)
        end = partial(self._service.end, self._actor, self._draft, outcome.code)
        fields, said = [Field("words", outcome.ask.say(language()), words)], []
        if outcome.unit:
            unit = await self._unit(outcome)
            if unit is None:
                return None
            end = partial(end, unit=unit.code)
            said = [Piece(say_unit_line(unit))]
            if outcome.unit == "outside":
                fields.append(Field("help_given", _("What was done to help")))
            elif not unit.phone:
                fields.insert(0, Field("phone", _("Phone of the unit, told to the customer"), cells=24))
        while True:
            filled = await self._app.push_screen_wait(
                FormDialog(
                    outcome.name.say(language()),
                    fields,
                    lambda typed: end(**typed),
                    said=said,
                    ask_about=_FORBIDDEN,
                )
            )
            if filled is None or filled.broken is None:
                return None if filled is None else Gone("ended")
            typed = filled.typed
            fields = [replace(field, text=typed[field.id]) for field in fields]
            gone, again = await self._held(filled)
            if not again:
                return gone

    async def _unit(self, outcome: Outcome) -> Unit | None:
        """Which unit of the company, or body outside it, answers for it."""
        units = await asyncio.to_thread(self._units.list, outside=outcome.unit == "outside")
        choose = Choose(outcome.name.say(language()), unit_choices(units), _("initials of its name"))
        taken = await self._app.push_screen_wait(choose)
        return next((unit for unit in units if unit.code == taken), None)

    async def _belongs_to_running(self, outcome: Outcome) -> Gone | None:
        choices = [
            Choice(each.matter_id, each.short, (), each.kind.say(language())) for each in self._running
        ]
        matter = await self._app.push_screen_wait(Pick(outcome.name.say(language()), choices))
        if matter is None:
            return None
        end = partial(self._service.end, self._actor, self._draft, outcome.code, matter=matter)
        filled = await self._app.push_screen_wait(
            FormDialog(outcome.name.say(language()), [], lambda _typed: end())
        )
        return None if filled is None else Gone("ended")

    async def _held(self, filled: Filled) -> tuple[Gone | None, bool]:
        """What to do instead of the words that were held back; True when they are to be written anew."""
        assert filled.broken is not None
        held = filled.broken.facts["held"]
        assert isinstance(held, Held)
        choices = [
            Choice("accept", self._waiting(held.resource)),
            Choice("lead", _("Ask the lead")),
            Choice("again", _("Write the reason anew")),
        ]
        said = [Piece(self._say(filled.broken), "broken"), Piece(held.instead.say(language()), "text")]
        taken = await self._app.push_screen_wait(
            Pick(_("This is no reason to turn a customer away"), choices, said)
        )
        if taken == "accept":
            return Gone("accept", resource=held.resource), False
        if taken == "lead":
            return await self._ask_lead(), False
        # Esc loses nothing either: the words are where they were typed.
        return None, True

    async def _ask_lead(self) -> Gone | None:
        grounds = [
            Choice(each.code, each.name.say(language()), (), say_source(each.source))
            for each in self._door.grounds_for(self._draft.kind)
        ]
        ground = await self._app.push_screen_wait(Pick(_("Lawful grounds, for the lead to decide"), grounds))
        if ground is None:
            return None
        name = next(each.name for each in self._door.grounds if each.code == ground).say(language())
        told = _("Tell the customer: {words}").format(words=self._door.appeal(self._profile).say(language()))
        words = ""
        while True:
            fields = [
                Field("words", _("The facts it rests on"), words),
                Field("lead", _("Staff number of the lead"), cells=24),
                Field("pin", _("PIN of the lead"), secret=True, cells=24),
            ]
            filled = await self._app.push_screen_wait(
                FormDialog(
                    name, fields, partial(self._not_accept, ground), said=[Piece(told)], ask_about=_FORBIDDEN
                )
            )
            if filled is None or filled.broken is None:
                return None if filled is None else Gone("not_accepted", number=str(filled.answer))
            words = filled.typed["words"]
            gone, again = await self._held(filled)
            if not again:
                return gone

    def _not_accept(self, ground: str, typed: dict[str, str]) -> str:
        return self._service.not_accept(
            self._actor, self._draft, ground, typed["words"], typed["lead"], typed["pin"]
        )
