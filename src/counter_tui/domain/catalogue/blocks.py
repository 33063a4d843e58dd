"""Reading TOML texts into tables and tables into checked blocks, each refusal with file, block and field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, NoReturn, TypeVar
from unicodedata import category

from msgspec import Struct, ValidationError

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.reading import read_as

Table = Mapping[str, Any]
Block = TypeVar("Block", bound=Struct)

_BETWEEN_WORDS = "\n\r\t"

_PROBLEMS = {
    "missing required field": "missing",
    "unknown field": "unknown_field",
    "Invalid enum value": "not_one_of",
    "matching regex": "wrong_form",
    "of length >=": "empty",
    ">": "out_of_range",
    "<": "out_of_range",
}
"""What is wrong, by words of the reader's message; the first that stands in it counts."""


class Place(Struct, frozen=True):
    """Where in which file a block stands; says every refusal of that block."""

    file: str
    block: str

    def inner(self, name: str, table: object, number: int) -> Place:
        """The place of the ``number``-th (from 1) inner block ``name``, by its code when it has one."""
        code = table.get("code") if isinstance(table, Mapping) else None
        label = code if isinstance(code, str) and code else f"#{number}"
        return Place(self.file, f"{self.block} {name} {label}".strip())

    def refuse(self, field: str, problem: str, detail: object = "") -> NoReturn:
        """Refuse the block for this field.

        Raises:
            CatalogueBroken: always.
        """
        raise CatalogueBroken(self.file, self.block, field, problem, str(detail))


def text_of(file: str, content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises:
        CatalogueBroken: it is in no UTF-8; the block names the first line that is not.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        Place(file, f"line {line}").refuse("", "not_utf8")


def read_toml(file: str, text: str) -> Table:
    """The tables of a TOML text.

    Raises:
        CatalogueBroken: the text is not TOML; the block names the line.
    """
    # Loaded here: what a start reads was compiled before.
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise CatalogueBroken(file, f"line {line}", "", "not_toml", str(error)) from error


def build(shape: type[Block], table: object, place: Place, **ready: object) -> Block:
    """The table as a checked block of this shape; ``ready`` are inner blocks that were built before.

    Raises:
        CatalogueBroken: a field is missing, unknown or does not fit.
    """
    if not isinstance(table, Mapping):
        place.refuse("", "not_a_table", table)
    given = {**_stripped(table, place), **ready}
    try:
        return read_as(given, shape)
    except ValidationError as error:
        field, problem, detail = _refusal(str(error), given)
        place.refuse(field, problem, detail)


def _refusal(message: str, given: Mapping[str, Any]) -> tuple[str, str, object]:
    """Field, problem and detail, of what the reader of values said."""
    said, _at, where = message.partition(" - at ")
    problem = next((known for words, known in _PROBLEMS.items() if words in said), "wrong_type")
    steps: list[str | int] = [
        int(number) if number.isdigit() else name or "?"
        for name, number in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", where)
    ]
    named = re.search(r"field `(.*)`", said) if problem in ("missing", "unknown_field") else None
    value: Any = given
    for step in steps:
        known = isinstance(value, Mapping) or isinstance(step, int)
        value = value[step] if known and step != "?" else ""
    if named:
        steps.append(named[1])
    field = ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
    return field, problem, "" if problem == "missing" else value


def tables(parent: Table, key: str, place: Place) -> Iterator[tuple[int, Table]]:
    """The list of tables under this key, numbered from 1; an absent key is an empty list.

    Raises:
        CatalogueBroken: it is no list, or holds something that is no table.
    """
    listed = parent.get(key, [])
    if not isinstance(listed, list):
        place.refuse(key, "not_a_list", listed)
    for number, table in enumerate(listed, start=1):
        if not isinstance(table, Mapping):
            place.refuse(key, "not_a_table", table)
        yield number, table


def twice(codes: Sequence[str]) -> str | None:
    """The first code that stands twice, if any."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            return code
        seen.add(code)
    return None


def _stripped(value: Any, place: Place, field: str = "") -> Any:
    """The value with no blanks around its texts.

    Raises CatalogueBroken for a number that is none, and for a character that a screen or a printer would obey.
    """
    if isinstance(value, str):
        if odd := next((char for char in value if category(char) == "Cc" and char not in _BETWEEN_WORDS), ""):
            place.refuse(field, "wrong_form", f"U+{ord(odd):04X}")
        return value.strip()
    if isinstance(value, float) and not isfinite(value):
        place.refuse(field, "out_of_range", value)
    if isinstance(value, list):
        return [_stripped(item, place, f"{field}.{number}") for number, item in enumerate(value, start=1)]
    if isinstance(value, Mapping):
        return {key: _stripped(item, place, f"{field}.{key}".lstrip(".")) for key, item in value.items()}
    return value
