"""What the top line says of the counter: who works where, whether the centre answers, what is to be warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from counter_tui.domain.staff.roles import Actor, may
from counter_tui.i18n import N_, _
from counter_tui.widgets.status import StatusView

if TYPE_CHECKING:
    from counter_tui.bootstrap.services import Services
    from counter_tui.services.views.station import Contact, StationView

_DATE_DOUBTS = {
    "back": N_("The date of this PC is before the last entry: tell the shift lead."),
    "far": N_("The date of this PC is far ahead of the last entry: tell the shift lead."),
}
_DATE_ADVICE = {
    "back": N_("PC date before the last entry: correct it; if right, first screen, {key}."),
    "far": N_("PC date far after the last entry: correct it; if right, first screen, {key}."),
}
"""The same for who may vouch for the date; the app puts in the key that does it on this PC."""
_DATE_BRIEFLY = {
    "back": N_("PC date before the last entry"),
    "far": N_("PC date far after the last entry"),
}
"""The same where the banner has more to say."""


class TopLine(Struct, frozen=True):
    """The top line of an open station; ``actor`` is who works there, None where nobody does or he is locked out."""

    services: Services
    actor: Actor | None

    def status(self, view: StationView) -> StatusView:
        """The state of the counter, as the station sees itself; called in a thread. Raises RuleBroken."""
        words, quiet = self._calls()
        return StatusView(
            station=view.name,
            counter=_("Counter {device}").format(device=view.device),
            clerk=self.actor.name if self.actor else "",
            lead=view.lead,
            practice=view.demo,
            online=view.centre.answers if view.centre else None,
            since=self._since(view.centre),
            unsent=view.unsent,
            warning=self._said_of(view.date_doubt, words),
            called=bool(words),
            low=self._low(),
            quiet=quiet,
            peak=view.peak,
            doubted=bool(view.date_doubt),
        )

    def _since(self, centre: Contact | None) -> str:
        """When the centre answered last, where it does not now."""
        if centre is None or centre.answers or centre.answered_at is None:
            return ""
        zone = self.services.station.zone
        last, now = centre.answered_at.astimezone(zone), self.services.station.now().astimezone(zone)
        return f"{last:%H:%M}" if last.date() == now.date() else f"{last:%m-%d}"

    def _calls(self) -> tuple[str, bool]:
        """What the banner says of calls for the lead, and whether the person has called him quietly."""
        if self.actor is None or not may(self.actor.role, "write"):
            return "", False
        from counter_tui.services.wording.calls import say_banner

        view = self.services.calls.view(self.actor)
        return say_banner(view), view.quiet

    def _low(self) -> str:
        """What the banner says to a lead of today's bad ratings, on any screen but those that tell it themselves."""
        if self.actor is None or not may(self.actor.role, "lead_matter"):
            return ""
        low = self.services.home.low(self.actor)
        if low is None:
            return ""
        from counter_tui.services.wording.ratings import say_low

        return _("{rating} (first screen)").format(rating=say_low(low))

    def _said_of(self, date_doubt: str, call: str) -> str:
        """The banner: calls come before all that is wrong but the date, which every entry goes wrong by."""
        if call and date_doubt:
            return f"{_(_DATE_BRIEFLY[date_doubt])}   {call}"
        return call or self._warning(date_doubt)

    def _warning(self, date_doubt: str) -> str:
        """The banner: a wrong date first, then copies of the store that fail."""
        if date_doubt:
            return self._date_warning(date_doubt)
        problem = self.services.backups.trouble
        if problem is None:
            return ""
        from counter_tui.services.wording.backup import say_copy_trouble

        return say_copy_trouble(problem)

    def _date_warning(self, doubt: str) -> str:
        vouches = self.actor is not None and may(self.actor.role, "confirm_date")
        return _((_DATE_ADVICE if vouches else _DATE_DOUBTS)[doubt])
