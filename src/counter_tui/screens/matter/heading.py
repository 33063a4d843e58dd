"""What stands at the top of the Matter screen: the heading, a hand-over that waits, a decision of the lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from counter_tui.commands import Command
from counter_tui.commands import matter as commands
from counter_tui.domain.matter.state import ENDED
from counter_tui.i18n import _, language
from counter_tui.screens.matter.seen import Seen
from counter_tui.services.views.matter import MatterView, OfferView
from counter_tui.services.wording.hand_over import say_hand_over_reason, say_outcome, say_untaken
from counter_tui.services.wording.matter import say_state
from counter_tui.widgets.roles import Piece, Role, sign

_STATE_ROLES: dict[str, Role] = {"handed_over": "soon", "answered": "accent", "closed": "done"}


def heading(view: MatterView, now: datetime, plain: bool) -> list[Piece]:
    """Number, kind and state for the second line; how long nobody has taken an offer once that is too long."""
    role: Role = _STATE_ROLES.get(view.line.state, "quiet" if view.line.state in ENDED else "secondary")
    pieces = [
        Piece(view.line.number, "strong"),
        Piece("   "),
        Piece(view.line.kind.say(language())),
        Piece("   "),
        Piece(say_state(view.line.state), role),
    ]
    if view.for_lead:
        pieces[-1] = Piece(f"{sign('broken', plain)} " + say_outcome("to_lead"), "broken")
    if view.offer is not None and view.offer.untaken(now):
        said = say_untaken(now - view.offer.offered_at)
        pieces[-1] = Piece(f"{sign('broken', plain)} {said}", "broken")
    if view.line.paused:
        pieces += [Piece("   "), Piece(_("clocks stand still"), "soon")]
    return pieces


def offer_line(offer: OfferView, seen: Seen, plain: bool, key_of: Callable[[Command], str]) -> list[Piece]:
    """The hand-over that waits, since when and until when it may, with the keys that settle it."""
    view = seen.view
    reason = say_hand_over_reason(offer.reason)
    if offer.mine:
        said = _("{by} hands this over to {to}: {reason}").format(by=offer.by, to=offer.to, reason=reason)
    else:
        said = _("waits for {to} to take it: {reason}").format(to=offer.to, reason=reason)
    if offer.untaken(seen.now):
        late = say_untaken(seen.now - offer.offered_at)
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
