"""What the status line shows, as values; who fills them in is no business of the widgets."""

from __future__ import annotations

from msgspec import Struct


class StatusView(Struct, frozen=True):
    """The state of the counter in words ready to be shown, except for the clock, which the app keeps.

    ``station`` is the name of the power-supply station; ``counter`` the badge at the left (``柜台 3``, or
    the device letter); ``clerk`` and ``lead`` are names, empty while nobody is signed in or nobody leads;
    ``practice`` shows 演示; ``online`` is None where this PC belongs to no centre, and False where the
    last call found none: ``since`` is when it answered last then, empty for never; ``unsent`` counts facts no other
    device has yet; ``warning`` is shown as a banner above the second line (a wrong PC date, the store
    nearly full), empty when all is well; ``called`` says that it is somebody who calls the lead;
    ``quiet`` puts a dot behind the clerk's name;
    ``low`` says to a lead how a customer rated badly, empty when there is nothing to be done about;
    ``peak`` says that the short form is enough; ``doubted`` that the date of this PC cannot be right;
    ``closed`` that the company's centre has closed this PC down.
    """

    station: str = ""
    counter: str = ""
    clerk: str = ""
    lead: str = ""
    practice: bool = False
    online: bool | None = None
    since: str = ""
    unsent: int = 0
    warning: str = ""
    called: bool = False
    low: str = ""
    quiet: bool = False
    peak: bool = False
    doubted: bool = False
    closed: bool = False
    facts: tuple[tuple[str, str], ...] = ()
