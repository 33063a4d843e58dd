"""The two looks: role colours as Textual themes, and the pairs of colours text is drawn with."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#4fb3bf",
    secondary="#7aa2c8",
    accent="#4fb3bf",
    warning="#e8b45a",
    error="#e0707a",
    success="#7fb685",
    foreground="#d6dee6",
    background="#11181f",
    surface="#161f28",
    panel="#1d2833",
    dark=True,
    variables={
        "quiet": "#8b9aa8",
        "soon": "#e8b45a",
        "broken": "#ea8089",
        "done": "#7fb685",
        "selection": "#1b3343",
        "field": "#1a2530",
        "field-focus": "#2c5f6d",
        "field-text": "#d6dee6",
        "field-focus-text": "#ffffff",
        "badge": "#4fb3bf",
        "badge-text": "#0b1116",
        "warn-ground": "#3d3115",
        "line": "#22303c",
        "input-selection-background": "#3a7685",
        "input-selection-foreground": "#ffffff",
        "input-cursor-background": "#d6dee6",
        "input-cursor-foreground": "#11181f",
    },
)

PLAIN = Theme(
    name="plain",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#00ff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={
        "quiet": "#c0c0c0",
        "soon": "#ffff00",
        "broken": "#ff8080",
        "done": "#00ff00",
        "selection": "#0000aa",
        "field": "#303030",
        "field-focus": "#0000aa",
        "field-text": "#ffffff",
        "field-focus-text": "#ffffff",
        "badge": "#00ffff",
        "badge-text": "#000000",
        "warn-ground": "#303030",
        "line": "#000000",
        "input-selection-background": "#ffffff",
        "input-selection-foreground": "#000000",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
    },
)

THEMES = {theme.name: theme for theme in (DARK, PLAIN)}

_TEXTS = ("foreground", "quiet", "secondary", "accent", "soon", "broken", "done")
_GROUNDS = ("background", "surface", "panel")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in _TEXTS for ground in _GROUNDS),
    *((text, "selection") for text in _TEXTS),
    ("quiet", "field"),
    ("field-text", "field"),
    ("field-focus-text", "field-focus"),
    ("badge-text", "badge"),
    ("badge-text", "soon"),
    ("soon", "warn-ground"),
    ("foreground", "warn-ground"),
    ("input-selection-foreground", "input-selection-background"),
    ("input-cursor-foreground", "input-cursor-background"),
)
"""Every pair (text, ground) the style sheets use, by role; each has a contrast of at least 4.5."""


def colour(theme: Theme, role: str) -> str:
    """The colour of a role in a theme, as ``#rrggbb``."""
    return theme.variables.get(role) or str(getattr(theme, role))
