"""The catalogue from its TOML files: every block checked alone, within its kind and against the others.

A file may hold any of: ``version``, ``[identity_kinds]``, ``common_papers``, ``[[family]]``, ``[[paper]]`` and
``[[kind]]``. Papers in a ``[[paper]]`` block are shared: a kind names one by ``{ use = "code" }`` and may say more
about it; those in ``common_papers`` go to every kind that asks for an identity paper. ``due_before = "next"`` in a
shared paper means the first stage of the kind, or the answer where it has none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec.structs import replace

from counter_tui.domain.catalogue.blocks import Place, Table, build, read_toml, tables, twice
from counter_tui.domain.catalogue.checks import check_kind
from counter_tui.domain.catalogue.cross import check_catalogue, check_identity_codes, check_shared
from counter_tui.domain.catalogue.models import (
    Catalogue,
    CustomerClass,
    Family,
    FormField,
    IdentityKinds,
    Kind,
    PromiseRule,
    Stage,
)
from counter_tui.domain.catalogue.papers import papers_of

_TOP_KEYS = ("version", "identity_kinds", "common_papers", "family", "paper", "kind")


def parse(files: Mapping[str, str]) -> Catalogue:
    """The catalogue of these TOML texts by file name.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    read = {file: read_toml(file, files[file]) for file in sorted(files)}
    for file, table in read.items():
        _check_top_keys(file, table)
    shared = _shared_papers(read)
    common = _common_papers(read, shared)
    kinds = [
        (place, _kind(table, place, shared, common))
        for file, top in read.items()
        for number, table in tables(top, "kind", Place(file, ""))
        for place in (Place(file, "").inner("kind", table, number),)
    ]
    families = _families(read)
    check_catalogue(kinds, families)
    _, version = _single(read, "version", "")
    return Catalogue(
        version=str(version),
        digest=_digest(files),
        families=tuple(families),
        kinds=tuple(kind for _, kind in kinds),
        identity_kinds=_identity_kinds(read),
    )


def _kind(
    table: Table, place: Place, shared: Mapping[str, tuple[str, Table]], common: tuple[str, ...]
) -> Kind:
    stages = tuple(
        build(Stage, each, place.inner("stage", each, n)) for n, each in tables(table, "stages", place)
    )
    fields = tuple(
        build(FormField, each, place.inner("field", each, n)) for n, each in tables(table, "fields", place)
    )
    promises = tuple(
        build(PromiseRule, each, place.inner("promise", each, n))
        for n, each in tables(table, "promises", place)
    )
    bare = build(Kind, table, place, stages=stages, fields=fields, promises=promises, papers=())
    kind = replace(bare, papers=papers_of(bare, table, place, shared, common))
    check_kind(kind, place)
    return kind


def _families(read: Mapping[str, Table]) -> list[Family]:
    families: list[Family] = []
    for file, top in read.items():
        for number, table in tables(top, "family", Place(file, "")):
            place = Place(file, "").inner("family", table, number)
            family = build(Family, table, place)
            if family.code in {known.code for known in families}:
                place.refuse("code", "twice", family.code)
            families.append(family)
    return families


def _shared_papers(read: Mapping[str, Table]) -> dict[str, tuple[str, Table]]:
    shared: dict[str, tuple[str, Table]] = {}
    for file, top in read.items():
        for number, table in tables(top, "paper", Place(file, "")):
            place = Place(file, "").inner("paper", table, number)
            paper = check_shared(table, place)
            if paper.code in shared:
                place.refuse("code", "twice", paper.code)
            shared[paper.code] = (file, table)
    return shared


def _common_papers(read: Mapping[str, Table], shared: Mapping[str, object]) -> tuple[str, ...]:
    place, codes = _single(read, "common_papers", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        place.refuse("common_papers", "not_a_list", codes)
    for code in codes:
        if code not in shared:
            place.refuse("common_papers", "no_such_paper", code)
    double = twice(codes)
    if double:
        place.refuse("common_papers", "twice", double)
    return tuple(codes)


def _identity_kinds(read: Mapping[str, Table]) -> dict[CustomerClass, tuple[str, ...]]:
    top, table = _single(read, "identity_kinds", {})
    place = Place(top.file, "identity_kinds")
    listed = build(IdentityKinds, table, place).by_class()
    for customer_class, codes in listed.items():
        check_identity_codes(customer_class, codes, place)
    return listed


def _single(read: Mapping[str, Table], key: str, kind_of: object) -> tuple[Place, object]:
    """The value that exactly one file gives, with its place; it must be of the type of ``kind_of``, text not empty."""
    holders = [file for file, top in read.items() if key in top]
    if not holders:
        Place(next(iter(read), "catalogue"), "top").refuse(key, "missing")
    place = Place(holders[-1], "top")
    if len(holders) > 1:
        place.refuse(key, "twice", holders[0])
    value = read[holders[0]][key]
    if not isinstance(value, type(kind_of)):
        place.refuse(key, "wrong_type", value)
    if value in ("", {}):
        place.refuse(key, "empty")
    return place, value


def _check_top_keys(file: str, table: Table) -> None:
    for key in table:
        if key not in _TOP_KEYS:
            Place(file, "top").refuse(key, "unknown_field")


def _digest(files: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file}\0{files[file]}\0".encode())
    return digest.hexdigest()
