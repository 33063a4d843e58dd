"""The rating pad as a page: what a tablet, somebody else in the network, and a broken line can do to a rating."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db import ledger
from counter_tui.db.subjects import VISIT
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.visit import (
    PadFailed,
    PressRefused,
    RatingGiven,
    RatingTimedOut,
    ReasonGiven,
    TokenShown,
)
from counter_tui.domain.visit.rating import PRESS_WITHIN
from counter_tui.services.audit.verify import verify
from counter_tui.services.pad_web.running import AWAY_AFTER
from counter_tui.services.ratings.pad import PadHold
from counter_tui.services.wording.verify import say_verified
from support.stations import BILL, LI, PINS, SmallStation, open_small_station
from support.tablet import Seconds, Served, served


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


@pytest.fixture
def hold(small: SmallStation) -> Iterator[PadHold]:
    with small.services.pad.hold("tablet") as hold:
        yield hold


@pytest.fixture
def server(small: SmallStation, hold: PadHold) -> Iterator[Served]:
    with served(small, hold, Seconds()) as server:
        yield server


def accepted(small: SmallStation) -> str:
    """A bill question taken down; its visit."""
    draft = small.services.drafts.new(LI, kind=BILL)
    draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多了"})
    return small.services.acceptance.submit(LI, draft).visit


def facts(small: SmallStation, visit: str) -> list[Any]:
    """What happened to the visit's rating after it was armed."""
    with small.services.base.store.reading() as connection:
        found = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(visit)))
    return [each.fact for each in found[1:]]


def pass_press_time(small: SmallStation, server: Served) -> None:
    """Let more than the time for a press go by, by both clocks."""
    small.clock.advance(PRESS_WITHIN + timedelta(seconds=1))
    server.seconds.now += PRESS_WITHIN.total_seconds() + 1


def test_a_tablet_is_asked_after_it_has_drawn_the_question_and_its_press_is_kept_once(
    small: SmallStation, server: Served
) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    asked = tablet.wait_for("levels")
    assert asked["about"]["zh"] == "电费咨询 · 柜台 C 李敏"
    assert facts(small, visit) == []
    assert tablet.ask("POST", "/shown", {"nonce": asked["nonce"]}).status == 200
    assert facts(small, visit) == [TokenShown(pad="tablet")]
    server.seconds.now += 3
    answered = tablet.ask("POST", "/answer", {"nonce": asked["nonce"], "level": 4, "ms": 2900})
    assert (answered.status, answered.body["said"]) == (200, "kept")
    again = tablet.ask("POST", "/answer", {"nonce": asked["nonce"], "level": 4, "ms": 2900})
    assert again.body == answered.body
    assert facts(small, visit)[1:] == [RatingGiven(level=4, latency_ms=2900, pad="tablet")]


def test_a_bad_level_counts_before_its_reason_and_is_not_chosen_again(
    small: SmallStation, server: Served
) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    first = tablet.wait_for("levels")["nonce"]
    reasons = tablet.press(first, level=2).body["state"]
    assert (reasons["face"], reasons["level"]) == ("reasons", 2)
    given = RatingGiven(level=2, pad="tablet")
    assert facts(small, visit)[1:] == [given]
    assert tablet.press(first, level=5).body["said"] == "used"
    refused = PressRefused(level=5, pad="tablet")
    assert tablet.press(reasons["nonce"], level=1).body["said"] == "again"
    assert tablet.press(reasons["nonce"], reason="E101").body["said"] == "again"
    assert tablet.press(reasons["nonce"], reason="E201").body["said"] == "kept"
    assert facts(small, visit)[1:] == [given, refused, ReasonGiven(reason="E201", pad="tablet")]


def test_a_bad_level_is_kept_when_the_customer_leaves_without_a_reason(
    small: SmallStation, server: Served
) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    tablet.press(tablet.wait_for("levels")["nonce"], level=1)
    reasons = tablet.wait_for("reasons")["nonce"]
    pass_press_time(small, server)
    tablet.wait_for("rest")
    # The reason comes too late, but nobody is told that nothing was recorded.
    assert tablet.press(reasons, reason="E101").body["said"] == "gone"
    assert facts(small, visit)[1:] == [RatingGiven(level=1, pad="tablet")]


