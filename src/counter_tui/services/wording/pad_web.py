"""The pad of a tablet in words: for the terminal it was started in."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.i18n import N_, _, ngettext

WORDS = {
    "pad_port_taken": N_(
        "Port {port} of this PC is taken by another program: choose another one with --port"
    ),
    "pad_host_unfit": N_("This PC has no address {host}: leave --host out, or give one of its own"),
}

_EVENTS = {
    "paired": N_("The tablet is paired: the rating pad is ready"),
    "code_wrong": N_("Somebody entered a wrong pairing code"),
    "code_closed": N_("Five wrong pairing codes: nothing is looked at for 5 minutes; n gives a new code"),
    "code_over": N_("Somebody entered a pairing code, but no code is open; n gives a new one"),
    "there": N_("The tablet is there"),
    "away": N_("The tablet has not been heard of for 30 seconds: nobody is asked"),
}


def say_event(code: str) -> str:
    """What happened, in a line; the code itself where it has no words."""
    return _(_EVENTS.get(code, code))


def say_code(code: str) -> str:
    """A pairing code to be entered on the tablet."""
    return _("Pairing code {code}   (once, within 10 minutes)").format(code=f"{code[:4]} {code[4:]}")


def say_addresses(addresses: Sequence[str]) -> str:
    """Where the page is."""
    return _("Open on the tablet: {addresses}").format(addresses="   ".join(addresses))


def say_refused(count: int, address: str) -> str:
    """That somebody asks too much."""
    return ngettext(
        "{count} request refused within a minute, the last one from {address}",
        "{count} requests refused within a minute, the last one from {address}",
        count,
    ).format(count=count, address=address)


def say_keys() -> str:
    """The keys of the terminal."""
    return _("n new pairing code (the paired tablet is let go)   q end")


def say_kept_tablet() -> str:
    """That no code is needed."""
    return _("The tablet paired today may go on; n gives a new code")
