"""What may be said at the door: the outcomes, the lawful grounds, and what an accepted request may wait for."""

from __future__ import annotations

from typing import Literal

from counter_tui.domain.catalogue.blocks import Place, Table, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Profile, Words
from counter_tui.domain.errors import RuleBroken

Resource = Literal["meter", "box", "capacity", "people"]


class Outcome(Block, frozen=True, kw_only=True):
    """A lawful end of a request that its clerk may record alone.

    ``ask`` says what has to be written down; with ``matter`` that is the number of a matter of this station, with
    ``customers`` the customer's own words, with ``told`` what the customer was told; with ``answers`` that is also the
    answer to the enquiry the request began as. ``unit`` says that a unit of the company or a body outside it is named,
    by the directory; a body outside only while no kind of the catalogue is chosen, and with the help that was given.
    """

    code: str
    name: Words
    ask: Words
    matter: bool = False
    customers: bool = False
    told: bool = False
    answers: bool = False
    unit: Literal["", "company", "outside"] = ""
    source: str


class Ground(Block, frozen=True, kw_only=True):
    """A lawful reason for which a lead may let a request not be accepted; for all kinds unless ``kinds`` names some."""

    code: str
    name: Words
    kinds: tuple[str, ...] = ()
    source: str


class Lacking(Block, frozen=True, kw_only=True):
    """What a request is accepted without and waits for, and which unit brings it.

    ``rules`` are the guard's rules that speak of it, ``sign`` what has to stand in the words that were found, if
    anything.
    """

    code: Resource
    name: Words
    unit: Words
    rules: tuple[str, ...] = ()
    sign: str = ""


class Appeal(Block, frozen=True, kw_only=True):
    """Where a customer whose request is not accepted can turn, as he is told it."""

    profile: Profile
    told: Words


class Door(Block, frozen=True, kw_only=True):
    """Everything that may be said at the door."""

    outcomes: tuple[Outcome, ...]
    grounds: tuple[Ground, ...]
    resources: tuple[Lacking, ...]
    appeals: tuple[Appeal, ...]

    def outcome(self, code: str) -> Outcome:
        """The outcome with this code; raises RuleBroken("outcome_unknown")."""
        for known in self.outcomes:
            if known.code == code:
                return known
        raise RuleBroken("outcome_unknown", outcome=code)

    def grounds_for(self, kind: str) -> tuple[Ground, ...]:
        """The lawful grounds there may be for a request of this kind."""
        return tuple(ground for ground in self.grounds if not ground.kinds or kind in ground.kinds)

    def resource(self, code: str) -> Lacking:
        """What is lacking, by its code; raises RuleBroken("resource_unknown")."""
        for known in self.resources:
            if known.code == code:
                return known
        raise RuleBroken("resource_unknown", resource=code)

    def lacking(self, rule: str, piece: str) -> Resource:
        """What is lacking by this rule of the guard and the words it found: people where it names nothing else."""
        for known in sorted(self.resources, key=lambda each: not each.sign):
            if rule in known.rules and known.sign in piece:
                return known.code
        return "people"

    def appeal(self, profile: Profile) -> Words:
        """Where a customer of this profile can turn; raises RuleBroken("appeal_unknown")."""
        for known in self.appeals:
            if known.profile == profile:
                return known.told
        raise RuleBroken("appeal_unknown", profile=profile)


_BLOCKS: dict[str, tuple[str, type[Block]]] = {
    "outcome": ("outcomes", Outcome),
    "ground": ("grounds", Ground),
    "resource": ("resources", Lacking),
    "appeal": ("appeals", Appeal),
}
"""The tables of the text, and what each becomes."""


def parse_door(text: str, file: str = "door.toml") -> Door:
    """The door of this TOML text.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    top, place = read_toml(file, text), Place(file, "top")
    for key in top:
        if key not in _BLOCKS:
            place.refuse(key, "unknown_field")
    return build(
        Door, {}, place, **{field: _blocks(top, key, shape, place) for key, (field, shape) in _BLOCKS.items()}
    )


def _blocks(top: Table, key: str, shape: type[Block], place: Place) -> tuple[Block, ...]:
    made = tuple(
        build(shape, table, place.inner(key, table, number)) for number, table in tables(top, key, place)
    )
    if not made:
        place.refuse(key, "empty")
    double = twice([str(getattr(block, "code", "") or getattr(block, "profile", "")) for block in made])
    if double:
        place.refuse(key, "twice", double)
    return made
