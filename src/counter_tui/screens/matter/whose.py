"""Whose a matter is, in lines: who answers for it and works on it, what it waits for, what the customer was told."""

from __future__ import annotations

from typing import Literal

from counter_tui.domain.matter.state import ENDED
from counter_tui.i18n import _, language
from counter_tui.screens.matter.seen import Seen
from counter_tui.screens.sheet import Lines, folded, labelled
from counter_tui.services.views.matter import MatterView
from counter_tui.services.wording.breach import say_ball
from counter_tui.services.wording.dates import say_span
from counter_tui.services.wording.door import say_resource, say_unit
from counter_tui.services.wording.first_contact import say_other_unit, say_step
from counter_tui.services.wording.ratings import say_token_state
from counter_tui.widgets.roles import Piece, sign

MOST_ANSWER_LINES = 2


def who_lines(seen: Seen, room: int, plain: bool) -> Lines:
    """Everything from the people to the answer, what is missing left out."""
    return [
        *labelled(_("Whose"), [_people(seen.view, plain)]),
        *_stand_in(seen, plain),
        *_ball(seen),
        *_advice(seen.view, room),
        *_stage(seen),
        *_waits(seen, plain),
        *_untouched(seen, plain),
        *_first_contact(seen, plain),
        *_next_call(seen, plain),
        *_answer(seen, room, plain),
    ]


def _people(view: MatterView, plain: bool) -> list[Piece]:
    """First contact and handler, and what became of the rating."""
    chain = [
        Piece(_("first contact {name}").format(name=view.line.first_contact)),
        Piece(f" {sign('arrow', plain)} ", "quiet"),
        Piece(_("handler {name}").format(name=view.line.handler)),
    ]
    if view.rating:
        said = say_token_state(view.at_pad or view.rating)
        rated = view.rating == "rated"
        chain.append(Piece("   "))
        chain.append(Piece(f"{said} {sign('done', plain)}", "done") if rated else Piece(said, "quiet"))
    return chain


def _stand_in(seen: Seen, plain: bool) -> Lines:
    view = seen.view
    if not view.line.stand_in:
        return []
    said = _("{name} answers for {first}").format(name=view.line.stand_in, first=view.line.first_contact)
    if view.stand_in_since is not None:
        said = _("{said}, since {when}").format(said=said, when=seen.moment(view.stand_in_since))
    return labelled(_("Stand-in"), [[Piece(f"{sign('soon', plain)} {said}", "soon")]])


def _ball(seen: Seen) -> Lines:
    view = seen.view
    if view.line.ball is None or view.ball_since is None:
        return []
    since = _("since {when}").format(when=seen.moment(view.ball_since))
    return labelled(_("With"), [[Piece(say_ball(view.line.ball)), Piece(f"   {since}", "quiet")]])


def _advice(view: MatterView, room: int) -> Lines:
    if not view.advice:
        return []
    advice = _("; ").join(each.say(language()) for each in view.advice)
    return labelled(_("Advice"), folded(advice, room, "soon", most=2))


def _stage(seen: Seen) -> Lines:
    """The stage that was reached, or the acceptance, and the next one."""
    view = seen.view
    done = view.stage.say(language()) if view.stage else ""
    if view.next_stage is None:
        return labelled(_("Stage"), [[Piece(done)]]) if done else []
    done = done or _("accepted {when}").format(when=seen.moment(view.line.accepted_at))
    ahead = Piece(_("next: {stage}").format(stage=view.next_stage.say(language())), "secondary")
    return labelled(_("Stage"), [[Piece(done + "   "), ahead]])


def _waits(seen: Seen, plain: bool) -> Lines:
    lines: Lines = []
    for wait in seen.view.waits:
        name = _("{resource} ({unit}), since {when}").format(
            resource=say_resource(wait.resource),
            unit=say_unit(wait.resource),
            when=seen.moment(wait.since),
        )
        lines += labelled(_("Waits for"), [[Piece(f"{sign('soon', plain)} {name}", "soon")]])
    return lines


def _untouched(seen: Seen, plain: bool) -> Lines:
    word_at = seen.view.line.word_at
    if not seen.view.silent or word_at is None:
        return []
    said = _("nobody said a word on it for {span}").format(span=say_span(seen.now - word_at))
    return labelled(_("Untouched"), [[Piece(f"{sign('broken', plain)} {said}", "broken")]])


def _first_contact(seen: Seen, plain: bool) -> Lines:
    """Another unit that answers, and what the first contact still owes the customer."""
    view = seen.view
    lines: Lines = []
    if view.unit is not None:
        lines += labelled(_("With unit"), [[Piece(say_other_unit(view.unit))]])
    left = [say_step(each.step) for each in view.steps if not each.done]
    if left:
        said = Piece(f"{sign('owed', plain)} " + _(", ").join(left), "soon")
        lines += labelled(_("To do"), [[said]])
    return lines


def _next_call(seen: Seen, plain: bool) -> Lines:
    view = seen.view
    if view.next_call_at is None or view.informed or view.line.state in ENDED:
        return []
    mark: Literal["broken", "soon"] = "broken" if view.next_call_at < seen.now else "soon"
    return labelled(_("Next call"), [[Piece(f"{sign(mark, plain)} {seen.moment(view.next_call_at)}", mark)]])


def _answer(seen: Seen, room: int, plain: bool) -> Lines:
    if not seen.view.answer:
        return []
    text = folded(seen.view.answer, room, most=MOST_ANSWER_LINES)
    if seen.view.informed:
        told = Piece(f"{sign('done', plain)} " + _("the customer knows it"), "done")
    else:
        told = Piece(f"{sign('soon', plain)} " + _("the customer is still to be told"), "soon")
    return labelled(_("Answer"), [*text, [told]])
