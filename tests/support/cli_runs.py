"""What tests of commands share: a command's outcome, private files, an environment without a key store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENVIRON = {"COUNTER_KEYRING": "off"}
PIN = "580213"


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The lines of the output as JSON objects."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def private(path: Path, text: str) -> Path:
    """A file only its owner may read."""
    path.write_text(text + "\n", "utf-8")
    path.chmod(0o600)
    return path


def process_environ(**changed: str) -> dict[str, str]:
    """The environment for a command in a process of its own."""
    return {**os.environ, **ENVIRON, **changed}
