"""A hub whose PC is closed down, or whose store is taken away, ends."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.hub import serving
from counter_tui.services.hub.station_hub import StationHub
from counter_tui.services.pad_web.server import listen
from counter_tui.wire.keys import SigningKey


def test_it_serves_while_the_store_is_there_and_ends_with_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "LOOK_EVERY", 0)
    looks: list[str] = []

    def require_store() -> None:
        looks.append("there")
        if len(looks) == 3:
            raise RuleBroken("closed_down")

    hub = cast(StationHub, SimpleNamespace(key=SigningKey(bytes(range(32)))))

    async def serve(opened: Any) -> None:
        await serving.serve(hub, opened, lambda: 0.0, lambda: None, lambda _end: None, require_store)

    with listen("127.0.0.1", 0) as opened, pytest.raises(RuleBroken) as broken:
        asyncio.run(asyncio.wait_for(serve(opened), 60))
    assert (broken.value.code, len(looks)) == ("closed_down", 3)
