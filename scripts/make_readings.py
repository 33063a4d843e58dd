#!/usr/bin/env python3
"""Write ``data/readings/readings.txt`` from pypinyin's tables, which are too heavy to load at a counter.

A character keeps its most frequent reading first. Further readings stay when a phrase uses them, or when the
character stands in too few phrases to tell; tones go, ``ü`` is written ``v``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

TARGET = Path(__file__).resolve().parent.parent / "src" / "counter_tui" / "data" / "readings" / "readings.txt"
ENOUGH_PHRASES = 30
"""From this many phrases on, a reading that none of them uses is taken as archaic."""
MOST_READINGS = 4
SUPPLEMENT = {"𠮷": ["ji"]}
HEADER = (
    "# Readings of Han characters without tones, made by scripts/make_readings.py from pypinyin's tables."
)


def without_tone(syllable: str) -> str:
    """``lǚ`` as ``lv``, ``wáng`` as ``wang``."""
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in letters if not unicodedata.combining(char))


def usage() -> dict[str, Counter[str]]:
    """How many phrases read each character in each way."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in PHRASES_DICT.items():
        if len(phrase) == len(syllables):
            for char, readings in zip(phrase, syllables, strict=True):
                counted[char][without_tone(readings[0])] += 1
    return counted


def kept(listed: list[str], used: Mapping[str, int]) -> list[str]:
    """The readings worth keeping, the most used first, else in the order of the dictionary."""
    readings = list(dict.fromkeys(reading for reading in listed if re.fullmatch("[a-z]+", reading)))
    if sum(used.values()) >= ENOUGH_PHRASES:
        readings = [reading for reading in readings if used.get(reading)]
    return sorted(readings, key=lambda reading: -used.get(reading, 0))[:MOST_READINGS]


def grouped(readings: Mapping[str, str]) -> list[str]:
    """One line a reading: the reading, a blank, its characters."""
    groups: dict[str, list[str]] = defaultdict(list)
    for char, reading in readings.items():
        groups[reading].append(char)
    return [f"{reading} {''.join(sorted(chars))}" for reading, chars in sorted(groups.items())]


def main() -> None:
    """Write the table: a part for each rank of reading, parts separated by a line ``also``."""
    used = usage()
    table = {
        chr(point): kept([without_tone(part) for part in listed.split(",")], used[chr(point)])
        for point, listed in PINYIN_DICT.items()
    } | SUPPLEMENT
    lines = [HEADER]
    for place in range(MOST_READINGS):
        if place:
            lines.append("also")
        lines += grouped({char: listed[place] for char, listed in table.items() if len(listed) > place})
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(table)} characters, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
