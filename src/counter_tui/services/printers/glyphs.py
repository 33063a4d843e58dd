"""Chinese characters drawn with a font of this PC, for printers that have none: no font is shipped."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import named_path
from counter_tui.services.printers.raster import HEIGHT

_INK = 110
"""Grey from which a dot is printed, of 255."""

_WINDOWS = ("simsun.ttc", "simhei.ttf", "msyh.ttc", "Deng.ttf", "simfang.ttf")
_ELSEWHERE = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/source-han-sans/SourceHanSansCN-Regular.otf",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
)


def known_fonts() -> list[Path]:
    """Where systems keep a font with Chinese characters, in the order they are tried."""
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    return [*(windows / name for name in _WINDOWS), *map(Path, _ELSEWHERE)]


def find_font(chosen: str, known: Iterable[Path] | None = None) -> Path:
    """The font that was chosen, else the first of the known ones. Raises RuleBroken("printer_font_missing")."""
    tried = [named_path(chosen)] if chosen else known_fonts() if known is None else known
    for font in tried:
        if font.is_file():
            return font
    raise RuleBroken("printer_font_missing", font=chosen)


class SystemFace:
    """A font of this PC. Raises RuleBroken("printer_font_missing") for a file that is no font."""

    def __init__(self, font: Path) -> None:
        from PIL import ImageFont

        try:
            self._font = ImageFont.truetype(str(font), HEIGHT - 2)
        except OSError:
            raise RuleBroken("printer_font_missing", font=str(font)) from None
        self._drawn: dict[tuple[str, int], Sequence[int]] = {}

    def glyph(self, character: str, dots: int) -> Sequence[int]:
        """The character in the middle of its cells, cut where it is wider."""
        if (character, dots) not in self._drawn:
            self._drawn[character, dots] = self._draw(character, dots)
        return self._drawn[character, dots]

    def _draw(self, character: str, dots: int) -> Sequence[int]:
        from PIL import Image, ImageDraw

        # A letter wider than its cell is pressed together: an m has to stay one.
        drawn = max(dots, math.ceil(self._font.getlength(character)))
        picture = Image.new("L", (drawn, HEIGHT))
        # The same base line for every character, wherever its own box ends.
        ImageDraw.Draw(picture).text(
            (drawn / 2, HEIGHT - 5), character, fill=255, font=self._font, anchor="ms"
        )
        grey = picture.resize((dots, HEIGHT)).tobytes()
        return [_row(grey[start : start + dots]) for start in range(0, len(grey), dots)]


def _row(grey: bytes) -> int:
    row = 0
    for dot in grey:
        row = row << 1 | (dot >= _INK)
    return row
