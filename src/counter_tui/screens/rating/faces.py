"""What the customer reads at each step of the question, in the language in use and the other one."""

from __future__ import annotations

from counter_tui.domain.catalogue.models import Words
from counter_tui.i18n import N_, _
from counter_tui.screens.rating.asked import A_PAGE, Asked
from counter_tui.screens.rating.pane import Answer, Face, in_both, spaced
from counter_tui.widgets.roles import Piece, Pieces

MORE = Words(zh="更多原因", en="More reasons")
EARLIER = Words(zh="前面的原因", en="The first reasons again")
NOT_RATED = Words(zh="不评价", en="I would rather not rate")
NOT_SAID = Words(zh="不想说明原因", en="I would rather not say why")
WELCOME = Words(zh="您好，办完业务请您评价", en="Welcome. Please rate the service when you are done")

_THANKS = N_("Thank you for your visit")
_OUTCOMES = {"rated": N_("Thank you for your rating")}


def question_face(asked: Asked, about: str, *, touch: bool = False) -> Face:
    """The face of a question that is before the customer or being saved; ``about`` says what was done by whom.

    With ``touch`` there are no keys: whatever can be done is a row to touch.
    """
    if asked.step == "levels":
        return _levels(asked, about, touch)
    if asked.step == "reasons":
        return _reasons(asked)
    return Face([[Piece(spaced(outcome(asked)), "strong")]])


def rest_face(station: str, note: str, *, practice: bool) -> Face:
    """The face between two customers; ``note`` is for the staff."""
    welcome, other = in_both(WELCOME)
    mark = [Piece(_("DEMO"), "soon")] if practice else []
    question: list[Pieces] = [
        [Piece(spaced(station), "secondary"), *([Piece("  "), *mark] if mark else [])],
        [],
        [Piece(spaced(welcome), "strong")],
        [],
        [Piece(other, "quiet")],
    ]
    return Face(question, (), [[Piece(note, "soon")]])


def outcome(asked: Asked) -> str:
    """What is said to the customer after a press."""
    if asked.step == "saving":
        return _("One moment...")
    state = asked.token.state if asked.token else ""
    return _(_OUTCOMES.get(state, _THANKS))


def _levels(asked: Asked, about: str, touch: bool) -> Face:
    answers = [Answer(str(each.level), each.name, f"level at-{each.level}") for each in asked.scale.levels]
    question: list[Pieces] = [
        [Piece(spaced(_("Please rate this visit")), "strong")],
        [Piece(about, "quiet")],
    ]
    decline = [Piece("0 ", "accent"), Piece(_("I would rather not rate"), "quiet")]
    if asked.again:
        first = Piece(_("It was not recorded, please press again."), "soon")
    elif touch:
        first = Piece(_("Touch one line. The clerk does not see your choice now."), "quiet")
    else:
        first = Piece(_("Press one digit. The clerk does not see your choice now."), "quiet")
    if touch:
        return Face(question, [*answers, Answer("0", NOT_RATED, "reason apart")], [[first]])
    return Face(question, answers, [[first], decline])


def _reasons(asked: Asked) -> Face:
    reasons = asked.reasons()
    start = asked.page * A_PAGE
    answers = [
        Answer(str(place), each.text, "reason")
        for place, each in enumerate(reasons[start : start + A_PAGE], 1)
    ]
    if len(reasons) > A_PAGE:
        last = start + A_PAGE >= len(reasons)
        answers.append(Answer("9", EARLIER if last else MORE, "reason"))
    answers.append(Answer("0", NOT_SAID, "reason"))
    question: list[Pieces] = [[Piece(spaced(_("What was not good?")), "strong")]]
    again = Piece(_("It was not recorded, please press again."), "soon")
    return Face(question, answers, [[again]] if asked.again else ((),))
