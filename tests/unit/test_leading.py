"""Who leads the shift: whoever took it, while he is here; then whom he named; then the rule of the signing in."""

from __future__ import annotations

from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.leading import lead_now

WANG, ZHAO, QIAN = Colleague("1", "lead"), Colleague("2", "head"), Colleague("3", "lead")
LI = Colleague("4", "clerk")


def away(person: Colleague, stand_in: str) -> Colleague:
    return Colleague(person.staff_no, person.role, stand_in=stand_in)


def gone(person: Colleague) -> Colleague:
    return Colleague(person.staff_no, person.role, active=False)


def test_whoever_took_the_shift_last_leads_whoever_signs_in() -> None:
    assert lead_now("2", [WANG, ZHAO, QIAN, LI], ["3", "1"]) == "2"


def test_where_nobody_ever_took_it_whoever_signed_in_last_as_lead_and_is_here_leads() -> None:
    assert lead_now("", [WANG, ZHAO, QIAN], ["3", "1"]) == "3"
    assert lead_now("", [WANG, gone(QIAN)], ["3", "1"]) == "1"
    assert lead_now("", [WANG, away(QIAN, "1")], ["3", "1"]) == "1"
    assert lead_now("", [WANG], []) == ""


def test_of_a_lead_who_is_not_here_any_more_the_stand_in_leads_as_far_as_he_may() -> None:
    assert lead_now("1", [away(WANG, "3"), ZHAO, QIAN, LI], ["2"]) == "3"
    assert lead_now("1", [away(WANG, "4"), ZHAO, QIAN, LI], ["2", "3"]) == "2"
    assert lead_now("1", [gone(WANG), ZHAO, QIAN, LI], []) == "3"
    assert lead_now("1", [gone(WANG), ZHAO, LI], ["9"]) == "2"


def test_there_is_always_somebody_where_the_shift_was_ever_taken() -> None:
    assert lead_now("1", [away(WANG, "4"), LI], []) == "4"
    assert lead_now("1", [away(WANG, "4"), away(LI, "1")], []) == "1"
