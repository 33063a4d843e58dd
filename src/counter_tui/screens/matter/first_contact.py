"""What the first contact does from the Matter screen: steps, calls, another unit, and asking who knows the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, cast

from counter_tui.domain.facts.matter import InformedBy
from counter_tui.domain.matter.confidence import is_reachable
from counter_tui.domain.matter.scopes import WAYS
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _
from counter_tui.screens.matter.ask import PickDialog, TextDialog
from counter_tui.screens.matter.deeds import Deeds
from counter_tui.services.views.matter import MatterView
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.first_contact import say_scope, say_step, say_way
from counter_tui.services.wording.matter import say_how
from counter_tui.services.wording.register import say_entry_printed
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.roles import Piece, Pieces

_HOW: tuple[InformedBy, ...] = ("in_person", "phone", "message", "letter")
_STEP = "step "


class InformDialog(PickDialog):
    """Does the customer know the answer? A digit says how; n and 0 leave the call to make in ``then``."""

    def __init__(self, deed: Callable[[str], MatterView], *, unreachable: bool = False) -> None:
        """``unreachable``: the customer left no way to be told anything, and a lead may say so."""
        choices = [Choice(each, _("The customer knows it: {how}").format(how=say_how(each))) for each in _HOW]
        choices += [Choice("no_contact", say_how("no_contact"))] if unreachable else []
        zero = Choice("not_reached", _("Called, not reached"))
        super().__init__(_("Does the customer know the answer?"), choices, deed, zero=zero)
        self._choices["n"] = Choice("not_known", _("No, not yet"))
        self.then = ""

    def keys_line(self) -> Pieces:
        """What the keys mean."""
        for key, words in (("1-4", _("yes")), ("n", _("no")), ("0", _("not reached")), ("Esc", _("Cancel"))):
            yield Piece(f"{key} ", "accent")
            yield f"{words}   "

    def _take(self, key: str) -> None:
        if self._choices[key].id in ("not_reached", "not_known") and not self.busy:
            self.then = self._choices[key].id
            self.dismiss(None)
        else:
            super()._take(key)


class FirstContactActs(Deeds):
    """Mixed into the Matter screen."""

    def _for_customer(self, act: str, *given: Any, **more: Any) -> Callable[[], MatterView]:
        """The act of the first contact on this matter, with everything given: to be called in a thread."""
        at = self._at
        actor, service = at.actor, at.services.first_contact
        return lambda: cast(MatterView, getattr(service, act)(actor, at.matter_id, *given, **more))

    def action_inform(self) -> None:
        """How the customer was told; who does not know it yet is called again."""
        at = self._at
        customer = at.view.customer if at.view else None
        alone = customer is not None and not is_reachable(customer) and may(at.actor.role, "lead_matter")
        dialog = InformDialog(lambda how: self._deed("inform", how)(), unreachable=alone)

        def answered(view: MatterView | None) -> None:
            if view is None and dialog.then:
                self._call_again(dialog.then)
            else:
                at.acted(view)

        at.app.push_screen(dialog, answered)

    def _call_again(self, why: str) -> None:
        def deed(_said: str, call: datetime | None) -> MatterView:
            if why == "not_reached":
                return self._deed("inform", "phone", reached=False, next_call_at=call)()
            return self._for_customer("promise_call", call)()

        titles = {
            "not_reached": _("Not reached: when is the customer called again?"),
            "not_known": _("Not yet: when is the customer called?"),
        }
        self._ask_call(titles[why], deed, "promise_call")

    def _ask_call(
        self,
        title: str,
        deed: Callable[[str, datetime | None], MatterView],
        act: str,
        asks: str = "",
        hint: str = "",
    ) -> None:
        from counter_tui.screens.matter.call import CallDialog

        self._ask(CallDialog(title, deed, *self._when(), self._words(act), asks=asks, hint=hint), act)

    def _when(self) -> tuple[datetime, time]:
        at = self._at
        return at.now().astimezone(at.zone), at.counter.settings.opening_hours[-1].closes

    def action_first_contact(self) -> None:
        """Choose what was done for the customer, the steps that are left first."""
        from counter_tui.screens.dialogs import Choose

        if (view := self._at.view) is None:
            return
        steps = [
            Choice(_STEP + each.step, say_step(each.step), detail=_("still to do"))
            for each in view.steps
            if not each.done
        ]
        choices = [
            *steps,
            Choice("called", _("called the customer"), ("dh",), _("what was told, and the next call")),
            Choice("promise", _("promise a call"), ("yh",), _("by when the customer is called")),
            Choice("unit", _("another unit"), ("dw",), _("it answers; you stay the first contact")),
        ]
        if view.scope == "company":
            choices.append(Choice("mine", _("it is ours"), ("ws",), _("no other unit answers for it")))
        if self._at.can("print_entry"):
            choices.append(
                Choice("register", _("register entry"), ("djb",), _("printed, and signed by the customer"))
            )
        title = _("For the customer: {scope}").format(scope=say_scope(view.scope))
        self._at.app.push_screen(Choose(title, choices), self._chosen)

    def _chosen(self, what: str | None) -> None:
        if what is None:
            return
        if what.startswith(_STEP):
            self._step(what.removeprefix(_STEP))
        elif what == "called":
            self._ask_call(
                _("What was the customer told?"),
                lambda said, call: self._for_customer("called", said, call)(),
                "called",
                asks=_("how far it is, in words for the customer"),
                hint=_("such as 16:00, tomorrow, 11-24 9:00; or empty"),
            )
        elif what == "promise":
            self._ask_call(
                _("By when is the customer called?"),
                lambda _said, call: self._for_customer("promise_call", call)(),
                "promise_call",
            )
        elif what == "unit":
            self._at.ask(
                lambda: self._at.services.units.list(outside=False), self._another_unit, group="units"
            )
        elif what == "register":
            self.action_register()
        else:
            self._at.do("mine", self._for_customer("set_scope", "mine"))

    def _step(self, step: str) -> None:
        act = _STEP + step
        if step == "brought":
            ways = [Choice(each, say_way(each)) for each in WAYS]
            deed = lambda way: self._for_customer("do_step", step, way)()  # noqa: E731
            self._ask(PickDialog(say_step(step), ways, deed), act)
            return
        dialog = TextDialog(
            say_step(step),
            lambda words: self._for_customer("do_step", step, words)(),
            placeholder=_("with whom, or what was told"),
            words=self._words(act),
        )
        self._ask(dialog, act)

    def action_register(self) -> None:
        """Print the register entry; once there is one to sign, ask whether the customer has signed it."""
        from counter_tui.screens.register.entry import ask_signed

        at = self._at
        if not at.can("sign_entry"):
            self._print_entry()
            return

        def sign() -> None:
            at.do("sign_entry", lambda: at.services.register.sign(at.actor, at.matter_id))

        ask_signed(at.app, sign, self._print_entry)

    def _print_entry(self) -> None:
        at = self._at
        actor, services = at.actor, at.services

        def printed() -> tuple[MatterView, Printed]:
            entry = services.register.print(actor, at.matter_id)
            return services.matters.view(actor, at.matter_id), entry

        at.write(printed, lambda done: at.acted(done[0], say_entry_printed(done[1])), group="print")

    def _another_unit(self, units: Any) -> None:
        from counter_tui.screens.matter.unit import UnitDialog

        view = self._at.view
        if view is None:
            return
        title = _("Another unit answers, {name} stays the first contact").format(name=view.line.first_contact)

        def deed(code: str, **told: Any) -> MatterView:
            return self._for_customer("set_scope", "company", code, **told)()

        self._ask(UnitDialog(title, units, deed, *self._when(), self._words("scope")), "scope")
