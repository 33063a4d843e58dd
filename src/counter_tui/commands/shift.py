"""The commands of the roster and the shift."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

TAKE = Command(
    "shift.take",
    ("f7", "t"),
    "take",
    N_("Take the shift"),
    N_("The lead changes: the incoming and the outgoing each give their PIN."),
    ("jb", "jieban", "zhizhang"),
    bar=True,
)
OPEN_HALL = Command(
    "shift.open_hall",
    ("f8", "o"),
    "open_hall",
    N_("Open hall"),
    N_("Opens the hall for today, with a lead who is here."),
    ("kt", "kaiting"),
    bar=True,
)
COPY = Command(
    "shift.copy",
    ("f6", "c"),
    "copy_day",
    N_("Copy day before"),
    N_("Puts the roster before it into the marked day, without those who are away."),
    ("cp", "chao", "fuzhi"),
    bar=True,
)
SAVE = Command(
    "shift.save",
    ("f10", "ctrl+s"),
    "save",
    N_("Save roster"),
    N_("Saves all days that were changed."),
    ("bc", "baocun"),
    bar=True,
)
SKILLS = Command(
    "shift.skills",
    ("k",),
    "skills",
    N_("Skills"),
    N_("Says which groups of business the marked person can do."),
    ("nb", "nengban", "jineng"),
    bar=True,
)
STAND_IN = Command(
    "shift.stand_in",
    ("5",),
    "stand_in",
    N_("Stand-in of the lead"),
    N_("The marked person takes the shift where the lead of the marked day is not there."),
    ("dzz", "daizhizhang"),
)


def _post(digit: int, post: str, label: str) -> Command:
    return Command(
        f"shift.post_{digit}",
        (str(digit),),
        f"post('{post}')",
        label,
        N_("Gives the marked person this post on the marked day; 0 takes it away."),
    )


POSTS = (
    _post(1, "counter", N_("Counter post")),
    _post(2, "guide", N_("Guide's post")),
    _post(3, "duty", N_("On call")),
    _post(4, "lead", N_("Lead of the day")),
    _post(0, "", N_("Off duty")),
)

PACKS = Command(
    "shift.packs",
    ("h",),
    "app.go('packs')",
    N_("Hand-over packs"),
    N_(
        "Everything in your hands, handed over to a colleague in one piece; and what waits for your signature."
    ),
    ("jjqd", "jiaojieqingdan", "packs"),
    bar=True,
)

AREA = Area("shift", N_("Roster and shift"), (TAKE, OPEN_HALL, COPY, SAVE, SKILLS, PACKS, *POSTS, STAND_IN))
