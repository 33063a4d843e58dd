"""Reading plain values, JSON and MessagePack into frozen values, from several threads at once."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TypeVar

from msgspec import DecodeError, Struct, convert
from msgspec.json import Decoder, decode
from msgspec.msgpack import decode as unpack

Shape = TypeVar("Shape", bound=Struct)

_ONE_AT_A_TIME = Lock()
_NOT_READ = "signs that are not UTF-8, or values in values without end"


def read_as(values: object, shape: type[Shape]) -> Shape:
    """These plain values as a value of this shape.

    Raises:
        msgspec.ValidationError: a field is missing, unknown or does not fit.
    """
    _learn(shape)
    return convert(values, shape)


def read_json(text: str | bytes, shape: type[Shape]) -> Shape:
    """This JSON as a value of this shape.

    Raises:
        msgspec.DecodeError: it is no JSON, or msgspec.ValidationError: a field is missing, unknown or does not fit.
    """
    _learn(shape)
    try:
        return decode(text, type=shape)
    except (UnicodeError, RecursionError):
        raise DecodeError(_NOT_READ) from None


def read_packed(content: bytes, shape: type[Shape]) -> Shape:
    """These MessagePack bytes as a value of this shape.

    Raises:
        msgspec.DecodeError: it is no MessagePack, or msgspec.ValidationError: a field is missing or does not fit.
    """
    _learn(shape)
    try:
        return unpack(content, type=shape)
    except (UnicodeError, RecursionError):
        raise DecodeError(_NOT_READ) from None


@cache
def _learn(shape: type[Struct]) -> None:
    """Let msgspec work a shape out whole before anybody reads by it.

    It does so at the first reading and leaves what it has so far where another thread finds it: that one would read by
    types that are not there yet, and the program would be gone without a word.
    """
    with _ONE_AT_A_TIME:
        Decoder(shape)
