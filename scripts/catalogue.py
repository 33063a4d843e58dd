#!/usr/bin/env python3
"""Make what a start reads (catalogue, rating scale, recoveries) of the files people write, or check that it is."""

from __future__ import annotations

import sys
from pathlib import Path

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.services.reference.catalogue import compiled_texts

FOLDER = Path(__file__).resolve().parent.parent / "src" / "counter_tui" / "data" / "compiled"


def main(arguments: list[str]) -> int:
    """Do what is asked; 0 when all is well."""
    if arguments not in (["compile"], ["check"]):
        print("usage: catalogue.py compile|check", file=sys.stderr)
        return 2
    try:
        texts = compiled_texts()
    except CatalogueBroken as broken:
        print(broken, file=sys.stderr)
        return 1
    if arguments == ["compile"]:
        FOLDER.mkdir(exist_ok=True)
        for name, text in texts.items():
            (FOLDER / name).write_bytes(text.encode("utf-8"))
        return 0
    stale = [name for name, text in texts.items() if (FOLDER / name).read_text("utf-8") != text]
    for name in stale:
        print(f"{name} is not what the TOML files give: run scripts/catalogue.py compile", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
