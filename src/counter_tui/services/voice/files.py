"""Files of notices or answer cards: TOML, one block a notice or card; a wrong block does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.models import Block
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.views.voice import Taken

Text = TypeVar("Text", bound=Block)

MOST_BYTES = 4_000_000


def read_text(path: Path) -> str:
    """The text of a file; a file of a PC that does not speak UTF-8 may be in GB18030.

    Raises RuleBroken("import_file_unreadable"), "import_encoding" or "input_too_large".
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RuleBroken("import_file_unreadable", why="missing") from error
    return text_of(content, path.name)


def text_of(content: bytes, file: str) -> str:
    """The text of such a file by its bytes; raises RuleBroken("import_encoding") or "input_too_large"."""
    if len(content) > MOST_BYTES:
        raise RuleBroken("input_too_large", file=file, most=MOST_BYTES // 1_000_000)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            wrong = error
    raise RuleBroken(
        "import_encoding", position=wrong.start + 1, line=content[: wrong.start].count(b"\n") + 1
    )


def take_blocks(
    text: str, file: str, name: str, shape: type[Text], take: Callable[[Text], int]
) -> Iterator[Taken]:
    """What becomes of each block ``name``: ``take`` gives the edition it was given out as, 0 where nothing is new.

    Raises CatalogueBroken for a text that is no TOML or holds something else.
    """
    top, place = read_toml(file, text), Place(file, "")
    for key in top:
        if key != name:
            place.refuse(key, "unknown_field")
    listed = list(tables(top, name, place))
    if not listed:
        place.refuse(name, "missing")
    for number, table in listed:
        where = place.inner(name, table, number)
        try:
            edition = take(build(shape, table, where))
        except CatalogueBroken as broken:
            yield Taken(where.block, "refused", broken=broken)
        except RuleBroken as broken:
            yield Taken(where.block, "refused", broken=broken)
        else:
            yield Taken(where.block, "taken" if edition else "same", edition)
