"""What the demo station was told lately: a notice most have read, a card that has changed since it was told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from counter_tui.db.reading import matters as matter_rows
from counter_tui.domain.voice.texts import CardText, NoticeText, Said

if TYPE_CHECKING:
    from counter_tui.services.demo.hall import Hall

_READERS = ("1001", "1005", "1008")
_NOTICE, _CARD = "QSQ-11", "rename"
_BEFORE = Said(zh="带身份证件和近三个月的电费单就能办更名，当天办好。")
_NOW = Said(zh="只带身份证件就能办更名，电费单不用带了，当天办好。")


def speak(hall: Hall) -> None:
    """Give out two notices, one of them read by most, and change a card two customers were told."""
    notices, cards, lead = hall.services.notices, hall.services.cards, hall.lead
    today = hall.now.astimezone(hall.services.base.zone).date()
    month = today - timedelta(days=20)
    cards.issue(lead, _card(_BEFORE, month))
    with hall.services.base.store.reading() as connection:
        running = matter_rows.mine(connection, {"1001"}, 1)
    cards.tell(hall.actor("1001"), _CARD, matter=running[0].matter_id.hex() if running else "")
    cards.tell(hall.actor("1002"), _CARD, "printed")
    notices.publish(
        lead,
        NoticeText(
            code=_NOTICE,
            title="居民更名不再要电费单",
            summary="即日起居民更名只看身份证件原件。\n以前说过要电费单的客户，请打电话说明。",
            text="所里按客户意见减了一样材料。已经带来的电费单不用收。拿不准的问值长。",
            valid_from=today,
        ),
    )
    cards.issue(lead, _card(_NOW, today))
    notices.publish(
        lead,
        NoticeText(
            code="QSQ-12",
            title="降温天气，照看等候的老人",
            summary="大厅门口备了热水，请引导员多看一眼。\n等候超过二十分钟的老人，请先叫号。",
            audience=("clerk", "guide"),
            valid_from=today,
        ),
    )
    for reader in _READERS:
        for notice in notices.unread(hall.actor(reader)):
            notices.read(hall.actor(reader), notice.code, notice.edition)


def _card(text: Said, first: date) -> CardText:
    title = Said(zh="居民更名要带什么", en="What do I bring to change the name?")
    return CardText(code=_CARD, topics=("papers",), title=title, text=text, valid_from=first)
