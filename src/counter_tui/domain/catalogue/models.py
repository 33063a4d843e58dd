"""The shapes of the catalogue: kinds, papers, promises, stages and form fields.

Everything is frozen and checked when it is built from the TOML blocks; a block that does not fit is refused by
``parse`` with file, block and field named.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

CustomerClass = Literal["resident", "business", "small_business", "institution"]
Profile = Literal["state_grid", "southern_grid"]
AreaClass = Literal["urban", "rural", "remote"]
Unit = Literal["minute", "hour", "calendar_day", "working_day"]
Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
KindCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}[0-9]{3}$")]


class Block(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Anything that stands in the data files."""


class Words(Block, frozen=True, kw_only=True):
    """A text in both languages."""

    zh: Annotated[str, Meta(min_length=1)]
    en: Annotated[str, Meta(min_length=1)]

    def say(self, language: str) -> str:
        """The text in this language ("zh" or "en")."""
        return self.en if language == "en" else self.zh


class Stage(Block, frozen=True, kw_only=True):
    """One step of the work on a kind, in the order the kind lists them; acceptance itself is not a stage.

    ``when`` compares form fields as a promise does: only the requests for which all are equal pass the stage.
    """

    code: Code
    name: Words
    when: dict[str, str] = {}


class Paper(Block, frozen=True, kw_only=True):
    """A paper a kind needs of some classes of customers.

    ``now`` is the one identity paper of the acceptance; ``deferrable`` papers may come later and are due before the
    stage ``due_before`` (a stage code of the kind, or ``answer``) at the latest; ``if_deferred`` is the commitment
    letter that is signed when something is deferred; ``exempt`` is never asked. ``agent_only`` papers are asked only
    when somebody acts for the customer; ``when`` compares form fields as a promise does.

    A deferrable paper with ``keeps_months`` stays valid so long after it was given and is not asked again of the same
    customer: anywhere, or with ``keeps_for`` "place" only for the same supply or address. One with ``shown_by`` is here
    once its number stands in that particular of the form.
    """

    code: Code
    name: Words
    classes: tuple[CustomerClass, ...]
    timing: Literal["now", "deferrable", "if_deferred", "exempt"]
    due_before: Code | None = None
    collector: Literal["first_contact", "surveyor", "installer"] = "first_contact"
    agent_only: bool = False
    when: dict[str, str] = {}
    keeps_months: Annotated[int, Meta(ge=1, le=120)] | None = None
    keeps_for: Literal["customer", "place"] = "customer"
    shown_by: Literal["agent_id_number"] | None = None
    source: Annotated[str, Meta(min_length=1)]


class PromiseRule(Block, frozen=True, kw_only=True):
    """One limit that runs on matters of a kind.

    ``starts`` and ``met_by`` name events of the matter: ``accepted``, ``answered``, ``informed``, ``closed``, or
    ``stage:<code>`` (that stage reached). ``standing`` is ``public`` for a promise made to customers, ``internal`` for
    the amber line before it, ``ceiling`` for the regulator's limit (given as the public promise only where no public
    one exists for the profile, otherwise shown as the amber ceiling).
    ``backs`` names the public promises an internal line or a ceiling stands behind: where none of them runs, a ceiling
    is given as the public promise.
    Empty ``profiles``, ``areas`` or ``classes`` mean all. ``when`` compares form fields: all must be equal.
    ``business`` is who runs this part of the work, where that is not the business owner of the family.
    """

    code: Code
    name: Words
    limit: Annotated[int, Meta(gt=0)]
    unit: Unit
    standing: Literal["public", "internal", "ceiling"] = "public"
    backs: tuple[Code, ...] = ()
    profiles: tuple[Profile, ...] = ()
    areas: tuple[AreaClass, ...] = ()
    classes: tuple[CustomerClass, ...] = ()
    when: dict[str, str] = {}
    starts: str = "accepted"
    met_by: str = "closed"
    business: Words | None = None
    source: Annotated[str, Meta(min_length=1)]


class Choice(Block, frozen=True, kw_only=True):
    """One answer a choice field offers."""

    code: Code
    name: Words


class FormField(Block, frozen=True, kw_only=True):
    """A field of a kind's form. ``default`` is filled in beforehand, so that Enter passes it."""

    code: Code
    name: Words
    type: Literal["text", "number", "choice", "date", "phone", "account", "meter"]
    unit: str = ""
    default: str = ""
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()


class Kind(Block, frozen=True, kw_only=True):
    """A kind of matter: one customer request with what it needs, promises and passes through.

    ``place`` says how whoever works on it finds the place: ``new`` where no file knows it, so the address has to be
    said; ``supply`` where it is a supply that exists, so the account is enough; ``none`` where nobody has to go there.
    ``confidential``: what it is about is read only by who works on it and by leads.
    """

    code: KindCode
    name: Words
    short: Words
    initials: tuple[Annotated[str, Meta(pattern=r"^[a-z0-9]+$")], ...]
    family: Code
    classes: tuple[CustomerClass, ...]
    identity: Literal["one_paper", "account", "none"]
    place: Literal["none", "supply", "new"] = "none"
    rated: bool = True
    confidential: bool = False
    top: Annotated[int, Meta(ge=1, le=9)] | None = None
    stages: tuple[Stage, ...] = ()
    papers: tuple[Paper, ...] = ()
    promises: tuple[PromiseRule, ...] = ()
    fields: tuple[FormField, ...] = ()
    sources: tuple[Annotated[str, Meta(min_length=1)], ...] = ()


class Family(Block, frozen=True, kw_only=True):
    """A group of kinds, as clerks speak of them.

    ``business`` is the unit that runs the business, ``service`` the one that answers for its service at the counter: a
    promise that was broken is told of both (管业务必须管服务).
    """

    code: Code
    name: Words
    business: Words | None = None
    service: Words | None = None


class IdentityKinds(Block, frozen=True, kw_only=True):
    """The identity papers each class of customers may show, by their identity code."""

    resident: tuple[Code, ...]
    business: tuple[Code, ...]
    small_business: tuple[Code, ...]
    institution: tuple[Code, ...]

    def by_class(self) -> dict[CustomerClass, tuple[str, ...]]:
        """The same, looked up by class."""
        return {
            "resident": self.resident,
            "business": self.business,
            "small_business": self.small_business,
            "institution": self.institution,
        }


class Catalogue(Block, frozen=True, kw_only=True):
    """All kinds of one version; ``digest`` is the SHA-256 of the files it was read from, in hex.

    ``identity_kinds`` lists per class of customers the papers (by their identity code) any one of which opens a case.
    """

    version: str
    digest: str
    families: tuple[Family, ...]
    kinds: tuple[Kind, ...]
    identity_kinds: dict[CustomerClass, tuple[str, ...]] = {}
