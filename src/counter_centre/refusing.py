"""What the centre's commands say when something does not go, in plain English, and the exit code it ends with."""

from __future__ import annotations

BAD_USAGE = 2
NOT_ALLOWED = 3
UNUSABLE = 4


class Refusal(Exception):
    """Nothing was done; the words say why and what to do next. ``exit_code`` is that of the command."""

    exit_code = BAD_USAGE


class NotAllowed(Refusal):
    """A secret that is not safe, or an act that needs another one before it."""

    exit_code = NOT_ALLOWED


class Unusable(Refusal):
    """Data or a database the centre cannot work with."""

    exit_code = UNUSABLE
