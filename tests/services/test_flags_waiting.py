"""How many flags wait for a lead, and of which month: Home tells it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.domain.errors import RuleBroken
from support.gaming_station import flagged_station, serve
from support.roles import HEAD
from support.stations import LI, WANG, ZHAO, SmallStation


def pressed_at_once(small: SmallStation, times: int) -> None:
    """So many customers of a clerk press at once, one of a lead does not."""
    for each in range(times):
        serve(small, LI, latency_ms=400 + each)
    serve(small, WANG, latency_ms=6_000)


def test_flags_of_the_last_month_wait_before_those_of_this_one(tmp_path: Path) -> None:
    small = flagged_station(tmp_path)
    gaming = small.services.gaming
    assert gaming.to_check(WANG) == ("2025-11", 1)
    small.clock.advance(timedelta(days=20))
    pressed_at_once(small, 10)
    assert gaming.to_check(WANG) == ("2025-11", 1)
    gaming.check(WANG, "2025-11", LI.staff_no, "fast", "manipulated", "录像里是本人按的")
    assert gaming.to_check(HEAD) == ("2025-12", 1)
    gaming.check(HEAD, "2025-12", LI.staff_no, "fast", "clean", "问过客户")
    assert gaming.to_check(HEAD) == ("", 0)
    small.services.close()


def test_a_lead_is_told_of_what_he_may_look_into_and_who_only_looks_of_nothing(tmp_path: Path) -> None:
    small = flagged_station(tmp_path)
    for each in range(12):
        serve(small, WANG, latency_ms=380 + each)
        serve(small, HEAD, latency_ms=6_000)
    gaming = small.services.gaming
    flagged = [(each.clerk, each.for_head) for each in gaming.month(ZHAO).flags]
    assert (WANG.staff_no, True) in flagged
    assert gaming.to_check(HEAD)[1] == sum(clerk != HEAD.staff_no for clerk, _for_head in flagged)
    assert gaming.to_check(WANG)[1] == sum(not for_head for _clerk, for_head in flagged)
    for nobody in (LI, ZHAO):
        with pytest.raises(RuleBroken, match="not_allowed"):
            gaming.to_check(nobody)
    small.services.close()
