"""A request being taken down: what has been typed so far, saved at every pause, gone when it is submitted."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.catalogue.models import CustomerClass


class Draft(Struct, frozen=True, kw_only=True):
    """What the clerk has typed so far, as typed; nothing in it is checked until it is assessed.

    ``draft_id`` is the id the matter will have (hex), minted when the form opens, so that submitting twice makes one
    matter. ``visit`` (hex) ties the matters of one customer's visit together for the rating. ``kind_typed`` is what was
    typed where the kind is chosen and means none yet. ``customer_class`` is empty until somebody chooses; the paper
    shown decides then. ``papers_shown`` are codes of papers already in hand, ``asked_anew`` of papers on file
    that are asked for all the same. ``enquiry`` (hex) is the enquiry it carries on.
    """

    draft_id: str
    visit: str
    kind: str = ""
    kind_typed: str = ""
    customer_class: CustomerClass | None = None
    id_kind: str = ""
    id_number: str = ""
    name: str = ""
    phone: str = ""
    phone2: str = ""
    address: str = ""
    account: str = ""
    fields: dict[str, str] = {}
    remark: str = ""
    agent_name: str = ""
    agent_id_number: str = ""
    papers_shown: tuple[str, ...] = ()
    asked_anew: tuple[str, ...] = ()
    focus: str = ""
    enquiry: str = ""

    def with_values(self, **values: Any) -> Draft:
        """The draft with these values changed."""
        return replace(self, **values)

    @property
    def empty(self) -> bool:
        """Whether nothing worth keeping has been typed."""
        texts = (
            self.kind,
            self.kind_typed,
            self.id_number,
            self.name,
            self.phone,
            self.phone2,
            self.address,
            self.account,
        )
        agent = (self.agent_name, self.agent_id_number)
        return not any(text.strip() for text in (*texts, self.remark, *agent, *self.fields.values()))
