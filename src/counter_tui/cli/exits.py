"""Exit codes, and which broken rule ends in which."""

from __future__ import annotations

import errno

DONE = 0
FOUND = 1
BAD_USAGE = 2
NOT_ALLOWED = 3
STORE_UNUSABLE = 4
TRY_LATER = 75
"""Nobody answered: what services of the system know as a failure that passes (EX_TEMPFAIL)."""

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How the system says that there is no room for what is written."""
_NOT_ALLOWED = frozenset(
    {
        "not_allowed",
        "home_in_use",
        "home_not_empty",
        "demo_home_is_real",
        "demo_in_the_making",
        "actor_missing",
        "sign_in_refused",
        "sign_in_wait",
        "staff_left",
        "not_leading",
        "sheet_of_another",
        "passphrase_wrong",
        "join_passphrase_wrong",
        "join_other_station",
        "pad_held",
        "centre_denied",
        "centre_other_key",
    }
)
_UNUSABLE = frozenset(
    {
        "store_missing",
        "station_missing",
        "store_unusable",
        "store_newer",
        "store_busy",
        "import_running",
        "store_unwritable",
        "store_gone",
        "store_lost",
        "store_log_gone",
        "disk_full",
        "engine_too_old",
        "key_missing",
        "passphrase_needed",
        "catalogue_broken",
        "store_in_use",
        "restore_running",
        "backup_no_room",
        "backup_unwritable",
        "backup_running",
        "backup_stopped",
        "backup_unsound",
        "closed_down",
        "closing_stopped",
    }
)
_LATER = frozenset({"sync_running", "centre_not_heard"})

OF_CALL = {"done": DONE, "stopped": DONE, "no_answer": TRY_LATER, "denied": NOT_ALLOWED}
"""The exit code of a call to the centre, or to a hub, by what became of it."""


def exit_of(code: str) -> int:
    """The exit code for a broken rule; what is neither a right nor the store nor the line is the input."""
    if code in _LATER:
        return TRY_LATER
    if code in _NOT_ALLOWED:
        return NOT_ALLOWED
    return STORE_UNUSABLE if code in _UNUSABLE else BAD_USAGE


class Ended(Exception):
    """The command ends here with this exit code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
