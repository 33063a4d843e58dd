"""The least a clerk has to type for a request of any kind and class of customers."""

from __future__ import annotations

from counter_tui.bootstrap import Services
from counter_tui.domain.catalogue.models import CustomerClass, FormField, Kind
from counter_tui.domain.matter.draft import Draft
from support.stations import LI

PAPERS: dict[CustomerClass, dict[str, str]] = {
    "resident": {"id_kind": "resident_id", "id_number": "110101197503051811", "name": "郑小满"},
    "business": {"id_kind": "uscc", "id_number": "913301007853256723", "name": "万泉饲料厂"},
    "small_business": {"id_kind": "uscc", "id_number": "913301007853256723", "name": "万泉粮油店"},
    "institution": {"id_kind": "approval_document", "id_number": "万政函2025第12号", "name": "万泉小学"},
}
VALUES = {"number": "10", "date": "2026-03-01", "phone": "13900001234", "text": "说明"}


def asked_for(field: FormField) -> str:
    """What has to be typed into a field: nothing unless it is asked for and nothing is usual."""
    if not field.required or field.default:
        return ""
    return field.choices[0].code if field.choices else VALUES[field.type]


def least_draft(services: Services, kind: Kind, customer_class: CustomerClass) -> Draft:
    """The least a clerk has to type for this kind and class."""
    draft = services.drafts.new(LI, kind=kind.code)
    typed = {field.code: asked_for(field) for field in kind.fields if asked_for(field)}
    place = "村东头变压器旁" if kind.place != "none" else ""
    draft = draft.with_values(customer_class=customer_class, fields=typed, address=place)
    if kind.identity == "one_paper":
        return draft.with_values(**PAPERS[customer_class])
    return draft.with_values(account="0417000018") if kind.identity == "account" else draft
