"""The tables of readings."""

from __future__ import annotations

from counter_tui.domain.search.readings import SPELLED_LENGTH, parse_readings
from counter_tui.services.reference.readings import load_readings


def test_the_tables_cover_what_names_are_written_with() -> None:
    """Common and rare characters, those outside the BMP, and the surnames of one and more characters."""
    readings = load_readings()
    assert readings.of("王") == ("wang",)
    assert set(readings.of("长")) == {"zhang", "chang"}
    assert readings.of("𬭊") == ("du",)
    assert readings.of("吕") == ("lv", "lu")
    assert len(readings.first) > 40_000
    assert len(readings.surnames) + len(readings.compounds) >= 60


def test_every_reading_is_plain_letters() -> None:
    """No tone is left, nothing needs folding, and no character has its reading twice."""
    readings = load_readings()
    for char, usual in readings.first.items():
        every = (usual, *readings.further.get(char, ()))
        assert all(reading.isascii() and reading.isalpha() and reading.islower() for reading in every)
        assert len(set(every)) == len(every)
    assert all(len(name) == len(parts) for name, parts in readings.compounds.items())


def test_other_signs_have_no_reading_and_letters_are_their_own() -> None:
    """Letters and digits spell themselves; a sign cannot be spelled."""
    readings = load_readings()
    assert readings.of("a") == ("a",)
    assert readings.of("3") == ("3",)
    assert readings.of("&") == ()
    assert readings.of("\ue000") == ()


def test_the_spelled_part_of_a_name_is_limited() -> None:
    """A name of any length has readings for its beginning only."""
    named = load_readings().of_name("王" * 100)
    assert sum(map(bool, named)) == SPELLED_LENGTH


def test_tables_are_read_as_written() -> None:
    """Ranks of readings and both kinds of surnames."""
    readings = parse_readings(
        "# note\n\nyue 月乐\nalso\nle 乐\nalso\nlao 乐\n", "# 姓\n乐 yue le\n乐正 yue zheng\n"
    )
    assert readings.first == {"月": "yue", "乐": "yue"}
    assert readings.further == {"乐": ("le", "lao")}
    assert readings.surnames == {"乐": ("yue", "le")}
    assert readings.compounds == {"乐正": ("yue", "zheng")}
    assert readings.of("乐") == ("yue", "le", "lao")
    assert readings.of_name("乐正月") == (("yue", "le", "lao"), (), ("yue",))
