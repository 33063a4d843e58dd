#!/usr/bin/env python3
"""Keep the Chinese texts complete: `compile` the fragments into one catalogue, or `check` that nothing is missing.

The fragments are ``src/counter_tui/i18n/po/zh/*.po``, one an area of the program. `check` fails when a message of the
source has no translation, a translation has no message, a message stands in two fragments, placeholders differ, or
the compiled catalogue is not what the fragments give.
"""

from __future__ import annotations

import io
import re
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "counter_tui"
FRAGMENTS = PACKAGE / "i18n" / "po" / "zh"
COMPILED = PACKAGE / "i18n" / "zh.mo"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}


def used_messages() -> set[str]:
    """Every message id the source marks."""
    found: set[str] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(PACKAGE), method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.update([message] if isinstance(message, str) else [message[0]])
    return found


def merged(problems: list[str]) -> Catalog:
    """The fragments as one catalogue; what is wrong with them is added to the problems."""
    catalogue = Catalog(locale="zh", domain="counter", fuzzy=False)
    for path in sorted(FRAGMENTS.glob("*.po")):
        with path.open("rb") as stream:
            fragment = read_po(stream, locale="zh", charset="utf-8")
        for message in fragment:
            if not message.id:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            if catalogue.get(key) is not None:
                problems.append(f"{path.name}: {key!r} stands in another fragment already")
            if message.fuzzy:
                problems.append(f"{path.name}: {key!r} is fuzzy")
            catalogue.add(message.id, message.string)
    return catalogue


def placeholders(text: str) -> set[str]:
    """The names of a text's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def compile_catalogue(catalogue: Catalog) -> bytes:
    """The compiled catalogue as bytes, the same for the same fragments."""
    for message in catalogue:
        message.locations = []
    stream = io.BytesIO()
    catalogue.revision_date = catalogue.creation_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(stream, catalogue)
    # The texts are found by their offsets, so the header must keep its length.
    return re.sub(
        rb"Generated-By: [^\n]*",
        lambda found: b"Generated-By: ".ljust(len(found[0]), b"-"),
        stream.getvalue(),
    )


def check(catalogue: Catalog, problems: list[str]) -> None:
    """Compare the fragments with the source and with the compiled catalogue."""
    used = used_messages()
    known: dict[str, tuple[str, str]] = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            text = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
            known[key] = (key if isinstance(message.id, str) else message.id[1], text)
    problems += [f"no Chinese for {message!r}" for message in sorted(used - known.keys())]
    problems += [f"nobody uses {message!r}" for message in sorted(known.keys() - used)]
    for key, (source, text) in known.items():
        if not text:
            problems.append(f"empty translation of {key!r}")
        elif placeholders(source) != placeholders(text):
            problems.append(f"placeholders differ in {key!r}")
    if not COMPILED.is_file() or COMPILED.read_bytes() != compile_catalogue(catalogue):
        problems.append("zh.mo is not what the fragments give: run scripts/translations.py compile")


def main(arguments: list[str]) -> int:
    """Do what is asked; 0 when all is well."""
    problems: list[str] = []
    catalogue = merged(problems)
    if arguments == ["compile"]:
        COMPILED.write_bytes(compile_catalogue(catalogue))
    elif arguments == ["check"]:
        check(catalogue, problems)
    else:
        problems.append("usage: translations.py compile|check")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
