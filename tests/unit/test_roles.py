"""Who may do what, as one table that is read here once more by hand."""

from __future__ import annotations

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.role import Role
from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.roles import ALLOWED, ROLES, Actor, may, require

COUNTER = {"accept", "work", "write", "find", "see_matters"}
ONLY_LEADING = {
    "lead_matter",
    "oversee",
    "read_confidential",
    "give_labels",
    "see_labels",
    "see_details",
    "import_customers",
    "import_matters",
    "export",
    "manage_staff",
    "change_settings",
    "confirm_date",
    "check_store",
    "restore_store",
    "set_passphrase",
    "share_key",
    "publish",
    "set_prices",
    "set_peak",
    "see_charges",
}


def test_every_role_has_its_row() -> None:
    assert set(ALLOWED) == set(ROLES) == {"clerk", "lead", "guide", "head", "auditor"}


def test_a_clerk_works_at_the_counter_and_leads_nothing() -> None:
    assert set(ALLOWED["clerk"]) == COUNTER


def test_a_lead_and_a_head_do_all_of_it() -> None:
    assert set(ALLOWED["lead"]) == set(ALLOWED["head"]) == COUNTER | ONLY_LEADING


def test_an_auditor_sees_everything_and_changes_nothing() -> None:
    seen = {
        "find",
        "see_matters",
        "see_details",
        "oversee",
        "see_labels",
        "see_charges",
        "export",
        "check_store",
    }
    assert set(ALLOWED["auditor"]) == seen


def test_a_guide_takes_requests_down_and_works_on_none() -> None:
    assert set(ALLOWED["guide"]) == {"accept", "write", "find", "see_matters"}


def test_nobody_may_rate_for_the_customer() -> None:
    assert not any("rate" in action for actions in ALLOWED.values() for action in actions)


def test_what_a_role_may_not_do_is_refused_with_both_named() -> None:
    auditor = Actor("104", "赵静", "auditor")
    require(auditor, "export")
    assert not may("auditor", "work")
    with pytest.raises(RuleBroken, match="not_allowed") as broken:
        require(auditor, "work")
    assert broken.value.facts == {"action": "work", "role": "auditor"}


@pytest.mark.parametrize("role", ROLES)
def test_what_needs_nobody_or_anybody_is_open_to_every_role_and_an_action_to_those_it_is_given(
    role: Role,
) -> None:
    assert role_may(role, "nobody")
    assert role_may(role, "anybody")
    assert role_may(role, "see_matters")
    assert role_may(role, "accept") == (role != "auditor")
    assert role_may(role, "lead_matter") == (role in ("lead", "head"))
