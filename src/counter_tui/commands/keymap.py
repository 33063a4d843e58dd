"""Other keys for commands, as ``keys.toml`` in the station's folder asks for: read, checked, and given to screens.

A line is ``"matter.note" = "F6"`` or ``"matter.note" = ["F6", "q"]``: the id of a command, and its keys instead of the
built-in ones, the shown one first. A file with a mistake is not used at all, so that nobody meets half of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import BindingsMap

from counter_tui.commands.command import Area, Command, binding, key_from, key_name, types_text

Keymap = Mapping[str, tuple[str, ...]]
"""Keys by the id of their command; a command that is not in it keeps its own."""

RESERVED = frozenset(
    {
        *("escape", "enter", "tab", "shift+tab", "space", "backspace", "delete"),
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
        # What terminals send for Backspace, Tab, line feed, Enter and Esc, or keep for flow control.
        *("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+z"),
        # What fields of text use, and the way out.
        *("ctrl+a", "ctrl+c", "ctrl+e", "ctrl+k", "ctrl+q", "ctrl+u", "ctrl+v", "ctrl+w", "ctrl+x"),
    }
)
"""Keys that mean the same everywhere and can be given to no command."""
FIXED_AREAS = frozenset({"rating"})
"""The customer's screen: its keys stand in the leaflet beside the keypad, not in a file of this PC."""
IN_WINDOWS = frozenset({"enquiries.answered", "matter.send", "staff.save"})
"""Commands of windows over a screen: where they work, of its commands only the one that locks does."""
WITHOUT_FIELDS = frozenset(
    {
        "attention",
        "packs",
        "actions",
        "brief",
        "recovery",
        "sheets",
        "gaming",
        "matter",
        "shift",
        "staff",
        "first_start",
    }
)
"""Areas whose screens have no field of text, apart from their windows."""


class Problem(Struct, frozen=True):
    """One mistake of the file: its code, and the ids of commands, keys and texts it is about.

    ``unreadable``, ``not_toml``, ``wrong_shape``, ``unknown_id``, ``fixed``, ``not_a_key``, ``reserved``,
    ``types_text``, ``clash``.
    """

    code: str
    command: str = ""
    key: str = ""
    other: str = ""
    detail: str = ""


class KeysRead(Struct, frozen=True):
    """What the file asks for: the keys to use (none when there is a mistake), and the mistakes."""

    keys: Keymap
    problems: tuple[Problem, ...] = ()


NO_KEYS = KeysRead({})


def read_keys(file: Path) -> KeysRead:
    """The keys of the file; none when there is no file."""
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return NO_KEYS
    except (OSError, UnicodeDecodeError) as error:
        return KeysRead({}, (Problem("unreadable", detail=type(error).__name__),))
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return KeysRead({}, (Problem("not_toml", detail=str(error)),))
    return checked(values)


def checked(values: Mapping[str, object]) -> KeysRead:
    """The keys these values ask for, all of them right, or every mistake."""
    from counter_tui.commands.document import areas

    every = areas()
    known = {command.id: (area, command) for area in every for command in area.commands}
    wished: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for id, value in values.items():
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not texts or not all(isinstance(each, str) for each in texts):
            problems.append(Problem("wrong_shape", id))
        elif id not in known:
            problems.append(Problem("unknown_id", id))
        else:
            keys, wrong = _keys_of(*known[id], texts)
            wished[id] = keys
            problems += wrong
    if not problems:
        problems = list(clashes(every, wished))
    return KeysRead({}, tuple(problems)) if problems else KeysRead(wished)


def _keys_of(area: Area, command: Command, texts: list[str]) -> tuple[tuple[str, ...], list[Problem]]:
    if area.id in FIXED_AREAS or (command.keys and all(key in RESERVED for key in command.keys)):
        return (), [Problem("fixed", command.id)]
    keys: list[str] = []
    problems: list[Problem] = []
    for text in texts:
        key = key_from(text)
        if key is None:
            problems.append(Problem("not_a_key", command.id, text))
        elif key in RESERVED and key not in command.keys:
            problems.append(Problem("reserved", command.id, key))
        else:
            keys.append(key)
    in_field = area.id not in WITHOUT_FIELDS or command.id in IN_WINDOWS
    typed = [key for key in keys if types_text(key)]
    if not problems and in_field and len(typed) == len(keys) and not all(map(types_text, command.keys)):
        problems.append(Problem("types_text", command.id, typed[0]))
    return tuple(dict.fromkeys(keys)), problems


def clashes(every: list[Area], keys: Keymap) -> Iterator[Problem]:
    """Every key that two commands would have on the same screen because one of them has other keys than the usual."""
    shell = next(area for area in every if area.id == "shell").commands
    for area in every:
        windows = [each for each in area.commands if each.id in IN_WINDOWS]
        screen = [each for each in area.commands if each.id not in IN_WINDOWS]
        found = combinations([*(shell if area.id != "shell" else ()), *screen], 2)
        for one, other in [
            *found,
            *((lock, each) for lock in shell if "lock" in lock.id for each in windows),
        ]:
            if area.id != "shell" and one in shell and other in shell:
                continue
            if one.id not in keys and other.id not in keys:
                continue
            shared = [key for key in keys.get(one.id, one.keys) if key in keys.get(other.id, other.keys)]
            yield from (Problem("clash", one.id, key, other.id, area.id) for key in shared)


def remapped(bindings: BindingsMap, commands: Iterable[Command], keys: Keymap) -> BindingsMap:
    """The bindings with the keys that are wished for; a command that has no key of its own gets a binding."""
    mapped = BindingsMap()
    done: set[str] = set()
    for key, bound in bindings.key_to_bindings.items():
        for each in bound:
            if each.id is None or each.id not in keys:
                mapped.key_to_bindings.setdefault(key, []).append(each)
            elif each.id not in done:
                done.add(each.id)
                for other in keys[each.id]:
                    mapped.key_to_bindings.setdefault(other, []).append(each.with_key(other))
    for command in commands:
        if not command.keys and command.id in keys:
            for key in keys[command.id]:
                mapped.key_to_bindings.setdefault(key, []).append(binding(replace(command, keys=(key,))))
    return mapped


def say_problem(problem: Problem) -> str:
    """The mistake in words, with both commands and where they meet."""
    from counter_tui.commands.document import areas
    from counter_tui.i18n import _

    labels = {each.id: f"{each.id} ({_(each.label)})" for area in areas() for each in area.commands}
    titles = {area.id: _(area.title) for area in areas()}
    words = {
        "unreadable": _("the file cannot be read: {detail}"),
        "not_toml": _("the file is not TOML: {detail}"),
        "wrong_shape": _('{command}: a key or a list of keys is wanted, such as "F6" or ["F6", "q"]'),
        "unknown_id": _("{command}: there is no such command; counter-tui check keys --list shows them all"),
        "fixed": _("{command} keeps its key"),
        "not_a_key": _(
            "{command}: “{key}” is no key; keys are letters, digits, signs, F1 to F12 and ^A to ^Z"
        ),
        "reserved": _("{command}: {key} means the same everywhere and cannot be given away"),
        "types_text": _(
            "{command}: {key} types text in a field; an F-key or Ctrl with a letter is needed too"
        ),
        "clash": _("{key} would be both {command} and {other} ({where})"),
    }[problem.code]
    return words.format(
        command=labels.get(problem.command, problem.command),
        other=labels.get(problem.other, problem.other),
        key=problem.key if problem.code == "not_a_key" else key_name(problem.key),
        where=titles.get(problem.detail, ""),
        detail=problem.detail,
    )
