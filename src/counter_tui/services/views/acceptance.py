"""What the rules and the files make of a request, and its acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.domain.matter.assess import Assessment
    from counter_tui.domain.matter.draft import Draft
    from counter_tui.domain.price.book import Quote
    from counter_tui.services.views.context import Whose
    from counter_tui.services.views.lines import MatterLine
    from counter_tui.services.views.matter import PaperView, PromiseView


class OnFile(Struct, frozen=True):
    """What is known of the customer of a draft: particulars on file (unmasked, to fill the form) and open matters."""

    account: str
    name: str
    phone: str
    phone2: str
    address: str
    transformer_area: str
    manager: str
    updated_on: date | None


class Assessed(Struct, frozen=True):
    """What the rules and the files make of a draft.

    ``words`` says what was made of each input, by field: ``(good, text)``. ``on_file`` are customers whose number,
    account or phone fits (best first). ``phone_of`` is the masked name the phone is known under when it is another
    than the one on the form; ``picked`` the account of the customer on file the clerk has said it is. ``whose`` is what
    the files are asked by, ``quote`` what the kind costs.
    """

    draft: Draft
    assessment: Assessment
    words: Mapping[str, tuple[bool, str]]
    on_file: tuple[OnFile, ...]
    open_matters: tuple[MatterLine, ...]
    promises: tuple[PromiseView, ...]
    papers: tuple[PaperView, ...]
    phone_of: str = ""
    picked: str = ""
    whose: Whose | None = None
    quote: Quote | None = None
    peak: bool = False


class Accepted(Struct, frozen=True):
    """An acceptance that is in the ledger. ``again`` when it had been submitted before, ``letter`` when a commitment
    letter is to be signed.
    """

    matter_id: str
    number: str
    visit: str
    rated: bool
    again: bool
    letter: bool = False
