"""Minutes of the morning meeting: everything that was said is on the paper, is found, and is proved by the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.rows.meetings import subject_of
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import meeting as facts
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.meeting import Absent, LookFailed, PostGiven
from counter_tui.domain.receipt.blocks import Line
from counter_tui.domain.receipt.slip import layout
from counter_tui.i18n import set_language
from support.clocks import SHANGHAI
from support.stations import LI, PINS, WANG, ZHAO, SmallStation, open_small_station
from support.voice import notice

DAY = date(2025, 11, 20)
A4_LINES = 42
"""So many lines stand on a page of A4."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """An empty station at ten to eight."""
    station = open_small_station(tmp_path, empty=True)
    station.clock.set(datetime(2025, 11, 20, 7, 50, tzinfo=SHANGHAI))
    yield station
    station.services.close()


def held(small: SmallStation) -> None:
    """A meeting of four, one of whom is absent and one late, in which everything there is to say is said."""
    services, steps = small.services, small.services.meeting_steps
    services.notices.publish(WANG, notice("N1", title="新电价说明"))
    services.meeting.begin(WANG)
    absent = [Absent(staff_no="104", reason="training", words="去县公司听课")]
    steps.attendance(WANG, ["101", "102", "103"], absent, ["103"])
    steps.appearance(WANG, [LookFailed(of="102", words="工号牌没戴")])
    item = services.meeting.view(WANG).hall[0].code
    steps.hall(WANG, [LookFailed(of=item, words="地面有水")])
    services.meeting.done(WANG, "review", "排队时间偏长")
    again = steps.new_item(WANG)
    steps.problem(WANG, again, "叫号机漏号", "103", date(2025, 11, 24), "抽看十张小票")
    services.meeting.done(WANG, "problems")
    steps.pass_on(WANG)
    steps.point(WANG, "下午和平路停电")
    services.meeting.done(WANG, "points")
    steps.posts(WANG, [PostGiven(staff_no=each, post="counter") for each in ("101", "102", "103")])
    for question in services.meeting.view(WANG).questions:
        steps.drill(WANG, question.code, "102", right=True)
    services.meeting.skip(WANG, "case", "时间不够")
    services.meeting.skip(WANG, "slogan")
    small.clock.advance(timedelta(minutes=11, seconds=5))
    for who in ("102", "103", "101"):
        services.meeting.sign(WANG, who, PINS[who])


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


TOLD: dict[type[Fact], tuple[str, ...]] = {
    facts.MeetingBegun: ("2025年11月20日", "王强", "昨日 2025-11-19：等候时长 无来源", "其余 25 项均为 0"),
    facts.AttendanceTaken: ("应到 4，实到 3", "迟到", "刘伟", "赵静", "培训", "去县公司听课"),
    facts.LooksChecked: ("李敏：工号牌没戴", "地面有水"),
    facts.StepDone: ("排队时间偏长",),
    facts.StepSkipped: ("案例分享 跳过：时间不够", "服务口号 略过"),
    facts.ProblemNamed: ("叫号机漏号", "刘伟，2025-11-24 前", "核验：抽看十张小票"),
    facts.NoticesPassedOn: ("新电价说明", "3 人签收"),
    facts.PointAdded: ("下午和平路停电",),
    facts.PostsGiven: ("岗位", "王强、李敏、刘伟"),
    facts.DrillAnswered: ("答对",),
    facts.MeetingSigned: ("已签（PIN）", "李敏 08:01"),
    facts.MeetingEnded: ("用时 11:05", "超时 1:05", "台账指纹"),
}
"""What stands on the paper for each kind of fact of a meeting."""


def test_minutes_tell_every_kind_of_fact_a_meeting_has(small: SmallStation) -> None:
    held(small)
    kinds = {
        each
        for each in vars(facts).values()
        if isinstance(each, type) and issubclass(each, Fact) and each.__module__ == facts.__name__
    }
    assert set(TOLD) == kinds
    with small.services.base.store.reading() as connection:
        written = {type(each.fact) for each in ledger.facts_of(connection, subject_of(DAY))}
    assert written == kinds
    text = "".join(small.services.minutes.of(LI, DAY).text.split())
    for kind, words in TOLD.items():
        for each in words:
            assert "".join(each.split()) in text, (kind.type, each)


def test_minutes_of_an_ordinary_meeting_fit_on_one_page_in_both_languages(small: SmallStation) -> None:
    held(small)
    for language in ("zh", "en"):
        set_language(language)
        paper = small.services.minutes.of(LI, DAY).paper
        lines = [block for block in layout(paper, "a4") if isinstance(block, Line)]
        assert len(lines) + 2 <= A4_LINES, language


def test_the_same_meeting_gives_the_same_paper_whenever_it_is_made(small: SmallStation) -> None:
    held(small)
    first = small.services.minutes.pdf(LI, DAY)
    small.clock.advance(timedelta(days=40))
    assert small.services.minutes.pdf(WANG, DAY) == first


def test_minutes_are_not_printed_before_the_meeting_is_over(small: SmallStation) -> None:
    minutes = small.services.minutes
    assert broken(lambda: minutes.of(WANG, DAY)) == "minutes_none"
    small.services.meeting.begin(WANG)
    assert minutes.of(WANG, DAY).paper.copy == "晨会尚未结束"
    assert broken(lambda: minutes.print(WANG, DAY)) == "minutes_unfinished"
    assert broken(lambda: minutes.pdf(WANG, DAY)) == "minutes_unfinished"


@pytest.mark.parametrize(
    "words", ["", "漏号", "刘伟", "103", "和平路 刘伟", "新电价", "2025-11", "去县公司", "时间不够", "工号牌"]
)
def test_a_meeting_is_found_by_what_was_said_who_was_there_and_when(small: SmallStation, words: str) -> None:
    held(small)
    assert DAY in [line.day for line in small.services.minutes.search(LI, words)]


def test_days_of_the_month_without_a_meeting_stand_in_the_list_and_are_red(small: SmallStation) -> None:
    held(small)
    small.clock.advance(timedelta(days=4))
    lines = small.services.minutes.search(LI, "")
    assert [(line.day.day, line.standing) for line in lines if line.day >= DAY] == [
        (24, "due"),
        (21, "missed"),
        (20, "held"),
    ]


@pytest.mark.parametrize("words", ["没说过", "漏号 没说过", "%", "2026"])
def test_a_meeting_is_not_found_by_what_nobody_said(small: SmallStation, words: str) -> None:
    held(small)
    assert small.services.minutes.search(LI, words) == ()


def test_the_fingerprint_on_the_paper_is_that_of_the_meeting_in_the_ledger(small: SmallStation) -> None:
    held(small)
    minutes = small.services.minutes
    print_ = minutes.of(LI, DAY).fingerprint
    assert minutes.check(LI, DAY, print_.upper().replace("-", " ")) == "stands"
    changed = ("0" if print_[0] != "0" else "1") + print_[1:]
    assert minutes.check(LI, DAY, changed) == "gone"
    assert minutes.check(LI, DAY - timedelta(days=1), print_) == "gone"
    assert broken(lambda: minutes.check(LI, DAY, print_[:-1])) == "fingerprint_unfit"


def test_minutes_given_out_are_recorded_and_only_whoever_may_gives_them(
    small: SmallStation, tmp_path: Path
) -> None:
    held(small)
    minutes, folder = small.services.minutes, tmp_path / "given"
    assert broken(lambda: minutes.give_out(LI, DAY, DAY, str(folder))) == "not_allowed"
    home = small.services.base.store.path.parent
    assert broken(lambda: minutes.give_out(ZHAO, DAY, DAY, str(home / "x"))) == "papers_folder_inside_home"
    assert minutes.give_out(ZHAO, DAY - timedelta(days=3), DAY, str(folder)) == (DAY,)
    assert sorted(each.name for each in folder.iterdir()) == [
        "minutes-2025-11-20.pdf",
        "minutes-2025-11-20.txt",
    ]
    assert "叫号机漏号" in (folder / "minutes-2025-11-20.txt").read_text(encoding="utf-8")
    with small.services.base.store.reading() as connection:
        last = ledger.facts_of(connection, small.services.base.subject)[-1]
    assert (last.actor, last.fact.values()) == ("104", {"what": "minutes", "rows": 1, "format": "pdf"})
