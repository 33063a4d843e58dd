"""A draft the disk does not take: the form says so as long as it is so, and goes on."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.acceptance import keeping
from support.acceptance_form import STRANGER, app_of, fill, form_screen, press, texts
from support.apps import app_on, settled, shown, signed_in, until
from support.stations import CONNECTION, LI, SmallStation

UNSAVED = "草稿未能保存"


class Disk:
    """Takes drafts, or has no room."""

    def __init__(self, small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        service = type(small.services.drafts)
        save = service.save

        def saved(*given: Any) -> None:
            if self.full:
                raise RuleBroken("disk_full")
            save(*given)

        monkeypatch.setattr(service, "save", saved)


@pytest.fixture
def disk(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(small, monkeypatch)


def said(pilot: Pilot[None]) -> str:
    """The second line."""
    return shown(app_of(pilot))[1]


async def kept_at_once(pilot: Pilot[None]) -> None:
    """Help in front of the form, and back: what is typed is kept without waiting for a pause in typing."""
    await press(pilot, "f1", "escape")


async def test_a_draft_that_is_not_saved_is_said_until_it_is(small: SmallStation, disk: Disk) -> None:
    """Why stands there too, also while somebody types on."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, name="郑小满")
        await kept_at_once(pilot)
        assert f"✗ {UNSAVED}：磁盘已满，没有保存：请腾出空间再试" in said(pilot)
        await fill(pilot, address="村东头")
        assert UNSAVED in said(pilot)
        disk.full = False
        await fill(pilot, remark="急")
        await kept_at_once(pilot)
        assert UNSAVED not in said(pilot)
        assert "草稿已存" in said(pilot)
        assert small.services.drafts.list(LI)[0].draft_id == form_screen(pilot).draft.draft_id


async def test_it_is_tried_again_where_nobody_types(
    small: SmallStation, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody made room: what stands on the form is saved by itself."""
    monkeypatch.setattr(keeping, "AGAIN", 0.001)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, name="郑小满")
        await until(lambda: UNSAVED in said(pilot))
        disk.full = False
        await until(lambda: "草稿已存" in said(pilot))


@pytest.mark.usefixtures("disk")
async def test_the_form_goes_on_with_a_draft_that_is_not_saved(small: SmallStation) -> None:
    """Keys reach their fields, why a submission is refused stands behind it, and what is right is accepted."""
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满")
        await kept_at_once(pilot)
        await press(pilot, "f10")
        assert f"{UNSAVED}。" in said(pilot)
        assert "地址" in said(pilot)
        await fill(pilot, address="村东头")
        assert texts(pilot, "name", "address") == ["郑小满", "村东头"]
        await press(pilot, "f10")
        await settled(pilot)
        assert not app.query("#sheet")
