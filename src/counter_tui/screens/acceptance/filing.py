"""Filling the form from the file, never over what a person has typed."""

from __future__ import annotations

from collections.abc import Iterator

from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.whose import may_be_same
from counter_tui.screens.acceptance.form import Form
from counter_tui.services.views.acceptance import Assessed, OnFile

_CONFIRMED_ALOUD = ("phone", "address")
"""What may have changed since it was filed: the clerk asks."""


class Filing:
    """What stands on the form because it stood on file, on a card, or on the form before.

    ``unconfirmed`` are the fields nobody has passed since they were filled.
    """

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._offered: set[tuple[str, str]] = set()
        self._known: OnFile | None = None
        self._numbers = ("", "")
        self._by_phone = False
        self._picked: tuple[str, str, str] | None = None
        self.unconfirmed: set[str] = set()

    def follow(self, form: Form, assessed: Assessed) -> bool:
        """Fill what is empty from the one customer the numbers point to; True when anything was filled or taken back.

        A phone alone may belong to a relative: next to another number, or to another name, it fills nothing, and what
        it filled before that name was typed is taken back. So is what another customer's file gave when a complete
        number points to nobody.
        """
        draft = assessed.draft
        numbers = (draft.id_number.strip(), self._typed_account(draft.account))
        named = "" if draft.name == self._given.get("name") else draft.name
        if self._by_phone and self._known is not None and not may_be_same(named, self._known.name):
            return self._take_back(form)
        if self._known is not None and numbers == self._numbers:
            return self.fill(form, self._known)
        if any(numbers) and draft.phone.strip() and draft.phone != self._given.get("phone"):
            return False
        # The phone that the file before has filled in still points to that file's customer.
        found = [each for each in assessed.on_file if each != self._known or not draft.phone.strip()]
        if not any(numbers):
            found = [each for each in found if may_be_same(named, each.name)]
        if len(found) == 1:
            self._numbers, self._by_phone = numbers, not any(numbers)
            return self.fill(form, found[0])
        verdicts = assessed.assessment.verdicts
        complete = any(verdicts[key].valid for key in ("id_number", "account") if key in verdicts)
        return self._take_back(form) if complete and not found else False

    def choose(self, form: Form, known: OnFile) -> None:
        """A person says that it is this customer: fill what is empty or another file's."""
        self._numbers = (form.text("id_number").strip(), self._typed_account(form.text("account")))
        self._by_phone = False
        self._offered.clear()
        self.fill(form, known)
        self._picked = (known.account, form.text("id_number").strip(), form.text("phone").strip())

    def picked(self, draft: Draft) -> str:
        """The account a person has picked, while the numbers on the form are those it was picked for."""
        if self._picked is None:
            return ""
        account, id_number, phone = self._picked
        same = (draft.id_number.strip(), draft.phone.strip()) == (id_number, phone)
        return account if same and draft.account.strip() in ("", account) else ""

    def fill(self, form: Form, known: OnFile) -> bool:
        """Fill the empty fields, and those another customer's file had filled; what a person emptied stays empty."""
        self._known = known
        changed = False
        for key, value in _particulars(form, known):
            if (known.account, key) in self._offered:
                continue
            self._offered.add((known.account, key))
            if form.text(key).strip() and form.text(key) != self._given.get(key):
                continue
            changed |= form.text(key) != value
            self.give(form, key, value)
        return changed

    def give(self, form: Form, key: str, value: str) -> None:
        """Put a value a person did not type into a field."""
        form.put(key, value)
        self._given[key] = value
        if value and key in _CONFIRMED_ALOUD:
            self.unconfirmed.add(key)
        else:
            self.unconfirmed.discard(key)

    def confirm(self, key: str) -> None:
        """Somebody has passed the field."""
        self.unconfirmed.discard(key)

    def typed(self, form: Form) -> None:
        """What was typed over is no longer the file's."""
        for key in [key for key, value in self._given.items() if form.has(key) and form.text(key) != value]:
            del self._given[key]
            self.unconfirmed.discard(key)

    def replaceable(self, form: Form, key: str) -> bool:
        """May a card fill this field: is it empty, or filled by no person?"""
        return not form.text(key).strip() or form.text(key) == self._given.get(key)

    def _typed_account(self, account: str) -> str:
        """The account a person gave; the one the file itself has filled in tells nothing new of whom it is."""
        given = (self._given.get("account"), self._given.get("field:account"))
        return "" if account in given else account.strip()

    def _take_back(self, form: Form) -> bool:
        given, self._given = self._given, {}
        self._known, self._numbers, self._by_phone, self._picked = None, ("", ""), False, None
        self.unconfirmed.clear()
        self._offered.clear()
        back = [key for key, value in given.items() if value and form.has(key) and form.text(key) == value]
        for key in back:
            form.put(key, "")
        return bool(back)


def _particulars(form: Form, known: OnFile) -> Iterator[tuple[str, str]]:
    yield from (("name", known.name), ("phone", known.phone), ("address", known.address))
    if known.phone2:
        yield "phone2", known.phone2
    if form.has("field:account"):
        yield "field:account", known.account
    elif form.shown("account"):
        yield "account", known.account