def test_nobody_pressed_in_time_and_a_late_press_rates_nothing(small: SmallStation, server: Served) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    nonce = tablet.wait_for("levels")["nonce"]
    tablet.ask("POST", "/shown", {"nonce": nonce})
    # The tablet asks on meanwhile: it is there, and nobody touches it.
    for _ in range(5):
        small.clock.advance(PRESS_WITHIN / 5 + timedelta(seconds=1))
        server.seconds.now += 19
        tablet.ask("GET", "/next?rev=-1")
    tablet.wait_for("rest")
    late = tablet.press(nonce, level=5)
    assert (late.status, late.body["said"]) == (409, "late")
    assert facts(small, visit)[1:] == [RatingTimedOut(pad="tablet")]


def test_a_tablet_that_went_away_with_the_question_is_a_pad_that_failed(
    small: SmallStation, hold: PadHold
) -> None:
    seconds = Seconds()
    with served(small, hold, seconds) as server:
        tablet = server.tablet()
        visit = accepted(small)
        tablet.ask("POST", "/shown", {"nonce": tablet.wait_for("levels")["nonce"]})
        # The server looks by itself as well: the time for a press must not be over while the tablet is still there.
        seconds.now += AWAY_AFTER + 1
        server.look()
        assert server.events[-1] == "away"
        pass_press_time(small, server)
        server.look()
    assert facts(small, visit)[1:] == [PadFailed(pad="tablet")]


def test_the_next_customer_is_asked_when_the_last_one_left_the_question(
    small: SmallStation, server: Served
) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    nonce = tablet.wait_for("levels")["nonce"]
    tablet.ask("POST", "/shown", {"nonce": nonce})
    small.clock.advance(timedelta(seconds=20))
    following = accepted(small)
    tablet.wait_for("levels")
    assert facts(small, visit)[1:] == [RatingTimedOut(pad="tablet")]
    assert facts(small, following) == []
    assert tablet.press(nonce, level=5).body["said"] == "late"


def test_a_press_of_another_level_after_the_rating_is_kept_as_refused_once(
    small: SmallStation, server: Served
) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    nonce = tablet.wait_for("levels")["nonce"]
    tablet.press(nonce, level=3)
    for level in (5, 5, 4):
        assert tablet.press(nonce, level=level).body["said"] == "used"
    assert facts(small, visit)[1:] == [
        RatingGiven(level=3, pad="tablet"),
        PressRefused(level=5, pad="tablet"),
    ]


def test_whoever_is_not_the_paired_tablet_rates_nothing(small: SmallStation, server: Served) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    nonce = tablet.wait_for("levels")["nonce"]
    stranger = server.stranger()
    for cookie in ("", "x" * 43, tablet.cookie[:-1] + ("A" if tablet.cookie[-1] != "A" else "B")):
        stranger.cookie = cookie
        assert stranger.press(nonce, level=5).status == 401
        assert stranger.ask("GET", "/next?rev=-1").status == 401
        assert stranger.ask("POST", "/shown", {"nonce": nonce}).status == 401
    assert tablet.press("x" * 22, level=5).body["said"] == "gone"
    assert facts(small, visit) == []


def test_wrong_codes_close_the_pairing_for_a_while_and_a_used_code_is_worth_nothing(
    server: Served,
) -> None:
    stranger = server.stranger()
    wrong = f"{(int(server.code) + 1) % 10**8:08}"
    said = [stranger.ask("POST", "/pair", {"code": wrong}).body["said"] for _ in range(5)]
    assert said == ["wrong"] * 4 + ["closed"]
    assert stranger.ask("POST", "/pair", {"code": server.code}).body["said"] == "closed"
    assert server.events[1:] == ["code_wrong"] * 4 + ["code_closed"]
    server.seconds.now += 301
    assert stranger.ask("POST", "/pair", {"code": server.code}).status == 200
    late = server.stranger()
    for _ in range(9):
        assert late.ask("POST", "/pair", {"code": server.code}).body["said"] == "over"
    assert server.events[-2:] == ["paired", "code_over"]
    server.seconds.now += 601
    assert stranger.ask("GET", "/next?rev=-1").status == 200


