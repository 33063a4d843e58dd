"""A station with all its services and the centre it belongs to, for releases that are to reach it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counter_centre.releasing import Wished
from counter_tui.bootstrap import Services, open_services
from counter_tui.db import ledger
from counter_tui.domain.facts.releases import ReleaseTaken
from counter_tui.wire.releases import Release
from support.clocks import SeededBytes
from support.served_centre import ServedCentre, served_centre
from support.stations import CODE, WANG, SmallStation, open_small_station

NOTICE = """
[[notice]]
code = "GS-1"
title = "迎峰度夏"
summary = "按新的时段答复客户。"
from = 2025-11-01
audience = ["clerk", "lead"]
"""
CARD = """
[[card]]
code = "PEAK"
topics = ["tariff"]
title = { zh = "峰谷时段" }
text = { zh = "峰段为十点到十二点。" }
source = "发改委文件"
from = 2025-11-01
"""
OUTAGES = (
    "停电编号,停电类型,台区,线路,开始时间,结束时间,停电原因\n"
    "TD-1,计划,和平路#2,,2025-11-25 08:00,2025-11-25 18:00,换变压器\n"
    "TD-2,计划,,,2025-11-25 08:00,2025-11-25 18:00,没有台区\n"
)


@dataclass
class Hall:
    """A station with all its services, and its centre."""

    centre: ServedCentre
    small: SmallStation
    services: Services

    def publish(self, kind: str, content: str | bytes, **wished: object) -> Release:
        """Publish a file for all stations unless told."""
        data = content.encode() if isinstance(content, str) else content
        made = Wished(kind, data, **wished)  # type: ignore[arg-type]
        here = self.centre.centre
        return here.shelf.publish(made, here.enroller.keys.signing, here.now_ms())

    def call(self) -> int:
        """Call the centre; how many releases were taken."""
        called = self.services.sync.call_now()
        assert (called.result, called.problem) == ("done", "")
        return called.releases

    def states(self) -> dict[str, str]:
        """What became of each kind."""
        return {each.kind: each.state for each in self.services.sync.releases()}

    def facts(self) -> list[ReleaseTaken]:
        """What the ledger says was taken."""
        with self.services.base.store.reading() as connection:
            found = ledger.of_types(connection, ReleaseTaken.type)
        return [entry.fact for entry in found if isinstance(entry.fact, ReleaseTaken)]

    def reopened(self) -> Services:
        """The services as a new start of the program has them."""
        self.services.close()
        self.services = open_services(self.small.home, self.small.clock, SeededBytes(5))
        return self.services


@contextmanager
def open_hall(folder: Path) -> Iterator[Hall]:
    """A hall of its own, enrolled at its centre."""
    with served_centre(folder / "centre", station=CODE) as centre:
        small = open_small_station(folder / "station")
        small.services.sync.enrol(WANG, centre.address, centre.code(CODE), "", lambda _name: True)
        found = Hall(centre, small, small.services)
        yield found
        found.services.close()
