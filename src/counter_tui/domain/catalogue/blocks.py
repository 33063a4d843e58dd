"""Reading TOML texts into tables and tables into checked blocks, each refusal with file, block and field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from counter_tui.domain.catalogue.broken import CatalogueBroken

Table = Mapping[str, Any]
Block = TypeVar("Block", bound=BaseModel)

_PROBLEMS = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "literal_error": "not_one_of",
    "string_pattern_mismatch": "wrong_form",
    "string_too_short": "empty",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "finite_number": "out_of_range",
}


@dataclass(frozen=True)
class Place:
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
    try:
        return shape.model_validate({**_frozen(table), **ready}, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        problem = _PROBLEMS.get(first["type"], "wrong_type")
        expected = first.get("ctx", {}).get("expected", "")
        place.refuse(field, problem, expected or ("" if problem == "missing" else first["input"]))


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


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, Mapping):
        return {key: _frozen(item) for key, item in value.items()}
    return value
