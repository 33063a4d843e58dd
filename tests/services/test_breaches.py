"""The ledger of broken promises at a station: what is in it, whose it is, and who sees what."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.i18n import set_language
from counter_tui.services.matter.breaches import BreachLedger
from counter_tui.services.wording.breach import say_ball, say_late, say_passed
from support.clocks import SHANGHAI
from support.roles import HEAD
from support.stations import (
    COMPLAINT,
    CONNECTION,
    LI,
    LIU,
    METER_TEST,
    WANG,
    ZHAO,
    SmallStation,
    open_small_station,
)

FRIDAY = datetime(2025, 11, 14, 9, 0, tzinfo=SHANGHAI)
PERSON = {"id_kind": "resident_id", "id_number": "110101199003074477", "address": "和平路12号"}


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    station = open_small_station(tmp_path, empty=True)
    station.clock.set(FRIDAY)
    return station


def meter_test(small: SmallStation) -> str:
    """Five working days: due on Friday the 21st."""
    return small.accept(
        LI, METER_TEST, name="王建国", phone="13812340001", fields={"account": "0417000018"}, **PERSON
    )


def november(small: SmallStation, unit: str = "") -> BreachLedger:
    return small.services.breaches.ledger(WANG, date(2025, 11, 1), date(2025, 11, 30), unit)


def test_a_broken_promise_is_there_with_who_had_it_and_whose_hands_used_the_time(small: SmallStation) -> None:
    matter = meter_test(small)
    small.clock.set(datetime(2025, 11, 17, 9, 0, tzinfo=SHANGHAI))
    small.services.matters.hand_over(LI, matter, Receiver(LIU.staff_no), "needs_site")
    small.clock.set(datetime(2025, 11, 19, 0, 0, tzinfo=SHANGHAI))
    small.services.matters.take(LIU, matter)
    small.clock.set(datetime(2025, 11, 21, 23, 59, 59, tzinfo=SHANGHAI))
    assert november(small).lines == ()
    small.clock.set(datetime(2025, 11, 24, 9, 0, tzinfo=SHANGHAI))
    (line,) = november(small).lines
    assert (line.standing, line.due_day, line.done_at) == ("public", date(2025, 11, 21), None)
    assert line.at == datetime(2025, 11, 21, 23, 59, 59, tzinfo=SHANGHAI)
    assert line.late == timedelta(days=2, hours=9, seconds=1)
    assert (line.holder.kind, line.holder.name, line.first_contact) == ("handler", "刘伟", "李敏")
    # Friday from nine and Monday to nine: 15 h and 9 h; the weekend is nobody's. Offered for 39 h, then three days.
    used = {(share.ball.kind, share.ball.name): share.used for share in line.shares}
    assert used == {
        ("handler", "李敏"): timedelta(hours=24),
        ("offered", "刘伟"): timedelta(hours=39),
        ("handler", "刘伟"): timedelta(days=3) - timedelta(seconds=1),
    }
    assert [share.percent for share in line.shares] == [53, 29, 18]


def test_a_breach_is_told_of_the_business_and_of_the_service(small: SmallStation) -> None:
    """管业务必须管服务: a late meter appears for the metering team and for the hall."""
    meter_test(small)
    small.accept(LI, CONNECTION, name="王建国", phone="13812340001", **PERSON)
    small.clock.set(datetime(2025, 11, 24, 9, 0, tzinfo=SHANGHAI))
    ledger = november(small)
    assert [(words.zh, count) for words, count in ledger.units] == [
        ("营业厅", 2),
        ("业扩班", 1),
        ("计量班", 1),
    ]
    assert [line.code for line in november(small, "计量班").lines] == ["test_result"]
    assert [line.code for line in november(small, "Metering team").lines] == ["test_result"]
    assert len(november(small, "营业厅").lines) == len(ledger.lines)
    assert november(small, "无此班组").lines == ()


def test_an_internal_limit_that_was_passed_is_no_broken_promise(small: SmallStation) -> None:
    """A complaint: four working days inside, five promised."""
    small.accept(LI, COMPLAINT, name="吴秀英", phone="13812340007", fields={"content": "抄表不准"})
    small.clock.set(datetime(2025, 11, 21, 9, 0, tzinfo=SHANGHAI))
    ledger = november(small)
    internal = [line for line in ledger.lines if line.standing == "internal"]
    assert (ledger.internal, [line.due_day for line in internal]) == (1, [date(2025, 11, 20)])
    assert "不等于违诺" in say_passed("internal")
    # The first call within 24 hours was promised too.
    assert ledger.public == len(ledger.lines) - 1
    assert sum(count for _unit, count in ledger.units) == 2 * ledger.public


def test_a_breach_stays_where_it_was_once_the_matter_has_ended(small: SmallStation) -> None:
    matter = meter_test(small)
    small.clock.set(datetime(2025, 11, 24, 9, 0, tzinfo=SHANGHAI))
    small.services.matters.withdraw(LI, matter, "不办了")
    small.clock.set(datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI))
    (line,) = november(small).lines
    assert line.done_at == datetime(2025, 11, 24, 9, 0, tzinfo=SHANGHAI)
    assert line.late == timedelta(days=2, hours=9, seconds=1)
    assert small.services.breaches.ledger(WANG, date(2025, 11, 22), date(2025, 11, 30)).lines == ()
    assert small.services.breaches.ledger(WANG, date(2025, 11, 21)).lines == (line,)


def test_what_was_kept_or_stands_still_is_not_in_it(small: SmallStation) -> None:
    kept, paused = meter_test(small), meter_test(small)
    small.clock.advance(timedelta(days=3))
    small.services.matters.withdraw(LI, kept, "不办了")
    small.services.matters.pause(LI, paused, "customer_works")
    small.clock.advance(timedelta(days=20))
    assert small.services.breaches.ledger(WANG, date(2025, 11, 1), date(2025, 12, 31)).lines == ()


def test_a_clerk_sees_what_he_had_to_do_with_and_those_who_oversee_everything(small: SmallStation) -> None:
    meter_test(small)
    small.clock.set(datetime(2025, 11, 24, 9, 0, tzinfo=SHANGHAI))
    ask = small.services.breaches.ledger
    seen = {each.name: len(ask(each, date(2025, 11, 21)).lines) for each in (LI, LIU, WANG, HEAD, ZHAO)}
    assert seen == {"李敏": 1, "刘伟": 0, "王强": 1, "赵所": 1, "赵静": 1}
    assert ask(LI, date(2025, 11, 21)).mine
    assert not ask(ZHAO, date(2025, 11, 21)).mine
    assert ask(WANG, date(2025, 11, 21)).lines[0].customer == "王**"


def test_days_that_make_no_span_are_refused(small: SmallStation) -> None:
    ask = small.services.breaches.ledger
    assert (ask(WANG).first, ask(WANG).last) == (FRIDAY.date(), FRIDAY.date())
    with pytest.raises(RuleBroken, match="span_backwards"):
        ask(WANG, date(2025, 11, 21), date(2025, 11, 20))
    with pytest.raises(RuleBroken, match="span_too_long"):
        ask(WANG, date(2024, 1, 1), date(2025, 1, 1))
    assert ask(WANG, date(2024, 1, 2), date(2025, 1, 1)).lines == ()


def test_who_has_the_ball_is_told_on_the_matter_and_in_lists(small: SmallStation) -> None:
    """The handler, whom it was offered to, the customer while paused, the first contact once there is an answer."""
    matter = meter_test(small)
    act, told, since = small.services.matters, [], []

    def look() -> None:
        view = act.view(WANG, matter)
        assert view.line.ball is not None
        told.append(say_ball(view.line.ball))
        since.append(view.ball_since)
        (line,) = small.services.home.view(WANG).station
        assert line.ball == view.line.ball

    set_language("zh")
    look()
    small.clock.advance(timedelta(minutes=5))
    act.note(LI, matter, "客户在厅里等")
    act.hand_over(LI, matter, Receiver(LIU.staff_no), "needs_site")
    look()
    act.take(LIU, matter)
    act.pause(LIU, matter, "customer_works")
    look()
    act.resume(LIU, matter)
    act.answer(LIU, matter, "无误", "duplicate")
    look()
    assert told == [
        "李敏",
        "刘伟（已移交，未接收）",
        told[2],
        "李敏（待告知客户）",
    ]
    assert told[2].startswith("客户（已暂停：")
    assert since == [FRIDAY, *[FRIDAY + timedelta(minutes=5)] * 3]
    act.inform(LI, matter, "phone")
    act.close(LI, matter)
    closed = act.view(WANG, matter)
    assert (closed.line.ball, closed.ball_since) == (None, None)


def test_those_who_oversee_get_the_stations_nearest_promises(small: SmallStation) -> None:
    meter_test(small)
    small.accept(LIU, COMPLAINT, name="吴秀英", phone="13812340007", fields={"content": "抄表不准"})
    home = small.services.home.view
    assert [line.kind.zh for line in home(WANG).station] == ["投诉", "校表"]
    assert (home(WANG).station_count, home(WANG).station_late) == (2, 0)
    assert home(ZHAO).station == home(HEAD).station == home(WANG).station
    assert (home(LI).station, home(LI).station_count) == ((), 0)
    small.clock.advance(timedelta(days=2))
    assert home(WANG).station_late == 1


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(seconds=1), "1 秒"),
        (timedelta(minutes=59, seconds=59), "59 分钟"),
        (timedelta(hours=23, minutes=5), "23 小时 5 分"),
        (timedelta(days=2, hours=9, minutes=59), "2 天 9 小时"),
    ],
)
def test_by_how_much_is_said_in_two_units(late: timedelta, said: str) -> None:
    set_language("zh")
    assert say_late(late) == said
