"""The day's close: what agrees, each gap by its row, words for it, one close a day, and what the sheet vouches for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.db import ledger, sql
from counter_tui.db.rows.closes import close_subject
from counter_tui.domain.close.models import Closing, Gap
from counter_tui.domain.close.yuan import read_yuan
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.screens.close.lines import Shown, in_full
from counter_tui.services.close.sheet import compiled
from counter_tui.services.wording.close import say_left, say_unnamed
from support.clocks import SHANGHAI
from support.closing import TODAY, a_day, gaps, one_matter
from support.looking import codes, looked_over, reaching_in
from support.pressing import declined
from support.stations import BILL, CONNECTION, LI, LIU, PINS, WANG, SmallStation
from support.voice import notice


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = a_day(tmp_path)
    yield station
    station.services.close()


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


def closed(small: SmallStation, day: object = TODAY) -> str:
    """Close the day; its fingerprint."""
    services = small.services.close_day
    services.close(LI, day, WANG.staff_no, PINS[WANG.staff_no])  # type: ignore[arg-type]
    return services.view(WANG, day).fingerprint  # type: ignore[arg-type]


def number_of(small: SmallStation, matter: str) -> str:
    """The number of a matter."""
    return small.services.matters.view(WANG, matter).line.number


def test_a_day_on_which_nothing_was_lost_agrees_once_the_money_is_counted(small: SmallStation) -> None:
    service = small.services.close_day
    view = service.view(WANG)
    assert set(gaps(small)) == {"charges/not_counted"}
    assert view.to_count == ("cash",)
    accepted = next(each for each in view.sheet.figures if each.code == "accepted")
    assert dict(accepted.counts or ()) == {"accepted": 1, "receipts": 1, "promises": 1, "no_limit": 0}
    service.count(LI, TODAY, {"cash": 14_500})
    assert gaps(small) == {}
    assert service.view(WANG).counted_by == "李敏"
    # What has no source is told so, never as 0.
    assert {each.code for each in view.sheet.figures if each.counts is None} == {"sent"}


def test_every_gap_names_its_row(small: SmallStation) -> None:
    services = small.services
    services.close_day.count(LI, TODAY, {"cash": 14_000})
    bare = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    person = {"id_kind": "resident_id", "id_number": "110101199003074477", "phone": "13812340001"}
    paper = small.accept(LI, CONNECTION, name="王建国", address="和平路12号", **person)
    services.receipts.print(LI, paper)
    declined(services, services.matters.view(LI, paper).visit)
    services.matters.hand_over(LI, bare, Receiver("103"), "needs_site")
    services.notices.publish(WANG, notice("2025-1"))
    services.actions.set(WANG, services.actions.new(WANG), "公示牌过期", "102", TODAY, "看公示牌")
    services.enquiries.leave_open(LI, services.enquiries.new(LI), "bill", words="电费")
    found = gaps(small)
    number = number_of(small, bare)
    for key in ("accepted/no_receipt", "ratings/still_armed", "hand_overs/not_taken"):
        assert (found[key].name, found[key].opens) == (number, bare)
    assert found["charges/differs"].fen == -500
    assert found["actions/open"].name == "公示牌过期"
    thing = found["notices/unread"].thing
    assert thing is not None
    assert "刘伟" in thing.zh
    # Later the promised answer is missing, and the paper of another matter.
    owed = services.matters.view(LI, paper).papers[0]
    small.clock.set(small.clock.now() + (owed.due_day - TODAY))
    assert gaps(small, owed.due_day)["papers/owed"].opens == paper
    due = services.enquiries.day(WANG, TODAY).lines[0].due_at
    assert due is not None
    small.clock.set(due + timedelta(hours=1))
    thing = gaps(small, due.astimezone(SHANGHAI).date())["answers/answers_due"].thing
    assert thing is not None
    assert "电费" in thing.zh


def test_a_check_that_was_done_leaves_no_gap(small: SmallStation) -> None:
    service = small.services.close_day
    due = {gap.id for gap in service.view(WANG).sheet.gaps if gap.figure == "checks"}
    assert "closing" in due
    items = next(each for each in small.services.checks.lists(WANG) if each.list == "closing").items
    small.services.checks.done(WANG, "closing", [CheckAnswer(item=each.item, result="ok") for each in items])
    left = {gap.id for gap in service.view(WANG).sheet.gaps if gap.figure == "checks"}
    assert left == due - {"closing"}


def test_words_for_a_gap_stay_on_the_sheet(small: SmallStation) -> None:
    service, gap = small.services.close_day, gaps(small)["charges/not_counted"]
    assert broken(lambda: service.explain(LI, TODAY, [gap.key], "  ")) == "gap_words_missing"
    assert broken(lambda: service.explain(LI, TODAY, ["charges/differs/cash"], "少五块")) == "gap_unknown"
    service.explain(LI, TODAY, [gap.key], "保险柜钥匙在值长处")
    assert gaps(small)["charges/not_counted"].words == "保险柜钥匙在值长处"
    closed(small)
    sheet = service.view(WANG, TODAY).sheet
    kept = next(each for each in sheet.gaps if each.figure == "charges")
    assert (kept.words, kept.by) == ("保险柜钥匙在值长处", "李敏")
    assert {each.figure for each in sheet.unexplained} == {"checks", "meeting"}
    assert "保险柜钥匙在值长处（李敏）" in service.text(WANG, TODAY)


def test_a_day_is_closed_once_by_a_lead_with_the_own_pin(small: SmallStation) -> None:
    service = small.services.close_day
    assert broken(lambda: service.close(LI, TODAY, "101", "000000")) == "sign_in_refused"
    assert broken(lambda: service.close(LI, TODAY, "102", PINS["102"])) == "not_allowed"
    assert broken(lambda: service.close(LI, TODAY + timedelta(days=1), "101", PINS["101"])) == "day_ahead"
    assert broken(lambda: service.print(LI, TODAY)) == "day_not_closed"
    print_ = closed(small)
    assert broken(lambda: closed(small)) == "day_closed"
    assert broken(lambda: service.count(LI, TODAY, {"cash": 1})) == "day_closed"
    assert broken(lambda: service.explain(LI, TODAY, ["x"], "y")) == "day_closed"
    printed = service.print(LI, TODAY)
    assert print_ in printed.text
    assert Path(printed.file).exists()


def test_what_comes_after_the_close_stands_on_the_next_sheet(small: SmallStation) -> None:
    service = small.services.close_day
    print_ = closed(small)
    small.clock.advance(timedelta(minutes=5))
    late = one_matter(small)
    view = service.view(WANG, TODAY)
    assert view.fingerprint == print_, "the sheet of a closed day stays as it was"
    assert [each.matter_id for each in view.later] == [late]
    small.clock.advance(timedelta(days=1))
    view = service.view(WANG)
    assert (view.later_of, [each.number for each in view.later]) == (TODAY, [number_of(small, late)])
    assert view.unclosed == ()
    small.clock.advance(timedelta(days=1))
    one_matter(small)
    small.clock.advance(timedelta(days=1))
    assert service.view(WANG).unclosed == (TODAY + timedelta(days=2),)
    assert small.services.home.view(WANG).unclosed == 1
    assert small.services.home.view(LI).unclosed == 0


def test_what_is_being_typed_is_kept_until_it_is_sent_or_the_day_closed(small: SmallStation) -> None:
    words = small.services.close_words
    words.keep(LI, TODAY, "cash", {"paid-cash": "14"})
    assert words.begun(LI, TODAY, "cash") == {"paid-cash": "14"}
    assert words.begun(LIU, TODAY, "cash") == {}
    small.services.close_day.count(LI, TODAY, {"cash": 14_500})
    assert words.begun(LI, TODAY, "cash") == {}
    words.keep(LI, TODAY, "cash", {"paid-cash": "15"})
    closed(small)
    words.keep(LI, TODAY, "cash", {"paid-cash": "16"})
    assert words.begun(LI, TODAY, "cash") == {}


def test_a_printed_fingerprint_is_known_again(small: SmallStation) -> None:
    service, print_ = small.services.close_day, closed(small)
    one_matter(small)
    checked = service.check(WANG, TODAY, print_.upper().replace("-", " "))
    assert checked.verdict == "stands"
    assert service.check(WANG, TODAY - timedelta(days=1), print_).verdict == "elsewhere"
    assert service.check(WANG, TODAY, "0" * 20).verdict == "gone"
    assert broken(lambda: service.check(WANG, TODAY, print_[:-1])) == "fingerprint_unfit"


def test_a_day_by_a_clock_that_nobody_vouched_for_is_that_day(small: SmallStation) -> None:
    """The hybrid clock stays behind a date a year ahead: what is written then is of the day the PC says."""
    small.clock.advance(timedelta(days=400))
    matter = one_matter(small)
    day = small.clock.now().astimezone(SHANGHAI).date()
    figures = {each.code: each for each in small.services.close_day.view(WANG, day).sheet.figures}
    counts = [figures[code].count(name) for code, name in (("accepted", "receipts"), ("ratings", "rated"))]
    assert (figures["accepted"].count("accepted"), counts) == (1, [1, 1])
    assert figures["ledger"].count("subjects") >= 2
    before = small.services.close_day.view(WANG, TODAY).sheet.figures[0]
    assert before.count("accepted") == 1
    with reaching_in(small.home, unguarded=True) as connection:
        connection.execute("DELETE FROM promise WHERE matter_id = ?", (bytes.fromhex(matter),))
    assert gaps(small, day)["accepted/no_promise"].opens == matter


def test_the_close_is_one_fact_of_its_day_in_a_whole_ledger(small: SmallStation) -> None:
    closed(small)
    with small.services.base.store.reading() as connection:
        facts = ledger.facts_of(connection, close_subject(TODAY))
    assert [each.fact.type for each in facts] == ["DayClosed"]
    assert looked_over(small.home).findings == ()


@pytest.mark.parametrize(
    ("statement", "gap"),
    [
        ("DELETE FROM matter", "accepted/no_row"),
        ("DELETE FROM promise", "accepted/no_promise"),
        ("DELETE FROM rating_token", "ratings/no_row"),
        ("DELETE FROM charge", "charges/no_row"),
        ("UPDATE charge SET fen = fen + 1, unit_fen = unit_fen + 1 WHERE ordinal = 0", "charges/row_differs"),
        ("UPDATE promise SET due_ms = due_ms + 1", "ledger/row_differs"),
        ("UPDATE matter SET number = 'X' WHERE ordinal = 1", "accepted/number_twice"),
        ("DELETE FROM fact WHERE type = 'MatterAccepted'", "accepted/no_fact"),
        ("DELETE FROM fact WHERE type = 'TokenArmed'", "ratings/no_fact"),
        ("DELETE FROM fact WHERE type = 'ChargeTaken'", "charges/no_fact"),
        ("DELETE FROM fact WHERE type = 'ReceiptPrinted'", "accepted/no_receipt"),
        ("DELETE FROM fact WHERE type = 'SignedIn'", "ledger/chain_broken"),
        ("UPDATE fact SET actor = '103' WHERE type = 'MatterAccepted'", "ledger/chain_broken"),
    ],
)
def test_what_is_taken_out_or_changed_past_the_program_is_named_on_the_sheet(
    small: SmallStation, statement: str, gap: str
) -> None:
    small.services.close_day.count(LI, TODAY, {"cash": 14_500})
    assert gaps(small) == {}
    with reaching_in(small.home, unguarded=True) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        assert connection.execute(statement).rowcount
    found = gaps(small)
    assert gap in found
    assert found[gap].name
    assert codes(looked_over(small.home))


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("128.5", 12_850), ("１２８．５０", 12_850), ("0", 0), ("1,280元", 128_000), (".5", 50)],
)
def test_an_amount_is_read_as_it_is_typed(typed: str, fen: int) -> None:
    assert read_yuan(typed) == fen


@pytest.mark.parametrize("typed", ["", "十二", "1.234", "-5", "1.2.3", "."])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert broken(lambda: read_yuan(typed)) == "count_unfit"


def test_a_day_with_more_gaps_than_a_fact_has_room_for_is_closed_and_they_are_counted(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "客户说明天送来" * 28

    def with_many(*given: Any, **more: Any) -> Closing:
        sheet = compiled(*given, **more)
        many = tuple(
            Gap(
                "papers",
                "owed",
                f"{n:032x}/1",
                "matter",
                f"{n:032x}",
                f"0417A-C-251120-{n}",
                words=words * (n % 2),
            )
            for n in range(3_000)
        )
        figures = (replace(each, gaps=many) if each.code == "papers" else each for each in sheet.figures)
        return replace(sheet, figures=tuple(figures))

    monkeypatch.setattr("counter_tui.services.close.service.compiled", with_many)
    service = small.services.close_day
    said = say_left(service.view(WANG).sheet)
    closed(small)
    sheet = service.view(WANG).sheet
    papers = next(each for each in sheet.figures if each.code == "papers")
    assert (papers.all_gaps, papers.open_gaps) == (3_000, 1_500)
    assert 300 < len(papers.gaps) < 3_000
    assert [gap.id for gap in papers.gaps] == [f"{n:032x}/1" for n in range(len(papers.gaps))]
    assert say_left(sheet) == said
    assert "".join(say_unnamed(papers).split()) in "".join(service.text(WANG, TODAY).split())
    told = in_full(Shown(papers), service.view(WANG), SHANGHAI, 80)
    assert say_unnamed(papers) in str(told)
    with small.services.base.store.reading() as connection:
        assert sql.scalar(connection, "SELECT gaps FROM day_close") == sheet.all_gaps
    assert codes(looked_over(small.home)) == set()
