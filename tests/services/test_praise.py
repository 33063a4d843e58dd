"""Praise counts when it has a source and a proof and a lead other than who is praised has confirmed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.praise.decide import Typed
from counter_tui.services.ratings.praise import NOTING
from support.closing import TODAY
from support.looking import looked_over
from support.stations import LI, LIU, WANG, SmallStation, open_small_station

BANNER = Typed(TODAY, "102", "banner", "半夜抢修，一小时就来电", "锦旗，挂大厅东墙", "王建国")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


def noted(small: SmallStation, **changed: object) -> str:
    """A praise somebody noted; its id."""
    typed = Typed(**{**{name: getattr(BANNER, name) for name in BANNER.__struct_fields__}, **changed})
    new = small.services.praise.new(LI)
    small.services.praise.note(LI, new, typed)
    small.services.praise.note(LI, new, typed)
    return new


def broken(call: Callable[[], object]) -> str:
    """The code of the rule this breaks."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code


def counted(small: SmallStation) -> dict[str, int]:
    """What counts today, by staff number."""
    return dict(small.services.praise.counted(WANG, TODAY, TODAY))


def test_praise_counts_once_a_lead_has_confirmed_it(small: SmallStation) -> None:
    praise = noted(small)
    assert counted(small) == {}
    small.services.praise.confirm(WANG, praise)
    assert counted(small) == {"102": 1}
    (line,) = small.services.praise.lines(LIU)
    assert (line.about_name, line.state, line.decided_by, line.customer) == (
        "李敏",
        "confirmed",
        "王强",
        "王**",
    )
    assert broken(lambda: small.services.praise.confirm(WANG, praise)) == "praise_confirmed"
    assert looked_over(small.home).findings == ()


def test_without_a_source_it_is_not_noted_and_without_proof_it_does_not_count(small: SmallStation) -> None:
    assert broken(lambda: noted(small, source="")) == "praise_source_missing"
    praise = noted(small, proof=" ")
    assert broken(lambda: small.services.praise.confirm(WANG, praise)) == "praise_unproven"
    assert broken(lambda: small.services.praise.prove(LI, praise, " ")) == "praise_proof_missing"
    small.services.praise.prove(LI, praise, "录音笔 12 号")
    small.services.praise.confirm(WANG, praise)
    assert counted(small) == {"102": 1}
    assert broken(lambda: small.services.praise.prove(LI, praise, "别的")) == "not_allowed"


def test_nobody_confirms_praise_of_himself(small: SmallStation) -> None:
    own = noted(small, about=WANG.staff_no)
    assert broken(lambda: small.services.praise.confirm(WANG, own)) == "praise_yours"
    assert not next(each for each in small.services.praise.lines(WANG) if each.praise_id == own).may_confirm
    assert broken(lambda: small.services.praise.confirm(LI, noted(small, about="103"))) == "not_allowed"


def test_the_whole_station_is_praised_too_and_what_was_wrong_is_taken_out(small: SmallStation) -> None:
    praise = noted(small, about="")
    small.services.praise.confirm(WANG, praise)
    assert counted(small) == {"": 1}
    small.services.praise.take_out(WANG, praise, "重复登记")
    assert counted(small) == {}
    assert broken(lambda: small.services.praise.confirm(WANG, praise)) == "praise_out"
    assert small.services.praise.lines(WANG)[0].reason == "重复登记"


def test_what_cannot_be_is_refused(small: SmallStation) -> None:
    assert broken(lambda: noted(small, day=TODAY + timedelta(days=1))) == "praise_day_ahead"
    assert broken(lambda: noted(small, words="  ")) == "praise_words_missing"
    assert broken(lambda: noted(small, about="999")) == "receiver_unknown"
    assert broken(lambda: noted(small, words="好" * 301)) == "reason_too_long"
    assert broken(lambda: small.services.praise.confirm(WANG, "00")) == "praise_unknown"
    assert broken(lambda: small.services.praise.confirm(WANG, "x")) == "praise_unknown"


def test_what_is_noted_is_kept_as_begun_until_then(small: SmallStation) -> None:
    small.services.action_words.keep(LI, "", NOTING, {"words": "半夜"})
    assert small.services.action_words.begun(LI, "", NOTING) == {"words": "半夜"}
    noted(small)
    assert small.services.action_words.begun(LI, "", NOTING) == {}


def test_the_brief_tells_of_praise_with_proof_and_of_a_praise_matter_once(small: SmallStation) -> None:
    noted(small, proof="")
    told = noted(small, about="103")
    small.clock.advance(timedelta(days=1))
    rows = small.services.brief.of(WANG, TODAY + timedelta(days=1)).brief.figure("praise").rows
    assert [(row.kind, row.opens, row.who, row.name) for row in rows or ()] == [
        ("praise", told, "103", "banner")
    ]


def test_masked_facts_leave_words_proof_and_customer_at_home(small: SmallStation) -> None:
    noted(small)
    records = small.services.exports.export(WANG, "facts", "jsonl").records
    bodies = [each["body"] for each in records if each["type"] == "PraiseNoted"]
    assert bodies == [{"day": TODAY.isoformat(), "about": "102", "source": "banner"}]
