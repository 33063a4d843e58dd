"""Signed messages: the very text that was signed, and the signature. Everything the centre vouches for comes so."""

from __future__ import annotations

from typing import TypeVar

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode

from counter_tui.domain.reading import read_json
from counter_tui.wire.keys import SigningKey, is_signed

Content = TypeVar("Content", bound=Struct)


class Signed(Struct, frozen=True, forbid_unknown_fields=True):
    """A message and the signature over it: ``content`` is JSON, kept as it was signed."""

    content: str
    signature: bytes


class Unproven(Exception):
    """A message whose signature or content does not stand."""


def sign(sort: str, message: Struct, key: SigningKey) -> Signed:
    """A message of this sort, signed."""
    content = encode(message)
    return Signed(content.decode("utf-8"), key.sign(sort, content))


def proven(signed: Signed, sort: str, public: bytes, shape: type[Content]) -> Content:
    """The content of a message of this sort that the holder of this key signed.

    Raises:
        Unproven: somebody else signed it, or it is a message of another sort or shape.
    """
    if not is_signed(public, sort, signed.content.encode("utf-8"), signed.signature):
        raise Unproven("a signature that does not stand")
    try:
        return read_json(signed.content, shape)
    except (DecodeError, ValidationError):
        raise Unproven("a message that is no such message") from None
