"""What the Matter screen says of a matter, as lines: who answers, the customer, promises, papers, what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from msgspec import Struct

from counter_tui.commands import Command
from counter_tui.commands import matter as commands
from counter_tui.i18n import _, language
from counter_tui.screens.matter.paid import money_lines
from counter_tui.screens.matter.passed import passed_lines
from counter_tui.screens.matter.sheet import LABEL_CELLS, Lines, columns, folded, labelled
from counter_tui.screens.matter.tasks import task_pieces
from counter_tui.services.views.matter import MatterView, OfferView, PaperView, PromiseView, TaskView
from counter_tui.services.wording import matter as words
from counter_tui.services.wording.breach import say_ball
from counter_tui.services.wording.dates import say_day, say_due, say_moment, say_span
from counter_tui.services.wording.door import say_resource, say_unit
from counter_tui.services.wording.first_contact import say_other_unit, say_step
from counter_tui.services.wording.on_file import name_on_file, say_on_file
from counter_tui.widgets.cells import width
from counter_tui.widgets.roles import Piece, Role, SignName, sign
from counter_tui.widgets.timeline import Entry

MOST_ANSWER_LINES = 2


class Seen(Struct, frozen=True):
    """A matter as it is looked at: the view, the moment, and the time zone of the reader."""

    view: MatterView
    now: datetime
    zone: tzinfo

    def moment(self, at: datetime) -> str:
        """An instant as a person says it."""
        return say_moment(at, self.now, self.zone)

    def due(self, at: datetime) -> str:
        """A due instant as a person says it."""
        return say_due(at, self.now, self.zone)

    def facts(self, cells: int, plain: bool) -> Lines:
        """Everything but the timeline."""
        room = cells - LABEL_CELLS
        parts = [self._round(room), self._who(room, plain), self._customer(room), self._promises(room, plain)]
        parts += [self._tasks(room, plain), self._papers(room, plain)]
        parts.append(money_lines(self.view, self.moment, room, plain))
        parts.append(self._linked(room))
        lines: Lines = []
        for part in parts:
            if part:
                lines += [*([[]] if lines else []), *part]
        return lines

    def _round(self, room: int) -> Lines:
        passed = self.view.for_lead
        return labelled(_("Passed on"), passed_lines(passed, room)) if passed else []

    def _who(self, room: int, plain: bool) -> Lines:
        view = self.view
        chain = [
            Piece(_("first contact {name}").format(name=view.line.first_contact)),
            Piece(f" {sign('arrow', plain)} ", "quiet"),
            Piece(_("handler {name}").format(name=view.line.handler)),
        ]
        rated = {"rated": Piece(words.say_token_state("rated") + f" {sign('done', plain)}", "done")}
        if view.rating:
            chain.append(Piece("   "))
            chain.append(rated.get(view.rating, Piece(words.say_token_state(view.rating), "quiet")))
        lines = labelled(_("Whose"), [chain])
        if view.line.stand_in:
            said = _("{name} answers for {first}").format(
                name=view.line.stand_in, first=view.line.first_contact
            )
            if view.stand_in_since is not None:
                said = _("{said}, since {when}").format(said=said, when=self.moment(view.stand_in_since))
            lines += labelled(_("Stand-in"), [[Piece(f"{sign('soon', plain)} {said}", "soon")]])
        if view.line.ball is not None and view.ball_since is not None:
            since = _("since {when}").format(when=self.moment(view.ball_since))
            lines += labelled(_("With"), [[Piece(say_ball(view.line.ball)), Piece(f"   {since}", "quiet")]])
        if view.advice:
            advice = _("; ").join(each.say(language()) for each in view.advice)
            lines += labelled(_("Advice"), folded(advice, room, "soon", most=2))
        if view.next_stage is not None:
            done = (
                view.stage.say(language())
                if view.stage
                else _("accepted {when}").format(when=self.moment(view.line.accepted_at))
            )
            ahead = Piece(_("next: {stage}").format(stage=view.next_stage.say(language())), "secondary")
            lines += labelled(_("Stage"), [[Piece(done + "   "), ahead]])
        elif view.stage is not None:
            lines += labelled(_("Stage"), [[Piece(view.stage.say(language()))]])
        for wait in view.waits:
            name = _("{resource} ({unit}), since {when}").format(
                resource=say_resource(wait.resource),
                unit=say_unit(wait.resource),
                when=self.moment(wait.since),
            )
            lines += labelled(_("Waits for"), [[Piece(f"{sign('soon', plain)} {name}", "soon")]])
        if view.silent and view.line.word_at is not None:
            said = _("nobody said a word on it for {span}").format(
                span=say_span(self.now - view.line.word_at)
            )
            lines += labelled(_("Untouched"), [[Piece(f"{sign('broken', plain)} {said}", "broken")]])
        lines += self._first_contact(plain)
        if view.next_call_at is not None and not view.informed and view.line.state not in ENDED:
            late = view.next_call_at < self.now
            mark: SignName = "broken" if late else "soon"
            call = Piece(
                f"{sign(mark, plain)} {self.moment(view.next_call_at)}", "broken" if late else "soon"
            )
            lines += labelled(_("Next call"), [[call]])
        if view.answer:
            lines += self._answer(room, plain)
        return lines

    def _first_contact(self, plain: bool) -> Lines:
        """Another unit that answers, and what the first contact still owes the customer."""
        view = self.view
        lines: Lines = []
        if view.unit is not None:
            lines += labelled(_("Other unit"), [[Piece(say_other_unit(view.unit))]])
        left = [say_step(each.step) for each in view.steps if not each.done]
        if left:
            said = Piece(f"{sign('owed', plain)} " + _(", ").join(left), "soon")
            lines += labelled(_("Left to do"), [[said]])
        return lines

    def _answer(self, room: int, plain: bool) -> Lines:
        text = folded(self.view.answer, room, most=MOST_ANSWER_LINES)
        if self.view.informed:
            told = Piece(f"{sign('done', plain)} " + _("the customer knows it"), "done")
        else:
            told = Piece(f"{sign('soon', plain)} " + _("the customer is still to be told"), "soon")
        return labelled(_("Answer"), [*text, [told]])

    def _customer(self, room: int) -> Lines:
        customer = self.view.customer
        first = [customer.name, customer.phone, customer.phone2]
        if customer.id_number:
            first.append(f"{words.say_id_kind(customer.id_kind)} {customer.id_number}")
        lines = _wrapped([each for each in first if each], room)
        second = [customer.address, _("account {number}").format(number=customer.account)]
        lines += _wrapped([each for each in second[: 1 + bool(customer.account)] if each], room)
        if customer.agent_name:
            agent = _("agent {name}").format(name=customer.agent_name)
            lines += _wrapped([agent, customer.agent_id_number], room)
        lines += _wrapped([f"{a.say(language())} {b.say(language())}" for a, b in self.view.fields], room)
        if self.view.anonymous:
            lines.append([Piece(_("Anonymous; what was said is confidential."), "quiet")])
        elif self.view.concealed:
            lines.append([Piece(_("Confidential: only who works on it and the lead read it."), "quiet")])
        if self.view.remark:
            lines += folded(self.view.remark, room, "quiet", most=2)
        return labelled(_("Customer"), lines) if lines else []

    def _promises(self, room: int, plain: bool) -> Lines:
        rows = [self._promise(each, plain) for each in self.view.promises]
        return labelled(_("Promises"), columns(rows, room)) if rows else []

    def _promise(self, promise: PromiseView, plain: bool) -> list[Piece]:
        role, mark = _clock_look(promise)
        return [
            Piece(promise.name.say(language())),
            Piece(self.due(promise.due_at), role if role != "done" else "quiet"),
            Piece(_("prov.") if promise.provisional else "", "soon"),
            Piece(f"{sign(mark, plain) if mark else ' '} {_state_words(promise)}", role),
            Piece(words.say_standing(promise.standing), "quiet"),
        ]

    def _tasks(self, room: int, plain: bool) -> Lines:
        today = self.now.astimezone(self.zone).date()
        rows = [
            task_pieces(each, sign(_task_mark(each), plain), say_day(each.due_day, today))
            for each in self.view.tasks
        ]
        return labelled(_("Tasks"), columns(rows, room)) if rows else []

    def _papers(self, room: int, plain: bool) -> Lines:
        rows = [self._paper(each, plain) for each in self.view.papers]
        lines = labelled(_("To follow"), columns(rows, room)) if rows else []
        today = self.now.astimezone(self.zone).date()
        known = [
            [Piece(name_on_file(each)), Piece(say_on_file(each, today), "quiet")]
            for each in self.view.on_file
        ]
        return [*lines, *labelled(_("On file"), columns(known, room))] if known else lines

    def _linked(self, room: int) -> Lines:
        rows = [
            [
                Piece(
                    _("came up again") if each.later else _("goes back to"), "soon" if each.later else "quiet"
                ),
                Piece(each.short, "strong"),
                Piece(each.kind.say(language())),
                Piece(self._when(each.accepted_at), "quiet"),
            ]
            for each in self.view.linked
        ]
        return labelled(_("Linked"), columns(rows, room)) if rows else []

    def _paper(self, paper: PaperView, plain: bool) -> list[Piece]:
        owed = paper.state == "owed"
        role: Role = "broken" if paper.overdue else "text" if owed else "quiet"
        mark: SignName = "broken" if paper.overdue else "owed" if owed else "done"
        today = self.now.astimezone(self.zone).date()
        state = _("overdue") if paper.overdue else words.say_paper_state(paper.state)
        return [
            Piece(paper.name.say(language()), "text" if owed else "quiet"),
            Piece(say_day(paper.due_day, today) if owed else "", role),
            Piece(f"{sign(mark, plain)} {state}", role if owed else "done"),
            Piece(_("lead asked"), "soon")
            if paper.asked
            else Piece(words.say_collector(paper.collector) if owed else "", "quiet"),
        ]

    def _when(self, at: datetime) -> str:
        """Today as a person says it; other days short enough for the timeline's first column."""
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        if local.date() == today:
            return self.moment(at)
        return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d}"

    def entries(self, plain: bool) -> list[Entry]:
        """The timeline, newest first."""
        return [
            Entry(
                self._when(line.at),
                line.who,
                _("{what} (undone)").format(what=line.what)
                if line.undone
                else f"{sign('soon', plain)} " + _("{what} (did not fit any more)").format(what=line.what)
                if line.doubtful
                else line.what,
                "quiet" if line.undone else "soon" if line.doubtful else "text",
            )
            for line in self.view.timeline
        ]


