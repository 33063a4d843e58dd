"""Accepting a request: one identity paper is enough, everything else is owed with a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from counter_tui.domain import identity
from counter_tui.domain.catalogue.models import CustomerClass
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import Customer, MatterAccepted
from counter_tui.domain.ids import MatterNumber
from counter_tui.domain.matter.assess import Assessment, assess
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.numbers import field_value
from counter_tui.domain.matter.on_file import Given
from counter_tui.domain.matter.repeats import ALONE, Around, repeats_of
from counter_tui.domain.staff.roles import require
from counter_tui.domain.text import fold_prose


def decide_accept(
    draft: Draft,
    context: Context,
    number: MatterNumber,
    lead: str,
    given: Sequence[Given] = (),
    around: Around = ALONE,
) -> MatterAccepted:
    """The acceptance of a draft; ``given`` are papers of earlier matters, ``around`` what else is known.

    Raises RuleBroken("draft_unfit", problems=…) when an input does not fit, RuleBroken("not_allowed") when the
    actor's role may not accept.
    """
    require(context.actor, "accept")
    assessment = assess(draft, context, given)
    if assessment.problems or assessment.kind is None:
        raise RuleBroken("draft_unfit", problems=assessment.problems)
    kept = taken_down(draft, context, assessment)
    return MatterAccepted(
        number=str(number),
        kind=assessment.kind.code,
        catalogue=context.rules.catalogue.version,
        visit=draft.visit,
        customer=kept.customer,
        fields=kept.fields,
        remark=kept.remark,
        first_contact=context.actor.staff_no,
        handler=context.actor.staff_no,
        shown=kept.shown,
        deferred=assessment.deferred,
        on_file=assessment.on_file,
        promises=assessment.promises,
        lead=lead,
        district=around.district,
        repeats=repeats_of(assessment.kind, around.earlier, context.rules.catalogue),
    )


class TakenDown(Struct, frozen=True):
    """What was taken down of a request, in the forms the facts keep."""

    customer: Customer
    fields: dict[str, str]
    remark: str
    shown: tuple[str, ...]


def taken_down(draft: Draft, context: Context, assessment: Assessment) -> TakenDown:
    """What the draft says, as it is kept; its kind is known."""
    kind = assessment.kind
    assert kind is not None
    values = {
        field.code: field_value(field, draft.fields.get(field.code, field.default), context.today)
        for field in kind.fields
    }
    return TakenDown(
        customer=_customer(draft, assessment.customer_class or kind.classes[0], assessment.verdicts),
        fields={code: value for code, value in values.items() if value},
        remark=fold_prose(draft.remark),
        shown=(
            *(paper.code for paper in (*assessment.now_papers, *assessment.by_number)),
            *draft.papers_shown,
        ),
    )


def _customer(
    draft: Draft, customer_class: CustomerClass, verdicts: Mapping[str, identity.Verdict]
) -> Customer:
    def number(field: str) -> str:
        return verdicts[field].normalised if field in verdicts else ""

    return Customer(
        customer_class=customer_class,
        name=fold_prose(draft.name),
        id_kind=draft.id_kind if draft.id_number.strip() else "",
        id_number=number("id_number"),
        phone=number("phone"),
        phone2=number("phone2"),
        address=fold_prose(draft.address),
        account=number("account"),
        agent_name=fold_prose(draft.agent_name),
        agent_id_number=number("agent_id_number"),
    )
