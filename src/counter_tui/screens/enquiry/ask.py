"""Logging a question: the topic by a digit or initials, Enter. Words and a number are there to be left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from counter_tui.domain.enquiry.topics import OFFERED, Topic
from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import _, language
from counter_tui.screens.enquiry.window import LONGEST, Done
from counter_tui.services.enquiries import EnquiryService
from counter_tui.widgets.cells import pad, width
from counter_tui.widgets.choices import Choice, matching
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.options import Options
from counter_tui.widgets.roles import Piece, content


class Ask(Done):
    """A digit takes its topic and goes to the words; initials and Enter log it at once."""

    CSS = f"""{Done.CSS}
    #dialog #topics {{ height: 9; max-height: 9; margin: 0; }}
    #dialog #topics-none {{ height: 9; display: none; }}
    """
    NO_WORDS = frozenset({"topic"})

    def __init__(self, enquiries: EnquiryService, actor: Actor, seconds: Callable[[], float]) -> None:
        super().__init__()
        self._enquiries, self._actor = enquiries, actor
        self._seconds, self._began = seconds, seconds()
        self._enquiry = enquiries.new(actor)
        self._topics: tuple[Topic, ...] = ()
        self._topic = ""

    def compose(self) -> ComposeResult:
        """Heading, the topic, what is offered, the words, the number, the keys."""
        with Vertical(id="dialog", classes="wide"):
            yield Line(Piece(_("Enquiry"), "heading"), Piece("  " + _("no identity, no account"), "quiet"))
            yield LineInput(id="topic", enter_moves=False, max_cells=40, placeholder=_("digit or initials"))
            options = Options(markup=False, id="topics")
            options.can_focus = False
            yield options
            yield Line(Piece(_("Nothing found"), "quiet"), id="topics-none")
            yield Line(Piece(_("What was asked"), "secondary"))
            yield LineInput(
                id="words", enter_moves=False, max_cells=LONGEST, placeholder=_("needed only if not answered")
            )
            yield Line(Piece(_("Account or phone"), "secondary"))
            yield LineInput(id="contact", enter_moves=False, max_cells=40, placeholder=_("may stay empty"))
            yield Vertical(id="window-complaint")
            yield Line(*self.keys_line(), id="window-keys")

    def on_mount(self) -> None:
        """Ask what can be asked about; keys typed meanwhile are this window's already."""
        self.ask(partial(self._enquiries.topics, self._actor), self._offer, group="topics")

    def _offer(self, topics: tuple[Topic, ...]) -> None:
        self._topics = topics
        self._typed(self.text("topic"))
        self.ready = True

    async def _drawn(self) -> None:
        # A digit means nothing before the topics have come.
        await super()._drawn()
        self.ready = bool(self._topics)

    def failed(self, error: Exception) -> None:
        """Whatever happened, keys work again."""
        self.ready = True
        super().failed(error)

    def after_retranslation(self) -> None:
        """Offer them in the other language."""
        super().after_retranslation()
        self._show(self._found(self.text("topic")))

    def _choices(self) -> list[Choice]:
        return [Choice(each.code, each.name.say(language()), each.initials) for each in self._topics]

    def _found(self, typed: str) -> list[Choice]:
        return matching(self._choices(), typed)

    @on(Input.Changed, "#topic")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._topics:
            self._typed(event.value)

    def _typed(self, typed: str) -> None:
        digit, words = _digit_and_words(typed)
        if words and self._found(digit):
            # Typed on, or put in by an input method, before the focus had gone to the words.
            self._move_on(digit, words)
            return
        found = self._found(typed)
        self._topic = found[0].id if typed.strip() and found else ""
        by_digit = bool(self._topic) and typed.strip().isdigit()
        self._show(self._choices() if by_digit else found)
        if by_digit:
            self.query_one("#words").focus()

    def _move_on(self, digit: str, words: str) -> None:
        topic, line = self.query_one("#topic", LineInput), self.query_one("#words", LineInput)
        with self.prevent(Input.Changed):
            topic.value = digit
        line.insert_text_at_cursor(words)
        self._typed(digit)

    def _show(self, found: Sequence[Choice]) -> None:
        digits = {each.code: place for place, each in enumerate(self._topics, 1) if place <= OFFERED}
        options = self.query_one("#topics", OptionList)
        options.clear_options()
        options.add_options([Option(self._row(digits.get(each.id), each), id=each.id) for each in found])
        codes = [each.id for each in found]
        options.highlighted = codes.index(self._topic) if self._topic in codes else None
        nothing = self.query_one("#topics-none", Line)
        options.display, nothing.display = bool(found), not found

    def _row(self, digit: int | None, choice: Choice) -> Content:
        room = max(width(each.name.say(language())) for each in self._topics)
        pieces = [Piece(f"{digit or ' '}  ", "accent"), Piece(pad(choice.label, room))]
        pieces.append(Piece(f"   {choice.words[0]}", "quiet"))
        return content(pieces, plain=plain_look(self))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._topic = event.option_id or ""
        self.query_one("#words").focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_send()

    def asked_about(self) -> tuple[str, str]:
        """The enquiry about to be logged, and the topic chosen."""
        return self._enquiry, self._topic

    def action_send(self) -> None:
        """The customer has the answer."""
        self._log(self._enquiries.answer, _("Logged."))

    def action_request(self) -> None:
        """The customer has no answer: it stands open, and a form opens for it."""
        self._log(self._enquiries.leave_open)

    def _log(self, act: Callable[..., object], said: str = "") -> None:
        if not self._topic:
            self.complain(_("Choose a topic first: its digit, or its initials."))
            self.query_one("#topic").focus()
            return
        deed = partial(
            act,
            *(self._actor, self._enquiry, self._topic),
            words=self.text("words"),
            contact=self.text("contact"),
            seconds=int(self._seconds() - self._began),
        )
        self.attempt(deed, said)


def _digit_and_words(typed: str) -> tuple[str, str]:
    """A digit that chooses a topic, and the words typed after it; no words where it is anything else."""
    head, rest = typed.strip()[:1], typed.strip()[1:]
    chooses = head.isdecimal() and bool(rest) and not rest[:1].isdecimal()
    return (head, rest) if chooses else (typed, "")
