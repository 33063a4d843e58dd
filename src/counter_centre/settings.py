"""How a centre is set up: by options, the environment (COUNTER_CENTRE_…), and ``centre.toml`` in its data folder."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from counter_centre.private_files import demand_private
from counter_centre.refusing import Refusal
from counter_tui.wire.entries import MOST_FACTS
from counter_tui.wire.messages import Policy

PREFIX = "COUNTER_CENTRE_"
FILE = "centre.toml"
TIME_OF_DAY = r"^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9])?$"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What can be set. ``database`` is empty for the SQLite file in the data folder.

    ``body_seconds`` and ``head_seconds`` are how long a request's body may take, and its head on a new connection.
    ``every_minutes`` to ``batch_facts`` are what the centre asks of its devices.
    """

    host: Annotated[str, Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8620
    workers: Annotated[int, Meta(ge=1, le=64)] = 1
    database: str = ""
    tls_certificate: str = ""
    tls_key: str = ""
    body_seconds: Annotated[float, Meta(gt=0)] = 120.0
    head_seconds: Annotated[float, Meta(gt=0)] = 20.0
    every_minutes: Annotated[int, Meta(ge=1, le=10080)] = 60
    window_start: Annotated[str, Meta(pattern=TIME_OF_DAY)] = ""
    window_end: Annotated[str, Meta(pattern=TIME_OF_DAY)] = ""
    jitter_seconds: Annotated[int, Meta(ge=0, le=86400)] = 120
    batch_facts: Annotated[int, Meta(ge=1, le=MOST_FACTS)] = 500

    @property
    def policy(self) -> Policy:
        """What is wished of every device."""
        return Policy(
            self.every_minutes, self.window_start, self.window_end, self.jitter_seconds, self.batch_facts
        )

    def url(self, data: Path) -> URL:
        """The address of the database; raises Refusal where it is none this centre can use."""
        if not self.database:
            return URL.create("sqlite", database=str(data / "centre.db"))
        try:
            url = make_url(self.database)
        except ArgumentError:
            raise Refusal("The address of the database is none: postgresql://user@host/name") from None
        if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
            return url.set(drivername="postgresql+psycopg")
        if url.drivername == "sqlite" and url.database:
            return url
        raise Refusal("The database has to be PostgreSQL (postgresql://…) or SQLite (sqlite:///FILE).")


def data_folder(given: str | None, environ: Mapping[str, str]) -> Path:
    """Where the centre keeps its keys, settings and, unless set otherwise, its database."""
    if named := given or environ.get(f"{PREFIX}DATA"):
        return Path(named).absolute()
    base = environ.get("LOCALAPPDATA") if os.name == "nt" else environ.get("XDG_DATA_HOME")
    return Path(base or Path.home() / ".local" / "share") / "counter-centre"


def read_settings(data: Path, environ: Mapping[str, str], given: Mapping[str, object]) -> Settings:
    """The settings of a centre; raises Refusal where one is unknown or does not fit."""
    names = set(Settings.__struct_fields__)
    values: dict[str, Any] = dict(_of_file(data / FILE))
    told = {key.removeprefix(PREFIX).lower(): text for key, text in environ.items() if key.startswith(PREFIX)}
    told.pop("data", None)
    if unknown := sorted(set(told) - names):
        raise Refusal(f"There is no setting {PREFIX}{unknown[0].upper()}.")
    values |= told
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return convert(values, Settings, strict=False)
    except ValidationError as error:
        raise Refusal(f"A setting does not fit: {error}.") from None


def _of_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Refusal(f"{path} cannot be read: {error}.") from None
    if "://" in str(values.get("database", "")):
        # The address may have a password in it.
        demand_private(path)
    return values
