"""docs/keys.md as the commands say it; ``python -m counter_tui.commands.document`` prints it."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import counter_tui.commands as package
from counter_tui.commands import Area, Command, alike, row_keys
from counter_tui.i18n import _, language, set_language

HEAD = """\
# Keys

Made from the declarations in `src/counter_tui/commands/` by `python -m counter_tui.commands.document`; a test compares.
Every key can be clicked on the key line or found with `^P` (or `:`) by name and pinyin initials. A letter or sign alone
works where no text field has the focus. `^S` is Ctrl+S.

These are the built-in keys. A file `keys.toml` in the station's folder gives commands other keys on this PC, by their
ids: see [settings](settings.md#keys).
"""


def areas() -> list[Area]:
    """Every area of the program, the shell first, the others by their ids."""
    found: list[Area] = []
    for module in pkgutil.iter_modules(package.__path__):
        area = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "AREA", None)
        if isinstance(area, Area):
            found.append(area)
    return sorted(found, key=lambda area: (area.id != "shell", area.id))


def document() -> str:
    """The text of docs/keys.md."""
    before = language()
    try:
        return HEAD + "".join(_section(area) for area in areas())
    finally:
        set_language(before)


def _section(area: Area) -> str:
    rows = "".join(_row(commands) for commands in alike(area.commands))
    heading = " · ".join(_in_both(area.title))
    head = "| keys | | 中文 | what it does | palette | id |\n| --- | --- | --- | --- | --- | --- |\n"
    return f"\n## {heading}\n\n{head}{rows}"


def _row(commands: tuple[Command, ...]) -> str:
    command = commands[0]
    english, chinese = _in_both(command.label)
    help_text, _chinese = _in_both(command.help)
    keys = " ".join(f"`{key}`" for key in row_keys(commands).split())
    words = " ".join(f"`{word}`" for word in command.words)
    return f"| {keys} | {english} | {chinese} | {help_text} | {words} | `{row_id(commands)}` |\n"


def row_id(commands: tuple[Command, ...]) -> str:
    """The id of the command, or from the first to the last of those that share a row."""
    first, last = commands[0].id, commands[-1].id
    return first if len(commands) == 1 else f"{first} - {last}"


def _in_both(message: str) -> tuple[str, str]:
    set_language("zh")
    return message, _(message)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(document())
