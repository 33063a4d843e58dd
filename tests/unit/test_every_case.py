"""Cases that are tried in one test fail one by one, each by its name."""

from __future__ import annotations

import inspect

import pytest

from support.every import every


def test_each_case_that_fails_is_named_and_the_others_are_tried_all_the_same() -> None:
    tried = []

    @every("number", [1, 2, 3, 4])
    def odd(number: int) -> None:
        tried.append(number)
        assert number % 2, f"{number} is even"

    with pytest.raises(
        AssertionError, match=r"2 of 4 cases\n\{'number': 2\}: 2 is even[^{]*\{'number': 4\}: 4 is"
    ):
        odd()
    assert tried == [1, 2, 3, 4]


def test_two_names_two_lists_and_what_is_left_for_a_fixture() -> None:
    met = []

    @every("one, two", [(1, 2), pytest.param(3, 4, id="named")])
    @every("three", "ab")
    def meet(one: int, two: int, three: str, folder: str) -> None:
        met.append((one, two, three, folder))

    assert list(inspect.signature(meet).parameters) == ["folder"]
    meet(folder="here")
    assert met == [(1, 2, "a", "here"), (1, 2, "b", "here"), (3, 4, "a", "here"), (3, 4, "b", "here")]


def test_no_case_at_all_fails() -> None:
    @every("number", [])
    def never(number: int) -> None:
        """Nothing to try."""

    with pytest.raises(AssertionError, match="no case of number"):
        never()


def test_what_was_not_refused_is_named_and_an_error_keeps_its_kind() -> None:
    @every("number", [0, 1])
    def refused(number: int) -> None:
        with pytest.raises(ZeroDivisionError):
            _ = 1 // number

    with pytest.raises(AssertionError, match="'number': 1"):
        refused()

    @every("word", ["1", "x"])
    def read(word: str) -> None:
        int(word)

    with pytest.raises(ValueError, match="invalid literal") as broken:
        read()
    assert broken.value.__notes__ == ["with {'word': 'x'}"]
