"""Numbers people bring to the counter: identity papers, company codes, phones, accounts, meters.

``check`` gives the verdict on one number of a known kind, ``guess_kinds`` names the kinds an identity number may be,
``is_number`` and ``has_number`` find a number typed as a name. All accept any text and never raise because of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity.accounts import check_digits_only
from counter_tui.domain.identity.company import check_organisation_code, check_uscc
from counter_tui.domain.identity.guess import guess_kinds
from counter_tui.domain.identity.names import has_number, is_number
from counter_tui.domain.identity.papers import (
    check_approval_document,
    check_household_register,
    check_military_id,
    check_police_certificate,
)
from counter_tui.domain.identity.permits import (
    check_foreign_pr_card,
    check_hk_macao_permit,
    check_passport,
    check_taiwan_permit,
)
from counter_tui.domain.identity.phones import check_landline, check_mobile
from counter_tui.domain.identity.resident import check_resident_id
from counter_tui.domain.identity.verdict import CODES, REMARKS, Verdict

__all__ = [
    "CODES",
    "KINDS",
    "PAPER_KINDS",
    "REMARKS",
    "Verdict",
    "check",
    "guess_kinds",
    "has_number",
    "is_number",
]

_PAPERS: dict[str, Callable[[str, str, date], Verdict]] = {
    "resident_id": check_resident_id,
    "temporary_id": check_resident_id,
    "household_register": check_household_register,
    "military_id": check_military_id,
    "taiwan_permit": check_taiwan_permit,
    "hk_macao_permit": check_hk_macao_permit,
    "passport": check_passport,
    "foreign_pr_card": check_foreign_pr_card,
    "police_certificate": check_police_certificate,
    "uscc": check_uscc,
    "organisation_code": check_organisation_code,
    "association_licence": check_uscc,
    "approval_document": check_approval_document,
}
_OTHERS: dict[str, Callable[[str, str, date], Verdict]] = {
    "mobile": check_mobile,
    "landline": check_landline,
    "account_sg10": check_digits_only,
    "account_sg13": check_digits_only,
    "account_csg16": check_digits_only,
    "meter_asset22": check_digits_only,
}

PAPER_KINDS = tuple(_PAPERS)
"""The kinds the counter accepts as the one identity paper, people's first, then companies' and bodies'."""

KINDS = (*_PAPERS, *_OTHERS)
"""Every kind of number ``check`` knows."""


def check(kind: str, value: str, today: date) -> Verdict:
    """The verdict on this number as one of this kind; ``today`` bounds dates of birth.

    Raises ``RuleBroken("identity_kind_unknown", kind=...)`` for a kind that is not in ``KINDS``.
    """
    rule = _PAPERS.get(kind) or _OTHERS.get(kind)
    if rule is None:
        raise RuleBroken("identity_kind_unknown", kind=kind)
    return rule(kind, value, today)