def test_a_code_is_good_for_ten_minutes(server: Served) -> None:
    server.seconds.now += 600
    assert server.stranger().ask("POST", "/pair", {"code": server.code}).body["said"] == "over"


def test_who_is_paired_and_let_go_is_written_down_and_told_by_verify(
    small: SmallStation, hold: PadHold
) -> None:
    """The tablet's name, when, who had signed in beside it; a code nobody used lets nobody go."""
    small.services.staff.sign_in(LI.staff_no, PINS[LI.staff_no])
    agent = "Mozilla/5.0 (Linux; Android 9; SM-T510 Build/PPR1) AppleWebKit/537.36"
    with served(small, hold, Seconds()) as server:
        server.new_code()
        paired = server.stranger().ask("POST", "/pair", {"code": server.code}, User_Agent=agent)
        assert paired.status == 200
        small.clock.advance(timedelta(minutes=20))
        server.new_code()
        server.tablet()
    first, second = verify(small.home).tablets
    assert (first.name, first.beside) == ("SM-T510", LI.staff_no)
    assert first.until is not None
    assert first.until - first.at == timedelta(minutes=20)
    assert (second.name, second.at, second.until) == ("", first.until, None)
    words = "\n".join(say_verified(verify(small.home)))
    assert f"平板 SM-T510，{first.at:%Y-%m-%d %H:%M} 配对，{first.until:%Y-%m-%d %H:%M} 停用" in words


def test_a_tablet_whose_pairing_cannot_be_written_down_is_not_let_in(
    small: SmallStation, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_given: object) -> None:
        raise RuleBroken("store_busy")

    with monkeypatch.context() as patched:
        patched.setattr(small.services.pad, "tablet_paired", busy)
        refused = server.stranger().ask("POST", "/pair", {"code": server.code})
    assert (refused.status, refused.body["said"]) == (403, "over")
    assert server.events[-1] == "trouble"
    assert not server.desk.session.paired
    server.new_code()
    assert server.tablet().ask("GET", "/next?rev=-1").status == 200


def test_a_new_code_throws_the_paired_tablet_out(server: Served) -> None:
    tablet = server.tablet()
    assert tablet.ask("GET", "/next?rev=-1").status == 200
    server.new_code()
    assert tablet.ask("GET", "/next?rev=-1").status == 401
    assert server.tablet().ask("GET", "/next?rev=-1").status == 200


def test_a_tablet_stays_paired_over_a_restart_of_the_same_day_and_no_secret_is_kept_in_clear(
    small: SmallStation, hold: PadHold
) -> None:
    with served(small, hold, Seconds()) as server:
        secret = server.tablet().cookie
    assert secret not in small.home.tablet.read_text("ascii")
    with served(small, hold, Seconds()) as server:
        assert server.events == []
        server.seconds.now += 31
        server.look()
        tablet = server.stranger()
        tablet.cookie = secret
        assert tablet.ask("GET", "/next?rev=-1").status == 200
        assert server.events == ["away", "there"]
    small.clock.advance(timedelta(days=1))
    with served(small, hold, Seconds()) as server:
        tablet = server.stranger()
        tablet.cookie = secret
        assert tablet.ask("GET", "/next?rev=-1").status == 401


def test_what_is_not_a_request_of_the_page_is_refused(server: Served) -> None:
    tablet = server.tablet()
    host = f"127.0.0.1:{server.port}"
    assert tablet.ask("GET", "/", Host="pad.example.com").status == 421
    assert tablet.ask("GET", "/", Host="127.0.0.1:80").status == 421
    assert tablet.ask("PUT", "/answer", {}).status == 405
    assert tablet.ask("GET", "/station.db").status == 404
    assert tablet.ask("GET", "/?" + "a" * 65).status == 414
    assert tablet.ask("POST", "/answer", b"x" * 1025).status == 413
    assert tablet.ask("POST", "/answer", b"{}", Content_Type="text/plain").status == 403
    assert tablet.ask("POST", "/answer", {}, Origin="http://other.example").status == 403
    assert tablet.ask("POST", "/answer", b"{").status == 400
    assert tablet.ask("POST", "/answer", {"nonce": "n", "visit": "v"}, Origin=f"http://{host}").status == 400
    assert tablet.ask("GET", "/", X_Long="a" * 5000).status == 431