def _task_mark(task: TaskView) -> SignName:
    if task.late or task.state == "returned":
        return "broken"
    return "done" if task.state in ("done", "cancelled") else "owed"


ENDED = frozenset({"closed", "withdrawn", "not_accepted"})
_STATE_ROLES: dict[str, Role] = {"handed_over": "soon", "answered": "accent", "closed": "done"}


def heading(view: MatterView, now: datetime, plain: bool) -> list[Piece]:
    """Number, kind and state for the second line; how long nobody has taken an offer once that is too long."""
    role: Role = _STATE_ROLES.get(view.line.state, "quiet" if view.line.state in ENDED else "secondary")
    pieces = [
        Piece(view.line.number, "strong"),
        Piece("   "),
        Piece(view.line.kind.say(language())),
        Piece("   "),
        Piece(words.say_state(view.line.state), role),
    ]
    if view.for_lead:
        pieces[-1] = Piece(f"{sign('broken', plain)} " + words.say_outcome("to_lead"), "broken")
    if view.offer is not None and view.offer.untaken(now):
        said = words.say_untaken(now - view.offer.offered_at)
        pieces[-1] = Piece(f"{sign('broken', plain)} {said}", "broken")
    if view.line.paused:
        pieces += [Piece("   "), Piece(_("clocks stand still"), "soon")]
    return pieces


