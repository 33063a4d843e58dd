"""The morning meetings of the demo's month: held with all their steps, once late, once too long, once not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from counter_tui.domain.facts.meeting import Absent, LookFailed, PostGiven
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo.acts import Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.items import PROBLEMS
from counter_tui.services.demo.people import person
from counter_tui.services.demo.shifts import who_leads
from counter_tui.services.views.meeting import MeetingView

BEGINS = time(7, 46)
LATE = {11: time(8, 37)}
"""So many working days before the last the meeting began after the hall had opened."""
NOT_HELD = 6
TOO_LONG = 15
ABSENT = {
    16: Absent(staff_no="1008", reason="leave", words="年休假"),
    9: Absent(staff_no="1003", reason="ill", words="早上来电话，发烧"),
    2: Absent(staff_no="1008", reason="other_duty", words="到公司开安全例会"),
}
CAME_LATE = {18: "1001", 5: "1002"}
BADGE = 8
"""The day on which somebody stood there without his badge."""
LOOKS = {10: LookFailed(of="s_boards", words="服务承诺牌右下角翘起")}
"""What was not in order in the hall."""
POINTS = (
    "今天客户多，九点到十一点开高峰模式，引导员先分流",
    "容缺材料到期的当天打电话，不等客户来问",
    "下午两点半柳河村来电咨询会多，停电公告看熟",
    "老人来办业务，引导员陪到窗口",
    "现金和票据下班前对平，差一分也要说清",
    "客户问别的班的事，先接下来再打电话",
    "降温，门口防滑垫铺好，热水备足",
    "抢修单一到就派，五分钟内给客户回话",
)
CASES = (
    "张磊：客户把户号记错了，陪着翻出旧账单才对上",
    "李敏：老人不会手机交费，教了两遍，走时很高兴",
    "陈静：带孩子的客户先请到等候区坐，孩子不哭了",
)
_SECONDS = {
    "roll_call": 34, "appearance": 38, "hall": 64, "review": 105, "problems": 55, "policy": 26, "points": 36,
    "posts": 24, "drill": 74, "case": 42, "slogan": 9,
}  # fmt: skip
_A_SIGNATURE = 6


def mornings(hall: Hall) -> list[Story]:
    """A meeting each working day but one."""
    last = len(hall.hours.days) - 1
    return [_meeting(hall, last - place) for place in range(last + 1) if last - place != NOT_HELD]


def _meeting(hall: Hall, back: int) -> Iterator[datetime]:
    day = hall.day(back)
    chance = Random(f"{day} meeting")
    slow = 1.5 if back == TOO_LONG else chance.uniform(0.8, 1.05)
    yield hall.hours.at(day, LATE.get(back, BEGINS)) + timedelta(seconds=chance.uniform(0, 150))
    chair = hall.actor(who_leads(back))
    meeting = hall.by_pin.meeting
    meeting.begin(chair)
    view = meeting.view(chair)
    for step in view.planned:
        if step.code == "sign":
            break
        yield hall.now + timedelta(seconds=_SECONDS.get(step.code, 30) * slow)
        _step(hall, chair, back, view, step.code, chance)
    for who in _present(view, back):
        yield hall.now + timedelta(seconds=_A_SIGNATURE * slow)
        meeting.sign(chair, who, person(who).pin)


def _step(hall: Hall, chair: Actor, back: int, view: MeetingView, step: str, chance: Random) -> None:
    """What is written in one step."""
    steps, meeting = hall.services.meeting_steps, hall.by_pin.meeting
    if step == "roll_call":
        gone = [ABSENT[back]] if back in ABSENT else []
        late = [CAME_LATE[back]] if back in CAME_LATE else []
        steps.attendance(chair, _present(view, back), gone, late)
    elif step == "appearance":
        steps.appearance(chair, [LookFailed(of="1002", words="没戴工号牌")] if back == BADGE else [])
    elif step == "hall":
        steps.hall(chair, [LOOKS[back]] if back in LOOKS else [])
    elif step == "problems":
        for each in PROBLEMS:
            if each.back == back:
                due = steps.due_in(each.days)
                steps.problem(chair, steps.new_item(chair), each.words, each.owner, due, each.check)
        meeting.done(chair, step)
    elif step == "policy":
        steps.pass_on(chair)
    elif step == "points":
        steps.point(chair, POINTS[0] if view.day.weekday() == 0 else chance.choice(POINTS[1:]))
        meeting.done(chair, step)
    elif step == "posts":
        posts = {each.staff_no: each.post for each in view.staff}
        steps.posts(chair, [PostGiven(staff_no=who, post=posts[who]) for who in _present(view, back)])
    elif step == "drill":
        _drill(hall, chair, back, view, chance)
    elif step == "case" and chance.random() < 0.6:
        meeting.skip(chair, step)
    else:
        meeting.done(chair, step, chance.choice(CASES) if step == "case" else "")


def _drill(hall: Hall, chair: Actor, back: int, view: MeetingView, chance: Random) -> None:
    asked = [who for who in _present(view, back) if who != chair.staff_no]
    for place, question in enumerate(view.questions):
        who = asked[(back + place) % len(asked)]
        right = chance.random() > 0.2
        hall.services.meeting_steps.drill(chair, question.code, who, right=right)


def _present(view: MeetingView, back: int) -> list[str]:
    gone = ABSENT[back].staff_no if back in ABSENT else ""
    return [each.staff_no for each in view.staff if each.expected and each.staff_no != gone]
