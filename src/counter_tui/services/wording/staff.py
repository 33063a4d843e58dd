"""Roles, acts and people in words."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui.i18n import N_, ngettext
from counter_tui.services.wording.codes import say_code

WORDS = {
    "not_allowed": N_("As {role} you may not {action}: call the shift lead"),
    "sign_in_refused": N_("Staff number or PIN is wrong: try again"),
    "pin_not_here": N_(
        "This PC does not know your PIN: a lead takes the station's key here once, or gives you a new PIN here"
    ),
    "sign_in_wait": N_("Too many wrong PINs: try again in {wait}"),
    "sign_in_refused_wait": N_("Staff number or PIN is wrong: try again in {wait}"),
    "staff_left": N_("This person has left the station and cannot sign in"),
    "staff_unknown": N_("Nobody here has the staff number {staff_no}"),
    "staff_no_unfit": N_("A staff number has 2 to 12 letters and digits"),
    "staff_no_taken": N_("The staff number {staff_no} is taken: choose another"),
    "name_missing": N_("The name is missing"),
    "staff_name_too_long": N_("The name has at most {longest} characters"),
    "phone_unfit": N_("The phone does not fit: {verdict}"),
    "role_missing": N_("Choose the role"),
    "role_unknown": N_("There is no such role: {role}"),
    "last_lead": N_("The station needs a shift lead or head: add another first"),
    "holds_matters": N_(
        "Open matters of this person: {count}. Name who stands in and who takes them with the leaving"
    ),
    "holds_drafts": N_("You still have drafts: {count}. Submit or discard them first"),
    "pin_not_digits": N_("A PIN has digits only"),
    "pin_missing": N_("Type the PIN twice, the same both times"),
    "pin_length": N_("A PIN has {shortest} to {longest} digits"),
    "pin_too_simple": N_("This PIN is too easy to guess: no rows, no repeats, no dates"),
    "pin_is_staff_no": N_("The PIN must not be part of the staff number: choose another"),
    "pin_differs": N_("The two PINs differ: type them again"),
}
"""The words of the rules by code."""

NameOf = Callable[[str], str]
"""What a person is called, by staff number."""

_ROLES = {
    "clerk": N_("Clerk"),
    "lead": N_("Shift lead"),
    "guide": N_("Hall guide"),
    "head": N_("Head of station"),
    "auditor": N_("Auditor"),
}
_ACTIONS = {
    "accept": N_("accept requests"),
    "work": N_("work on matters"),
    "write": N_("write into matters"),
    "lead_matter": N_("decide this for the shift"),
    "give_labels": N_("give labels to special customers"),
    "see_labels": N_("see labels of special customers"),
    "oversee": N_("see what concerns the whole station"),
    "find": N_("search customers and matters"),
    "see_matters": N_("see matters"),
    "see_details": N_("see everybody's full details"),
    "read_confidential": N_("read complaints of others"),
    "import_customers": N_("import customers"),
    "import_matters": N_("enter what was taken down on paper"),
    "export": N_("export data"),
    "manage_staff": N_("manage the staff"),
    "change_settings": N_("change settings"),
    "confirm_date": N_("confirm the date of this PC"),
    "check_store": N_("check the store"),
    "restore_store": N_("bring the store back from a copy"),
    "set_passphrase": N_("set the passphrase of the station"),
    "share_key": N_("share the station's key with another PC"),
    "publish": N_("publish notices and answer cards"),
    "set_prices": N_("take in a price book"),
    "set_peak": N_("switch peak mode on and off"),
    "see_charges": N_("see everybody's charges"),
}
_LONG_WAIT = 90


def say_role(role: str) -> str:
    """The name of a role; an unknown one as it is written."""
    return say_code(_ROLES, role)


def say_action(action: str) -> str:
    """What a role may or may not do, as a verb; an unknown one as it is written."""
    return say_code(_ACTIONS, action)


def say_wait(seconds: int) -> str:
    """How long somebody has to wait: in seconds, from a minute and a half on in minutes, rounded up."""
    if seconds < _LONG_WAIT:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = -(-seconds // 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def as_written(staff_no: str) -> str:
    """The staff number itself, where nobody knows the names."""
    return staff_no
