"""Every sort of rating fact changed in every way: up to the last printed sheet ``verify`` finds it, and says where."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from counter_tui.services.audit.verify import Verified, verify
from support.closing import TODAY
from support.forged_ratings import (
    FOLLOWING,
    PLAIN,
    PROGRAMMED,
    SORTS,
    Sealed,
    attempts,
    sealed_station,
    with_the_close,
)
from support.looking import reaching_in

_ONE_TOOL = {"flip": PLAIN["flip"]}
_ONE_WAY = {"re-chained without it": PROGRAMMED["re-chained without it"]}


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """One station for all; each attack is made on it and taken back."""
    return sealed_station(tmp_path_factory.mktemp("sealed"))


@contextmanager
def untouched(sealed: Sealed) -> Iterator[None]:
    """The files of the home as they were, afterwards."""
    kept = {file: file.read_bytes() for file in sealed.home.folder.rglob("*") if file.is_file()}
    yield
    shutil.rmtree(sealed.home.folder)
    for file, content in kept.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(0o600)


def told(sealed: Sealed, *, paper: bool = False) -> Verified:
    """What ``verify`` says, by itself or with the sheet in hand."""
    return verify(sealed.home, paper=sealed.paper if paper else "", day=TODAY if paper else None)


def test_the_station_is_as_it_was_written_before_anybody_changes_it(sealed: Sealed) -> None:
    for paper in (False, True):
        verified = told(sealed, paper=paper)
        assert verified.clean
        assert verified.sealed is not None
        assert (verified.sealed.seq, verified.sealed.day) == (sealed.upto, TODAY)
        assert verified.open_ratings == len(sealed.facts("RatingGiven")[1]) == 2
    for sort in (*SORTS, *FOLLOWING):
        before, behind = sealed.facts(sort)
        assert before
        assert behind


def test_a_fact_changed_with_a_database_tool_is_named(sealed: Sealed) -> None:
    """Before the seal and behind it: the chain alone tells."""
    missed = []
    for sort, way, seq in (*attempts(sealed, PLAIN), *attempts(sealed, _ONE_TOOL, FOLLOWING)):
        for place in (seq, sealed.facts(sort)[1][0]):
            with untouched(sealed):
                PLAIN[way](sealed.home, place)
                verified = told(sealed)
                places = {each.seq for each in verified.found if each.seq}
                if verified.clean or not places & {place - 1, place, place + 1}:
                    missed.append((sort, way, place, places))
    assert missed == []


def test_a_better_level_in_the_table_alone_is_named_by_its_visit(sealed: Sealed) -> None:
    with untouched(sealed):
        with reaching_in(sealed.home) as connection:
            connection.execute("UPDATE rating_token SET level = 5 WHERE level = 2")
            rows = connection.execute("SELECT visit FROM rating_token WHERE level = 5 AND reason = '214'")
            visits = {visit.hex() for (visit,) in rows.fetchall()}
        verified = told(sealed)
        assert {each.visit for each in verified.found} == visits
        assert len(visits) == 2


def test_a_ledger_written_anew_before_the_seal_is_found_by_the_sealed_head_and_by_the_paper(
    sealed: Sealed,
) -> None:
    missed = []
    ways = [*attempts(sealed, PROGRAMMED), *attempts(sealed, _ONE_WAY, FOLLOWING)]
    for sort, way, seq in ways:
        with untouched(sealed):
            PROGRAMMED[way](sealed.home, seq)
            by_file, by_paper = told(sealed), told(sealed, paper=True)
            assert by_paper.paper is not None
            codes = {each.finding.code for each in by_file.found}
            if not codes & {"seal_differs", "seal_gone"} or by_paper.paper.verdict == "stands":
                missed.append((sort, way, seq, codes))
    assert missed == []


@pytest.mark.parametrize("way", PROGRAMMED)
def test_who_writes_the_close_and_the_sealed_heads_anew_too_is_found_by_the_paper(
    sealed: Sealed, way: str
) -> None:
    """With everything on the PC in his hand nothing there disagrees any more: the sheet in the binder does."""
    with untouched(sealed):
        PROGRAMMED[way](sealed.home, sealed.facts("RatingGiven")[0][0])
        with_the_close(sealed.home, sealed.upto)
        for file in sealed.home.folder.rglob("sealed-heads.txt"):
            file.unlink()
        verified = told(sealed, paper=True)
        assert not verified.clean
        assert verified.paper is not None
        assert verified.paper.verdict in ("gone", "elsewhere")


@pytest.mark.parametrize("way", ["re-chained after a change", "re-chained without it"])
def test_what_is_written_anew_behind_the_last_sheet_is_told_as_not_yet_sealed(
    sealed: Sealed, way: str
) -> None:
    """The honest limit: it stands as unproven, not as proven."""
    with untouched(sealed):
        place = sealed.facts("RatingGiven")[1][-1]
        PROGRAMMED[way](sealed.home, place)
        verified = told(sealed, paper=True)
        assert verified.clean
        assert verified.sealed is not None
        assert verified.sealed.seq == sealed.upto
        assert verified.open_ratings == (2 if way == "re-chained after a change" else 1)
