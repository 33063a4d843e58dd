"""The promises of a matter, in lines."""

from __future__ import annotations

from counter_tui.i18n import _, language
from counter_tui.screens.matter.seen import Seen
from counter_tui.screens.sheet import Lines, columns, labelled
from counter_tui.services.views.matter import PromiseView
from counter_tui.services.wording.clocks import say_clock_state, say_standing
from counter_tui.widgets.roles import Piece, Role, SignName, sign


def promises_lines(seen: Seen, room: int, plain: bool) -> Lines:
    """Each promise: when it is due, where it stands, to whom it was given."""
    rows = [_promise(seen, each, plain) for each in seen.view.promises]
    return labelled(_("Promises"), columns(rows, room)) if rows else []


def _promise(seen: Seen, promise: PromiseView, plain: bool) -> list[Piece]:
    role, mark = _clock_look(promise)
    return [
        Piece(promise.name.say(language())),
        Piece(seen.due(promise.due_at), role if role != "done" else "quiet"),
        Piece(_("prov.") if promise.provisional else "", "soon"),
        Piece(f"{sign(mark, plain) if mark else ' '} {_state_words(promise)}", role),
        Piece(say_standing(promise.standing), "quiet"),
    ]


def _state_words(promise: PromiseView) -> str:
    """An internal limit that was passed breaks no promise."""
    if promise.state == "broken" and promise.standing == "internal":
        return _("passed, no promise broken")
    return say_clock_state(promise.state)


def _clock_look(promise: PromiseView) -> tuple[Role, SignName | None]:
    if promise.state == "broken":
        return ("soon", "soon") if promise.standing == "internal" else ("broken", "broken")
    if promise.state == "met":
        return "done", "done"
    if promise.state in ("paused", "ended"):
        return "quiet", None
    return ("soon", "soon") if promise.attention != "calm" else ("text", None)
