"""A key store of the system that lies in a file, so that several processes of a test have the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar


class FileRing:
    """What keyring offers, on a file; ``forgets`` False refuses to delete."""

    priority: ClassVar[float] = 5

    def __init__(self, path: Path) -> None:
        self.path = path
        self.forgets = True

    def use(self, put: Callable[[Any, str, Any], None]) -> None:
        """Be the key store of this process; ``put`` is ``setattr`` or that of a test."""
        import keyring

        put(keyring, "get_keyring", lambda: self)

    def kept(self) -> dict[str, str]:
        """Everything in it by label."""
        if not self.path.exists():
            return {}
        found: dict[str, str] = json.loads(self.path.read_text("ascii"))
        return found

    def write(self, kept: dict[str, str]) -> None:
        """Hold exactly this."""
        self.path.write_text(json.dumps(kept), "ascii")

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept under the label."""
        assert service == "counter-tui"
        return self.kept().get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        assert service == "counter-tui"
        self.write({**self.kept(), username: password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        assert service == "counter-tui"
        if not self.forgets:
            raise RuntimeError("locked")
        self.write({label: kept for label, kept in self.kept().items() if label != username})
