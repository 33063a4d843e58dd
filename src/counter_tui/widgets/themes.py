"""The looks: role colours as Textual themes, and the pairs of colours text is drawn with."""

from __future__ import annotations

from textual.theme import Theme

from counter_tui.i18n import N_, _

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
        "field-focus-hint": "#c2d6db",
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

LIGHT = Theme(
    name="light",
    primary="#1163ae",
    secondary="#3a5f7d",
    accent="#1163ae",
    warning="#714e01",
    error="#b50e53",
    success="#0f3111",
    foreground="#1b2229",
    background="#f5f5f2",
    surface="#ffffff",
    panel="#e9edf0",
    dark=False,
    variables={
        "quiet": "#55616c",
        "soon": "#714e01",
        "broken": "#b50e53",
        "done": "#0f3111",
        "selection": "#cfe2ee",
        "field": "#e0e7eb",
        "field-focus": "#fff1b8",
        "field-text": "#1b2229",
        "field-focus-text": "#000000",
        "field-focus-hint": "#6b6135",
        "badge": "#1163ae",
        "badge-text": "#ffffff",
        "warn-ground": "#f6e6bd",
        "line": "#c9d1d7",
        "input-selection-background": "#1163ae",
        "input-selection-foreground": "#ffffff",
        "input-cursor-background": "#1b2229",
        "input-cursor-foreground": "#ffffff",
    },
)

COLOUR_BLIND = Theme(
    name="colour-blind",
    primary="#4aa8f5",
    secondary="#a9bccd",
    accent="#4aa8f5",
    warning="#f2d83a",
    error="#e8915f",
    success="#b3a3c4",
    foreground="#eef3f7",
    background="#0f151b",
    surface="#141c24",
    panel="#1b2630",
    dark=True,
    variables={
        "quiet": "#98a5b1",
        "soon": "#f2d83a",
        "broken": "#e8915f",
        "done": "#b3a3c4",
        "selection": "#1b3450",
        "field": "#1a2530",
        "field-focus": "#274f7d",
        "field-text": "#eef3f7",
        "field-focus-text": "#ffffff",
        "field-focus-hint": "#b0c4dc",
        "badge": "#4aa8f5",
        "badge-text": "#0b1116",
        "warn-ground": "#33301a",
        "line": "#263442",
        "input-selection-background": "#2f6aa8",
        "input-selection-foreground": "#ffffff",
        "input-cursor-background": "#eef3f7",
        "input-cursor-foreground": "#0f151b",
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
        "field-focus-hint": "#c0c0c0",
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

THEMES = {theme.name: theme for theme in (DARK, LIGHT, COLOUR_BLIND, PLAIN)}
"""The looks by name, in the order in which the command for them goes round."""

LOOK_NAMES = {
    "dark": N_("dark"),
    "light": N_("light"),
    "colour-blind": N_("colour-blind"),
    "plain": N_("plain"),
}

APART = ("accent", "soon", "broken", "done")
"""The roles that mean something by themselves: they differ for eyes without one kind of cones, too."""
APART_IN = ("light", "colour-blind")
"""The looks made for such eyes; in the others the signs and words beside the colours tell the roles apart."""

_TEXTS = ("foreground", "quiet", "secondary", "accent", "soon", "broken", "done")
_GROUNDS = ("background", "surface", "panel")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in _TEXTS for ground in _GROUNDS),
    *((text, "selection") for text in _TEXTS),
    ("quiet", "field"),
    ("field-text", "field"),
    ("field-focus-text", "field-focus"),
    ("field-focus-hint", "field-focus"),
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


def look_name(name: str) -> str:
    """What people call the look, in the language in use."""
    return _(LOOK_NAMES[name])
