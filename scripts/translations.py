#!/usr/bin/env python3
"""Keep the Chinese texts complete: `compile` the fragments into one catalogue, or `check` that nothing is missing.

The fragments are ``src/counter_tui/i18n/po/zh/*.po``, one an area of the program. `check` fails when a message of the
source has no translation, a translation has no message, a message stands in two fragments, placeholders differ, or
the compiled catalogue is not what the fragments give.
"""

from __future__ import annotations

import ast
import io
import re
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "counter_tui"
FRAGMENTS = PACKAGE / "i18n" / "po" / "zh"
COMPILED = PACKAGE / "i18n" / "zh.mo"
MARKS = ("_", "N_", "ngettext")


def messages_in(source: str) -> set[str]:
    """Every message id a module marks, those inside an f-string too, which Babel finds from Python 3.12 on only."""
    return {
        str(ast.literal_eval(call.args[0]))
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in MARKS
        and isinstance(call.args[0], ast.Constant)
    }


def used_messages() -> set[str]:
    """Every message id the source marks."""
    return set().union(*(messages_in(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")))


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
