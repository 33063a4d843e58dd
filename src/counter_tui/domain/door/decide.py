"""Decisions at the door: which end a request may have, and what it takes that it is not accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.door.models import Door, Outcome, Resource
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.door import MatterNotAccepted, RequestEnded
from counter_tui.domain.ids import MatterNumber, made_at
from counter_tui.domain.matter.accept import taken_down
from counter_tui.domain.matter.assess import assess, verdicts_of
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.work import written
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_prose

if TYPE_CHECKING:
    from counter_tui.domain.units.directory import Unit

PUT_OFF_AFTER = timedelta(hours=1)
"""How long a request may stay a draft once somebody has come with it."""

LEAST_CHARS = 4
"""Shorter words explain nothing to whoever reads them later."""


class Held(Struct, frozen=True):
    """Why a text may not stand as the reason: the rule, the piece of the text, and what to say or do instead.

    ``resource`` is what the request could be accepted without.
    """

    rule: str
    piece: str
    why: Words
    instead: Words
    resource: Resource


Screen = Callable[[str, bool], Held | None]
"""Looks at a text for the reasons that may turn no customer away; None where there is none in it.

True says that the words are given as the customer's own: he may want to come another day, but not for want of a meter.
"""


def has_come(draft: Draft, context: Context) -> bool:
    """Whether somebody is known by a number that stands: from then on only the door leads out of the form."""
    return any(verdict.valid for verdict in verdicts_of(draft, context).values())


def is_put_off(draft: Draft, context: Context) -> bool:
    """Whether somebody has come and his request is neither accepted nor ended after an hour.

    Keeping a draft is no way of letting somebody wait (拖办); the hour is ours, no source gives one.
    """
    came_at = made_at(bytes.fromhex(draft.draft_id))
    return context.now - came_at >= PUT_OFF_AFTER and has_come(draft, context)


class Passed(Struct, frozen=True):
    """To whom a request was passed or its customer sent, by which phone, and what help was given."""

    unit: Unit | None = None
    phone: str = ""
    help_given: str = ""


def decide_end(
    draft: Draft,
    context: Context,
    outcome: Outcome,
    words: str,
    matter: str = "",
    passed: Passed | None = None,
) -> RequestEnded:
    """The request ends for this outcome; ``matter`` is the number of the running one where the outcome asks for it.

    The words have been screened. Raises RuleBroken("not_allowed"), "text_missing", "words_too_short", and where a unit
    is to be named what ``_named`` raises.
    """
    require(context.actor, "accept")
    if outcome.matter:
        return RequestEnded(draft=draft.draft_id, kind=draft.kind, outcome=outcome.code, matter=matter)
    ended = RequestEnded(draft=draft.draft_id, kind=draft.kind, outcome=outcome.code, words=told(words))
    return _named(ended, outcome, passed or Passed()) if outcome.unit else ended


def _named(ended: RequestEnded, outcome: Outcome, passed: Passed) -> RequestEnded:
    """The end with the unit the customer was named (首问负责制: 告知单位、电话、联系人; 公司外的说明并帮助).

    Raises RuleBroken("unit_missing"), "unit_other_side" for one of the other side of the company, "unit_phone_missing",
    "unit_phone_unfit"; of a body outside "kind_is_ours" for a kind of the catalogue, "help_missing".
    """
    unit, outside = passed.unit, outcome.unit == "outside"
    if outside and ended.kind:
        raise RuleBroken("kind_is_ours")
    if unit is None:
        raise RuleBroken("unit_missing")
    if unit.outside != outside:
        raise RuleBroken("unit_other_side", unit_zh=unit.name.zh, unit_en=unit.name.en)
    # Loaded here: the first screen asks this module about drafts and needs no directory.
    from counter_tui.domain.units.directory import unit_phone

    phone = unit_phone(passed.phone) or unit.phone
    if not phone and not outside:
        raise RuleBroken("unit_phone_missing")
    return replace(
        ended,
        unit=unit.code,
        name_zh=unit.name.zh,
        name_en=unit.name.en,
        phone=phone,
        help=written(passed.help_given, "help_missing") if outside else fold_prose(passed.help_given),
    )


def told(words: str) -> str:
    """What was written, folded. Raises RuleBroken("text_missing") or "words_too_short"."""
    text = written(words, "text_missing")
    if len(text) < LEAST_CHARS:
        raise RuleBroken("words_too_short", least=LEAST_CHARS)
    return text


def decide_not_accept(
    draft: Draft, context: Context, door: Door, lead: Actor, ground: str, words: str, number: MatterNumber
) -> MatterNotAccepted:
    """The request is not accepted: on a lawful ground, by a lead who gave his own PIN for it (两人原则).

    Nobody may refuse a customer alone, a lead at the counter neither: somebody else asks for it.
    Raises RuleBroken("not_allowed"), "refused_alone", "ground_unknown", "kind_missing", "text_missing" or
    "words_too_short".
    """
    require(context.actor, "accept")
    require(lead, "lead_matter")
    if lead.staff_no == context.actor.staff_no:
        raise RuleBroken("refused_alone")
    assessment = assess(draft, context)
    if assessment.kind is None:
        raise RuleBroken("kind_missing")
    if ground not in {known.code for known in door.grounds_for(assessment.kind.code)}:
        raise RuleBroken("ground_unknown", ground=ground)
    text, appeal = told(words), door.appeal(context.rules.profile)
    kept = taken_down(draft, context, assessment)
    return MatterNotAccepted(
        number=str(number),
        kind=assessment.kind.code,
        catalogue=context.rules.catalogue.version,
        visit=draft.visit,
        customer=kept.customer,
        fields=kept.fields,
        remark=kept.remark,
        first_contact=context.actor.staff_no,
        shown=kept.shown,
        ground=ground,
        words=text,
        told_zh=appeal.zh,
        told_en=appeal.en,
        decided_by=lead.staff_no,
    )
