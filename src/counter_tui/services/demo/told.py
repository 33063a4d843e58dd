"""Notices of the demo's month: some read them at once, the others hear them in the next meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from counter_tui.domain.voice.texts import NoticeText
from counter_tui.services.demo.acts import Story
from counter_tui.services.demo.hall import Hall

_READ_AT_ONCE = ("1005",)


class Told(NamedTuple):
    """A notice: how many working days before the last, its code, title and lines."""

    back: int
    code: str
    title: str
    summary: str


NOTICES = (
    Told(
        17,
        "QSQ-8",
        "柳河村台区换变压器",
        "柳河村 3 号台区已换变压器，老档案的台区名不对的按新名记。\n拿不准的问运维班何师傅。",
    ),
    Told(
        10,
        "QSQ-9",
        "电子发票怎么引导",
        "收费后当面问一句要不要发票，陪着在手机上开一次。\n不会用手机的，登记号码，次日打电话。",
    ),
    Told(
        3,
        "QSQ-10",
        "冬季用电高峰前的宣传单",
        "宣传单放在引导台，每位客户递一张。\n问取暖电价的，按答复卡说。",
    ),
)


def told(hall: Hall) -> list[Story]:
    """Those there was room for."""
    last = len(hall.hours.days) - 1
    return [_told(hall, each) for each in NOTICES if each.back <= last]


def _told(hall: Hall, told: Told) -> Iterator[datetime]:
    yield hall.hours.at(hall.day(told.back), time(17, 12))
    notices, day = hall.services.notices, hall.day(told.back)
    text = NoticeText(code=told.code, title=told.title, summary=told.summary, valid_from=day)
    notices.publish(hall.lead, text)
    for reader in _READ_AT_ONCE:
        yield hall.now + timedelta(minutes=6)
        notices.read(hall.actor(reader), told.code, 1)
