"""What comes right after a request was accepted: its number, what is promised, and what may be done next."""

from __future__ import annotations

from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from counter_tui.commands import acceptance as commands
from counter_tui.commands import shell
from counter_tui.domain.matter.draft import Draft
from counter_tui.i18n import _
from counter_tui.screens.acceptance.accepted_lines import accepted_lines
from counter_tui.screens.acceptance.contact import AskContact, Said, contact_line
from counter_tui.screens.acceptance.printed import PATH_LINES
from counter_tui.screens.acceptance.putting_out import PuttingOut
from counter_tui.services.customers.contacts import ContactView
from counter_tui.services.views.acceptance import Accepted
from counter_tui.services.views.matter import MatterView
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.roles import Piece, sign


class AcceptedScreen(PuttingOut):
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
        super().__init__(accepted)
        self._draft = draft
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
        self.show_papers()
        self.ask(partial(self.services.matters.view, self.actor, self._accepted.matter_id), self.read)
        ask = partial(self.services.contacts.view, self.actor, self._accepted.matter_id)
        self.ask(ask, self._reached, group="contact")

    def after_retranslation(self) -> None:
        """Say again what is said below the number."""
        super().after_retranslation()
        self.show_papers()
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

    @on(events.Resize)
    def _resized(self) -> None:
        self.show_papers()
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
            self.read(view)

    def read(self, view: MatterView) -> None:
        """Show the matter as it is now."""
        self._matter = view
        self.show_papers()
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
