"""However often the work is passed on, across people and units: the first person asked stays, is shown and is told.

Nobody closes before the first contact has said that the customer knows, and a successor is named where he leaves
(首问负责制: the first person asked answers for it until the customer has an answer, wherever the work goes).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, SmallStation, open_small_station

SUN, ZHOU, WU = (Actor(str(105 + each), name, "clerk") for each, name in enumerate(("孙涛", "周芳", "吴军")))
METERING = Receiver(person="周工", phone="0571-55500101", unit="计量中心")
CREW = Receiver(person="马师傅", phone="13912345678", unit="抢修班")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """People and no matters."""
    station = open_small_station(tmp_path, empty=True)
    for each, pin in ((SUN, "618350"), (ZHOU, "729461"), (WU, "830572")):
        station.services.staff.add(WANG, each.staff_no, each.name, "clerk", pin)
    yield station
    station.services.close()


def shown_everywhere(small: SmallStation, matter: str, handler: str) -> None:
    """The first contact stands wherever the matter does, beside whoever handles it, and has it before him at home."""
    services = small.services
    view = services.matters.view(WANG, matter)
    (found,) = services.find.find(WANG, view.line.number).matters
    (entry,) = services.register.day(WANG).lines
    lines = (view.line, found, entry.matter)
    assert [(line.first_contact, line.handler) for line in lines] == [("李敏", handler)] * 3
    assert [line.matter_id for line in services.home.view(LI).matters] == [matter]
    assert "李敏" in services.receipts.preview(LI, matter)


def test_after_five_transfers_and_two_sent_back_the_first_contact_is_the_same_and_alone_ends_it(
    small: SmallStation,
) -> None:
    """To colleagues, to another unit and back, to a crew; two send it back, then the lead decides."""
    matters = small.services.matters
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    transfers: tuple[tuple[Actor, Receiver, Actor, str], ...] = (
        (LI, Receiver(LIU.staff_no), LIU, "刘伟"),
        (LIU, METERING, LIU, "周工"),
        (LIU, Receiver(SUN.staff_no), SUN, "孙涛"),
        (SUN, CREW, SUN, "马师傅"),
        (SUN, Receiver(ZHOU.staff_no), ZHOU, "周芳"),
    )
    for giver, to, taker, handler in transfers:
        small.clock.advance(timedelta(minutes=2))
        matters.hand_over(giver, matter, to, "not_my_duty", told="有人接着办，您的事还是我跟")
        matters.take(taker, matter)
        shown_everywhere(small, matter, handler)
    for to, refuser in ((Receiver(WU.staff_no), WU), (CREW, ZHOU)):
        matters.hand_over(ZHOU, matter, to, "needs_site")
        matters.bounce(refuser, matter, "不在片区")
        shown_everywhere(small, matter, "周芳")
    assert small.services.matters.view(WANG, matter).for_lead
    matters.decide_handling(WANG, matter, WU.staff_no, "不再来回")
    shown_everywhere(small, matter, "吴军")

    matters.answer(WU, matter, "电量无误")
    with pytest.raises(RuleBroken, match="not_informed"):
        matters.close(WU, matter)
    with pytest.raises(RuleBroken, match="not_first_contact"):
        matters.inform(WU, matter, "phone")
    home = small.services.home.view(LI)
    assert [line.matter_id for line in home.to_tell] == [matter]

    with pytest.raises(RuleBroken, match="stand_in_missing"):
        small.services.absences.leave(WANG, LI.staff_no, "")
    small.services.absences.leave(WANG, LI.staff_no, SUN.staff_no)
    line = matters.view(SUN, matter).line
    assert (line.first_contact, line.stand_in, line.handler) == ("李敏", "孙涛", "吴军")
    assert [each.matter_id for each in small.services.home.view(SUN).to_tell] == [matter]
    assert "代 李敏" in matters.inform(SUN, matter, "phone").timeline[0].what
    assert matters.close(SUN, matter).line.state == "closed"
    assert looked_over(small.home).clean
