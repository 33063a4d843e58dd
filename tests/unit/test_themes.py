"""Every pair of colours text is drawn with can be read, in every look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color

from counter_tui.widgets.roles import STYLES
from counter_tui.widgets.themes import TEXT_PAIRS, THEMES, colour

STYLES_FOLDER = Path(__file__).parents[2] / "src" / "counter_tui" / "styles"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by the Web Content Accessibility Guidelines 2.1."""

    def luminance(text: str) -> float:
        parts = [part / 255 for part in Color.parse(text).rgb]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_and_white_is_the_greatest() -> None:
    """The measure itself is right at both ends."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@pytest.mark.parametrize("name", sorted(THEMES))
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_every_text_can_be_read(name: str, pair: tuple[str, str]) -> None:
    """Contrast is at least 4.5 to 1."""
    text, ground = (colour(THEMES[name], role) for role in pair)
    assert contrast(text, ground) >= 4.5, (pair, text, ground, round(contrast(text, ground), 2))


def test_both_looks_define_the_same_roles() -> None:
    """A role one look knows and the other does not would break a style sheet."""
    dark, plain = (set(THEMES[name].variables) for name in ("dark", "plain"))
    assert dark == plain


def test_style_sheets_and_roles_use_only_tested_colours() -> None:
    """No colour is written into a style sheet, and every variable a text uses is in the tested pairs."""
    tested = {role for pair in TEXT_PAIRS for role in pair}
    for sheet in STYLES_FOLDER.glob("*.tcss"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r":[^;{]*#[0-9a-fA-F]{3,6}\b", text), sheet.name
        for found in re.findall(r"[\s;{]color:\s*\$([\w-]+)", text):
            assert found in tested, (sheet.name, found)
    for style in STYLES.values():
        assert style.split()[-1].removeprefix("$") in tested
