"""A damaged catalogue is refused whatever is damaged, and the refusal finds the place."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from counter_tui.domain.catalogue import blocks, checks, cross, papers, ratings
from counter_tui.domain.catalogue import parse as parse_module
from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.parse import parse
from counter_tui.domain.guard import parse as guard_parse
from counter_tui.services.reference.catalogue import catalogue_files
from counter_tui.services.wording.catalogue import PROBLEMS, catalogue_broken

FILES = catalogue_files()
TABLES = {file: tomllib.loads(text) for file, text in FILES.items()}


@pytest.fixture(autouse=True, scope="module")
def _files_unchanged_are_read_once() -> Iterator[None]:
    """One file of a catalogue is damaged at a time; reading the others again was most of the time of these tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tomllib, "loads", lru_cache(tomllib.loads))
        yield


INNER = {"stages": "stage", "papers": "paper", "promises": "promise", "fields": "field"}


class Target(tuple[str, str, tuple[str | int, ...]]):
    """A field of a shipped block: file, the block's words, the path to the field."""

    __slots__ = ()


def targets() -> Iterator[Target]:
    """Every field of every block of kinds, families and shared papers."""
    for file, top in TABLES.items():
        for name in ("family", "paper", "kind"):
            for number, block in enumerate(top.get(name, ())):
                words = f"{name} {block['code']}"
                for field, value in block.items():
                    if field in INNER:
                        yield from _inner(file, words, (name, number, field), value)
                    else:
                        yield Target((file, words, (name, number, field)))


def _inner(
    file: str, words: str, path: tuple[str | int, ...], blocks: list[dict[str, Any]]
) -> Iterator[Target]:
    for number, block in enumerate(blocks):
        inner = f"{words} {INNER[str(path[-1])]} {block.get('code', block.get('use'))}"
        for field in block:
            yield Target((file, inner, (*path, number, field)))


TARGETS = list(targets())


def dump(table: Mapping[str, Any]) -> str:
    """The table as TOML, every inner table inline."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def changed(target: Target, value: object) -> dict[str, str]:
    """The shipped files with this one field set to the value, or taken out when it is None."""
    file, _, path = target
    top = copy.deepcopy(TABLES[file])
    holder: Any = top
    for part in path[:-1]:
        holder = holder[part]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return {**FILES, file: dump(top)}


def refusal(files: dict[str, str]) -> CatalogueBroken:
    """The refusal of these files; its words can be shown."""
    with pytest.raises(CatalogueBroken) as refused:
        parse(files)
    assert refused.value.code == "catalogue_broken"
    assert catalogue_broken(refused.value)
    return refused.value


def test_the_writer_of_this_test_changes_nothing() -> None:
    """Shipped files written again without a change read as the same kinds."""
    again = parse({file: dump(top) for file, top in TABLES.items()})
    assert again.kinds == parse(FILES).kinds


@settings(max_examples=150, deadline=None)
@given(target=st.sampled_from(TARGETS), wrong=st.sampled_from([{"nonsense": 1}, [[1]], -7, 1.5, [{}]]))
def test_a_value_that_does_not_fit_is_refused_at_its_field(target: Target, wrong: object) -> None:
    """A field with a value of no sense is refused with file, block and field named."""
    file, words, path = target
    # Any number can be the limit of a number field.
    assume(not (path[-1] in ("minimum", "maximum") and isinstance(wrong, (int, float))))
    error = refusal(changed(target, wrong))
    assert error.file == file
    if path[-1] not in ("code", "use"):
        assert error.block == words
        assert error.field.split(".")[0] == path[-1]
    else:
        assert error.block.split(" ")[0] == words.split(" ")[0]
        assert error.field == path[-1]


@settings(max_examples=60, deadline=None)
@given(target=st.sampled_from(TARGETS))
def test_an_unknown_field_is_refused_by_name(target: Target) -> None:
    """A field nobody knows, as a misspelt one, is refused by its name."""
    file, words, path = target
    misspelt = Target((file, words, (*path[:-1], "nonsense")))
    error = refusal(changed(misspelt, "x"))
    assert (error.file, error.block, error.field) == (file, words, "nonsense")
    assert error.problem == "unknown_field"


REQUIRED = [
    target for target in TARGETS if target[2][-1] in ("name", "limit", "unit", "source", "family", "identity")
]


def needed(target: Target) -> bool:
    """A promise needs its unit; a number field may be a plain count."""
    return not ("fields" in target[2] and target[2][-1] == "unit")


@settings(max_examples=60, deadline=None)
@given(target=st.sampled_from([each for each in REQUIRED if "papers" not in each[2] and needed(each)]))
def test_a_missing_field_is_refused_by_name(target: Target) -> None:
    """A block without a field it needs is refused with that field named."""
    file, words, path = target
    error = refusal(changed(target, None))
    assert (error.file, error.block, error.field, error.problem) == (file, words, path[-1], "missing")


@settings(max_examples=80, deadline=None)
@given(file=st.sampled_from(sorted(FILES)), data=st.data())
def test_a_torn_file_is_refused_with_its_line(file: str, data: st.DataObject) -> None:
    """A line that is not TOML is refused with file and line, wherever it stands."""
    lines = FILES[file].split("\n")
    at = data.draw(st.integers(min_value=0, max_value=len(lines) - 1))
    error = refusal({**FILES, file: "\n".join([*lines[:at], "= torn [", *lines[at:]])})
    assert (error.file, error.problem, error.field) == (file, "not_toml", "")
    assert error.block == f"line {at + 1}"


def problems_named() -> set[str]:
    """The problem codes that stand in the code of the catalogue: second arguments of refusals, and the reader's."""
    named = set(blocks._PROBLEMS.values())
    for module in (blocks, checks, cross, papers, parse_module, ratings, guard_parse):
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "refuse":
                constants = [each.value for each in ast.walk(call.args[1]) if isinstance(each, ast.Constant)]
                named |= {value for value in constants if isinstance(value, str)}
    return named


def test_every_problem_the_code_names_has_words() -> None:
    """A refusal can always be put into words, and no words are kept that nothing says."""
    spoken_in_place = {"wrong_type", "not_toml", "choice"}
    assert problems_named() - spoken_in_place == set(PROBLEMS) - spoken_in_place
