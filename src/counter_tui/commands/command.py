"""The shape of a command, and how its keys are written for people."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct
from textual.binding import Binding

_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "backspace": "Backspace",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
}


class Command(Struct, frozen=True):
    """One thing a person can do on a screen.

    ``id`` is unique in the program (``acceptance.submit``) and is the name by which keys can be changed;
    ``keys`` are Textual's key names, the first is the one shown (none: palette only); ``action`` is the
    method ``action_...`` of the screen, or ``app....``; ``label`` and ``help`` are message ids marked
    with ``N_`` (two to four characters of Chinese; one sentence); ``words`` are what may be typed into
    the palette besides the label: pinyin initials, full pinyin, other names; ``bar`` puts it on the key
    line, in the order of the screen's ``KEYS``. A letter alone works only where no text field has the
    focus, so a command of a form has an F-key or Ctrl+letter too.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    words: tuple[str, ...] = ()
    bar: bool = False


class Area(Struct, frozen=True):
    """A part of the program with commands of its own; ``title`` is a message id."""

    id: str
    title: str
    commands: tuple[Command, ...]


def binding(command: Command, *, priority: bool = False) -> Binding:
    """Textual's binding of the command; its description stays a message id until it is shown."""
    return Binding(
        ",".join(command.keys),
        command.action,
        command.label,
        show=command.bar,
        id=command.id,
        priority=priority,
    )


_SIGNS = {
    "exclamation_mark": "!",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "underscore": "_",
    "vertical_line": "|",
}


def key_from(text: str) -> str | None:
    """The key that people write so: ``F6``, ``^S``, ``Ctrl+S``, ``q``, ``?``, ``PgUp``; None when there is none."""
    said = text.strip()
    if len(said) == 1 and said.isascii() and said.isalnum():
        return said
    names = {shown.casefold(): key for key, shown in (_NAMES | _SIGNS).items()}
    folded = said.casefold()
    if folded in names:
        return names[folded]
    letter = folded.removeprefix("^").removeprefix("ctrl+")
    if letter != folded and len(letter) == 1 and "a" <= letter <= "z":
        return f"ctrl+{letter}"
    if letter != folded and letter in _SIGNS.values():
        return f"ctrl+{names[letter]}"
    return folded if folded in {f"f{number}" for number in range(1, 13)} else None


def types_text(key: str) -> bool:
    """Does the key write something where a field of text has the focus?"""
    return len(key) == 1 or key == "space" or len((_NAMES | _SIGNS).get(key, "  ")) == 1


def key_name(key: str) -> str:
    """The key as it is printed on a keyboard: ``ctrl+s`` becomes ``^S``, ``f10`` becomes ``F10``."""
    if key in _NAMES:
        return _NAMES[key]
    if key in _SIGNS:
        return _SIGNS[key]
    if key.startswith("ctrl+"):
        return "^" + key_name(key.removeprefix("ctrl+")).upper()
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key


def key_names(command: Command) -> str:
    """All keys of the command as people read them, the shown one first."""
    return " ".join(key_name(key) for key in command.keys)


def alike(commands: Iterable[Command]) -> list[tuple[Command, ...]]:
    """The commands in their order, neighbours that say the same together: lists for reading give them one row."""
    return [tuple(group) for _said, group in groupby(commands, lambda each: (each.label, each.help))]


def row_keys(commands: tuple[Command, ...]) -> str:
    """The keys of commands that share a row as people read them: from the first to the last."""
    first, last = key_names(commands[0]), key_names(commands[-1])
    return first if len(commands) == 1 else f"{first}-{last}"
