"""Facts as they travel: in columns, without what the reader can work out himself.

The hashes of the chain are not sent but worked out anew, which proves the order and every sign of a batch. Salts and
the random part of ids do not become smaller; they stand apart, so that the rest does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Any

from msgspec import DecodeError, Struct, ValidationError
from msgspec.msgpack import encode

from counter_tui.domain.ledger.chain import SALT_BYTES, Header, hash_body, link
from counter_tui.domain.ledger.entry import Entry
from counter_tui.domain.reading import read_packed

LEVEL = 9
MOST_FACTS = 500
"""Facts a batch has at most."""
MOST_BYTES = 256 * 1024
"""Bytes a packed batch has at most."""
MOST_UNPACKED = 2 * 1024 * 1024
"""Bytes the columns of a batch have at most before they are packed."""

LONGEST_WORD = 64
"""Signs a type, an actor or another word of a header has at most."""
FURTHEST = 2**62
"""No time of a header is further from 1970 in milliseconds, no seq higher: databases count no further."""

ID_BYTES = 16
_RANDOM_BYTES = 10
_HASH_BYTES = 32


class BatchBroken(Exception):
    """Bytes that are no batch, or a batch whose facts do not hang together."""


class _Columns(Struct, array_like=True, forbid_unknown_fields=True):
    """A batch without its raw bytes. Lists have one value a fact; times are differences from the fact before."""

    types: list[tuple[str, int]]
    actors: list[str]
    devices: list[str]
    boots: list[bytes]
    subjects: list[tuple[str, bytes]]
    type: list[int]
    actor: list[int]
    boot: list[int]
    subject: list[int]
    seen: list[int | bytes | None]
    wall: list[int]
    id_at: list[int]
    mono: list[int]
    hlc_at: list[int]
    hlc_count: list[int]
    hlc_device: list[int]
    flags: list[str]
    texts: list[bytes | None]


class _Packed(Struct, array_like=True, forbid_unknown_fields=True):
    """A batch on its way: the raw bytes of ids, salts and erased bodies' hashes, and the packed columns."""

    version: int
    raw: bytes
    columns: bytes


def pack(entries: Sequence[Entry]) -> bytes:
    """Facts of one epoch that follow each other, as a batch. The epoch, first seq and first hash travel beside it."""
    from zstandard import ZstdCompressor

    columns, raw = _columns_of(entries)
    packed = ZstdCompressor(level=LEVEL).compress(encode(columns))
    return encode(_Packed(1, raw, packed))


def unpack(content: bytes, epoch: bytes, first: int, previous: bytes) -> list[Entry]:
    """The facts of a batch, linked onto the fact before them.

    Raises:
        BatchBroken: these bytes are no batch of this program, or would become too many.
    """
    try:
        packed = read_packed(content, _Packed)
        if packed.version != 1:
            raise BatchBroken(f"a batch of version {packed.version}")
        columns = read_packed(_unpacked(packed.columns), _Columns)
        return list(_linked(columns, packed.raw, epoch, first, previous))
    except (DecodeError, ValidationError, IndexError, ValueError, OverflowError, UnicodeError) as error:
        # Not chained: the words of the error may quote a body.
        raise BatchBroken(type(error).__name__) from None


def _unpacked(packed: bytes) -> bytes:
    from zstandard import ZstdDecompressor, ZstdError, get_frame_parameters

    try:
        if not 0 < get_frame_parameters(packed).content_size <= MOST_UNPACKED:
            raise BatchBroken("a batch that tells no size, or one too large")
        return ZstdDecompressor(max_window_size=2 * MOST_UNPACKED).decompress(
            packed, max_output_size=MOST_UNPACKED, allow_extra_data=False
        )
    except ZstdError as error:
        raise BatchBroken("columns that cannot be unpacked") from error