def offer_line(offer: OfferView, seen: Seen, plain: bool, key_of: Callable[[Command], str]) -> list[Piece]:
    """The hand-over that waits, since when and until when it may, with the keys that settle it."""
    view = seen.view
    reason = words.say_hand_over_reason(offer.reason)
    if offer.mine:
        said = _("{by} hands this over to {to}: {reason}").format(by=offer.by, to=offer.to, reason=reason)
    else:
        said = _("waits for {to} to take it: {reason}").format(to=offer.to, reason=reason)
    if offer.untaken(seen.now):
        late = words.say_untaken(seen.now - offer.offered_at)
        pieces = [Piece(f" {sign('broken', plain)} {late}", "broken"), Piece(f"  {said}", "soon")]
    else:
        by = _("by {when}").format(when=seen.moment(offer.take_by))
        pieces = [Piece(f" {sign('soon', plain)} {said}", "soon"), Piece(f"  {by}", "quiet")]
    if offer.note:
        pieces.append(Piece(f"  {offer.note}"))
    keys = (
        ("take", commands.TAKE),
        ("bounce", commands.BOUNCE),
        ("take_back", commands.TAKE_BACK),
    )
    for act, command in keys:
        if act in view.can:
            pieces += [Piece(f"   {key_of(command)} ", "accent"), Piece(_(command.label))]
    return pieces


def lead_line(view: MatterView, plain: bool, key_of: Callable[[Command], str]) -> list[Piece]:
    """That the lead decides who handles it, and why; for who may, the key."""
    why = _("it was passed back") if view.for_lead[-1].outcome == "to_lead" else _("sent back twice")
    lead = _("shift lead {name}").format(name=view.lead) if view.lead else _("the shift lead")
    said = _("{why}: {lead} decides who handles it").format(why=why, lead=lead)
    pieces = [Piece(f" {sign('broken', plain)} {said}", "broken")]
    if "decide_handling" in view.can:
        pieces += [Piece(f"   {key_of(commands.DECIDE)} ", "accent"), Piece(_(commands.DECIDE.label))]
    return pieces


def _state_words(promise: PromiseView) -> str:
    """An internal limit that was passed breaks no promise."""
    if promise.state == "broken" and promise.standing == "internal":
        return _("passed, no promise broken")
    return words.say_clock_state(promise.state)


def _clock_look(promise: PromiseView) -> tuple[Role, SignName | None]:
    if promise.state == "broken":
        return ("soon", "soon") if promise.standing == "internal" else ("broken", "broken")
    if promise.state == "met":
        return "done", "done"
    if promise.state == "paused":
        return "quiet", None
    return ("soon", "soon") if promise.attention != "calm" else ("text", None)


def _wrapped(parts: Sequence[str], room: int) -> Lines:
    """Parts beside each other with three blanks between, on another line where they have no room."""
    text, lines = "", []
    for part in parts:
        joined = f"{text}   {part}" if text else part
        if text and width(joined) > room:
            lines.append(text)
            joined = part
        text = joined
    if text:
        lines.append(text)
    return [row for line in lines for row in folded(line, room, most=2)]
