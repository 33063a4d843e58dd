"""The words of the shift: what may not be done with roster, lead and hall, and what the posts are called."""

from __future__ import annotations

from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

WORDS = {
    "lead_changed": N_("The shift was taken meanwhile: {to} leads now. Look again"),
    "lead_himself": N_("Whoever leads takes nothing over from himself: choose who comes in"),
    "lead_away": N_("{to} is noted as away: first note that {to} is back"),
    "cannot_lead": N_("{to} may not lead a shift by the role: choose a shift lead or the head"),
    "lead_reason_missing": N_("Say in a few words why the outgoing lead is not here"),
    "lead_not_named": N_("The lead is not here: the roster names {to} to take over"),
    "lead_witness_same": N_("Nobody signs for himself: somebody else gives the second PIN"),
    "lead_witness_leads": N_("A shift lead or the head signs as witness: let {to} give the PIN"),
    "leads_shift": N_("{to} leads the shift: first let somebody else take it over (key s on Home)"),
    "hall_no_lead": N_("No lead is here, and a hall without a lead does not open: first take over the shift"),
    "hall_pack_waiting": N_("The hand-over pack waits for {to}: take it over, then open the hall"),
    "roster_past": N_("This day is over: a roster is set for today or later"),
    "roster_far": N_("A roster is set for at most {days} days ahead"),
    "roster_post_unknown": N_("There is no such post: counter, guide, on call or lead"),
    "roster_away": N_("{to} is away on this day: choose somebody else"),
    "roster_no_lead": N_("Nobody leads on this day: give somebody the lead"),
    "roster_two_leads": N_("Two lead on this day: leave one of them"),
    "roster_stand_in_missing": N_("Name who stands in for the lead: somebody else who may lead"),
    "roster_stand_in_is_lead": N_("The lead does not stand in for himself: name somebody else"),
    "roster_none_before": N_("There is no roster of an earlier day to copy: give the posts by digits"),
    "roster_changed": N_("Somebody else has set this day meanwhile: look at it and set it again"),
    "skill_unknown": N_("There is no such group of business: choose one of the list"),
    "skill_no_work": N_("{to} takes no requests down by the role: nothing to note there"),
}
"""The words of the rules by code."""

_POSTS = {
    "counter": N_("counter"),
    "guide": N_("guide"),
    "duty": N_("on call"),
    "lead": N_("lead"),
}


def say_post(post: str) -> str:
    """What a post of the roster is called; an unknown one as it is written."""
    return say_code(_POSTS, post)
