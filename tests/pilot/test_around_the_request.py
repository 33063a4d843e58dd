"""The strip above the form: it comes while somebody types, takes no focus, tells of nobody but who is on the form."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.widgets.cells import width
from counter_tui.widgets.fitted import FittedLines
from support.acceptance_form import KNOWN, STRANGER, at_rest, fill, form, form_screen, go_to, press
from support.apps import app_on, desk_of, settled, signed_in
from support.outages import outages_file
from support.stations import BILL, CONNECTION, LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def around(pilot: Pilot[None], name: str = "around") -> list[str]:
    """The lines of the strip or of the panel that stands for it; none while it is not there."""
    widget = form_screen(pilot).query_one(f"#{name}", FittedLines)
    if not widget.is_on_screen:
        return []
    return ["".join(piece.text for piece in line).strip() for line in widget.made(widget.size.width)]


async def test_it_comes_with_the_number_and_takes_no_focus(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await at_rest(pilot)
        assert around(pilot) == []
        top = form(pilot).region.y
        await fill(pilot, id_number=KNOWN)
        assert form(pilot).region.y == top, "what comes to stand above moves nothing"
        assert form(pilot).focused_key() == "id_number"
        customer, district = around(pilot)
        assert "在途 1 件" in customer
        assert "30 天内第 2 次" in customer
        assert district.startswith("台区")
        assert "和平路#2" in district


async def test_beside_the_form_where_there_is_room(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=KNOWN)
        assert around(pilot) == []
        assert "和平路#2" in around(pilot, "around-side")


async def test_a_stranger_is_told_to_be_one(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER)
        customer, district = around(pilot)
        assert "无在途业务" in customer
        assert "30 天内没有来过" in customer
        assert "不详" in district


async def test_an_earlier_question_answers_no_later_one(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer about the first customer comes when the second stands on the form already."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, BILL)
        await at_rest(pilot)
        service, asked, gate = desk_of(app).services.context, threading.Semaphore(0), threading.Event()
        strip = service.strip

        def slowly(actor: Any, whose: Any) -> Any:
            if whose.account == "0417000018":
                asked.release()
                gate.wait(60)
            return strip(actor, whose)

        monkeypatch.setattr(service, "strip", slowly)
        await go_to(pilot, "account")
        await pilot.press(*"0417000018")
        assert await asyncio.to_thread(asked.acquire, timeout=60)
        await pilot.press("end", "ctrl+u", *"0417000092")
        while not around(pilot):
            await pilot.pause()
        gate.set()
        await settled(pilot)
        assert "解放路#3" in around(pilot)[1]


async def test_what_cannot_be_read_is_said_and_asked_again(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        service = desk_of(app).services.context
        strip = service.strip

        def gone(*_what: Any) -> Any:
            raise RuleBroken("store_gone")

        monkeypatch.setattr(service, "strip", gone)
        await fill(pilot, id_number=KNOWN)
        assert len(around(pilot)) == 1
        assert "和平路#2" not in around(pilot)[0]
        monkeypatch.setattr(service, "strip", strip)
        await press(pilot, "tab")
        assert "和平路#2" in around(pilot)[1]


async def test_it_goes_when_the_number_goes(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=KNOWN)
        assert around(pilot)
        await fill(pilot, id_number=" ", phone=" ", address=" ")
        assert around(pilot) == []


async def test_outages_are_told_with_their_source_and_else_to_have_none(
    small: SmallStation, tmp_path: Path
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=KNOWN)
        assert "停电信息：无来源" in around(pilot)[1]
        small.services.outages.import_file(WANG, outages_file(tmp_path))
        await fill(pilot, id_number=STRANGER)
        await fill(pilot, id_number=KNOWN)
        assert "今天 14:00-17:00 计划停电 (调度 今天) 另有 1 件只知线路" in around(pilot)[1]
        assert around(pilot, "around-side") == []


async def test_nothing_of_before_stays_where_the_form_cannot_be_judged(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=KNOWN)
        assert around(pilot)

        def gone(*_what: Any) -> Any:
            raise RuleBroken("store_gone")

        monkeypatch.setattr(desk_of(app).services.acceptance, "assess", gone)
        await fill(pilot, id_number=STRANGER)
        assert around(pilot) == []


async def test_the_number_of_the_newest_matter_stands_whole_where_a_line_is_short(
    small: SmallStation,
) -> None:
    """Its kind and its day make room for it."""
    set_language("en")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await at_rest(pilot)
        await fill(pilot, id_number=KNOWN)
        widget = form_screen(pilot).query_one("#around", FittedLines)
        said = ["".join(piece.text for piece in widget.made(cells)[0]) for cells in (120, 78, 66)]
    number = said[0].split()[-1]
    assert number[4] == "-"
    assert [line.endswith(number) for line in said] == [True] * 3
    assert [width(line) <= cells for line, cells in zip(said, (120, 78, 66), strict=True)] == [True] * 3
