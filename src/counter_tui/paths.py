"""Where a station's files are, and how folders and files only their owner may read are made."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

PROGRAM = "counter-tui"
SEALED = "passphrase"
"""The first word of a key file whose key is under a passphrase."""
HOME_VARIABLE = "COUNTER_HOME"
TURNS, PAD, CALL = "-turns", "-pad", "-call"
SEALS = "sealed-heads.txt"
"""The file of sealed heads, in a home and in each folder of copies."""
CLOSING, CLOSED = "closing.json", "closed.json"
LOCKS = (TURNS, PAD, CALL)
"""The endings of the empty files beside a store that are only locked: who writes next, which pad is in hand, who calls
the centre."""


class Home(Struct, frozen=True):
    """The folder of one station and the names of what lies in it. Nothing is made by asking."""

    folder: Path

    @property
    def store(self) -> Path:
        """The encrypted ledger and everything computed from it."""
        return self.folder / "station.db"

    @property
    def hub(self) -> Path:
        """The log of the station's hub, on the PC that is it; encrypted."""
        return self.folder / "hub.db"

    @property
    def key_file(self) -> Path:
        """The store's key, where the system has no key store to keep it."""
        return self.folder / "station.key"

    @property
    def asks_passphrase(self) -> bool:
        """Whether the key file says that a passphrase is needed: looked at before the first frame, so nothing more."""
        try:
            return self.key_file.read_bytes().startswith(SEALED.encode("ascii"))
        except OSError:
            return False

    @property
    def settings(self) -> Path:
        """What the people of this PC have set."""
        return self.folder / "settings.toml"

    @property
    def keys(self) -> Path:
        """Other keys for commands, written by hand; usually not there."""
        return self.folder / "keys.toml"

    @property
    def own_days(self) -> Path:
        """Days the station itself says are off or worked, written by hand; usually not there."""
        return self.folder / "calendar.csv"

    @property
    def log(self) -> Path:
        """What went wrong, without a word about customers."""
        return self.folder / "counter.log"

    @property
    def backups(self) -> Path:
        """Copies of the store."""
        return self.folder / "backups"

    @property
    def seals(self) -> Path:
        """What the closing sheets vouch for, beside the store."""
        return self.folder / SEALS

    @property
    def set_aside(self) -> Path:
        """Stores in whose place a copy was put."""
        return self.folder / "set-aside"

    @property
    def wrong_pins(self) -> Path:
        """Wrong PINs given to ``restore`` while no store could count them."""
        return self.folder / "wrong-pins.json"

    @property
    def tablet(self) -> Path:
        """Which tablet is the rating pad today: a digest of the secret it has."""
        return self.folder / "tablet.json"

    @property
    def closing(self) -> Path:
        """The centre's order to close this PC down, from when it is obeyed until what it had is sealed."""
        return self.folder / CLOSING

    @property
    def closed(self) -> Path:
        """That this PC was closed down: from then on nothing is written, and all but what was sealed goes."""
        return self.folder / CLOSED

    @property
    def restoring(self) -> Path:
        """How far a restore has come, while one runs or after one was interrupted."""
        return self.folder / "restore.json"


def named_path(name: str | os.PathLike[str]) -> Path:
    """The file or folder somebody named: ``~`` is his own folder; ``~$list.xlsx``, of nobody, is a name like others."""
    return Path(os.path.expanduser(name))


def home_folder(explicit: str | os.PathLike[str] | None, environ: Mapping[str, str]) -> Path:
    """The folder of the station: what was asked for, else ``COUNTER_HOME``, else the platform's data folder."""
    if explicit:
        return named_path(explicit)
    if named := environ.get(HOME_VARIABLE):
        return named_path(named)
    return _platform_folder() / "station"


def command_on(home: Home, command: str) -> str:
    """The command as typed for this home in the system's shell; ``--home`` is named unless it is the platform's."""
    if home.folder.absolute() == home_folder(None, {}):
        return f"{PROGRAM} {command}"
    return f"{PROGRAM} {command} --home {_quoted(str(home.folder.absolute()))}"


def demo_folder(explicit: str | os.PathLike[str] | None, environ: Mapping[str, str]) -> Path:
    """The folder of the demo station: never the one a real station would use by default."""
    if explicit or environ.get(HOME_VARIABLE):
        return home_folder(explicit, environ)
    return _platform_folder() / "demo"


def papers_folder(chosen: str) -> Path:
    """Where receipts and sheets go: the folder that was set, else one in the person's documents.

    It is never inside the home, because papers are handed out and the home is not.
    """
    if chosen:
        return named_path(chosen).absolute()
    from platformdirs import user_documents_path

    return user_documents_path() / PROGRAM


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path is this folder or lies in it, wherever links lead."""
    inner, outer = path.resolve(), folder.resolve()
    return inner == outer or outer in inner.parents


def make_private_folder(folder: Path) -> Path:
    """Make the folder (and those above it) if it is missing, readable by its owner only; raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
    return folder


def write_private(path: Path, content: bytes) -> None:
    """Put the content into the file in one step, readable by its owner only.

    A reader sees the old content or the new one, never half; after a power cut too. A folder that is there keeps its
    rights: it may be one that others share. Raises OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A name per process and thread: two writers must not share a half-written file.
    draft = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can be asked to."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _quoted(text: str) -> str:
    if os.name == "posix":
        import shlex

        return shlex.quote(text)
    return f'"{text}"' if " " in text else text


def _platform_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False)
