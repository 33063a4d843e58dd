"""What comes right after a request was accepted: its number, what is promised, and what may be done next."""

from __future__ import annotations

from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from counter_tui.commands import acceptance as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.i18n import _
from counter_tui.screens.acceptance.accepted_lines import accepted_lines
from counter_tui.screens.acceptance.contact import AskContact, Said, contact_line
from counter_tui.screens.acceptance.printed import (
    PATH_LINES,
    Out,
    entry_said,
    letter_said,
    nothing_said,
    receipt_said,
)
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.contacts import ContactView
from counter_tui.services.views.acceptance import Accepted
from counter_tui.services.views.matter import MatterView
from counter_tui.services.views.printing import Printed
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.roles import Piece, sign


class AcceptedScreen(DeskScreen):
    """The panel after F10. Enter prints once, the receipt and the letter to sign where papers come later; nothing
    here can accept anything a second time.
    """

    KEYS = (
        commands.PRINT,
        commands.SIGNED,
        commands.COPY,
        commands.NEXT,
        commands.RATE,
        commands.LOOK,
        commands.LETTER,
        commands.CONTACT,
        commands.REGISTER,
        shell.BACK,
    )
    AREA = commands.AREA.title

    def __init__(self, accepted: Accepted, draft: Draft) -> None:
        super().__init__()
        self._accepted, self._draft = accepted, draft
        self._matter: MatterView | None = None
        self._printed: Printed | None = None
        self._letter: Printed | None = None
        self._entry: tuple[Printed, bool] | None = None
        self._trouble = ""
        self._contact: ContactView | None = None
        self._turned = False

    def about(self) -> tuple[str, str]:
        """The matter that has just been accepted."""
        return self._accepted.matter_id, ""

    def place(self) -> str:
        """The name of this screen."""
        return _("Accepted")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Who answers for it."""
        return (Piece(_("First contact") + " ", "quiet"), Piece(self.actor.name, "secondary"))

    def compose_body(self) -> ComposeResult:
        """The number first, the rest when it has been read."""
        done = sign("done", plain_look(self))
        yield Line(Piece(f"{done} " + _("Accepted") + "  ", "done"), Piece(self._accepted.number, "strong"))
        yield Line("")
        yield VerticalScroll(*self._rest(), id="accepted-rest", can_focus=False)
        yield Line(id="accepted-receipt")
        for place in range(PATH_LINES):
            yield Line(id=f"accepted-path-{place}")
        yield Line(id="accepted-letter")
        yield Line(id="accepted-entry")
        yield Line(id="accepted-contact")

    def on_mount(self) -> None:
        """Read the matter as it stands in the ledger."""
        self._show_receipt()
        self.ask(partial(self.services.matters.view, self.actor, self._accepted.matter_id), self._read)
        ask = partial(self.services.contacts.view, self.actor, self._accepted.matter_id)
        self.ask(ask, self._reached, group="contact")

    def after_retranslation(self) -> None:
        """Say again what is said below the number."""
        super().after_retranslation()
        self._show_receipt()
        self._reached(self._contact)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A copy only after the first; the rating only of what is rated."""
        if action == "print":
            return self._printed is None or self._letter_waits
        if action == "copy":
            return self._printed is not None
        if action == "letter":
            return self._letter is not None
        if action == "signed":
            return self.role_allows(commands.SIGNED.id) and self._to_sign is not None
        if action == "rate":
            may_be = self._matter is None or self._matter.rating in ("", "armed")
            return self._accepted.rated and may_be and "rating" in self.counter.wiring.screens
        if action == "contact":
            return self._contact is not None and self._contact.due
        if action == "register":
            return self._matter is not None and "print_entry" in self._matter.can
        if action == "look":
            return "matter" in self.counter.wiring.screens
        return super().check_action(action, parameters)

    @property
    def _letter_waits(self) -> bool:
        """Is there a letter to sign that has not been printed here?"""
        return self._accepted.letter and self._letter is None

    @property
    def _to_sign(self) -> str | None:
        """The code of the letter that is printed and not signed, None when there is none."""
        papers = self._matter.papers if self._matter and self._letter else ()
        return next((each.paper for each in papers if each.letter and each.state == "owed"), None)

    def action_print(self) -> None:
        """Print what has not been printed: the receipt, and the letter to sign."""
        self._put_out(receipt=self._printed is None, letter=self._letter_waits)

    def action_copy(self) -> None:
        """Print the receipt once more, marked as a copy."""
        self._put_out(receipt=True, letter=False)

    def action_letter(self) -> None:
        """Print the letter once more."""
        self._put_out(receipt=False, letter=True)

    def action_signed(self) -> None:
        """The customer has signed the letter."""
        if (letter := self._to_sign) is not None:
            collect = self.services.matters.collect
            self.write(partial(collect, self.actor, self._accepted.matter_id, letter), self._was_signed)

    def _was_signed(self, view: MatterView) -> None:
        self._trouble = ""
        self._read(view)

    def refused(self, broken: RuleBroken) -> None:
        """Say here what stands in the way."""
        self._trouble = self.counter.say(broken)
        self._show_receipt()

    def _put_out(self, *, receipt: bool, letter: bool) -> None:
        if self.write(partial(self._print, receipt, letter), self._was_printed):
            # The keys that follow wait until it is known whether the papers are there.
            self.ready = False

    def action_next(self) -> None:
        """A new form for the same customer and the same visit."""
        draft = self.services.drafts.new(self.actor, visit=self._accepted.visit)
        same = {
            key: getattr(self._draft, key)
            for key in (
                "customer_class",
                "id_kind",
                "id_number",
                "name",
                "phone",
                "phone2",
                "address",
                "account",
                "agent_name",
                "agent_id_number",
            )
        }
        self.counter.instead("acceptance", draft.with_values(**same), "", "", "", "")

    def action_rate(self) -> None:
        """Turn the screen to the customer."""
        self._turned = True
        self.open_rating(self._accepted.visit)

    def action_look(self) -> None:
        """Open the matter instead of this panel."""
        self.counter.instead("matter", self._accepted.matter_id)

    def action_contact(self) -> None:
        """Ask the customer how to reach him."""
        if self._contact is not None:
            self.app.push_screen(AskContact(self._contact), self._asked)

    def action_register(self) -> None:
        """Print the register entry; once there is one to sign, ask whether the customer has signed it."""
        from counter_tui.screens.register.entry import ask_signed

        view = self._matter
        if view is None or "sign_entry" not in view.can:
            self._print_entry()
            return
        sign = partial(self.services.register.sign, self.actor, self._accepted.matter_id)
        ask_signed(self.app, lambda: self.write(sign, self._entry_signed), self._print_entry)

    def _print_entry(self) -> None:
        matter, actor, services = self._accepted.matter_id, self.actor, self.services

        def printed() -> tuple[MatterView, Printed]:
            entry = services.register.print(actor, matter)
            return services.matters.view(actor, matter), entry

        if self.write(printed, lambda done: self._entry_out(*done)):
            self.ready = False

    def _entry_out(self, view: MatterView, printed: Printed) -> None:
        self.ready, self._trouble = True, ""
        self._entry = printed, "sign_entry" not in view.can
        self._read(view)

    def _entry_signed(self, view: MatterView) -> None:
        self._trouble = ""
        if self._entry is not None:
            self._entry = self._entry[0], True
        self._read(view)

    def _show_entry(self) -> None:
        line = self.query_one("#accepted-entry", Line)
        line.display = self._entry is not None
        if self._entry is not None:
            line.show(entry_said(*self._entry, self.counter.key(commands.REGISTER), plain_look(self)))

    def _asked(self, said: Said | None) -> None:
        if said is None:
            return
        matter, contacts = self._accepted.matter_id, self.services.contacts
        if said.put_off:
            self.write(partial(contacts.put_off, self.actor, matter), self._reached)
        else:
            self.write(partial(contacts.refresh, self.actor, matter, said.app, said.e_bill), self._reached)

    def _reached(self, view: ContactView | None) -> None:
        self._contact = view
        line = self.query_one("#accepted-contact", Line)
        line.display = view is not None
        if view is not None:
            key = self.counter.key(commands.CONTACT)
            line.show(contact_line(view, self.now(), self.zone, plain_look(self), key))
        self.refresh_bindings()

    def failed(self, error: Exception) -> None:
        """Keys work again, whatever happened."""
        self.ready = True
        super().failed(error)

    def _print(self, receipt: bool, letter: bool) -> Out:
        """Both papers, or as far as it went: what is printed is never printed twice for the other's sake."""
        out = Out()
        try:
            if receipt:
                out = Out(self.services.receipts.print(self.actor, self._accepted.matter_id))
            if letter:
                out = Out(out.receipt, self.services.letters.print(self.actor, self._accepted.matter_id))
        except RuleBroken as broken:
            return Out(out.receipt, broken=broken)
        return out

    def _was_printed(self, out: Out) -> None:
        self.ready = True
        self._printed, self._letter = out.receipt or self._printed, out.letter or self._letter
        self._trouble = self.counter.say(out.broken) if out.broken else ""
        self._show_receipt()
        self.refresh_bindings()

    @on(events.Resize)
    def _resized(self) -> None:
        self._show_receipt()
        if self._matter is not None:
            self._show_rest()

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        """The customer may have rated meanwhile."""
        if self._turned:
            self._turned = False
            self.store_changed()

    def store_changed(self) -> None:
        """A pad of its own may have asked the customer by now, or have the answer."""
        self.ask(
            partial(self.services.matters.view, self.actor, self._accepted.matter_id),
            self._read_again,
            group="again",
        )

    def _read_again(self, view: MatterView) -> None:
        before = self._matter
        if before is None or (view.rating, view.at_pad) != (before.rating, before.at_pad):
            self._read(view)

    def _show_receipt(self) -> None:
        said, path = self._receipt()
        self.query_one("#accepted-receipt", Line).show(said)
        for place in range(PATH_LINES):
            line = self.query_one(f"#accepted-path-{place}", Line)
            line.display = place < len(path)
            line.show([Piece("  " + each, "quiet") for each in path[place : place + 1]])
        letter = self.query_one("#accepted-letter", Line)
        letter.display = self._letter is not None
        letter.show(letter_said(self._letter, self._printed, plain_look(self)) if self._letter else ())
        self._show_entry()

    def _read(self, view: MatterView) -> None:
        self._matter = view
        self._show_receipt()
        self.refresh_bindings()
        self._show_rest()

    def _show_rest(self) -> None:
        rest = self.query_one("#accepted-rest", VerticalScroll)
        rest.remove_children()
        rest.mount(*self._rest())

    def _rest(self) -> list[Line]:
        if self._matter is None:
            return []
        cells = self.app.size.width - 2
        return accepted_lines(self._matter, self.now(), self.zone, cells, plain=plain_look(self))

    def _receipt(self) -> tuple[list[Piece], list[str]]:
        """What is said of the receipt, and where it is."""
        plain = plain_look(self)
        if self._trouble:
            return [Piece(sign("broken", plain) + " " + self._trouble, "broken")], []
        if self._printed is None:
            return nothing_said(self._accepted.letter), []
        return receipt_said(self._printed, self.app.size.width - 4, plain)
