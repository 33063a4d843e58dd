"""One golden file for each kind of fact: what was written once is read for ever, with the same meaning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec import ValidationError, convert
from msgspec.json import decode, encode

from counter_tui.domain.facts.base import Fact, read_fact
from counter_tui.domain.facts.registry import FACT_TYPES, UPCASTERS
from support.every import every

FOLDER = Path(__file__).parents[1] / "golden" / "facts"
GOLDEN: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))
}


def test_every_kind_of_fact_has_its_golden_file_and_nothing_else_has() -> None:
    assert set(GOLDEN) == set(FACT_TYPES)
    assert all(golden["type"] == name and golden["cases"] for name, golden in GOLDEN.items())


@every("name", sorted(GOLDEN))
def test_a_body_written_once_is_read_with_the_same_meaning(name: str) -> None:
    """``fact`` holds every value, so a default that changes changes the meaning of old bodies and fails here."""
    golden = GOLDEN[name]
    for case in golden["cases"]:
        fact = read_fact(FACT_TYPES, UPCASTERS, name, golden["version"], case["body"])
        assert decode(encode(fact)) == case["fact"]


@every("name", sorted(GOLDEN))
def test_a_fact_of_this_version_is_written_as_the_golden_body(name: str) -> None:
    golden = GOLDEN[name]
    if golden["version"] == FACT_TYPES[name].version:
        for case in golden["cases"]:
            assert convert(case["fact"], FACT_TYPES[name]).values() == case["body"]


@every("name", sorted(GOLDEN))
def test_the_golden_bodies_show_every_value_a_fact_can_have(name: str) -> None:
    shown = {key for case in GOLDEN[name]["cases"] for key in case["body"]}
    assert shown == set(FACT_TYPES[name].__struct_fields__)


@every("name", sorted(GOLDEN))
def test_a_value_this_program_does_not_know_is_refused(name: str) -> None:
    body = {**GOLDEN[name]["cases"][0]["body"], "unheard_of": 1}
    with pytest.raises(ValidationError):
        read_fact(FACT_TYPES, UPCASTERS, name, FACT_TYPES[name].version, body)


def test_every_personal_field_is_one_the_fact_has() -> None:
    for fact in FACT_TYPES.values():
        assert fact.personal <= set(fact.__struct_fields__)


def test_every_older_version_has_an_upcaster() -> None:
    for name, fact in FACT_TYPES.items():
        for version in range(1, fact.version):
            assert (name, version) in UPCASTERS


def test_an_old_version_is_brought_up_one_step_after_the_other() -> None:
    class Told(Fact, frozen=True, kw_only=True):
        """A fact in its third version."""

        type = "Told"
        version = 3

        words: str
        loud: bool

    steps = {
        ("Told", 1): lambda values: {"words": values["text"]},
        ("Told", 2): lambda values: {**values, "loud": False},
    }
    fact = read_fact({"Told": Told}, steps, "Told", 1, {"text": "好"})
    assert fact == Told(words="好", loud=False)


def test_an_unknown_kind_of_fact_is_said_to_be_unknown() -> None:
    with pytest.raises(KeyError):
        read_fact(FACT_TYPES, UPCASTERS, "UnheardOf", 1, {})
