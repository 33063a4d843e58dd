"""How the days of the demo's month were closed: checked, counted, explained, signed; once not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from counter_tui.domain.close.models import Gap
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo.acts import CLERKS, Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.people import person
from counter_tui.services.demo.rounds import look
from counter_tui.services.demo.shifts import who_leads

UNCLOSED = 4
"""So many working days before the last nobody closed the day."""
UNEXPLAINED = 8
"""From so many on, the first day with a gap has one nobody explained."""
SHORT = 12
"""From so many on, the first day with cash was short of some, which was explained."""
SHORT_FEN = 500
WORDS: Mapping[str, str] = {
    "ratings/still_armed": "客户没有按就走了，不补",
    "hand_overs/not_taken": "已电话说好，对方明早上班接",
    "answers/calls": "下午打过没人接，明早九点前再打",
    "answers/answers_due": "在等计量班回话，已先告诉客户，明天答复",
    "papers/owed": "已打电话提醒客户，明天送来",
    "broken/late": "连日下雨进不了场，已向客户说明，天晴先办这户",
    "meeting/not_held": "凌晨抢修，值长带人下村没赶回来，第二天补讲",
    "notices/unread": "下午才发的，明早晨会上传达",
    "actions/open": "等配电班按台区给名单，给到当天贴",
    "packs/not_taken": "陈静中午去培训，李敏明早签收",
    "recoveries/call": "打了两遍没人接，明早上班先打",
    "charges/differs": "找零多找五元，经办人当场补上",
    "charges/invoice_open": "客户下午来电，明早教他自己开",
}
"""What the lead says of a gap."""
OTHERWISE = "看过了，明早第一件办"


class Evenings:
    """The evenings of the month, and what happened on one of them alone."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._short = self._left = False

    def evening(self, back: int) -> Iterator[datetime]:
        """The closing check, the money, words for what does not agree, the lead's PIN."""
        hall, day, lead = self._hall, self._hall.day(back), self._hall.actor(who_leads(back))
        yield hall.hours.at(day, time(17, 34))
        look(hall, back, "closing")
        if back == UNCLOSED:
            return
        yield hall.hours.at(day, time(17, 46))
        gaps = self._counted(back, lead)
        said = defaultdict[str, list[str]](list)
        for gap in gaps:
            said[WORDS.get(f"{gap.figure}/{gap.what}", OTHERWISE)].append(gap.key)
        plain = [words for words in said if words != WORDS["charges/differs"]]
        if plain and 0 < back <= UNEXPLAINED and not self._left:
            self._left = True
            said[plain[0]].pop()
        for words, keys in said.items():
            if keys:
                hall.by_pin.close.explain(lead, day, keys, words)
        yield hall.now + timedelta(minutes=2)
        hall.by_pin.close.close(lead, day, lead.staff_no, person(lead.staff_no).pin)

    def _counted(self, back: int, lead: Actor) -> list[Gap]:
        """The money is counted; what does not agree then."""
        hall, day = self._hall, self._hall.day(back)
        closing = hall.by_pin.close
        sheet = closing.view(lead, day).sheet
        counts = {each.paid: each.fen for each in sheet.cash}
        short = not self._short and 0 < back <= SHORT and counts.get("cash", 0) > SHORT_FEN
        if short:
            self._short = True
            counts["cash"] -= SHORT_FEN
        if counts:
            closing.count(hall.actor(CLERKS[back % 2]), day, counts)
        if short:
            closing.look_again()
            sheet = closing.view(lead, day).sheet
        return [gap for gap in sheet.gaps if gap.what != "not_counted"]


def evenings(hall: Hall) -> list[Story]:
    """Every evening but the last, which is told by itself when everything else of the day was done."""
    told = Evenings(hall)
    return [told.evening(back) for back in range(1, len(hall.hours.days))]
