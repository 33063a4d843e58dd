"""The support file: what a maintainer needs to know of this PC and its station, without anybody's particulars."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from counter_tui import __version__
from counter_tui.db import engine, schema
from counter_tui.db.keys.key_store import is_sealed, key_place
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.plainly import scrubbed
from counter_tui.paths import LOCKS, PROGRAM, Home, named_path
from counter_tui.services.audit.doctor import MatterKeys, examine
from counter_tui.services.support.log import log_lines
from counter_tui.settings import ABOUT, Settings, SettingsBroken, read_settings

_LIBRARIES = (
    "textual",
    "rich",
    "msgspec",
    "sqlcipher3",
    "cryptography",
    "httpx",
    "alembic",
    "keyring",
    "platformdirs",
)
_TERMINAL = (
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "WT_SESSION",
    "TMUX",
    "SSH_TTY",
)


def support_file(home: Home, matter_keys: MatterKeys, now: datetime) -> dict[str, str]:
    """The texts of the support file by their names in it.

    Nothing stops the making: what cannot be looked at is said in its place, by a code or the kind of the error. Every
    text is written so that no particulars of a person get in, and once more scrubbed of what they look like.
    """
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "versions.txt": lambda: _versions(now),
        "settings.txt": lambda: _settings(home),
        "home.txt": lambda: _home(home),
        "log.txt": lambda: log_lines(home.log),
        "doctor.txt": lambda: _doctor(home, matter_keys),
    }
    dated = ("log.txt", "versions.txt")
    return {
        name: "".join(f"{each if name in dated else scrubbed(each)}\n" for each in _written(part))
        for name, part in parts.items()
    }


def write_support_file(path: Path, texts: dict[str, str], now: datetime) -> None:
    """Write one new zip, readable by its owner only; its members are stored as they are, so that all can be read.

    Raises RuleBroken("support_exists") when there is something of that name, "support_unwritable".
    """
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, text in texts.items():
            archive.writestr(ZipInfo(name, now.timetuple()[:6]), text.encode("utf-8"))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise RuleBroken("support_exists", file=str(path)) from None
    except OSError as error:
        raise RuleBroken("support_unwritable", file=str(path)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(packed.getvalue())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise RuleBroken("support_unwritable", file=str(path)) from error


def file_name(now: datetime) -> str:
    """The name of a support file made now."""
    return f"{PROGRAM}-support-{now:%Y%m%d-%H%M%S}.zip"


def _written(part: Callable[[], Iterator[str]]) -> Iterator[str]:
    """The lines of a part; what stops it is its last line."""
    try:
        yield from part()
    except RuleBroken as broken:
        yield f"stopped: {broken.code}"
    except Exception as error:  # a support file is made when something is wrong: the rest of it must come
        yield f"stopped: {type(error).__name__}"


def _versions(now: datetime) -> Iterator[str]:
    yield f"made {now:%Y-%m-%d %H:%M:%S %z}"
    yield f"{PROGRAM} {__version__}"
    yield f"schema {schema.HEAD}"
    yield scrubbed(f"python {platform.python_version()} {platform.python_implementation()}")
    yield scrubbed(f"system {platform.system()} {platform.release()} {platform.machine()}")
    yield f"sqlite {engine.version()}"
    for name in _LIBRARIES:
        try:
            yield scrubbed(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield f"{name} not installed"
    yield f"file names {sys.getfilesystemencoding()}"
    for name in _TERMINAL:
        value = os.environ.get(name)
        known = value is not None and len(value) <= 24 and name not in ("WT_SESSION", "TMUX", "SSH_TTY")
        yield scrubbed(f"{name} {value if known else 'set' if value else 'not set'}")


def _settings(home: Home) -> Iterator[str]:
    """Settings with closed choices as they are; of texts only whether they are set: they may hold names and phones."""
    if not home.settings.exists():
        yield "no settings file"
    try:
        settings = read_settings(home.settings)
    except SettingsBroken as broken:
        yield f"broken: {broken.key if broken.key in ABOUT else 'some key'}: {broken.problem}"
        return
    hints = get_type_hints(Settings)
    for name in ABOUT:
        yield f"{name} {_setting(hints[name], getattr(settings, name), name)}"


def _setting(hint: Any, value: object, name: str) -> str:
    if isinstance(value, (bool, int)) or str(value) in map(str, get_args(hint)):
        return str(value)
    if name in ("timezone", "opening_hours"):
        return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if get_origin(hint) in (tuple, list, dict) or isinstance(value, (tuple, dict)):
        return f"{len(value)} entries" if isinstance(value, (tuple, list, dict)) else "set"
    if not value:
        return "empty"
    return f"set: {_shortened(str(value))}" if name == "papers_folder" else "set"


def _shortened(path: str) -> str:
    """Of a path only how deep it is and whether it is there."""
    folder = named_path(path)
    there = "there" if folder.is_dir() else "not there"
    return f".../ {len(folder.parts)} deep, {'absolute' if folder.is_absolute() else 'relative'}, {there}"


def _home(home: Home) -> Iterator[str]:
    """What lies in the station's folder: the program's own files by name, all others as a number."""
    if not home.folder.is_dir():
        yield "no home"
        return
    yield f"free {_size(shutil.disk_usage(home.folder).free)}"
    yield f"key {_place(home)}"
    own = [home.store, home.key_file, home.settings, home.keys, home.log, home.seals, home.tablet, home.hub]
    own += [home.store.with_name(home.store.name + end) for end in ("-wal", "-shm", "-journal", *LOCKS)]
    for path in own:
        yield _stat(path.name, path)
    known = {path.name for path in own} | {home.backups.name}
    yield f"other files {sum(each.name not in known for each in home.folder.iterdir())}"
    backups = [each for each in home.backups.rglob("*") if each.is_file()] if home.backups.is_dir() else []
    yield f"files of backups {len(backups)}, {_size(sum(each.stat().st_size for each in backups))}"


def _place(home: Home) -> str:
    try:
        return f"{key_place(home)}{', passphrase' if is_sealed(home) else ''}"
    except RuleBroken as broken:
        return broken.code


def _stat(name: str, path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return f"{name} none"
    except OSError as error:
        return f"{name} {type(error).__name__}"
    return f"{name} {_size(found.st_size)}, mode {found.st_mode & 0o777:03o}"


def _size(count: int) -> str:
    return f"{count // 2**20} MiB" if count >= 2**20 else f"{count} bytes"


def _doctor(home: Home, matter_keys: MatterKeys) -> Iterator[str]:
    """What the doctor found, by codes and places; files other than the store by a number."""
    report = examine(home, matter_keys)
    yield f"sqlite {report.engine}"
    yield ", ".join(f"{name} {count:_}" for name, count in report.counts.items())
    yield "clean" if report.clean else f"findings {len(report.findings)}"
    if report.locked:
        yield "locked by a passphrase: looked at from outside only"
    files: dict[str, str] = {home.store.name: "store"}
    for finding in report.findings[:500]:
        file, _colon, place = finding.where.partition(": ")
        file = files.setdefault(file, f"file {len(files)}") if _colon else file
        yield f"{file}: {place}: {finding.code} {_facts(finding.facts)}".rstrip()


def _facts(facts: Any) -> str:
    return " ".join(f"{name}={value}" for name, value in facts.items())
