"""Every pair of colours text is drawn with can be read, in every look."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from textual.color import Color

from counter_tui.widgets.roles import STYLES
from counter_tui.widgets.themes import APART, APART_IN, LOOK_NAMES, TEXT_PAIRS, THEMES, colour
from support.every import every

SOURCE = Path(__file__).parents[2] / "src" / "counter_tui"


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


@every("name", sorted(THEMES))
@every("pair", TEXT_PAIRS)
def test_every_text_can_be_read(name: str, pair: tuple[str, str]) -> None:
    """Contrast is at least 4.5 to 1."""
    text, ground = (colour(THEMES[name], role) for role in pair)
    assert contrast(text, ground) >= 4.5, (pair, text, ground, round(contrast(text, ground), 2))


def test_all_looks_define_the_same_roles() -> None:
    """A role one look knows and another does not would break a style sheet; each look has a name for people."""
    assert {frozenset(theme.variables) for theme in THEMES.values()} == {frozenset(THEMES["dark"].variables)}
    assert set(LOOK_NAMES) == set(THEMES)


SEEN_WITH: dict[str, tuple[tuple[float, float, float], ...]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Linear red, green and blue as eyes without one kind of cones see them: Machado and others 2009, severity 1."""
LEAST_APART = 25.0
"""The least distance (CIE 1976 L*a*b*, D65) between two roles; 2.3 is just noticeable side by side."""


def seen(text: str, eyes: str) -> tuple[float, float, float]:
    """The colour as these eyes see it, as L*, a*, b*."""
    parts = [part / 255 for part in Color.parse(text).rgb]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    rows = SEEN_WITH[eyes]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in rows
    )

    def bent(t: float) -> float:
        return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    x = bent((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    y = bent(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    z = bent((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(name: str, eyes: str) -> float:
    """The least distance between two of the roles that mean something, in this look, for these eyes."""
    colours = [seen(colour(THEMES[name], role), eyes) for role in APART]
    return min(math.dist(one, other) for one, other in combinations(colours, 2))


@pytest.mark.parametrize("eyes", sorted(SEEN_WITH))
@pytest.mark.parametrize("name", APART_IN)
def test_roles_stay_apart_for_eyes_without_one_kind_of_cones(name: str, eyes: str) -> None:
    """To act, late, done and headings are told apart by their colour too."""
    assert apart(name, eyes) >= LEAST_APART


def test_the_measure_knows_that_red_and_green_fall_together() -> None:
    """The dark look's red and green are the same to many men, which is why signs and words stand beside them."""
    assert apart("dark", "all cones") > LEAST_APART > apart("dark", "deuteranopia")


def sheets() -> Iterator[tuple[str, str]]:
    """Every style sheet by its name: the files, and those that screens and widgets have of their own."""
    for path in sorted(SOURCE.rglob("*.tcss")):
        yield str(path.relative_to(SOURCE)), path.read_text("utf-8")
    for path in sorted(SOURCE.rglob("*.py")):
        for text in re.findall(r'CSS(?:: [^=\n]+)? = f?"""(.*?)"""', path.read_text("utf-8"), re.DOTALL):
            yield str(path.relative_to(SOURCE)), text


def test_style_sheets_and_roles_use_only_tested_colours() -> None:
    """No colour is written into a style sheet, and every variable a text uses is in the tested pairs."""
    tested = {role for pair in TEXT_PAIRS for role in pair}
    used: set[str] = set()
    for name, sheet in sheets():
        text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
        assert not re.search(r":[^;{]*#[0-9a-fA-F]{3,6}\b(?![^;}]*\{)", text), name
        found = set(re.findall(r"[\s;{]color:\s*\$([\w-]+)", text))
        assert found <= tested, (name, found - tested)
        used |= found
    assert {"quiet", "text"} & used
    for style in STYLES.values():
        assert style.split()[-1].removeprefix("$") in tested
