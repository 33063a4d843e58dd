"""A kind is found by what a clerk types."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.catalogue.queries import by_initials, top_kinds
from counter_tui.services.reference.catalogue import load_catalogue
from support.every import every

CATALOGUE = load_catalogue()


def found(typed: str) -> list[str]:
    """The codes found for what was typed, best first."""
    return [each.code for each in by_initials(CATALOGUE, typed)]


@every(
    "typed, first",
    [
        ("xz", "BZ101"),
        ("XZ", "BZ101"),
        ("ｘｚ", "BZ101"),
        (" xz ", "BZ101"),
        ("dyxz", "BZ101"),
        ("zr", "BZ102"),
        ("gh", "BZ212"),
        ("gm", "BZ211"),
        ("jb", "BZ301"),
        ("cdz", "BZ108"),
        ("gf", "BZ109"),
        ("zx", "BZ501"),
        ("bx", "BZ601"),
        ("ts", "BZ701"),
        ("jf", "BZ401"),
        ("fp", "BZ402"),
        ("xh", "BZ215"),
        ("过户", "BZ212"),
        ("充电", "BZ108"),
        ("meter test", "BZ301"),
        ("complain", "BZ701"),
        ("bz406", "BZ406"),
        ("bz40", "BZ402"),
        ("voltage residential", "BZ101"),
        ("three zeros", "BZ106"),
        ("to-meter", "BZ304"),
        ("meter line", "BZ304"),
    ],
)
def test_the_usual_words_find_their_kind_first(typed: str, first: str) -> None:
    """Initials, a part of the Chinese name, English words or the code find the kind that is meant first."""
    assert found(typed)[0] == first


@every("each", CATALOGUE.kinds)
def test_a_kind_is_found_by_its_own_name(each: Kind) -> None:
    """The whole name in either language finds it first, whatever the width of its brackets."""
    half = each.name.zh.replace("（", "(").replace("）", ")")
    assert [found(typed)[0] for typed in (each.name.zh, half, each.name.en)] == [each.code] * 3
    assert each.code in found(half[:-1])


def test_shared_initials_show_every_kind_they_stand_for() -> None:
    """Kinds that list the same initials as another way to say them are all shown, the first meaning first."""
    assert found("xz")[:5] == ["BZ101", "BZ103", "BZ104", "BZ106", "BZ108"]
    assert found("jb")[:2] == ["BZ301", "BZ704"]


def test_the_beginning_of_initials_is_enough() -> None:
    """One letter shows all kinds whose initials begin with it, those with a digit on Home first."""
    codes = found("g")
    assert codes[:2] == ["BZ212", "BZ211"]
    assert {"BZ109", "BZ110", "BZ216", "BZ217"} <= set(codes)


def test_nothing_typed_shows_all_with_the_usual_ones_first() -> None:
    """Before anything is typed all kinds are there, in the order of Home."""
    codes = found("")
    assert codes[:9] == [each.code for each in top_kinds(CATALOGUE)]
    assert sorted(codes) == sorted(each.code for each in CATALOGUE.kinds)


def test_what_fits_no_kind_finds_nothing() -> None:
    """Letters and words of no kind find none."""
    assert found("qqq") == []
    assert found("火车票") == []


@given(st.text(max_size=12))
def test_any_text_can_be_typed(typed: str) -> None:
    """Whatever is typed, each kind is shown at most once and nothing breaks."""
    codes = found(typed)
    assert len(codes) == len(set(codes))


@given(st.sampled_from(CATALOGUE.kinds), st.data())
def test_every_beginning_of_its_initials_finds_a_kind(known: Kind, data: st.DataObject) -> None:
    """A kind is found by each beginning of any of its initials, and first of all by its own first initials."""
    initials = data.draw(st.sampled_from(known.initials))
    length = data.draw(st.integers(min_value=1, max_value=len(initials)))
    assert known.code in found(initials[:length])
    assert found(known.initials[0])[0] == known.code
