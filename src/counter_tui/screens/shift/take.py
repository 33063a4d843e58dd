"""The change of lead: who comes in, both PINs, and a witness with a reason where the outgoing lead is not here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.matter.ask import ActDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.words import Words
from counter_tui.services.views.shift import PersonLine, ShiftView
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

_FIELD_OF = {
    "lead_himself": "incoming",
    "lead_away": "incoming",
    "cannot_lead": "incoming",
    "staff_unknown": "incoming",
    "lead_not_named": "incoming",
    "lead_reason_missing": "why",
    "reason_too_long": "why",
    "lead_witness_same": "witness",
    "lead_witness_leads": "witness",
}
_LONGEST, _PIN_CELLS = 240, 24


class Taking(Struct, frozen=True):
    """What was filled in; ``signed_by`` is the outgoing lead, or the witness in his place."""

    incoming: str
    incoming_pin: str
    signed_by: str
    signed_pin: str
    reason: str


def people(persons: Sequence[PersonLine]) -> list[Choice]:
    """One choice a person: found by name, initials or number."""
    return [
        Choice(each.staff_no, each.name, (each.initials, each.staff_no), say_role(each.role))
        for each in persons
    ]


class TakeDialog(ActDialog):
    """Enter in the second PIN takes the shift; nothing of a PIN is ever kept."""

    CSS_PATH = "../matter/dialogs.tcss"
    is_wide = True

    def __init__(
        self, view: ShiftView, deed: Callable[[Taking], Any], proposed: str, words: Words | None = None
    ) -> None:
        title = _("Take the shift over from {lead}").format(lead=view.lead_name) if view.lead else ""
        super().__init__(title or _("Take the shift"), words)
        self._view, self._deed, self._proposed = view, deed, proposed
        here = [each for each in view.people if not each.away]
        self._takers = people([each for each in here if each.may_lead and each.staff_no != view.lead])
        self._witnesses = people([each for each in here if each.staff_no != view.lead])

    def compose_questions(self) -> ComposeResult:
        """Who comes in with a PIN, the second PIN, and who signs in place of a lead who is not here."""
        chosen = self._proposed if any(each.id == self._proposed for each in self._takers) else ""
        if len(self._takers) == 1:
            chosen = self._takers[0].id
        hint = _("initials or staff number")
        incoming = PickList(self._takers, chosen=chosen, id="incoming")
        yield FieldRow(_("Comes in"), incoming, hint=hint, id="row-incoming").add_class("first")
        yield self._pin("pin", _("PIN"), more=bool(self._view.lead))
        if not self._view.lead:
            return
        name = self._view.lead_name
        yield self._pin("second", _("2nd PIN"), more=False)
        only = _("only if {name} is not here").format(name=name)
        yield FieldRow(
            _("Witness"),
            PickList(self._witnesses, placeholder=only, id="witness"),
            hint=only,
            id="row-witness",
        )
        said = _("why {name} is not here").format(name=name)
        why = LineInput(id="why", enter_moves=False, max_cells=_LONGEST, placeholder=said)
        yield FieldRow(_("Why"), why, hint=said, id="row-why")

    def _pin(self, id: str, label: str, *, more: bool) -> FieldRow:
        line = LineInput(id=id, secret=True, enter_moves=more, max_cells=_PIN_CELLS)
        return FieldRow(label, line, verdict=self._whose(id), id=f"row-{id}")

    def _whose(self, id: str, witness: str = "") -> tuple[Piece, ...]:
        name = witness or (self._view.lead_name if id == "second" else "")
        return (Piece(_("of {name}").format(name=name), "quiet"),) if name else ()

    def on_mount(self) -> None:
        """Where the incoming is proposed, the PIN comes first."""
        super().on_mount()
        self._judge()
        if self.query_one("#incoming", PickList).chosen is not None:
            self.query_one("#pin").focus()

    def put_back(self) -> None:
        """Say again whose the second PIN is."""
        self._judge()

    def after_retranslation(self) -> None:
        """Say again whose the second PIN is."""
        super().after_retranslation()
        self._judge()

    def _fields(self) -> list[Any]:
        """No PIN is kept, in the store neither nor over a change of language."""
        found = super()._fields()
        return [each for each in found if not (isinstance(each, LineInput) and each.password)]

    @on(PickList.Chosen)
    @on(PickList.Typed)
    def _judge(self) -> None:
        for pin, person in (("pin", "incoming"), ("second", "witness")):
            for row in self.query(f"#row-{pin}").results(FieldRow):
                chosen = self.query_one(f"#{person}", PickList).chosen
                row.judge(*self._whose(pin, chosen.label if chosen else ""))

    @on(Input.Submitted, "#second")
    @on(Input.Submitted, "#why")
    def _last(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_send()

    @on(Input.Submitted, "#pin")
    def _only(self, event: Input.Submitted) -> None:
        if not self._view.lead:
            event.stop()
            self.action_send()

    def action_send(self) -> None:
        """Take the shift."""
        incoming = settled(self.query_one("#incoming", PickList), self._takers)
        if not incoming:
            self.complain(_("Say who comes in: initials or staff number"))
            self.query_one("#incoming").focus()
            return
        for empty in ("pin", "second"):
            if self.query(f"#{empty}") and not self._text(empty):
                self.complain(_("Both give their PIN: one is missing"))
                self.query_one(f"#{empty}").focus()
                return
        witness = self._witness()
        if not witness and self._text_of_witness():
            self.complain(_("No such person: choose who witnesses"))
            self.query_one("#witness").focus()
            return
        filled = Taking(
            incoming, self._text("pin"), witness or self._view.lead, self._text("second"), self._text("why")
        )
        self.attempt(lambda: self._deed(filled))

    def _witness(self) -> str:
        found = next(iter(self.query("#witness").results(PickList)), None)
        return settled(found, self._witnesses) if found else ""

    def _text_of_witness(self) -> str:
        """What was typed for the witness."""
        return next((each.typed.strip() for each in self.query("#witness").results(PickList)), "")

    def _text(self, id: str) -> str:
        return next((each.value.strip() for each in self.query(f"#{id}").results(LineInput)), "")

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about; a wrong PIN is typed anew."""
        super().refused(broken)
        whose = broken.facts.get("whose")
        field = ("pin" if whose == "incoming" else "second") if whose else _FIELD_OF.get(broken.code, "")
        if whose:
            person = self.query_one("#incoming", PickList).chosen if whose == "incoming" else None
            name = person.label if person else self._signer()
            self.complain(_("{what}: {said}").format(what=name, said=self.counter.say(broken)))
            self.query_one(f"#{field}", LineInput).value = ""
        if field and self.query(f"#{field}"):
            self.query_one(f"#{field}").focus()

    def _signer(self) -> str:
        chosen = self.query_one("#witness", PickList).chosen if self.query("#witness") else None
        return chosen.label if chosen else self._view.lead_name
