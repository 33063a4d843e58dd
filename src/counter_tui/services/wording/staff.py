"""Roles, acts and people in words."""

from __future__ import annotations

from collections.abc import Callable

from counter_tui.i18n import N_, ngettext
from counter_tui.services.wording.codes import say_code

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
