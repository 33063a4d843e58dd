"""Small help for plain SQL: rows as typed values, statements written from a row's fields.

The texts of statements are made of this package's own constants only; values always go beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import astuple

Parameters = Sequence[Any] | Mapping[str, Any]


class Connection(Protocol):
    """What is used of a DB-API connection to SQLite."""

    def execute(self, sql: str, parameters: Parameters = ..., /) -> Any:
        """Run one statement; the cursor gives the rows."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Any:
        """Run one statement for each set of values."""
        ...


class Row(Struct, frozen=True):
    """A row of ``TABLE``: its fields are the columns, in order."""

    TABLE: ClassVar[str]


R = TypeVar("R", bound=Row)


def columns(row: type[Row]) -> tuple[str, ...]:
    """The columns of a row's table."""
    return row.__struct_fields__


def read(connection: Connection, row: type[R], rest: str = "", parameters: Parameters = ()) -> list[R]:
    """The rows of a table; ``rest`` is what follows the table's name (``WHERE …``, ``ORDER BY …``)."""
    return list(stream(connection, row, rest, parameters))


def stream(connection: Connection, row: type[R], rest: str = "", parameters: Parameters = ()) -> Iterator[R]:
    """The same, one row in memory at a time."""
    for values in connection.execute(_select(row, rest), parameters):
        yield row(*values)


def first(connection: Connection, row: type[R], rest: str = "", parameters: Parameters = ()) -> R | None:
    """The first of the rows, None when there is none."""
    return next(stream(connection, row, rest, parameters), None)


def put(connection: Connection, row: Row, *, instead: bool = False) -> None:
    """Write a new row; ``instead`` of the one with the same key, where there is one."""
    connection.execute(_insert(type(row), instead), astuple(row))


def put_all(connection: Connection, row: type[Row], values: Iterable[Mapping[str, Any]]) -> None:
    """Write new rows from values by column."""
    names = columns(row)
    connection.executemany(_insert(row, False), ([each[name] for name in names] for each in values))


def scalar(connection: Connection, sql: str, parameters: Parameters = ()) -> Any:
    """The first value of the first row, None without a row."""
    found = connection.execute(sql, parameters).fetchone()
    return found[0] if found else None


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values, for ``IN (…)``."""
    return ", ".join("?" * len(values))


@cache
def _select(row: type[Row], rest: str) -> str:
    listed = ", ".join(f'{row.TABLE}."{name}"' for name in columns(row))
    return f"SELECT {listed} FROM {row.TABLE} {rest}"  # noqa: S608 - names of this package only


@cache
def _insert(row: type[Row], instead: bool) -> str:
    names = columns(row)
    listed = ", ".join(f'"{name}"' for name in names)
    verb = "INSERT OR REPLACE" if instead else "INSERT"
    return f"{verb} INTO {row.TABLE} ({listed}) VALUES ({marks(names)})"
