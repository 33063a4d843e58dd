"""A clerk with a great deal in hand at the end of a shift."""

from __future__ import annotations

from datetime import timedelta

from counter_tui.services.views.packs import PackView
from support.clocks import NOON
from support.stations import BILL, LI, LIU, PINS, WANG, SmallStation

LINES = 40
GROUPS = ("matter", "offer", "task", "action", "enquiry", "paper")


def fill_hands(small: SmallStation) -> None:
    """Give 李敏 forty things of six kinds."""
    services, due = small.services, NOON.date() + timedelta(days=5)
    for number in range(5):
        about = small.accept(
            LIU, BILL, name="孙红", phone="13812340019", fields={"content": f"查电量{number}"}
        )
        services.tasks.give(LIU, about, "核对抄表照片", due, to=LI.staff_no)
    for words in ("公示牌电价过期", "雨伞架没有伞", "热水壶漏水", "老花镜缺", "叫号机没纸"):
        services.actions.set(WANG, services.actions.new(WANG), words, LI.staff_no, due, "值长看", about=words)
    for words in ("分时电价从何时起", "光伏怎么并网", "充电桩怎么报装"):
        services.enquiries.leave_open(LI, services.enquiries.new(LI), "bill", words=words)
    held = len(services.packs.desk(LI).in_hand.lines)
    for number in range(LINES - held):
        small.accept(LI, BILL, name="周明", phone="13812340013", fields={"content": f"电费{number}"})


def offered(small: SmallStation) -> PackView:
    """Everything 李敏 has in hand, signed and offered to 刘伟."""
    service = small.services.packs
    return service.offer(LI, PINS[LI.staff_no], service.new(LI), LIU.staff_no)