class _Numbers(dict[Any, int]):
    """Numbers values in the order they come up."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


def _columns_of(entries: Sequence[Entry]) -> tuple[_Columns, bytes]:
    types, actors, devices, boots, subjects, ids = (_Numbers() for _ in range(6))
    columns = _Columns(*([] for _ in _Columns.__struct_fields__))
    randoms, salts, hashes = bytearray(), bytearray(), bytearray()
    wall = mono = 0
    for place, entry in enumerate(entries):
        header = entry.header
        at, count, device = header.hlc.split(".", 2)
        columns.type.append(types[header.type, header.version])
        columns.actor.append(actors[header.actor])
        columns.boot.append(boots[header.boot_id])
        columns.subject.append(subjects[header.subject_kind, header.subject_id])
        columns.seen.append(place - ids[header.seen] if header.seen in ids else header.seen or None)
        columns.wall.append(header.wall_ms - wall)
        columns.mono.append(header.mono_ms - mono - columns.wall[-1])
        columns.id_at.append(header.wall_ms - int.from_bytes(header.fact_id[:-_RANDOM_BYTES], "big"))
        columns.hlc_at.append(header.wall_ms - int(at))
        columns.hlc_count.append(int(count))
        columns.hlc_device.append(devices[device])
        columns.flags.append("" if header.clock_flag == "ok" else header.clock_flag)
        wall, mono = header.wall_ms, header.mono_ms
        ids[header.fact_id] = place
        randoms += header.fact_id[-_RANDOM_BYTES:]
        columns.texts.append(None if entry.body is None else entry.body[SALT_BYTES:])
        if entry.body is None:
            hashes += entry.body_hash
        else:
            salts += entry.body[:SALT_BYTES]
    columns.types, columns.actors, columns.devices = list(types), list(actors), list(devices)
    columns.boots, columns.subjects = list(boots), list(subjects)
    return columns, bytes(randoms + salts + hashes)


def _linked(columns: _Columns, raw: bytes, epoch: bytes, first: int, previous: bytes) -> Iterator[Entry]:
    count = len(columns.texts)
    erased = sum(text is None for text in columns.texts)
    cut = _RANDOM_BYTES * count
    salts, hashes = cut, cut + SALT_BYTES * (count - erased)
    if not 0 < count <= MOST_FACTS or len(raw) != hashes + _HASH_BYTES * erased:
        raise BatchBroken("raw bytes that do not fit the columns")
    _demand_keepable(columns)
    ids: list[bytes] = []
    wall = mono = 0
    for place, text in enumerate(columns.texts):
        wall += columns.wall[place]
        mono += columns.wall[place] + columns.mono[place]
        id_at = (wall - columns.id_at[place]).to_bytes(ID_BYTES - _RANDOM_BYTES, "big")
        ids.append(id_at + raw[place * _RANDOM_BYTES : (place + 1) * _RANDOM_BYTES])
        header = _header(columns, place, epoch, first, ids, wall, mono)
        if text is None:
            body, body_hash = None, raw[hashes : hashes + _HASH_BYTES]
            hashes += _HASH_BYTES
        else:
            body = raw[salts : salts + SALT_BYTES] + text
            body_hash = hash_body(body)
            salts += SALT_BYTES
        previous = link(previous, header, body_hash)
        yield Entry(header, body, body_hash, previous)


def _demand_keepable(columns: _Columns) -> None:
    """Raises BatchBroken where a header has what no database keeps: endless words, signs or numbers."""
    types = {type_ for type_, _ in columns.types}
    kinds = {kind for kind, _ in columns.subjects}
    words = {*types, *kinds, *columns.actors, *columns.devices, *columns.flags}
    names = {*columns.boots, *(name for _, name in columns.subjects)}
    seen = (each for each in columns.seen if isinstance(each, bytes))
    walls = list(accumulate(columns.wall))
    monos = accumulate(wall + mono for wall, mono in zip(columns.wall, columns.mono, strict=True))
    if any(len(word) > LONGEST_WORD or "\0" in word for word in words):
        raise BatchBroken("a word that is no word")
    if any(len(name) > LONGEST_WORD for name in names) or any(len(each) != ID_BYTES for each in seen):
        raise BatchBroken("a name of another length")
    if any(not 0 < version < 2**31 for _, version in columns.types):
        raise BatchBroken("a version that is none")
    if any(abs(at) >= FURTHEST for at in chain(walls, monos)):
        raise BatchBroken("a time that is none")


def _header(
    columns: _Columns, place: int, epoch: bytes, first: int, ids: list[bytes], wall: int, mono: int
) -> Header:
    type_, version = columns.types[columns.type[place]]
    subject_kind, subject_id = columns.subjects[columns.subject[place]]
    device = columns.devices[columns.hlc_device[place]]
    seen = columns.seen[place]
    # By place, in the order of the fields: by name it takes twice as long.
    return Header(
        epoch,
        first + place,
        ids[place],
        subject_kind,
        subject_id,
        type_,
        version,
        f"{wall - columns.hlc_at[place]:015d}.{columns.hlc_count[place]:05d}.{device}",
        wall,
        columns.boots[columns.boot[place]],
        mono,
        columns.flags[place] or "ok",
        columns.actors[columns.actor[place]],
        ids[place - seen] if isinstance(seen, int) else seen or b"",
    )
