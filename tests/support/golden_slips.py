"""One paper with everything a paper may hold, and the bytes each kind of printer gets for it.

``python -m support.golden_slips`` (in tests/) writes the files anew: look at what changed, and why, before they are
committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from counter_tui.domain.receipt.blocks import Block
from counter_tui.domain.receipt.proof import KEY_BYTES
from counter_tui.domain.receipt.slip import CELLS, Paper, Receipt, Row, Section, layout
from counter_tui.i18n import set_language
from counter_tui.services.printers.raster import HEIGHT, raster
from counter_tui.services.printers.render import Rendering, render
from counter_tui.services.wording.receipt import say_receipt
from counter_tui.settings import PrinterProfile
from support.clocks import NOON, SHANGHAI
from support.receipt_matter import GIVER, KIND, MATTER

GOLDEN = Path(__file__).parents[1] / "golden" / "receipts"
PRINTERS: tuple[tuple[PrinterProfile, Paper], ...] = (
    ("gb18030", "80"),
    ("gbk", "80"),
    ("utf-8", "58"),
    ("raster", "58"),
    ("dot-matrix", "241"),
    ("text", "80"),
    ("pdf", "a5"),
)
SLIP = Receipt(
    station="万泉供电所",
    title="受理回执",
    copy="副本 1",
    sections=(
        Section("", (Row("编号", "0417A-C-251120-0007-WN"), Row("客户", "㛃*，¥12.00"))),
        Section("我们承诺", (Row("送电", "2025年11月27日（周四）前"),)),
        Section("核对", (Row("核对码", "7KQ2-M4XA"),), qr="CT1*0417A-C-251120-0007-WN*7KQ2-M4XA"),
    ),
    sign=("客户签字",),
    foot="打印 2025-11-20 10:42",
)


NAMES = ("receipt", "slip")


def slip_named(name: str) -> Receipt:
    """The receipt of a real matter, in Chinese, or ``SLIP``: a paper with odd signs."""
    if name == "slip":
        return SLIP
    set_language("zh")
    return say_receipt(MATTER, KIND, GIVER, copy_no=0, now=NOON, zone=SHANGHAI, key=bytes(range(KEY_BYTES)))


class PatternFace:
    """A font that needs no file: each character is a pattern of its own, the same on every machine."""

    def glyph(self, character: str, dots: int) -> Sequence[int]:
        """Rows of a pattern made of the character alone; a blank is empty."""
        if character.isspace():
            return [0] * HEIGHT
        pattern = int.from_bytes(sha256(character.encode("utf-8")).digest()[:8], "big")
        return [(pattern >> row) & ((1 << dots) - 1) for row in range(HEIGHT)]


def printed(profile: PrinterProfile, paper: Paper, slip: Receipt = SLIP) -> bytes:
    """The paper as this printer gets it."""
    blocks: list[Block] = layout(slip, paper)
    if profile == "raster":
        return raster(blocks, CELLS[paper], PatternFace())
    return render(blocks, Rendering(profile, paper))


def file_of(slip: str, profile: PrinterProfile, paper: Paper) -> Path:
    """Where the bytes are kept."""
    return GOLDEN / f"{slip}-{profile}-{paper}.bin"


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        for each in PRINTERS:
            file_of(name, *each).write_bytes(printed(*each, slip_named(name)))
