"""The first contact is away or leaves: a named stand-in answers from that moment, and never nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.db.reading import leading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from support.looking import looked_over
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation, open_small_station

SUN = Actor("105", "孙涛", "clerk")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """People and no matters."""
    station = open_small_station(tmp_path, empty=True)
    station.services.staff.add(WANG, SUN.staff_no, SUN.name, "clerk", "618350")
    yield station
    station.services.close()


def bill(small: SmallStation, actor: Actor = LI) -> str:
    return small.accept(actor, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


def newest(small: SmallStation) -> int:
    with small.services.base.store.reading() as connection:
        return ledger.head(connection).seq


def answering(small: SmallStation, staff_no: str) -> str:
    with small.services.base.store.reading() as connection:
        return leading.standing_now(connection).answering(staff_no)


def refused(small: SmallStation, call: object, code: str) -> None:
    """The rule refuses, and nothing is written."""
    before = newest(small)
    with pytest.raises(RuleBroken, match=f"^{code}"):
        call()  # type: ignore[operator]
    assert newest(small) == before


def test_the_stand_in_has_the_matters_on_his_home_and_tells_the_customer(small: SmallStation) -> None:
    """He sees and does what the first contact would; the first contact stays, and gets his own again."""
    services, matter = small.services, bill(small)
    services.matters.answer(LI, matter, "电量无误", "not_possible")
    refused(small, lambda: services.matters.inform(LIU, matter, "phone"), "not_first_contact")
    services.absences.away(WANG, "102", "103", "ill", date(2025, 11, 28))
    home = services.home.view(LIU)
    assert (home.stands_in_for, home.to_inform) == (("李敏",), 1)
    assert [line.matter_id for line in home.matters] == [matter]
    view = services.matters.view(LIU, matter)
    assert (view.line.first_contact, view.line.stand_in) == ("李敏", "刘伟")
    assert view.stand_in_since == small.clock.now()
    assert "inform" in view.can
    told = services.matters.inform(LIU, matter, "phone")
    assert "代 李敏" in told.timeline[0].what
    services.matters.close(LIU, matter)
    again = bill(small)
    services.absences.back(LI, "102")
    assert services.matters.view(LI, again).line.stand_in == ""
    assert services.home.view(LIU).matters == ()
    assert services.home.view(LI).stand_in == ""
    refused(small, lambda: services.matters.answer(LIU, again, "x", "not_possible"), "not_your_matter")
    assert looked_over(small.home).clean


def test_an_offer_to_somebody_away_is_his_stand_ins(small: SmallStation) -> None:
    matter = bill(small, SUN)
    small.services.matters.hand_over(SUN, matter, Receiver("102"), "needs_site")
    small.services.absences.away(WANG, "102", "103", "leave")
    assert [line.matter_id for line in small.services.home.view(LIU).inbox] == [matter]
    small.services.matters.take(LIU, matter)
    other = bill(small, SUN)
    refused(
        small,
        lambda: small.services.matters.hand_over(SUN, other, Receiver("102"), "needs_site"),
        "receiver_away",
    )


def test_the_stand_in_has_the_open_questions_of_who_is_away(small: SmallStation) -> None:
    enquiries = small.services.enquiries
    enquiries.leave_open(LI, enquiries.new(LI), "bill", words="阶梯电价")
    assert small.services.home.view(LIU).enquiries == ()
    small.services.absences.away(WANG, "102", "103", "ill")
    assert [line.words for line in small.services.home.view(LIU).enquiries] == ["阶梯电价"]


def test_who_was_noted_as_away_and_is_here_still_may_do_everything_and_says_so_himself(
    small: SmallStation,
) -> None:
    matter = bill(small)
    small.services.absences.away(WANG, "102", "103", "training")
    assert small.services.home.view(LI).stand_in == "刘伟"
    small.services.matters.answer(LI, matter, "电量无误", "not_possible")
    small.services.matters.inform(LI, matter, "phone")
    refused(small, lambda: small.services.absences.back(LIU, "102"), "not_allowed")
    small.services.absences.back(LI, "102")
    refused(small, lambda: small.services.absences.back(LI, "102"), "not_away")


@pytest.mark.parametrize(
    ("who", "stand_in", "reason", "until", "code"),
    [
        ("102", "", "ill", None, "stand_in_missing"),
        ("102", "999", "ill", None, "stand_in_missing"),
        ("102", "102", "ill", None, "stand_in_himself"),
        ("102", "104", "ill", None, "stand_in_cannot_work"),
        ("102", "105", "ill", None, "stand_in_away"),
        ("102", "103", "", None, "absence_reason_missing"),
        ("102", "103", "left", None, "absence_reason_missing"),
        ("102", "103", "ill", date(2025, 11, 19), "until_past"),
        ("999", "103", "ill", None, "staff_unknown"),
    ],
)
def test_nobody_is_away_without_somebody_who_can_stand_in(
    small: SmallStation, who: str, stand_in: str, reason: str, until: date | None, code: str
) -> None:
    small.services.absences.away(WANG, "105", "103", "leave")
    refused(small, lambda: small.services.absences.away(WANG, who, stand_in, reason, until), code)
    refused(small, lambda: small.services.absences.away(LI, who, stand_in, reason, until), "not_allowed")


def test_when_the_stand_in_goes_too_his_own_stand_in_answers_for_both(small: SmallStation) -> None:
    matter = bill(small)
    small.services.absences.away(WANG, "102", "103", "ill")
    small.services.absences.away(WANG, "103", "105", "ill")
    assert answering(small, "102") == "105"
    assert small.services.home.view(SUN).stands_in_for == ("刘伟", "李敏")
    small.services.matters.answer(SUN, matter, "电量无误", "not_possible")
    small.services.matters.inform(SUN, matter, "phone")
    # The first in the chain is back: his own are his again, those of the other stay.
    small.services.absences.back(LI, "102")
    assert (answering(small, "102"), answering(small, "103")) == ("102", "105")
    assert looked_over(small.home).clean


def test_leaving_gives_everything_away_in_one_act(small: SmallStation) -> None:
    """Two handled, one offered, one of which he is only the first contact; drafts too."""
    services = small.services
    own = [bill(small) for _each in range(2)]
    offered, passed = bill(small, SUN), bill(small)
    services.matters.hand_over(SUN, offered, Receiver("102"), "needs_site")
    services.matters.hand_over(LI, passed, Receiver("105"), "needs_site")
    services.matters.take(SUN, passed)
    small.draft(LI, BILL, name="单")
    refused(small, lambda: services.staff.leave(WANG, "102"), "holds_matters")
    gone = services.absences.leave(WANG, "102", "103", ["105", "103"], "调走")
    assert gone.drafts == 1
    assert {line.matter_id for line, _name in gone.moved} == {*own, offered}
    assert {name for _line, name in gone.moved} == {"孙涛", "刘伟"}
    for matter in (*own, passed):
        line = services.matters.view(WANG, matter).line
        assert (line.first_contact, line.stand_in) == ("李敏", "刘伟")
    assert services.matters.view(WANG, own[0]).timeline[0].what.endswith("：调走")
    assert services.reassigning.workload(WANG, "102").lines == ()
    with pytest.raises(RuleBroken, match="staff_left"):
        services.matters.note(LI, own[0], "还想写")
    refused(small, lambda: services.absences.back(WANG, "102"), "staff_unknown")
    services.matters.answer(LIU, passed, "电量无误", "not_possible")
    services.matters.inform(LIU, passed, "phone")
    assert looked_over(small.home).clean


def test_a_leaving_that_a_rule_refuses_changes_nothing(small: SmallStation) -> None:
    """Not half of it: neither the matters before the refused one nor the stand-in."""
    bill(small)
    leave = small.services.absences.leave
    for stand_in, to, reason, code in (
        ("", (), "调走", "stand_in_missing"),
        ("103", (), "", "reason_missing"),
        ("103", ("102",), "调走", "receiver_is_handler"),
        ("103", ("104",), "调走", "receiver_cannot_work"),
    ):
        refused(small, lambda s=stand_in, t=to, r=reason: leave(WANG, "102", s, t, r), code)
    refused(small, lambda: leave(WANG, "101", "102", (), "调走"), "last_lead")
    assert [each.active for each in small.services.staff.list() if each.staff_no == "102"] == [True]
    assert answering(small, "102") == "102"


def test_who_stands_in_for_somebody_leaves_only_with_a_stand_in_of_his_own(small: SmallStation) -> None:
    matter = bill(small)
    small.services.absences.away(WANG, "102", "103", "ill")
    refused(small, lambda: small.services.staff.leave(WANG, "103"), "stands_in")
    small.services.absences.leave(WANG, "103", "105")
    assert answering(small, "102") == "105"
    assert small.services.matters.view(SUN, matter).line.stand_in == "孙涛"


def test_who_is_away_with_nothing_in_hand_leaves_and_the_stand_in_stays(small: SmallStation) -> None:
    matter = bill(small)
    small.services.matters.hand_over(LI, matter, Receiver("105"), "needs_site")
    small.services.matters.take(SUN, matter)
    small.services.absences.away(WANG, "102", "103", "ill")
    small.services.staff.leave(WANG, "102")
    assert answering(small, "102") == "103"
    assert looked_over(small.home).clean


def test_the_lead_answers_for_who_left_with_nothing_and_is_needed_after_all(small: SmallStation) -> None:
    """An older copy may bring a matter of his back."""
    small.services.staff.leave(WANG, "105")
    assert answering(small, "105") == "101"
    assert small.services.home.view(WANG).stands_in_for == ("孙涛",)


def test_the_auditor_looks_and_stands_in_for_nobody(small: SmallStation) -> None:
    bill(small)
    small.services.absences.away(WANG, "102", "103", "ill")
    assert small.services.home.view(ZHAO).stands_in_for == ()
