"""``verify``: a ledger as it was written is fine up to the last sheet; what was changed is found, and told where."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.db import sql
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.close.seals import Seal, line_of, read_line, read_lines
from counter_tui.domain.errors import RuleBroken
from counter_tui.services.audit.verify import Verified, verify
from counter_tui.services.backup import backups
from counter_tui.services.backup.restore_asker import Wanted
from counter_tui.services.backup.restores import restore_store
from counter_tui.services.wording.verify import WORDS, say_found, say_verified
from support.clocks import SHANGHAI
from support.closing import TODAY, a_day, one_matter
from support.forging import WAYS, Way, forge
from support.looking import reaching_in
from support.pressing import rated
from support.stations import BILL, LI, PINS, WANG, SmallStation

_RATED = "RatingGiven"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = a_day(tmp_path)
    yield station
    station.services.close()


def sealed(small: SmallStation, day: date = TODAY) -> str:
    """Close the day and print its sheet; the fingerprint on it."""
    service = small.services.close_day
    service.close(LI, day, WANG.staff_no, PINS[WANG.staff_no])
    service.print(WANG, day)
    return service.view(WANG, day).fingerprint


def place_of(small: SmallStation, type_: str) -> int:
    """Where the last fact of a type stands."""
    with reaching_in(small.home) as connection:
        return int(sql.scalar(connection, "SELECT max(seq) FROM fact WHERE type = ?", (type_,)))


def change(small: SmallStation, text: str, *values: object) -> Verified:
    """What is found after one statement past the program."""
    with reaching_in(small.home, unguarded=True) as connection:
        connection.execute(text, values)
    return verify(small.home)


def said_of(number: str) -> str:
    """How a finding names a matter."""
    return f"客户评价、事项 {number}、到访 "


def codes(verified: Verified) -> set[str]:
    """The codes of what was found."""
    return {each.finding.code for each in verified.found}


def test_what_was_never_changed_is_fine_up_to_the_last_printed_sheet(small: SmallStation) -> None:
    before = verify(small.home)
    assert (before.clean, before.sealed, before.ratings, before.open_ratings) == (True, None, 1, 1)
    assert "还没有封存" in "".join(say_verified(before))
    sealed(small)
    small.clock.advance(timedelta(days=1))
    one_matter(small)
    after = verify(small.home)
    assert after.clean
    assert after.sealed is not None
    assert (after.sealed.day, after.ratings, after.open_ratings) == (TODAY, 2, 1)
    said = list(say_verified(after))
    assert said[-2:] == [f"尚未封存：{TODAY} 日结单以后的评价 1 条。", "没有发现改动。"]
    assert small.services.verify.look(WANG) == after


def test_a_changed_fact_is_named_with_its_matter_and_day(small: SmallStation) -> None:
    sealed(small)
    seq = place_of(small, _RATED)
    with reaching_in(small.home) as connection:
        body = sql.scalar(connection, "SELECT body FROM fact WHERE seq = ?", (seq,))
    worse = body.replace(b'"level":5', b'"level":1')
    found = change(small, "UPDATE fact SET body = ? WHERE seq = ?", worse, seq)
    (told,) = (each for each in found.found if each.finding.code == "fact_changed")
    assert (told.seq, told.kind, told.day) == (seq, _RATED, TODAY)
    assert said_of(told.number) in say_found(told)
    assert found.sealed is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DELETE FROM fact WHERE seq = ?", "head_wrong"),
        ("DELETE FROM fact WHERE seq = ? - 1", "facts_missing"),
        ("UPDATE fact SET actor = '102' WHERE seq = ?", "link_broken"),
        ("UPDATE fact SET seq = seq + 1000 WHERE seq = ?", "facts_missing"),
        ("UPDATE rating_token SET level = 1 WHERE level = ?", "projection_differs"),
    ],
)
def test_each_way_to_change_a_rating_past_the_program_is_found(
    small: SmallStation, text: str, code: str
) -> None:
    value = 5 if "rating_token" in text else place_of(small, _RATED)
    assert code in codes(change(small, text, value))


def test_what_was_found_is_said_without_the_names_of_tables_and_triggers(small: SmallStation) -> None:
    with reaching_in(small.home) as connection:
        connection.execute("DROP TRIGGER fact_stays")
        connection.execute("DROP TRIGGER fact_is_never_changed")
        connection.execute("UPDATE rating_token SET level = 1, facts = 9, decided_ms = 1 WHERE level = 5")
        connection.execute("UPDATE epoch SET parent_epoch = x'00', parent_seq = 3, parent_hash = x'00'")
    said = [say_found(each) for each in verify(small.home).found]
    assert re.fullmatch("台账段 [AC]/[0-9a-f]{8}：这一段记录与它所说的上一段接不上", said[0])
    assert said[1:3] == [
        "锁“记录不许改动”：台账的这道锁被去掉了，之后的记录有可能被改动",
        "锁“记录不许删除”：台账的这道锁被去掉了，之后的记录有可能被改动",
    ]
    assert said[3].endswith("：屏幕和统计里的这条评价与事实记录不一致（时间、其他内容、评价等级）")


@pytest.mark.parametrize("way", WAYS)
def test_a_ledger_written_anew_does_not_fit_the_sealed_heads(small: SmallStation, way: Way) -> None:
    fingerprint = sealed(small)
    seq = place_of(small, "TokenShown")
    forge(small.home, seq, way)
    found = verify(small.home, paper=fingerprint, day=TODAY)
    (told,) = (each for each in found.found if each.finding.code == "seal_differs")
    assert (told.finding.facts["first"], told.day) == (1, TODAY)
    assert told.finding.facts["last"] >= seq
    assert found.paper is not None
    assert found.paper.verdict == "gone"
    assert found.sealed is None


def test_without_the_file_the_paper_alone_tells(small: SmallStation) -> None:
    fingerprint = sealed(small)
    small.home.seals.unlink()
    gone = verify(small.home)
    assert (gone.clean, gone.sealed, gone.unsealed) == (True, None, (TODAY,))
    assert f"（{TODAY}）" in "".join(say_verified(gone))
    seal = verify(small.home, paper=fingerprint)
    assert seal.unsealed == ()
    assert (seal.clean, seal.sealed is not None) == (True, True)
    forge(small.home, place_of(small, _RATED) - 1, "removed")
    found = verify(small.home, paper=fingerprint)
    assert not found.clean
    assert found.paper is not None
    assert found.paper.verdict == "gone"


def test_a_copy_names_the_very_fact_that_was_written_anew(small: SmallStation) -> None:
    backups.back_up(small.home, small.clock)
    seq = place_of(small, _RATED)
    forge(small.home, seq, "altered")
    found = verify(small.home)
    (told,) = (each for each in found.found if each.finding.code == "copy_differs")
    assert (told.seq, told.kind, told.number != "") == (seq, _RATED, True)
    assert found.copies == 1


def test_lines_taken_out_of_the_file_are_told_from_the_one_beside_the_copies(small: SmallStation) -> None:
    backups.back_up(small.home, small.clock)
    sealed(small)
    assert (small.home.backups / small.home.seals.name).stat().st_mode & 0o077 == 0
    small.home.seals.write_text("no line of ours\n", "utf-8")
    found = verify(small.home)
    assert codes(found) == {"seals_cut", "seals_unfit"}
    assert found.sealed is not None, "the other file still has the line"


def test_a_rating_nobody_was_asked_for_is_found_although_its_chain_fits(small: SmallStation) -> None:
    def by_the_clerk(row: FactRow) -> FactRow:
        return replace(row, actor=LI.staff_no) if row.type == _RATED else row

    forge(small.home, 1, "altered", by_the_clerk)
    assert "rating_unasked" in codes(verify(small.home))
    forge(small.home, place_of(small, _RATED), "doubled")
    assert "rating_twice" in codes(verify(small.home))


def test_a_reason_nobody_was_asked_for_is_found_although_its_chain_fits(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    rated(small.services, small.services.matters.view(LI, matter).visit, 2, "E201")
    assert verify(small.home).clean
    forge(small.home, place_of(small, "ReasonGiven"), "doubled")
    assert "rating_twice" in codes(verify(small.home))

    def by_the_clerk(row: FactRow) -> FactRow:
        return replace(row, actor=LI.staff_no) if row.type == "ReasonGiven" else row

    forge(small.home, 1, "altered", by_the_clerk)
    assert "rating_unasked" in codes(verify(small.home))


def test_a_sheet_from_before_a_restore_is_told_as_that(small: SmallStation, tmp_path: Path) -> None:
    (made,) = backups.back_up(small.home, small.clock)
    assert made.file is not None
    copy = shutil.copy(made.file, tmp_path / made.file.name)
    one_matter(small)
    sealed(small)
    small.services.close()
    restore_store(small.home, Path(copy), Wanted(WANG), small.clock, SHANGHAI)
    assert codes(verify(small.home)) == {"seal_restored"}


def test_a_sealed_head_is_read_only_as_it_was_written() -> None:
    seal = Seal(TODAY, "ab" * 16, 12, "cd" * 32)
    assert read_line(line_of(seal)) == seal
    for other in ("", f"{line_of(seal)} ", line_of(seal).replace("12", "012"), line_of(seal).upper()):
        assert read_line(other) is None
    assert read_lines(f"\n{line_of(seal)}\nx\n{line_of(seal)}") == (frozenset({seal}), (3,))


def test_a_home_that_takes_no_line_prints_no_sheet(small: SmallStation) -> None:
    small.services.close_day.close(LI, TODAY, WANG.staff_no, PINS[WANG.staff_no])
    small.home.seals.mkdir()
    with pytest.raises(RuleBroken, match="seals_unwritable"):
        small.services.close_day.print(WANG, TODAY)


def test_whoever_may_not_oversee_does_not_verify(small: SmallStation) -> None:
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.verify.look(LI)


def test_every_finding_has_words() -> None:
    assert all(words.strip() for words in WORDS.values())


def test_only_the_first_sheet_that_does_not_hold_is_told_with_how_many_later_ones(
    small: SmallStation,
) -> None:
    sealed(small)
    last = place_of(small, _RATED)
    tomorrow = TODAY + timedelta(days=1)
    small.clock.advance(timedelta(days=1))
    one_matter(small)
    sealed(small, tomorrow)
    seq = place_of(small, "TokenShown")
    assert seq > last
    forge(small.home, seq, "altered")
    found = verify(small.home)
    (told,) = found.found
    assert (told.finding.facts["first"], told.finding.facts["later"], told.day) == (last + 1, 0, tomorrow)
    assert found.sealed is not None
    assert (found.sealed.day, found.open_ratings) == (TODAY, 1)
    forge(small.home, last - 1, "removed")
    (told,) = (each for each in verify(small.home).found if each.finding.code == "seal_differs")
    assert (told.finding.facts["later"], told.day) == (1, TODAY)
    assert say_found(told).endswith("；其后 1 张日结单也对不上")
