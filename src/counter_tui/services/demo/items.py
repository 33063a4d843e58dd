"""What the people of the demo station are to put right: named, reported, looked at by another; not all went well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Literal, NamedTuple

from counter_tui.services.actions.service import ActionLine
from counter_tui.services.demo.acts import Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.people import DEMO_LEAD, HEAD


class Problem(NamedTuple):
    """A problem named in a meeting: how many working days before the last, whose, and in how many days it is due."""

    back: int
    owner: str
    words: str
    days: int
    check: str


PROBLEMS = (
    Problem(20, "1003", "叫号屏下午反光，后排坐着看不清", 3, "坐到第三排看屏幕"),
    Problem(14, "1001", "扫码缴费的指引牌字太小，老人看不清", 1, "站在一米外念一遍"),
    Problem(12, "1003", "老花镜只剩一副", 2, "打开便民箱数一数"),
    Problem(10, "1005", "柳河村的抄表日公告没有贴到村口", 5, "打电话问村支书看到没有"),
    Problem(7, "1002", "停电公告没有按台区分开，客户找不到自己村", 6, "让引导员找一个村试试"),
    Problem(3, "1001", "容缺材料快到期没有人提醒客户", 5, "看容缺夹，临期三天的都打过电话"),
    Problem(1, "1005", "中午只开一个窗口，有客户等了二十多分钟", 5, "看三天中午的等候时间"),
)
"""Of the last three the first is late, the second waits to be looked at, the third runs."""

Act = Literal["report", "verify", "send_back", "move"]


class Deed(NamedTuple):
    """What was done about an item, known by its words or by what it is about, and when."""

    back: int
    at: time
    item: str
    act: Act
    words: str = ""
    days: int = 0


DEEDS = (
    Deed(18, time(15, 20), "叫号屏下午反光，后排坐着看不清", "report", "屏往里转了三十度，加了遮光板"),
    Deed(17, time(15, 40), "叫号屏下午反光，后排坐着看不清", "verify", "下午看过，看得清"),
    Deed(18, time(9, 30), "queue", "report", "清了出纸口，换了纸卷"),
    Deed(17, time(9, 10), "queue", "verify", "连出二十个号没有卡"),
    Deed(13, time(17, 36), "papers_locked", "report", "锁进资料柜了"),
    Deed(13, time(17, 40), "papers_locked", "verify", "柜台上没有了"),
    Deed(13, time(16, 0), "扫码缴费的指引牌字太小，老人看不清", "report", "重新打印，换上了"),
    Deed(12, time(10, 5), "扫码缴费的指引牌字太小，老人看不清", "send_back", "还是要凑近看，用 A3 纸打", 1),
    Deed(11, time(14, 50), "扫码缴费的指引牌字太小，老人看不清", "report", "A3 纸重打，贴在齐眼高"),
    Deed(10, time(9, 15), "扫码缴费的指引牌字太小，老人看不清", "verify"),
    Deed(11, time(16, 30), "老花镜只剩一副", "move", "采购的货后天才到", 4),
    Deed(7, time(11, 10), "老花镜只剩一副", "report", "到货六副，一百度到三百度都有"),
    Deed(6, time(16, 45), "老花镜只剩一副", "verify", "数过，六副"),
    Deed(9, time(14, 40), "s_boards", "report", "用双面胶贴平了"),
    Deed(8, time(10, 30), "s_boards", "verify"),
    Deed(8, time(8, 5), "appearance 1002", "report", "戴上了"),
    Deed(8, time(8, 20), "appearance 1002", "verify"),
    Deed(6, time(10, 40), "柳河村的抄表日公告没有贴到村口", "report", "村委会和小卖部各贴了一张"),
    Deed(5, time(15, 30), "柳河村的抄表日公告没有贴到村口", "verify", "村支书看到了"),
    Deed(5, time(11, 20), "queue", "move", "信息班要等出纸轮到货", 7),
    Deed(0, time(11, 20), "queue", "report", "信息班换了出纸轮"),
    Deed(1, time(16, 20), "容缺材料快到期没有人提醒客户", "report", "每天上班先看容缺夹，今天打了三户"),
)


def deeds(hall: Hall) -> list[Story]:
    """Those there was room for in the month: what was named before it is not there to be put right."""
    last = len(hall.hours.days) - 1
    return [_done(hall, each) for each in DEEDS if each.back <= last]


def _done(hall: Hall, deed: Deed) -> Iterator[datetime]:
    yield hall.hours.at(hall.day(deed.back), deed.at)
    found = [
        each for each in hall.services.actions.carried(hall.lead) if deed.item in (each.said, each.about)
    ]
    for line in found:
        act(hall, line, deed.act, deed.words, deed.days)


def act(hall: Hall, line: ActionLine, what: Act, words: str, days: int = 0) -> None:
    """The owner reports, or another who leads looks at it."""
    actions = hall.services.actions
    other = hall.actor(HEAD if line.owner == DEMO_LEAD else DEMO_LEAD)
    if what == "report":
        actions.report(hall.actor(line.owner), line.item_id, words)
    elif what == "verify":
        actions.verify(other, line.item_id, words)
    elif what == "send_back":
        actions.send_back(other, line.item_id, words, actions.due_in(days))
    else:
        actions.move(other, line.item_id, actions.due_in(days), words)
