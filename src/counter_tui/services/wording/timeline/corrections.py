"""What a correction says: what stood there before, and what stands there now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.masking import HIDDEN, mask_address, mask_identity, mask_name, mask_phone
from counter_tui.i18n import _
from counter_tui.services.wording.particulars import say_field, say_id_kind, say_value
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def _corrected(fact: facts.MatterCorrected, telling: Telling) -> str:
    said = _("Corrected {field}: {was} → {now}").format(
        field=say_field(fact.field, telling.kind),
        was=_value(fact.field, fact.was, telling) or _("(empty)"),
        now=_value(fact.field, fact.now, telling) or _("(empty)"),
    )
    return joined(said, fact.reason)


_MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "name": mask_name,
        "id_number": mask_identity,
        "phone": mask_phone,
        "phone2": mask_phone,
        "address": mask_address,
    }
)


def _value(field: str, value: str, telling: Telling) -> str:
    """A corrected value, masked where it is personal data and nobody asked for the full particulars."""
    if field == "id_kind":
        return say_id_kind(value)
    if field.startswith("field:"):
        return _form_value(field.removeprefix("field:"), value, telling)
    mask = _MASKS.get(field)
    return mask(value) if mask and not telling.full else value


def _form_value(code: str, value: str, telling: Telling) -> str:
    known = next(
        (field for field in (telling.kind.fields if telling.kind else ()) if field.code == code), None
    )
    if not telling.full and value:
        if known is None:
            return HIDDEN
        if known.type == "phone":
            return mask_phone(value)
    return say_value(code, value, telling.kind)


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        facts.MatterCorrected.type: _corrected,
    }
)
"""One sentence for each of these facts."""
