"""Handing over: to whom, why, what the customer was told, and when the customer is called next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Literal, get_args

from msgspec import Struct
from textual import on
from textual.app import ComposeResult

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import HandOverReason, HandOverWay
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.i18n import _, ngettext
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.matter.ask import LONGEST, ActDialog
from counter_tui.screens.matter.call import CallRow
from counter_tui.screens.matter.words import Words
from counter_tui.services.views.matter import MatterView
from counter_tui.services.views.staff import StaffView
from counter_tui.services.wording.first_contact import say_way
from counter_tui.services.wording.hand_over import say_hand_over_reason
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.choices import Choice, matching
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

OUTSIDE = "outside"
"""The choice for somebody without a PC; no staff number looks like it."""
WAYS: tuple[HandOverWay, ...] = get_args(HandOverWay)
REASONS: tuple[HandOverReason, ...] = get_args(HandOverReason)
_REASON_INITIALS = {"not_my_duty": "fbg", "needs_site": "xxc", "customer_wish": "khyq", "shift_change": "hb"}
_AT_RECEIVER = {
    "receiver_missing",
    "receiver_unknown",
    "receiver_is_handler",
    "receiver_cannot_work",
}


class HandOverWish(Struct, frozen=True):
    """What was filled in."""

    to: Receiver
    reason: HandOverReason
    note: str
    told: str
    next_call_at: datetime | None
    way: HandOverWay | Literal[""] = ""


class ReceiverPick(PickList):
    """The field for whom; taking somebody without a PC opens the rows for name, phone and unit."""

    def take(self) -> None:
        """Take the marked person, show or hide the rows, and go on to the right field."""
        super().take()
        if self.chosen is not None and isinstance(self.screen, HandOverDialog):
            self.screen.show_outside(self.chosen.id == OUTSIDE, move=True)


class HandOverDialog(ActDialog):
    """The hand-over as a form; F10 sends it. For a colleague: initials, Enter, a digit, F10."""

    is_wide = True

    def __init__(
        self,
        title: str,
        staff: Sequence[StaffView],
        deed: Callable[[HandOverWish], MatterView],
        now: datetime,
        closing: time,
        words: Words | None = None,
        *,
        goes_round: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(title, words)
        self._goes_round = goes_round
        self._staff = {each.staff_no: each for each in staff}
        self._deed, self._now, self._closes = deed, now, closing

    def compose_questions(self) -> ComposeResult:
        """The rows."""
        receiver = FieldRow(
            _("To"),
            ReceiverPick(self._receivers(), id="receiver"),
            hint=_("initials of a colleague; 0 for somebody without a PC"),
            id="row-receiver",
        )
        receiver.add_class("first")
        yield receiver
        yield self._row("person", _("Name"), 30, outside=True)
        yield self._row("phone", _("Phone"), 26, outside=True)
        yield self._row("unit", _("Unit"), 40, outside=True)
        yield FieldRow(
            _("Why"), PickList(_reasons(), id="reason"), hint=_("a digit, 1 to 4"), id="row-reason"
        )
        yield self._row("told", _("Told"), LONGEST, hint=_("what the customer was told"), long=True)
        yield CallRow(self._now, self._closes)
        yield self._row("note", _("Note"), LONGEST, hint=_("for the person who takes over"), long=True)
        yield FieldRow(
            _("How"), PickList(_ways(), id="way"), hint=_("how the customer is brought there"), id="row-way"
        )

    def _row(
        self, key: str, label: str, cells: int, *, hint: str = "", outside: bool = False, long: bool = False
    ) -> FieldRow:
        row = FieldRow(
            label, LineInput(id=key, max_cells=cells, placeholder=hint), hint=hint, id=f"row-{key}"
        )
        row.set_class(outside, "outside")
        row.set_class(long, "long")
        return row

    def _receivers(self) -> list[Choice]:
        return [
            *colleagues(self._staff.values()),
            Choice(OUTSIDE, _("Somebody without a PC"), ("0", "mydn", "outside")),
        ]

    def show_outside(self, shown: bool, *, move: bool = False) -> None:
        """Show or hide the rows for somebody without a PC; ``move`` puts the focus where typing goes on."""
        for row in self.query(".outside"):
            row.display = shown
        if move:
            self.query_one("#person" if shown else "#reason").focus()

    def typed(self) -> bool:
        """Has anything been filled in?"""
        return super().typed() or any(each.typed.strip() for each in self.query(PickList))

    def put_back(self) -> None:
        """The rows for somebody without a PC, and what the rows say of what stands in them."""
        self._judge_receiver()
        self.query_one(CallRow).judge_typed()

    @on(PickList.Chosen, "#receiver")
    def _receiver_chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        self.complain("")
        self._judge_receiver()

    def _judge_receiver(self) -> None:
        row = self.query_one("#row-receiver", FieldRow)
        chosen = self.query_one("#receiver", PickList).chosen
        self.show_outside(chosen is not None and chosen.id == OUTSIDE)
        if known := self._staff.get(chosen.id if chosen else ""):
            count = ngettext("{count} open matter", "{count} open matters", known.open_matters)
            said = f"{say_role(known.role)}  {count.format(count=known.open_matters)}"
            if known.staff_no in self._goes_round:
                row.judge(Piece(_("had it already: the lead decides"), "soon"))
            else:
                row.judge(Piece(said, "quiet"))
        else:
            row.judge()

    @on(PickList.Chosen, "#reason")
    def _reason_chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        self.query_one("#row-reason", FieldRow).judge()

    def after_retranslation(self) -> None:
        """Show the rows again that were open."""
        super().after_retranslation()
        self.put_back()

    def action_send(self) -> None:
        """Hand over with what was filled in; what is missing is said on its row."""
        wish = self._wish()
        if wish is not None:
            self.attempt(lambda: self._deed(wish))

    def _wish(self) -> HandOverWish | None:
        to = settled(self.query_one("#receiver", PickList), self._receivers())
        if not to:
            self._lacking("receiver", _("choose somebody"))
            return None
        picked = settled(self.query_one("#reason", PickList), _reasons())
        reason = next((each for each in REASONS if each == picked), None)
        if reason is None:
            self._lacking("reason", _("choose 1 to 4"))
            return None
        call = self.query_one(CallRow)
        if call.lacks():
            return None
        picked = settled(self.query_one("#way", PickList), _ways())
        way: HandOverWay | Literal[""] = next((each for each in WAYS if each == picked), "")
        return HandOverWish(
            to=self._outsider() if to == OUTSIDE else Receiver(staff_no=to),
            reason=reason,
            note=self._text("note"),
            told=self._text("told"),
            next_call_at=call.at,
            way=way,
        )

    def _outsider(self) -> Receiver:
        return Receiver(person=self._text("person"), phone=self._text("phone"), unit=self._text("unit"))

    def _text(self, key: str) -> str:
        return self.query_one(f"#{key}", LineInput).value.strip()

    def _lacking(self, key: str, words: str) -> None:
        row = self.query_one(f"#row-{key}", FieldRow)
        row.judge(Piece(words, "broken"))
        row.control.focus()

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        chosen = self.query_one("#receiver", PickList).chosen
        outside = chosen is not None and chosen.id == OUTSIDE
        if broken.code == "receiver_phone_unfit":
            self.query_one("#phone").focus()
        elif broken.code == "call_in_the_past":
            self.query_one("#call").focus()
        elif broken.code in _AT_RECEIVER:
            self.query_one("#person" if outside else "#receiver").focus()


def settled(pick: PickList, choices: Sequence[Choice]) -> str:
    """The id of what is chosen, or of the only choice the typed text can mean; empty for none."""
    if pick.chosen is None and pick.typed.strip():
        found = matching(choices, pick.typed)
        if len(found) == 1:
            pick.choose(found[0].id)
    return pick.chosen.id if pick.chosen else ""


def _reasons() -> list[Choice]:
    return [Choice(each, say_hand_over_reason(each), (_REASON_INITIALS[each], each)) for each in REASONS]


def _ways() -> list[Choice]:
    return [Choice(each, say_way(each)) for each in WAYS]