def test_every_answer_is_kept_by_nobody_and_shown_in_no_frame(server: Served) -> None:
    tablet = server.tablet()
    for path, host in (
        ("/", ""),
        ("/pad.js", ""),
        ("/next?rev=-1", ""),
        ("/none", ""),
        ("/", "other.example"),
    ):
        headers = tablet.ask("GET", path, **({"Host": host} if host else {})).headers
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers
    cookie = server.stranger()
    server.new_code()
    given = cookie.ask("POST", "/pair", {"code": server.code}).headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=strict" in given


def test_a_flood_is_refused_makes_no_rating_and_leaves_the_tablet_its_turn(
    small: SmallStation, server: Served
) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    nonce = tablet.wait_for("levels")["nonce"]
    stranger = server.stranger()
    answered = []
    for _ in range(200):
        try:
            answered.append(stranger.press(nonce, level=5).status)
        except OSError:
            # The connection ended before anything of it was read.
            answered.append(0)
    assert 401 in answered
    assert set(answered[-100:]) <= {0, 429}
    assert facts(small, visit) == []
    assert tablet.press(nonce, level=4).body["said"] == "kept"
    server.seconds.now += 60
    tablet.wait_for("rest")
    server.look()
    assert "refused" in server.events
    assert facts(small, visit)[1:] == [RatingGiven(level=4, pad="tablet")]


def test_a_press_the_store_could_not_keep_can_be_made_again(
    small: SmallStation, server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet = server.tablet()
    visit = accepted(small)
    nonce = tablet.wait_for("levels")["nonce"]
    tablet.ask("POST", "/shown", {"nonce": nonce})

    def busy(*_given: object) -> None:
        raise RuleBroken("store_busy")

    with monkeypatch.context() as patched:
        patched.setattr(small.services.pad, "press", busy)
        refused = tablet.press(nonce, level=5)
    assert (refused.status, refused.body["said"]) == (409, "again")
    assert refused.body["state"]["nonce"] == nonce
    assert tablet.press(nonce, level=5).body["said"] == "kept"
    assert facts(small, visit)[1:] == [RatingGiven(level=5, latency_ms=0, pad="tablet")]


def test_a_press_that_died_with_the_server_is_called_lost_only_while_its_question_stands(
    small: SmallStation, hold: PadHold
) -> None:
    with served(small, hold, Seconds()) as server:
        tablet = server.tablet()
        visit = accepted(small)
        nonce = tablet.wait_for("levels")["nonce"]
        secret = tablet.cookie
        assert tablet.press(nonce, level=9).body["said"] == "again"
        assert tablet.ask("POST", "/shown", {"nonce": nonce}).status == 200
    with served(small, hold, Seconds()) as server:
        tablet = server.stranger()
        tablet.cookie = secret
        asked = tablet.wait_for("levels")
        assert tablet.press(nonce, level=2).body["said"] == "again"
        assert tablet.press(asked["nonce"], level=4).body["said"] == "kept"
        assert tablet.press(nonce, level=2).body["said"] == "gone"
    assert facts(small, visit)[-1] == RatingGiven(level=4, pad="tablet")


def test_a_bad_level_without_its_reason_yet_is_kept_when_the_server_is_gone(
    small: SmallStation, hold: PadHold
) -> None:
    with served(small, hold, Seconds()) as server:
        tablet = server.tablet()
        visit = accepted(small)
        assert tablet.press(tablet.wait_for("levels")["nonce"], level=2).body["said"] == "next"
        secret, nonce = tablet.cookie, tablet.wait_for("reasons")["nonce"]
        assert facts(small, visit)[1:] == [RatingGiven(level=2, pad="tablet")]
    with served(small, hold, Seconds()) as server:
        tablet = server.stranger()
        tablet.cookie = secret
        assert tablet.wait_for("rest")
        assert tablet.press(nonce, reason="E201").body["said"] == "gone"
    assert facts(small, visit)[1:] == [RatingGiven(level=2, pad="tablet")]
