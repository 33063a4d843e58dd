"""Sync by stick as the people of a station do it: what waits, writing, taking in what came back."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter_tui.bootstrap import Services
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.reading import read_json
from counter_tui.sync.peer import keep_receipt
from counter_tui.wire.bundle import read_bundle, read_return
from counter_tui.wire.messages import Receipt
from counter_tui.wire.ranges import read_range
from support.bundles import PAPER_CENTRE, PaperCentre, belong_to, paper_centre, stick_in
from support.stations import LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()


@pytest.fixture
def services(small: SmallStation) -> Services:
    belong_to(small.services, PAPER_CENTRE)
    return small.services


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return Path(stick_in(tmp_path))


def bundles_on(stick: Path) -> list[Path]:
    return sorted((stick / "GW").glob("*.gwb"))


def send_back(stick: Path, centre: PaperCentre = PAPER_CENTRE, **changed: object) -> None:
    """What the centre does with a stick: a return beside each bundle."""
    for file in bundles_on(stick):
        file.with_suffix(".gwr").write_bytes(centre.receipt_for(file.read_bytes(), **changed))


def verdicts(services: Services, stick: Path) -> set[str]:
    return {each.verdict for each in services.bundles.take_back(WANG, str(stick))}


def own_facts(services: Services) -> int:
    with services.base.store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM fact").fetchone()[0])


def told_on(stick: Path) -> int:
    """How many facts are in the bundles, opened with the centre's key, each range proven."""
    ranges = [
        read_range(content)
        for file in bundles_on(stick)
        for content in read_bundle(file.read_bytes()).ranges(PAPER_CENTRE.sealing)
    ]
    return sum(len(each.entries()) for each in ranges)


def test_everything_that_waits_is_written_and_waits_on_until_a_receipt_comes_back(
    services: Services, stick: Path
) -> None:
    facts = own_facts(services)
    plan = services.bundles.plan(LI, str(stick))
    assert (plan.facts, bundles_on(stick)) == (facts, [])
    written = services.bundles.export(LI, str(stick))
    assert (written.files, written.facts, told_on(stick)) == (1, facts, facts)
    assert written.size == bundles_on(stick)[0].stat().st_size
    assert abs(plan.size - written.size) < written.size / 4
    assert services.bundles.status(LI).facts == facts
    send_back(stick)
    assert verdicts(services, stick) == {"taken"}
    waiting = services.bundles.status(LI)
    assert waiting.facts == 0
    assert waiting.received_at is not None
    assert verdicts(services, stick) == {"known"}
    assert services.bundles.export(LI, str(stick)).files == 0
    assert services.bundles.export(LI, str(stick), everything=True).facts == facts


def test_only_what_came_after_the_newest_receipt_is_written_next_time(
    services: Services, stick: Path, small: SmallStation
) -> None:
    services.bundles.export(LI, str(stick))
    send_back(stick)
    services.bundles.take_back(LI, str(stick))
    shutil.rmtree(stick / "GW")
    small.services.staff.add(WANG, "188", "新人", "clerk", "580213")
    waits = services.bundles.status(LI).facts
    assert 0 < waits < 4
    assert services.bundles.export(LI, str(stick)).facts == waits
    assert told_on(stick) == waits


def test_a_receipt_for_other_facts_than_these_counts_for_nothing(services: Services, stick: Path) -> None:
    services.bundles.export(LI, str(stick))
    facts = services.bundles.status(LI).facts
    wrong: list[dict[str, Any]] = [{"hash": b"h" * 32}, {"seq": facts + 1}, {"epoch": b"e" * 16}]
    for changed in wrong:
        send_back(stick, **changed)
        assert verdicts(services, stick) == {"other_ledger"}
    assert services.bundles.status(LI).facts == facts


def test_a_kept_receipt_of_another_branch_hides_no_fact(services: Services, stick: Path) -> None:
    services.bundles.export(LI, str(stick))
    (file,) = bundles_on(stick)
    told = read_return(
        PAPER_CENTRE.receipt_for(file.read_bytes(), hash=b"h" * 32), PAPER_CENTRE.signing.public
    )
    (signed,) = told.receipts
    with services.base.store.writing() as writing:
        keep_receipt(writing, signed, read_json(signed.content, Receipt))
    assert services.bundles.status(LI).facts == own_facts(services)


@pytest.mark.parametrize(
    ("changed", "verdict"), [({"station": "33020"}, "other_station"), ({"device": b"d" * 16}, "other_device")]
)
def test_what_is_for_another_pc_is_told_and_not_taken(
    services: Services, stick: Path, changed: dict[str, Any], verdict: str
) -> None:
    services.bundles.export(LI, str(stick))
    send_back(stick, **changed)
    assert verdicts(services, stick) == {verdict}
    assert services.bundles.status(LI).facts == own_facts(services)


def test_only_the_own_centre_is_obeyed(services: Services, stick: Path) -> None:
    services.bundles.export(LI, str(stick))
    send_back(stick, paper_centre("another"))
    assert verdicts(services, stick) == {"other_centre"}
    assert services.bundles.status(LI).facts == own_facts(services)


def test_a_return_cut_off_at_any_byte_is_not_taken(services: Services, stick: Path) -> None:
    services.bundles.export(LI, str(stick))
    send_back(stick)
    (file,) = (stick / "GW").glob("*.gwr")
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert verdicts(services, stick) == {"cut_off"}, length
    assert services.bundles.status(LI).facts == own_facts(services)


def test_files_that_are_no_returns_each_get_their_word_and_stop_nobody(
    services: Services, stick: Path
) -> None:
    services.bundles.export(LI, str(stick))
    send_back(stick)
    folder = stick / "GW"
    (folder / "0-photo.gwr").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "1-folder.gwr").mkdir()
    (folder / "2-endless.gwr").write_bytes(b"{" * 1_000_000)
    (folder / "3-other.gwr").write_text('{"some": "json"}', "utf-8")
    found = [each.verdict for each in services.bundles.take_back(LI, str(stick))]
    assert found == ["not_one", "unreadable", "not_one", "not_one", "taken"]


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "stick_full"), (errno.EROFS, "stick_read_only"), (errno.EIO, "stick_gone")],
)
def test_a_stick_that_fails_is_told_and_the_same_is_written_again(
    services: Services, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def failing(_handle: int) -> None:
        raise OSError(number, "stick")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing)
        with pytest.raises(RuleBroken, match=code):
            services.bundles.export(LI, str(stick))
    assert list((stick / "GW").iterdir()) == []
    assert services.bundles.export(LI, str(stick)).facts == own_facts(services)


def test_a_pc_without_a_centre_and_a_stick_that_is_not_in_are_said_so(
    small: SmallStation, tmp_path: Path
) -> None:
    with pytest.raises(RuleBroken, match="bundle_no_centre"):
        small.services.bundles.export(LI, str(tmp_path))
    belong_to(small.services, PAPER_CENTRE)
    for ask in (small.services.bundles.plan, small.services.bundles.export, small.services.bundles.take_back):
        for nowhere in (str(tmp_path / "none"), "~nobody of that name", "长" * 100):
            with pytest.raises(RuleBroken, match="stick_missing"):
                ask(LI, nowhere)


def test_a_stick_nobody_named_is_not_the_folder_the_program_was_started_in(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    started.mkdir()
    monkeypatch.chdir(started)
    bundles = services.bundles
    for ask in (bundles.plan, bundles.export, bundles.take_back):
        for name in ("", "  "):
            with pytest.raises(RuleBroken, match="stick_unnamed"):
                ask(LI, name)
    assert list(started.iterdir()) == []
