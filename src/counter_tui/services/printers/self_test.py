"""The page on which a printer shows what it makes of everything a paper may hold."""

from __future__ import annotations

from counter_tui.domain.receipt.blocks import Block, Cut, Line, Qr, Rule
from counter_tui.domain.receipt.cells import wrap
from counter_tui.domain.receipt.slip import CELLS, Paper
from counter_tui.i18n import _
from counter_tui.services.wording.printers import say_profile, say_width
from counter_tui.settings import PrinterProfile

_CHARACTERS = "受理回执 首问责任 承诺时限"
_RARE = "喆堃镕淼㛃䶮𠮷"
_SIGNS = "¥ ￥ ℃ ① “” —— …… · ×"
_BOX = ("┌──┬──┐", "│    │    │", "├──┼──┤", "└──┴──┘")
_STEPS = "▁▂▃▄▅▆▇█"
_PAYLOAD = "COUNTER-TUI SELF-TEST 0123456789"


def self_test(profile: PrinterProfile, paper: Paper) -> list[Block]:
    """The page for a printer of this profile with this paper."""
    cells = CELLS[paper]
    about = f"{say_profile(profile)} · {say_width(paper)}"
    return [
        Line(_("Printer test"), "centre", strong=True, big=True),
        *(Line(line, "centre") for line in wrap(about, cells)),
        Rule(heavy=True),
        *_said(_("This line is as wide as the paper; none of it may go on below:"), cells),
        Line("".join(str(place % 10) for place in range(1, cells + 1))),
        Line("汉" * (cells // 2)),
        *_said(_("Characters, rare ones, signs:"), cells),
        *_said(_CHARACTERS, cells),
        *_said(_RARE, cells),
        *_said(_SIGNS, cells),
        *_said(_("Where a rare character is missing, the profile “as pictures” prints it."), cells),
        Line(_("bold"), strong=True),
        Line(_("large"), big=True),
        *map(Line, _BOX),
        Line(_STEPS * (cells // 16)),
        *_said(_("Eight steps, again and again; each is all black."), cells),
        Qr(_PAYLOAD, spoken=True),
        *_said(_("The code above reads:"), cells),
        *_said(_PAYLOAD, cells),
        Rule(),
        Cut(),
    ]


def _said(text: str, cells: int) -> list[Line]:
    return [Line(line) for line in wrap(text, cells)]
