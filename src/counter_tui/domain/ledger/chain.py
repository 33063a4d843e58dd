"""The hash chain of one device's facts.

A body is covered through a salted hash only, so that personal data can be erased later without breaking the chain;
the salt stands inside the body and goes with it. Each link covers the link before it and everything the ledger
records about the fact.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct
from msgspec.json import encode

SALT_BYTES = 16
MOST_BODY = 240 * 1024
"""Bytes a body has at most, its salt among them: a larger one could not be brought to anybody in one piece."""
DEEPEST = 64
"""Objects and lists of a body that may stand one within the other."""


class Header(Struct, frozen=True, gc=False):
    """Everything the ledger records about a fact beside its body. Ids and hashes are bytes, times milliseconds."""

    epoch: bytes
    seq: int
    fact_id: bytes
    subject_kind: str
    subject_id: bytes
    type: str
    version: int
    hlc: str
    wall_ms: int
    boot_id: bytes
    mono_ms: int
    clock_flag: str
    actor: str
    seen: bytes

    def canonical(self) -> bytes:
        """The header as bytes that are the same for the same values on every PC."""
        # Field by field: a centre works this out for every fact of every station.
        return encode(
            (
                self.epoch.hex(),
                self.seq,
                self.fact_id.hex(),
                self.subject_kind,
                self.subject_id.hex(),
                self.type,
                self.version,
                self.hlc,
                self.wall_ms,
                self.boot_id.hex(),
                self.mono_ms,
                self.clock_flag,
                self.actor,
                self.seen.hex(),
            )
        )


def genesis(device_id: bytes, epoch: bytes) -> bytes:
    """The hash before the first fact of an epoch."""
    return sha256(b"gen" + device_id + epoch).digest()


def encode_body(values: Mapping[str, object], salt: bytes) -> bytes:
    """A fact's body: the salt, then its values as compact UTF-8 JSON with sorted keys."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has sixteen bytes")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return salt + text.encode("utf-8")


def decode_body(body: bytes) -> dict[str, object]:
    """The values of a body; raises ValueError when it is no body, as with values nested deeper than ``DEEPEST``."""
    try:
        values = json.loads(body[SALT_BYTES:].decode("utf-8"))
    except RecursionError:
        raise ValueError("values nested too deep") from None
    if not isinstance(values, dict):
        raise ValueError("a body holds an object")
    # Hardly any body has so many brackets in all: the others need no look at each value.
    if body.count(b"[") + body.count(b"{") > DEEPEST and _depth(values) > DEEPEST:
        raise ValueError("values nested too deep")
    return values


def _depth(values: object) -> int:
    """How many objects and lists stand one within the other at the deepest place."""
    depth, layer = 0, [values]
    while layer := [each for each in layer if isinstance(each, dict | list)]:
        depth += 1
        layer = [child for each in layer for child in (each.values() if isinstance(each, dict) else each)]
    return depth


def hash_body(body: bytes) -> bytes:
    """The hash that stands for a body in the chain."""
    return sha256(body).digest()


def link(previous: bytes, header: Header, body_hash: bytes) -> bytes:
    """The hash of a fact, covering the fact before it."""
    return sha256(b"gw1" + previous + header.canonical() + body_hash).digest()
