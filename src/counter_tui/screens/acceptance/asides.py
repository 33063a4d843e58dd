"""What the acceptance screen does besides typing: scans, open matters, customers on file, papers, the agent, why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from counter_tui.domain.masking import mask_address, mask_name
from counter_tui.i18n import _
from counter_tui.screens.acceptance.judging import Judging
from counter_tui.screens.acceptance.promises import Why, cost_lines
from counter_tui.screens.acceptance.verdicts import same_customer
from counter_tui.screens.dialogs import Choose
from counter_tui.services.views.acceptance import OnFile
from counter_tui.services.views.lines import MatterLine
from counter_tui.services.wording.dates import say_due
from counter_tui.services.wording.identity import name_of_kind
from counter_tui.services.wording.matter import say_state
from counter_tui.widgets.choices import Choice

_AGENT = ("agent_name", "agent_id_number")


class Asides(Judging):
    """The part of the acceptance screen that is asked for by a key or a device."""

    if TYPE_CHECKING:

        def touched(self) -> None:
            """Something on the form has changed."""

        def go_on_from(self, key: str) -> None:
            """Go to the next field that needs a person."""

    def take_scan(self, text: str) -> bool:
        """Put what a reader sent where it belongs, wherever the focus is."""
        if self.keeper is None or self.keeper.done:
            return False
        found = self.services.acceptance.scan(text)
        if not found:
            return super().take_scan(text)
        place = self._put_scan(found)
        if not place:
            self.counter.tell(_("This request has no field for a meter number."), "warning")
            return True
        self.touched()
        self.go_on_from(place)
        return True

    def _put_scan(self, found: Mapping[str, str]) -> str:
        """Fill the form from a scan; the key of the field it was for, empty when there is none."""
        form = self.form
        focused, kind = form.focused_key(), form.kind
        if "meter_asset" in found:
            meters = [f"field:{each.code}" for each in kind.fields if each.type == "meter"] if kind else []
            return self._put(focused if focused in meters else next(iter(meters), ""), found["meter_asset"])
        if "account" in found:
            own = [f"field:{each.code}" for each in kind.fields if each.type == "account"] if kind else []
            return self._put(focused if focused in own else next(iter(own), "account"), found["account"])
        if focused in _AGENT:
            if "name" in found:
                form.put("agent_name", found["name"])
            return self._put("agent_id_number", found["id_number"])
        self.chosen_paper = ""
        # Number and name stand on one card: a name that was there belongs to whom was there before.
        if "name" in found:
            form.put("name", found["name"])
        if "address" in found and self.filing.replaceable(form, "address"):
            self.filing.give(form, "address", found["address"])
        return self._put("id_number", found["id_number"])

    def _put(self, key: str, value: str) -> str:
        if key:
            self.form.put(key, value)
            self.form.show_rows()
        return key

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is nothing of has no key."""
        assessed = self.assessed
        if action in ("submit", "agent", "paper", "door"):
            return self.keeper is not None
        if action == "why":
            return bool(assessed and (assessed.promises or cost_lines(assessed.quote, 0)))
        if action == "open_matters":
            return bool(assessed and assessed.open_matters) and "matter" in self.counter.wiring.screens
        if action == "on_file":
            settled = assessed and len(assessed.on_file) == 1 and same_customer(assessed)
            return bool(assessed and assessed.on_file) and not settled
        return super().check_action(action, parameters)

    def action_why(self) -> None:
        """Explain the days of the promises, and what it costs."""
        if self.assessed:
            self.app.push_screen(Why(self.assessed.promises, self.assessed.quote))

    def action_page(self, step: int) -> None:
        """Show what is below or above on a long form; the focus stays where it is."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=step * (sheet.size.height - 2), animate=False)

    def action_agent(self) -> None:
        """Add somebody who acts for the customer, or leave them out again."""
        form = self.form
        self.agent_wanted = not form.with_agent
        form.show_agent(self.agent_wanted)
        self.touched()
        if self.agent_wanted:
            form.control("agent_name").focus()
        elif form.focused_key() in _AGENT or not form.focused_key():
            form.control("phone2").focus()

    def action_paper(self) -> None:
        """Say which identity paper the number is of."""
        choices = [Choice(kind, name_of_kind(kind)) for kind in self.papers_offered()]
        self.app.push_screen(Choose(_("Kind of paper"), choices), self._paper_chosen)

    def _paper_chosen(self, kind: str | None) -> None:
        if kind is not None:
            self.chosen_paper = kind
            self.touched()

    def action_open_matters(self) -> None:
        """Open one of the customer's open matters; the draft stays behind it."""
        matters = self.assessed.open_matters if self.assessed else ()
        if len(matters) == 1:
            self.open_matter(matters[0].matter_id)
        elif matters:
            choices = [Choice(each.matter_id, each.short, (), self._detail(each)) for each in matters]
            self.app.push_screen(Choose(_("Open matters"), choices), self._matter_chosen)

    def _matter_chosen(self, matter_id: str | None) -> None:
        if matter_id is not None:
            self.open_matter(matter_id)

    def _detail(self, matter: MatterLine) -> str:
        parts = [self.word(matter.kind), say_state(matter.state)]
        if matter.due_at:
            parts.append(_("by {day}").format(day=say_due(matter.due_at, self.now(), self.zone)))
        return " · ".join(parts)

    def action_on_file(self) -> None:
        """Choose which customer on file it is, and fill the form from there."""
        on_file = self.assessed.on_file if self.assessed else ()
        choices = [
            Choice(each.account, each.account, (), f"{mask_name(each.name)}  {mask_address(each.address)}")
            for each in on_file
        ]
        self.app.push_screen(Choose(_("Customers on file"), choices), self._customer_chosen)

    def _customer_chosen(self, account: str | None) -> None:
        on_file = self.assessed.on_file if self.assessed else ()
        known = next((each for each in on_file if each.account == account), None)
        if known is not None:
            self.when_it_stands(partial(self._fill_from, known))

    def _fill_from(self, known: OnFile) -> None:
        self.filing.choose(self.form, known)
        self.touched()
