"""Notices: read before the next acceptance, who has read what, and what stands in the place of what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.wording.rules import say_rule
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation, open_small_station
from support.voice import notice

REQUEST = {"name": "何静", "phone": "13812340009", "fields": {"content": "电费多了"}}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


def titles(small: SmallStation, actor: Actor) -> list[str]:
    """What this person still has to read."""
    return [each.code for each in small.services.notices.unread(actor)]


def test_nobody_accepts_anything_before_the_notices_for_his_role_are_read(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("n1", audience=("clerk",)))
    small.clock.advance(timedelta(seconds=1))
    draft = small.draft(LI, BILL, **REQUEST)
    with pytest.raises(RuleBroken, match="notices_unread") as broken:
        small.services.acceptance.submit(LI, draft)
    assert "通知 n1" in say_rule(broken.value)
    assert small.services.drafts.load(LI, draft.draft_id) == draft
    small.services.notices.read(LI, "n1", 1)
    assert small.services.acceptance.submit(LI, draft).number
    assert small.accept(WANG, BILL, **REQUEST)


def test_what_is_accepted_waiting_for_a_meter_waits_for_the_reading_too(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("n1", audience=("clerk",)))
    small.clock.advance(timedelta(seconds=1))
    draft = small.draft(LI, BILL, **REQUEST)
    with pytest.raises(RuleBroken, match="notices_unread"):
        small.services.door.accept_waiting(LI, draft, "people")


def test_a_form_begun_before_the_notice_is_submitted_without_it(small: SmallStation) -> None:
    draft = small.draft(LI, BILL, **REQUEST)
    small.clock.advance(timedelta(seconds=1))
    small.services.notices.publish(WANG, notice("n1"))
    assert [each.code for each in small.services.notices.unread(LI, draft.draft_id)] == []
    assert titles(small, LI) == ["n1"]
    assert small.services.acceptance.submit(LI, draft).number


def test_only_what_holds_today_and_is_for_the_role_has_to_be_read(small: SmallStation) -> None:
    today = date(2025, 11, 20)
    publish = small.services.notices.publish
    publish(WANG, notice("for-clerks", audience=("clerk",)))
    publish(WANG, notice("tomorrow", valid_from=today + timedelta(days=1)))
    publish(WANG, notice("last-day", valid_until=today, audience=("clerk", "auditor")))
    assert titles(small, LI) == ["for-clerks", "last-day"]
    assert titles(small, ZHAO) == ["last-day"]
    small.clock.advance(timedelta(days=1))
    assert titles(small, LI) == ["for-clerks", "tomorrow"]


def test_a_new_edition_has_to_be_read_anew_and_the_old_one_no_more(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("n1"))
    small.services.notices.read(LI, "n1", 1)
    assert small.services.notices.publish(WANG, notice("n1", summary="也收复印件。")) == 2
    assert [(each.code, each.edition) for each in small.services.notices.unread(LI)] == [("n1", 2)]
    assert [(each.code, each.edition) for each in small.services.notices.unread(LIU)] == [("n1", 2)]


def test_a_notice_ends_on_the_day_on_which_the_one_in_its_place_begins(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("old"))
    begins = date(2025, 11, 22)
    small.services.notices.publish(WANG, notice("new", valid_from=begins, supersedes=("old",)))
    assert titles(small, LI) == ["old"]
    small.clock.advance(timedelta(days=2))
    assert titles(small, LI) == ["new"]
    over = small.services.notices.reports(WANG)[1]
    assert (over.notice.code, over.state, over.superseded_by) == ("old", "over", "new")


def test_the_lead_sees_who_has_read_it_when_and_who_has_not(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("n1", audience=("clerk",)))
    small.services.notices.read(LI, "n1", 1)
    small.services.notices.read(LI, "n1", 1)
    report = small.services.notices.reports(WANG)[0]
    assert report.read == (("李敏", small.clock.now()),)
    assert report.missing == ("刘伟",)


def test_the_same_notice_given_out_again_is_no_new_edition(small: SmallStation) -> None:
    assert small.services.notices.publish(WANG, notice("n1")) == 1
    assert small.services.notices.publish(WANG, notice("n1")) == 0
    assert small.services.notices.publish(WANG, notice("n1", edition=1)) == 0
    with pytest.raises(RuleBroken, match="edition_old"):
        small.services.notices.publish(WANG, notice("n1", edition=1, title="别的"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"summary": "一\n二\n三\n四"}, "notice_too_long"),
        ({"summary": " \n "}, "text_missing"),
        ({"valid_until": date(2025, 11, 19)}, "notice_over"),
        ({"valid_until": date(2025, 10, 1)}, "days_reversed"),
        ({"supersedes": ("nothing",)}, "notice_unknown"),
    ],
)
def test_a_notice_nobody_could_use_is_refused(
    small: SmallStation, more: dict[str, object], code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        small.services.notices.publish(WANG, notice("n1", **more))
    assert small.services.notices.reports(WANG) == ()


def test_a_notice_taken_back_has_to_be_read_no_more(small: SmallStation) -> None:
    small.services.notices.publish(WANG, notice("n1"))
    small.services.notices.withdraw(WANG, "n1", "写错了")
    assert titles(small, LI) == []
    with pytest.raises(RuleBroken, match="notice_unknown"):
        small.services.notices.withdraw(WANG, "n2", "写错了")


def test_a_wrong_block_of_a_file_does_not_stop_the_others(small: SmallStation, tmp_path: Path) -> None:
    file = tmp_path / "notices.toml"
    file.write_text(
        '[[notice]]\ncode = "a"\ntitle = "甲"\nsummary = "一句"\nfrom = 2025-11-20\n'
        '[[notice]]\ncode = "b"\ntitle = "乙"\nsummary = "一句"\nfrom = "明天"\n'
        '[[notice]]\ncode = "c"\ntitle = "丙"\nfrom = 2025-11-20\n',
        "utf-8",
    )
    dry = small.services.notices.import_file(WANG, file, dry_run=True)
    assert [each.verdict for each in dry] == ["taken", "refused", "refused"]
    assert titles(small, LI) == []
    taken = small.services.notices.import_file(WANG, file)
    assert [each.verdict for each in taken] == ["taken", "refused", "refused"]
    assert titles(small, LI) == ["a"]
    assert [each.verdict for each in small.services.notices.import_file(WANG, file)][:1] == ["same"]
