"""The check code of a receipt: whoever holds a key of the station can tell, offline, that the station printed it so.

The code is a keyed BLAKE2b (RFC 7693) over what the receipt says, cut to 60 bits, in four groups of three signs and
one that checks the group, so that a mistyped group is named. The QR code on a receipt says what it says,
and the code.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from hashlib import blake2b
from unicodedata import normalize
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import astuple

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.ids import SIGNS

KEY_BYTES = 32
_GROUPS, _SIGNS_OF_GROUP = 4, 3
_BITS = 5
_PERSON = b"receipt-1"
_MARK = b"key-mark-1"
_HEAD = "CT1"
"""The first part of the text in a receipt's QR code: what follows is of this shape."""

_POLYNOMIAL = 0b100101
"""x⁵ + x² + 1: checks are counted in the field of 32 elements, where one wrong or two exchanged signs always show."""


_DAY = re.compile(
    r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:\s*\([^()]*\))?(?:\s*(?P<time>\d{2}:\d{2}))?\s*前?"
)
"""A day, or an instant, as a receipt in Chinese says it: 2025年11月27日（周四） 16:30前."""


class Claim(Struct, frozen=True):
    """What a receipt says of itself, as it stands on the paper.

    ``customer`` is the masked name, ``due`` the days or instants (local, to the minute) of its public promises with
    commas between, ``accepted`` the local minute of the acceptance; an empty text where nothing stands.
    """

    number: str
    kind: str
    customer: str
    due: str
    accepted: str


def code_of(key: bytes, claim: Claim) -> str:
    """The check code of a receipt that says this, as it is printed."""
    text = b"".join(len(part).to_bytes(2, "big") + part for part in _parts(claim))
    value = int.from_bytes(blake2b(text, digest_size=8, key=key, person=_PERSON).digest(), "big")
    signs = [value >> (_BITS * place) & 31 for place in range(_GROUPS * _SIGNS_OF_GROUP)]
    return "-".join(_group(number, signs[number * 3 : number * 3 + 3]) for number in range(_GROUPS))


def read_code(text: str) -> str:
    """A code as it was typed, in the form it is printed in.

    Raises RuleBroken: "check_code_length" for too few or too many signs, "check_code_group" with the first group (from
    1) that does not fit its own check.
    """
    typed = "".join(sign for sign in normalize("NFKC", text).upper() if sign.isalnum())
    if len(typed) != _GROUPS * (_SIGNS_OF_GROUP + 1):
        raise RuleBroken("check_code_length", found=len(typed), wanted=_GROUPS * (_SIGNS_OF_GROUP + 1))
    groups = [typed[start : start + 4] for start in range(0, len(typed), 4)]
    for number, group in enumerate(groups):
        values = [SIGNS.find(sign) for sign in group[:3]]
        if -1 in values or _group(number, values) != group:
            raise RuleBroken("check_code_group", group=number + 1)
    return "-".join(groups)


def proven_by(keys: Sequence[bytes], claim: Claim, code: str) -> bool:
    """Whether one of the keys gives this code, in the form it is printed in, for this claim."""
    return any(hmac.compare_digest(code_of(key, claim).encode(), code.encode()) for key in keys)


def write_text(claim: Claim, code: str) -> str:
    """What the QR code of a receipt says: plain ASCII, which a scanner types like a keyboard."""
    return "|".join([_HEAD, *(quote(part, safe=" *:,.+-") for part in astuple(claim)), code])


def read_text(text: str) -> tuple[Claim, str] | None:
    """What the QR code of a receipt says, None for a text of another shape; the code is taken as it stands."""
    head, *parts = normalize("NFKC", text).strip().split("|")
    if head.upper() != _HEAD or len(parts) != 6:
        return None
    return Claim(*(unquote(part) for part in parts[:5])), parts[5]


def plain_days(text: str) -> str:
    """Days and instants as a claim holds them, where they were typed as they stand on a receipt in Chinese."""
    return _DAY.sub(_plain_day, normalize("NFKC", text))


def _plain_day(match: re.Match[str]) -> str:
    day = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    return f"{day}T{match['time']}" if match["time"] else day


def key_mark(key: bytes) -> str:
    """What facts keep of a key: nothing the key could be found from."""
    return blake2b(key, digest_size=16, person=_MARK).hexdigest()


def _parts(claim: Claim) -> list[bytes]:
    """What is sealed: signs as a person would read them, so that full-width and small ones do not matter."""
    return ["".join(normalize("NFKC", part).upper().split()).encode("utf-8") for part in astuple(claim)]


def _group(number: int, values: Sequence[int]) -> str:
    check = number
    for place, value in enumerate(values, start=1):
        check ^= _times(value, place)
    return "".join(SIGNS[value] for value in (*values, check))


def _times(value: int, power: int) -> int:
    """The value times x to this power, in the field."""
    for _step in range(power):
        value <<= 1
        if value & 32:
            value ^= _POLYNOMIAL
    return value
