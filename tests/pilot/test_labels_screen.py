"""The screen of labels, and the quiet advice at the counter that comes of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.labels.form import LabelForm
from counter_tui.screens.labels.screen import LabelsScreen
from support.apps import app_on, shown, signed_in, typed
from support.labels import labelled
from support.matter_screen import press
from support.roles import HEAD, staffed
from support.stations import LI, WANG, ZHAO, SmallStation


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role."""
    station = staffed(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_lead_gives_a_label_and_another_lets_it_stand(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "labels")
        assert "没有带标签的客户。" in "\n".join(shown(app))
        await press(pilot, "f2")
        assert isinstance(app.screen, LabelForm)
        await press(pilot, "4", "enter")
        assert "第五项报备单号" in "\n".join(shown(app))
        await typed(pilot, "0417000018")
        await press(pilot, "enter")
        await typed(pilot, "王建国")
        await press(pilot, "f10")
        # Nothing is given without the evidence, and nothing typed is lost.
        assert isinstance(app.screen, LabelForm)
        assert "缺“第五项报备单号”" in "".join(shown(app)).replace(" ", "")
        await typed(pilot, "BB-2025-118")
        await press(pilot, "enter")
        await typed(pilot, "LY-31")
        await press(pilot, "enter")
        await typed(pilot, "省公司12号")
        await press(pilot, "f10")
        assert isinstance(app.screen, LabelsScreen)
        text = "\n".join(shown(app))
        assert "恶意诉求客户" in text
        assert "两人接待" in text
        await press(pilot, "f6")
        assert any("登记人以外的人复核" in note.message for note in app._notifications)
    (line,) = small.services.labels.list(WANG)
    assert [text for _name, text in line.evidence] == ["BB-2025-118", "LY-31"]
    assert line.approved_by == "省公司12号"
    small.services.labels.review(HEAD, line.id)


async def test_one_is_withdrawn_with_a_reason_and_stays_in_the_record(small: SmallStation) -> None:
    labelled(small.services, WANG)
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, HEAD, "labels")
        await press(pilot, "x", "3", "enter")
        assert "没有带标签的客户。" in "\n".join(shown(app))
        await press(pilot, "i")
        assert "已撤销" in "\n".join(shown(app))
    assert small.services.labels.list(HEAD) == ()


async def test_an_auditor_reads_the_record_and_does_nothing(small: SmallStation) -> None:
    labelled(small.services, WANG)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "labels")
        assert "恶意诉求客户" in "\n".join(shown(app))
        await press(pilot, "f2", "x", "f6")
        assert isinstance(app.screen, LabelsScreen)
    assert len(small.services.labels.list(WANG)) == 1


async def test_the_form_of_a_request_shows_the_advice_and_never_the_label(small: SmallStation) -> None:
    labelled(small.services, WANG)
    draft = small.draft(LI, "BZ501", name="王建国", account="0417000018", fields={"content": "电费多"})
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "home")
        app.screen.open_acceptance(draft_id=draft.draft_id)  # type: ignore[attr-defined]
        await press(pilot)
        text = "\n".join(shown(app))
        assert "两人接待，请值长知悉" in text
        assert "恶意" not in text


async def test_long_advice_is_read_to_its_end_beside_a_wide_form(small: SmallStation) -> None:
    labelled(small.services, WANG, "unreasonable")
    draft = small.draft(LI, "BZ501", name="王建国", account="0417000018", fields={"content": "电费多"})
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.action_other_language()
        await signed_in(pilot, LI, "home")
        app.screen.open_acceptance(draft_id=draft.draft_id)  # type: ignore[attr-defined]
        await press(pilot)
        text = "\n".join(shown(app))
        assert "Give the same written answer" in text
        assert "are taken down as usual" in text
