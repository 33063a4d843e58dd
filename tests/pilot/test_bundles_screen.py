"""Sync by stick on the screen: named, looked at, written, safe to remove; and the receipts back. By keys alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.bundles.screen import BundlesScreen
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, pressed, settled, shown, signed_in, typed
from support.bundles import PAPER_CENTRE, belong_to, paper_centre, stick_in
from support.stations import LI, ZHAO, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    belong_to(station.services, PAPER_CENTRE)
    yield station
    station.services.close()
    set_language("zh")


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick that is named by a short path, as drives are."""
    monkeypatch.chdir(tmp_path)
    return Path(stick_in(tmp_path))


def text_of(app: object) -> str:
    return "\n".join(shown(app))  # type: ignore[arg-type]


def send_back(stick: Path, name: str = "centre") -> None:
    centre = PAPER_CENTRE if name == "centre" else paper_centre(name)
    for file in (stick / "GW").glob("*.gwb"):
        file.with_suffix(".gwr").write_bytes(centre.receipt_for(file.read_bytes()))


async def test_a_stick_is_looked_at_written_and_its_receipts_are_taken(
    small: SmallStation, stick: Path
) -> None:
    facts = small.services.bundles.status(LI).facts
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "bundles")
        assert f"{facts} 条记录" in text_of(app)
        await typed(pilot, "stick")
        await pressed(pilot, "enter")
        assert f"要写 {facts} 条记录" in text_of(app)
        assert list((stick / "GW").iterdir()) == []
        await pressed(pilot, "f10")
        assert "U盘可以拔出" in text_of(app)
        assert len(list((stick / "GW").glob("*.gwb"))) == 1
        send_back(stick)
        await pressed(pilot, "f7")
        assert "1 个文件收了 1 个" in text_of(app)
        assert "0 条记录" in text_of(app)
        assert "2026-03-02 12:00" in text_of(app)
        await pressed(pilot, "f10")
        assert "没有要写的" in text_of(app)
        await pressed(pilot, "f6")
        assert f"{facts} 条记录" in text_of(app)


async def test_it_is_reached_by_its_word_in_both_languages(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "ctrl+p")
        await typed(pilot, "upb")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, BundlesScreen)
        await pressed(pilot, "enter")
        assert "请先填U盘的位置" in text_of(app)
        await typed(pilot, "none")
        await pressed(pilot, "enter")
        assert "没有这个文件夹：none" in text_of(app)
        set_language("en")
        await app.screen.retranslate()
        await settled(pilot)
        assert "Sync by stick" in text_of(app)
        assert app.screen.query_one("#stick", LineInput).value == "none"


@pytest.mark.usefixtures("stick")
async def test_a_stick_that_fails_loses_nothing_and_the_same_keys_do_it_again(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "stick")

    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "bundles")
        await typed(pilot, "stick")
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", failing)
            await pressed(pilot, "f10")
        assert "U盘满了" in text_of(app)
        assert "可以拔出" not in text_of(app)
        assert app.screen.query_one("#stick", LineInput).value == "stick"
        await pressed(pilot, "f10")
        assert "可以拔出" in text_of(app)


async def test_files_that_are_not_taken_stand_there_with_what_to_do(small: SmallStation, stick: Path) -> None:
    small.services.bundles.export(LI, str(stick))
    send_back(stick, "another")
    (stick / "GW" / "a.gwr").write_bytes(b"{")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "bundles")
        await typed(pilot, "stick")
        await pressed(pilot, "f7")
        assert "2 个文件收了 0 个" in text_of(app)
        assert "文件不完整，缺了结尾：请到中心重新拷贝" in text_of(app), "with what to do, whole"
        assert "不是本机所属中心签的" in text_of(app)
    assert small.services.bundles.status(LI).facts > 0


async def test_a_pc_without_a_centre_says_so(tmp_path: Path) -> None:
    small = open_small_station(tmp_path)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "bundles")
        assert "还没有加入中心" in text_of(app)
        assert "中心返回的" not in text_of(app), "no heading over nothing"
    small.services.close()


async def test_an_auditor_writes_no_sticks(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        for person, may in ((LI, True), (ZHAO, False)):
            await signed_in(pilot, person)
            assert ("bundles" in app.wiring.screens) == may
