"""Killed while somebody signs for a pack or closes the day: all of it or nothing, nothing typed lost, signed once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.bootstrap import Services
from counter_tui.db import ledger
from counter_tui.db.rows.closes import close_subject
from counter_tui.db.rows.packs import PACK
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.close import DayClosed
from counter_tui.domain.facts.pack import PackTaken
from counter_tui.domain.pack.state import ORDER
from counter_tui.domain.staff.roles import Actor
from support.closing import TODAY, a_day
from support.killed_signatures import END, WRITTEN, killed_closing, killed_taking
from support.looking import looked_over
from support.stations import BILL, LI, LIU, PINS, WANG, open_small_station

HALF = {"words": "打印机坏"}


def in_hand(services: Services, who: Actor) -> list[tuple[str, str, str]]:
    """What a person has in hand, as the lines of his pack."""
    return [(line.kind, line.name, line.words) for line in services.packs.desk(who).in_hand.lines]


def facts_of(services: Services, subject: Subject) -> list[object]:
    """What happened to a pack or a day's close."""
    with services.base.store.reading() as connection:
        return [each.fact for each in ledger.facts_of(connection, subject)]


def test_a_signature_for_a_pack_is_whole_or_was_never_given(tmp_path: Path) -> None:
    """Killed before the first fact, between two, before the signature, at the end of the transaction and after it."""
    small = open_small_station(tmp_path, empty=True)
    services = small.services
    for number in range(3):
        small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": f"电费多{number}"})
    due = TODAY + timedelta(days=3)
    services.actions.set(WANG, services.actions.new(WANG), "公示牌过期", LI.staff_no, due, "看")
    services.enquiries.leave_open(LI, services.enquiries.new(LI), "bill", words="电费多")
    pack = services.packs.offer(LI, PINS[LI.staff_no], services.packs.new(LI), LIU.staff_no)
    refused = next(line.place for line in pack.lines if line.kind == "matter")
    services.packs.keep(LIU, pack.pack_id, ["action"], {refused: "先不接"})
    services.packs.keep_words(LIU, pack.pack_id, "refuse enquiry", HALF)
    before, end = (in_hand(services, LI), in_hand(services, LIU)), ledger_end(services)
    # Two matters, the action item, the question, what is refused; the signature itself comes last.
    for place in (0, 3, 5, END):
        killed_taking(small.home.folder, pack.pack_id, {refused: "先不接"}, place)
        assert (in_hand(services, LI), in_hand(services, LIU)) == before
        assert ledger_end(services) == end
        (waiting,) = services.packs.desk(LIU).waiting
        assert (waiting.accepted, waiting.refusals) == (("action",), {refused: "先不接"})
        assert services.packs.begun_words(LIU, pack.pack_id, "refuse enquiry") == HALF
    killed_taking(small.home.folder, pack.pack_id, {refused: "先不接"}, WRITTEN)
    assert ledger_end(services) == end + 6
    assert services.packs.desk(LIU).waiting == ()
    assert {kind for kind, _name, _words in in_hand(services, LI)} == {"matter", "action"}
    assert len(in_hand(services, LIU)) == len(before[1]) + len(pack.lines) - 1
    with pytest.raises(RuleBroken, match="pack_settled"):
        services.packs.take(LIU, PINS[LIU.staff_no], pack.pack_id, tuple(ORDER), {refused: "先不接"})
    told = facts_of(services, Subject(PACK, bytes.fromhex(pack.pack_id)))
    assert sum(isinstance(each, PackTaken) for each in told) == 1
    services.close()
    assert looked_over(small.home).findings == ()


def ledger_end(services: Services) -> int:
    """How many facts there are."""
    with services.base.store.reading() as connection:
        return ledger.head(connection).seq


def test_a_day_is_closed_whole_or_was_never_closed(tmp_path: Path) -> None:
    small = a_day(tmp_path)
    services, day = small.services, TODAY
    services.close_words.keep(LI, day, "cash", {"cash": "145"})
    end = ledger_end(services)
    for place in (0, END):
        killed_closing(small.home.folder, place)
        assert services.close_day.view(WANG, day).sheet.at is None
        assert services.close_words.begun(LI, day, "cash") == {"cash": "145"}
        assert ledger_end(services) == end
    killed_closing(small.home.folder, WRITTEN)
    sheet = services.close_day.view(WANG, day).sheet
    assert (sheet.at, ledger_end(services)) == (small.clock.now(), end + 1)
    with pytest.raises(RuleBroken, match="day_closed"):
        services.close_day.close(LI, day, WANG.staff_no, PINS[WANG.staff_no])
    assert sum(isinstance(each, DayClosed) for each in facts_of(services, close_subject(day))) == 1
    assert services.close_day.view(WANG, day).sheet == sheet
    services.close()
    assert looked_over(small.home).findings == ()
